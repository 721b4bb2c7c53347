// rule: 14. The address of a C object is nobody's.
// expected: does-not-compile: unexported | does-not-compile: undefined
package main

import "example.com/shapes"

func main() {
	store, err := shapes.OpenStore("s")
	if err != nil {
		panic(err)
	}
	_ = store.c // ATTACK
	store.Close()
}
