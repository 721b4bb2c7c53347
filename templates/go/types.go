{{>go/preamble.go}}

package {{package}}

{{imports}}

{{#records}}
{{>go/record.go}}
{{/records}}
{{#flexibles}}
{{#doc}}
{{line}}
{{/doc}}
type {{name}} struct {
	{{head}}
	elements []{{element}}
}

// New{{name}} has copies of the elements. [ErrLengths] says that C cannot count as many.
func New{{name}}(elements []{{element}}) (*{{name}}, error) {
	r := &{{name}}{elements: append([]{{element}}(nil), elements...)}
	length := len(elements)
{{#in_bytes}}
	length *= int(unsafe.Sizeof(*new({{element}})))
{{/in_bytes}}
	if uint64(length) > {{most}} {
		return nil, ErrLengths
	}
	r.{{head}}.{{set_begin}}{{length_type}}(length){{set_end}}
	return r, nil
}

// {{data}} are its elements, which may be changed.
func (r *{{name}}) {{data}}() []{{element}} { return r.elements }

// inC is a copy as C lays it out; nil for nil.
func (r *{{name}}) inC() unsafe.Pointer {
	if r == nil {
		return nil
	}
	behind := {{offset}} + uintptr(len(r.elements))*unsafe.Sizeof(*new({{element}}))
	copied := memory.Aligned(max(behind, unsafe.Sizeof(r.{{head}})), {{align}})
	memory.Store(copied, r.{{head}})
	memory.CopyBack(unsafe.Add(copied, {{offset}}), r.elements)
	return copied
}

// load{{name}} copies one of C's with as many elements as it says.
func load{{name}}(from unsafe.Pointer) *{{name}} {
	if from == nil {
		return nil
	}
	r := new({{name}})
	r.{{head}} = memory.Load[{{head}}](from)
	length := lengthOf(r.{{head}}.{{get}}, math.MaxInt)
{{#in_bytes}}
	length /= int(unsafe.Sizeof(*new({{element}})))
{{/in_bytes}}
	r.elements = memory.Copied[{{element}}](unsafe.Add(from, {{offset}}), length)
	return r
}

{{/flexibles}}
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
