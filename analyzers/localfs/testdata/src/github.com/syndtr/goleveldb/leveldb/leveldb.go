package leveldb

type DB struct{}

func OpenFile(path string, o any) (*DB, error) { return nil, nil }

func (db *DB) Put(key, value []byte, wo any) error { return nil }

func (db *DB) Get(key []byte, ro any) ([]byte, error) { return nil, nil }
