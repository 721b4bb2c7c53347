{{>go/preamble.go}}

package {{package}}

// #include "{{bridge_header}}"
import "C"

import (
	"runtime"
	"unsafe"

	"{{module}}/internal/memory"
	"{{module}}/raw"
)

{{#functions}}
{{#doc}}
{{line}}
{{/doc}}
func {{head}} {
{{#body}}
{{line}}
{{/body}}
}

{{/functions}}
