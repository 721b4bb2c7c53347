{{>go/preamble.go}}

package raw

// #include "{{layout_header}}"
import "C"
