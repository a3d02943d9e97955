// Package projects brings other people's projects to a commit and runs a built scalevet over them. It
// serves the commands that measure us, accuracy and corpus. Everything is done in scratch trees: the
// repositories are only read.
package projects
