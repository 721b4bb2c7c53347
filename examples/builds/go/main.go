package main

//go:generate go run github.com/ffigen/ffigen/integrations/go@v0.1.0 ../engine.h --lang go -o engine

import (
	"fmt"

	"example.com/engine"
)

func main() {
	points := []engine.Point{{X: 1}, {X: 2}}
	fmt.Println(engine.Add(2, 3), engine.MeanX(points))
}
