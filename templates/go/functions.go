{{>go/preamble.go}}

package {{package}}

// #include "{{bridge_header}}"
import "C"

{{imports}}

{{#functions}}
{{>go/function.go}}
{{/functions}}
