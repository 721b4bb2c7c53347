// rule: 2, 13. An address that C shows leads nowhere without unsafe.
// expected: does-not-compile: cannot convert x2
package main

import "example.com/shapes"

func main() {
	node := shapes.DefaultNodes()
	println(node.Value)
	println((*shapes.Node)(node.Next).Value) // ATTACK
	*(*byte)(node.Label) = 'x'               // ATTACK
}
