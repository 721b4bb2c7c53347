package {{package}}
{{#enums}}

{{doc}}
type {{name}} {{repr}}

// Values of {{name}}.
const (
{{values}}
)
{{#is_closed}}

// isKnown says whether the value is one that was declared.
func (v {{name}}) isKnown() bool {
	switch v {
	case {{known}}:
		return true
	}
	return false
}
{{/is_closed}}
{{/enums}}
