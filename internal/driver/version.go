package driver

import "runtime/debug"

// Version returns the version of the module that the binary was built from; (devel) when that is a
// checkout.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
