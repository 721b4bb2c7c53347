{{>go/preamble.go}}

package {{package}}

// #include "{{bridge_header}}"
import "C"

import (
	"math"
	"runtime"
	"syscall"
	"unsafe"

	"{{module}}/internal/memory"
	"{{module}}/internal/object"
	"{{module}}/raw"
)

{{#functions}}
{{>go/function.go}}
{{/functions}}
