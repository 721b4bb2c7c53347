// rule: 9. A record with an address inside is made of a slice, or not at all.
// expected: does-not-compile: undefined | does-not-compile: unknown | does-not-compile: cannot use
package main

import "example.com/shapes"

func main() {
	println(shapes.Faults())
	println(shapes.SpanSum(shapes.Span{Length: 4096})) // ATTACK
}
