{{>go/preamble.go}}

package raw

{{imports}}

{{#platform_types}}
{{#doc}}
{{line}}
{{/doc}}
type {{name}}{{is}}{{go}}

{{/platform_types}}
{{#methods}}
{{text}}

{{/methods}}
{{#enums}}
{{#doc}}
{{line}}
{{/doc}}
type {{name}} {{underlying}}

{{#has_values}}
const (
{{#values}}
{{line}}
{{/values}}
)

{{/has_values}}
{{/enums}}
{{#typedefs}}
{{#doc}}
{{line}}
{{/doc}}
type {{name}}{{go}}

{{/typedefs}}
{{#records}}
{{#is_opaque}}
{{#doc}}
{{line}}
{{/doc}}
type {{name}} struct{ _ [0]byte }

{{/is_opaque}}
{{^is_opaque}}
{{>go/record.go}}
{{/is_opaque}}
{{/records}}
{{#allocators}}
{{#has_tail}}
// {{allocator}} returns a zeroed {{record}} followed by room for count elements.
func {{allocator}}(count int) *{{record}} {
	var element {{tail_type}}
	size := max(unsafe.Sizeof({{record}}{}), {{tail_offset}}+uintptr(count)*unsafe.Sizeof(element))
	return (*{{record}})(memory.Aligned(size, {{align}}))
}
{{/has_tail}}
{{^has_tail}}
// {{allocator}} returns a zeroed {{record}}, aligned to {{align}} bytes as C wants it.
func {{allocator}}() *{{record}} {
	return (*{{record}})(memory.Aligned(unsafe.Sizeof({{record}}{}), {{align}}))
}

// {{allocator}}_array returns count zeroed ones, each aligned to {{align}} bytes.
func {{allocator}}_array(count int) []{{record}} {
	first := memory.Aligned(uintptr(count)*unsafe.Sizeof({{record}}{}), {{align}})
	return unsafe.Slice((*{{record}})(first), count)
}
{{/has_tail}}

{{/allocators}}
