{{>go/preamble.go}}

package {{package}}

import (
	"unsafe"

	"{{module}}/internal/memory"
	"{{module}}/raw"
)

{{#records}}
{{>go/record.go}}
{{/records}}
{{#alignments}}
// {{name}} is what C aligns {{record}} to, in bytes.
const {{name}} = {{align}}

{{#has_allocator}}
// {{allocator}} returns a zeroed {{record}} whose address suits C.
func {{allocator}}() *{{record}} {
	return (*{{record}})(memory.Aligned(unsafe.Sizeof({{record}}{}), {{name}}))
}

// {{allocator_plural}} returns count zeroed ones, one after the other, whose addresses suit C.
func {{allocator_plural}}(count int) []{{record}} {
	first := memory.Aligned(uintptr(count)*unsafe.Sizeof({{record}}{}), {{name}})
	return unsafe.Slice((*{{record}})(first), count)
}

{{/has_allocator}}
{{/alignments}}
