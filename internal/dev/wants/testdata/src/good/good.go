package good

import (
	"strings"

	"example.com/lib"
)

// What is wanted, in this comment, is prose.

func One() string { return strings.ToUpper("a") } // want One:`^calls ToUpper$` "^ToUpper is called$"

func Two() string { // want Two:"calls Upper ToLower"
	return lib.Upper(strings.ToLower("a")) /* want "Upper, which calls ToUpper" `"?ToLower` */
}

func Three() { Two() } // twice: // want Three:"calls Two" "Two, which calls Upper ToLower"
