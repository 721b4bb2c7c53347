// rule: 9. A record that says how long it is cannot say what is not true.
// expected: does-not-compile: undefined | does-not-compile: unknown | does-not-compile: unexported | does-not-compile: cannot
package main

import "example.com/shapes"

func main() {
	println(shapes.Faults())
	message := shapes.Message{Length: 4096} // ATTACK
	println(shapes.MessageSum(&message))    // ATTACK
}
