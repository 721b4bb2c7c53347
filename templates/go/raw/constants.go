{{>go/preamble.go}}

package raw

{{imports}}

{{>go/constant_lists.go}}
