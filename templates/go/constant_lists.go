{{#has_constants}}
const (
{{#constants}}
{{line}}
{{/constants}}
)

{{/has_constants}}
{{#has_variables}}
// Values that Go has no constants for.
var (
{{#variables}}
{{line}}
{{/variables}}
)
{{/has_variables}}
