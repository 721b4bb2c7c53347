{{#doc}}
{{line}}
{{/doc}}
{{#has_fields}}
type {{name}} struct {
{{#fields}}
{{line}}
{{/fields}}
}
{{/has_fields}}
{{^has_fields}}
type {{name}} struct{}
{{/has_fields}}

{{#accessors}}
{{#is_pointer}}
{{#doc}}
{{line}}
{{/doc}}
func (r *{{record}}) {{name}}() *{{type}} {
	return (*{{type}})({{address}})
}
{{/is_pointer}}
{{#is_value}}
{{#doc}}
{{line}}
{{/doc}}
func (r *{{record}}) {{name}}() {{type}} {
	return memory.{{load}}[{{type}}]({{address}})
}

// {{setter}} sets what {{name}} reads.
func (r *{{record}}) {{setter}}(value {{type}}) {
	memory.Store({{address}}, value)
}
{{/is_value}}
{{#is_tail}}
{{#doc}}
{{line}}
{{/doc}}
//
// The memory behind r must hold count elements.
func (r *{{record}}) {{name}}(count int) []{{type}} {
	return unsafe.Slice((*{{type}})(unsafe.Add(unsafe.Pointer(r), {{offset}})), count)
}
{{/is_tail}}
{{#is_bits}}
{{#doc}}
{{line}}
{{/doc}}
func (r *{{record}}) {{name}}() {{type}} {
{{#is_bool}}
	return memory.{{read}}({{storage}}, {{offset}}, {{width}}) != 0
{{/is_bool}}
{{#is_number}}
	return {{type}}(memory.{{read}}({{storage}}, {{offset}}, {{width}}))
{{/is_number}}
{{#is_wide}}
	return {{type}}From(memory.{{read}}({{storage}}, {{offset}}, {{width}}))
{{/is_wide}}
}

// {{setter}} sets what {{name}} reads.{{#is_narrow}} It panics with a number of more than {{width}} bits.{{/is_narrow}}
func (r *{{record}}) {{setter}}(value {{type}}) {
{{#is_bool}}
	var bit uint64
	if value {
		bit = 1
	}
	memory.SetBits({{storage}}, {{offset}}, {{width}}, bit)
{{/is_bool}}
{{#is_number}}
	memory.SetBits({{storage}}, {{offset}}, {{width}}, {{number}})
{{/is_number}}
{{#is_wide}}
	high, low := uint64(value.High()), value.Low()
{{#is_narrow}}
	memory.Fit{{sign}}Wide(high, low, {{width}})
{{/is_narrow}}
	memory.SetWideBits({{storage}}, {{offset}}, {{width}}, high, low)
{{/is_wide}}
}
{{/is_bits}}
{{#is_text}}
{{#doc}}
{{line}}
{{/doc}}
func (r *{{record}}) {{name}}() string {
	return memory.Text(r.{{field}}[:])
}

// {{setter}} sets what {{name}} reads. The error says when text does not fit {{capacity}} bytes with
// its NUL, or contains one.
func (r *{{record}}) {{setter}}(text string) error {
	return setText(r.{{field}}[:], text)
}
{{/is_text}}

{{/accessors}}
