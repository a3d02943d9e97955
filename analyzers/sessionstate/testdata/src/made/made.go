// Package made makes a session manager that keeps sessions in memory.
package made

import "github.com/alexedwards/scs/v2"

var sessions = scs.New() // want `sessions are kept in this process: other instances do not see them \(scs.New\)`
