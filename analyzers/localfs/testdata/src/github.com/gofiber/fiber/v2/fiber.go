package fiber

import "mime/multipart"

type Ctx struct{}

func (c *Ctx) FormFile(key string) (*multipart.FileHeader, error) { return nil, nil }

func (c *Ctx) SaveFile(file *multipart.FileHeader, path string) error { return nil }

func (c *Ctx) SaveFileToStorage(file *multipart.FileHeader, path string, storage any) error {
	return nil
}
