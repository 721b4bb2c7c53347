package {{package}}

import "context"
{{#has_errors}}

// What calls fail with, for errors.Is.
const (
{{#errors}}
	// {{name}} is {{c_name}}.
	{{name}} Code = {{value}}
{{/errors}}
)
{{/has_errors}}
{{#objects}}

{{doc}}type {{name}} struct{ object }
{{/objects}}
{{#calls}}

{{text}}
{{/calls}}
