// rule: 9. Nor does anything show more bytes than there are.
// expected: does-not-compile: undefined | does-not-compile: too many arguments
package main

import "example.com/shapes"

func main() {
	doc, err := shapes.OpenDoc("d")
	if err != nil {
		panic(err)
	}
	message := doc.Message()
	println(len(message.Data()))
	_ = new(shapes.Message).Data(64) // ATTACK
	doc.Close()
}
