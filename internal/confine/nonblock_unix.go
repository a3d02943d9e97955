//go:build unix

package confine

import "syscall"

// nonblock makes opening a named pipe not wait for a writer.
const nonblock = syscall.O_NONBLOCK
