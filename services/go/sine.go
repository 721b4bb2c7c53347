package main

import (
	"math"

	"example.com/rtaudio"
)

const (
	toneHz    = 440
	amplitude = 0.5
)

// level is what the host sets.
type level struct{ gain, pan float32 }

// between is the way from a to b that is gone after part, 0 to 1.
func between(a, b float32, part float64) float64 {
	return float64(a) + (float64(b)-float64(a))*part
}

// renderSine fills the frames of a block from its position alone, going from one level to the other.
func renderSine(block *rtaudio.AudioBlock, before, after level) {
	first := block.Sequence * uint64(block.Frames)
	rate := uint64(block.SampleRate)
	for i := 0; i < int(block.Frames); i++ {
		// Whole cycles drop out in integers: the phase is as exact after days as at the start.
		cycle := toneHz * (first + uint64(i)) % rate
		part := float64(i+1) / float64(block.Frames)
		tone := amplitude * between(before.gain, after.gain, part) * math.Sin(2*math.Pi*float64(cycle)/float64(rate))
		if block.Channels == 1 {
			block.Samples[i] = float32(tone)
			continue
		}
		angle := (between(before.pan, after.pan, part) + 1) * math.Pi / 4
		block.Samples[2*i] = float32(tone * math.Cos(angle))
		block.Samples[2*i+1] = float32(tone * math.Sin(angle))
	}
}
