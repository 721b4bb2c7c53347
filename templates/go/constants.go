{{>go/preamble.go}}

package {{package}}

{{imports}}

{{>go/constant_lists.go}}
