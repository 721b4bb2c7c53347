// rule: 4. Counted objects are left with no others that another thread may use at the same time.
// expected: does-not-compile: undefined x2
package main

import "example.com/shapes"

func main() {
	println(shapes.Faults())
	_ = (*shapes.Easel).Hold // ATTACK
	_ = (*shapes.Fair).Hang  // ATTACK
}
