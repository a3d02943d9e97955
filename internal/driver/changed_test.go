package driver

import (
	"reflect"
	"testing"
)

const aDiff = `diff --git a/a.go b/a.go
--- a/a.go
+++ b/a.go
@@ -3,2 +3,3 @@ func f() {
-old
--- b/none.go is content
+new
+++ b/none.go is content
+new
@@ -10 +12,0 @@
-gone
@@ -20,0 +22 @@
+one
diff --git a/gone.go b/gone.go
--- a/gone.go
+++ /dev/null
@@ -1 +0,0 @@
-gone
diff --git "a/\303\244.go" "b/\303\244.go"
--- /dev/null
+++ "b/\303\244.go"
@@ -0,0 +1,2 @@
+a
+b
`

func TestParseDiff(t *testing.T) {
	want := changes{"/r/a.go": {{3, 5}, {22, 22}}, "/r/ä.go": {{1, 2}}}
	if got := parseDiff("/r", aDiff); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
