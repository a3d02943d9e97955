package sessions

type FilesystemStore struct{}

type CookieStore struct{}

func NewFilesystemStore(path string, keys ...[]byte) *FilesystemStore { return nil }

func NewCookieStore(keys ...[]byte) *CookieStore { return nil }
