{{>go/preamble.go}}

package raw

// #include "{{shims_header}}"
import "C"
{{imports}}

{{#functions}}
{{#doc}}
{{line}}
{{/doc}}
func {{name}}({{parameters}}){{result}} {
{{#body}}
{{line}}
{{/body}}
}

{{/functions}}
{{#variables}}
{{#doc}}
{{line}}
{{/doc}}
func {{name}}() {{type}} {
	return {{opening}}C.{{shim_name}}(){{closing}}
}

{{/variables}}
