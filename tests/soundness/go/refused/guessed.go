// rule: 10. Of what the header does not say enough, the safe layer has nothing.
// expected: does-not-compile: undefined x34
package main

import "example.com/shapes"

func main() {
	println(shapes.Faults())
	_ = shapes.GuessPair         // ATTACK
	_ = shapes.GuessPairNarrow   // ATTACK
	_ = shapes.GuessOut          // ATTACK
	_ = shapes.GuessNumbers      // ATTACK
	_ = shapes.GuessOne          // ATTACK
	_ = shapes.GuessCallback     // ATTACK
	_ = shapes.GuessText         // ATTACK
	_ = shapes.SortCrowd         // ATTACK
	_ = shapes.GuessFixedText    // ATTACK
	_ = shapes.GuessArray        // ATTACK
	_ = shapes.GuessRange        // ATTACK
	_ = shapes.GuessTextRange    // ATTACK
	_ = shapes.GuessLetter       // ATTACK
	_ = shapes.GuessAddress      // ATTACK
	_ = shapes.GuessArea         // ATTACK
	_ = shapes.GuessOldList      // ATTACK
	_ = shapes.GuessChannelClose // ATTACK
	_ = shapes.GuessShutdown     // ATTACK
	_ = shapes.GuessSides        // ATTACK
	_ = shapes.NotchRead         // ATTACK
	_ = shapes.KnotIsTied        // ATTACK
	_ = shapes.Measure           // ATTACK
	_ = shapes.GuessFormat       // ATTACK
	_ = shapes.GuessPrinted      // ATTACK
	_ = shapes.GuessTwoNames     // ATTACK
	_ = shapes.GuessNamesByTwo   // ATTACK
	_ = shapes.GuessGauge        // ATTACK
	_ = shapes.GuessPlace        // ATTACK
	_ = shapes.GuessData         // ATTACK
	_ = shapes.GuessStores       // ATTACK
	_ = shapes.GuessTwoStores    // ATTACK
	_ = shapes.GuessSomeTown     // ATTACK
	_ = shapes.GuessStreet       // ATTACK
	_ = shapes.VerseDrop         // ATTACK
}
