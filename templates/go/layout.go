{{>go/preamble.go}}

package {{package}}

{{imports}}

// Proof, by the Go compiler, that it lays everything out as C does: an index other than zero does
// not compile.

{{#checks}}
func _(zero [1]struct{}) {
{{#lines}}
{{line}}
{{/lines}}
}

{{/checks}}
