package {{package}}
{{#records}}

{{doc}}
type {{name}} struct {
{{fields}}
}
{{#choices}}

{{doc}}
type {{name}} struct {
{{fields}}
}
{{/choices}}

// {{name}}MaxSize is the length of the longest encoding.
const {{name}}MaxSize = {{max}}
{{#has_defaults}}

// New{{name}} makes one whose fields have their defaults.
func New{{name}}() *{{name}} {
	return &{{name}}{
{{defaults}}
	}
}
{{/has_defaults}}
{{#has_zero_defaults}}

// New{{name}} makes one whose fields have their defaults, which are zero.
func New{{name}}() *{{name}} {
	return &{{name}}{}
}
{{/has_zero_defaults}}

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *{{name}}) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *{{name}}) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, {{capacity}}))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *{{name}}) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *{{name}}) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *{{name}}) put(e *encoder) {
{{puts}}
}

var {{keys_name}} = []key{
{{keys}}
}

func (v *{{name}}) getField(d *decoder, field int) {
	switch field {
{{cases}}
	}
}

func (v *{{name}}) get(d *decoder) {
	m := d.openMap({{words}})
{{reads}}
	for field, ok := d.next(&m, {{keys_name}}); ok; field, ok = d.next(&m, {{keys_name}}) {
		v.getField(d, field)
	}
{{#takes_defaults}}
{{set_defaults}}
{{/takes_defaults}}
	d.closeMap(&m, {{keys_name}})
}
{{/records}}
