package {{package}}
{{#requests}}

{{#is_empty}}
type {{name}} struct{}
{{/is_empty}}
{{^is_empty}}
type {{name}} struct {
{{fields}}
}
{{/is_empty}}

func (v *{{name}}) put(e *encoder) {
{{puts}}
}
{{/requests}}
{{#replies}}

{{#is_empty}}
type {{name}} struct{}
{{/is_empty}}
{{^is_empty}}
type {{name}} struct {
{{fields}}
}
{{/is_empty}}

{{#is_empty}}
var {{keys_name}} = []key{}
{{/is_empty}}
{{^is_empty}}
var {{keys_name}} = []key{
{{keys}}
}
{{/is_empty}}

func (v *{{name}}) getField(d *decoder, field int) {
	switch field {
{{^is_empty}}
{{cases}}
{{/is_empty}}
	}
}

func (v *{{name}}) get(d *decoder) {
	m := d.openMap({{words}})
{{^is_empty}}
{{reads}}
{{/is_empty}}
	for field, ok := d.next(&m, {{keys_name}}); ok; field, ok = d.next(&m, {{keys_name}}) {
		v.getField(d, field)
	}
	d.closeMap(&m, {{keys_name}})
}
{{/replies}}
