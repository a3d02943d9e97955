// Package localfs defines an Analyzer that finds requests that write to this machine's disk.
//
// # Analyzer localfs
//
// localfs: find requests that write to this machine's disk
//
// A file that a request leaves on the disk is on one machine. The second machine behind the load
// balancer does not have it, and the next deployment begins with an empty disk. As long as there is
// one machine nobody notices.
//
// Wrong:
//
//	func avatar(w http.ResponseWriter, r *http.Request) {
//		os.WriteFile("uploads/"+id, data, 0o644) // want "handler avatar writes to this machine's disk"
//	}
//
// Right: put it where every instance finds it.
//
//	bucket.PutObject(ctx, "avatars/"+id, data)
//
// Categories:
//   - write: a file or directory
//   - upload: a helper that saves an uploaded file
//   - embedded-db: a database in a file, which one instance alone can open: where requests write to
//     it, or where a program that serves requests opens it
//
// The analyzer is silent when the file is removed on every way out of the function, or by who asked
// for it, for devices and logs, for reading, and outside of requests. Storage behind an interface
// that has other implementations too, or in a branch beside one that puts it into a bucket, is of low
// severity: then the disk is one choice of several, and the finding names the others. So are scratch
// files under a name of their own in the system's folder for them, and what is written only where
// reading it failed.
//
// Limits: it does not know which directories are shared between machines. Say so where one is
// written: //scalevet:ignore localfs the volume is shared.
package localfs
