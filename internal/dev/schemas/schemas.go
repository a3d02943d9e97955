// Package schemas holds that the command writes SARIF, and reads configuration, as the schemas say by which
// other programs know them. It is a package of its own for what the libraries that read schemas do when a
// program starts: the tests of internal/driver are a vettool, which go vet starts for every package.
package schemas
