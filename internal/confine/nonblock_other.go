//go:build !unix

package confine

// nonblock is nothing where directories hold no pipes.
const nonblock = 0
