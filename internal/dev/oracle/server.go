//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// A server is a scratch cluster of PostgreSQL that nobody else uses.
type server struct {
	dir  string
	cred *syscall.Credential
	n    int // databases made so far

	version int // its major one
}

// errNoServer says that there is no PostgreSQL on this machine that could be started.
var errNoServer = errors.New("no PostgreSQL here")

// startServer makes and starts a cluster in a directory of its own. The error is errNoServer where
// PostgreSQL is not installed.
func startServer() (*server, error) {
	for _, tool := range []string{"initdb", "pg_ctl", "postgres", "psql"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%w: %v", errNoServer, err)
		}
	}
	dir, err := os.MkdirTemp("/tmp", "oracle") // short: a socket's path has 107 bytes
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir}
	if err := s.unprivileged(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	options := "-k " + dir + " -c listen_addresses='' -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off"
	for _, args := range [][]string{
		{"initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D", dir + "/data"},
		{"pg_ctl", "-w", "-D", dir + "/data", "-l", dir + "/log", "-o", options, "start"},
	} {
		if out, err := s.command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w\n%s", args[0], err, out), os.RemoveAll(dir))
		}
	}
	out, err := s.command("postgres", "--version").Output()
	if err == nil {
		_, err = fmt.Sscanf(string(out), "postgres (PostgreSQL) %d", &s.version)
	}
	return s, err
}

// stop stops the cluster and removes its files.
func (s *server) stop() error {
	out, err := s.command("pg_ctl", "-m", "immediate", "-D", s.dir+"/data", "stop").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("pg_ctl stop: %w\n%s", err, out)
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// unprivileged lets the server run as user postgres where we are root, which it refuses to be.
func (s *server) unprivileged() error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("%w: it does not run as root, and %v", errNoServer, err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(s.dir, uid, gid)
}

func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), "LC_ALL=C.UTF-8")
	if s.cred != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred}
	}
	return cmd
}

// A session is one connection, held by a psql of its own: prepared statements live as long as it.
type session struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	problem bytes.Buffer
	dataDir string
}

// open makes a new database and connects to it.
func (s *server) open() (*session, error) {
	s.n++
	db := "d" + strconv.Itoa(s.n)
	if err := s.once("CREATE DATABASE " + db + " TEMPLATE template0 LC_COLLATE 'C.UTF-8' STRATEGY file_copy"); err != nil {
		return nil, err
	}
	c := &session{dataDir: filepath.Join(s.dir, "data")}
	c.cmd = s.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", db)
	c.cmd.Stderr = &c.problem
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 1<<20)
	return c, c.cmd.Start()
}

func (s *server) once(sql string) error {
	out, err := s.command("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", "-c", sql, "postgres").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", sql, err, out)
	}
	return nil
}

const endOfAnswer = "--end of answer--"

// ask runs statements and returns the lines that they print. After an error the session is over.
func (c *session) ask(sql string) ([]string, error) {
	if _, err := io.WriteString(c.in, sql+";\nSELECT '"+endOfAnswer+"';\n"); err != nil {
		return nil, c.fail(err)
	}
	var lines []string
	for {
		line, err := c.out.ReadString('\n')
		if err != nil {
			return nil, c.fail(err)
		}
		line = strings.TrimSuffix(line, "\n")
		if line == endOfAnswer {
			return lines, nil
		}
		lines = append(lines, line)
	}
}

func (c *session) fail(err error) error {
	return errors.Join(err, c.cmd.Wait(), errors.New(strings.TrimSpace(c.problem.String())))
}

// close ends the session.
func (c *session) close() error {
	if err := c.in.Close(); err != nil {
		return err
	}
	return c.cmd.Wait()
}
