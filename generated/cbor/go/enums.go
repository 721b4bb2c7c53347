package rtaudiocbor

// RingMode: What a ring does when a reader is late. Fixed when it is created.
type RingMode uint32

// Values of RingMode.
const (
	// The oldest block goes; readers count what they lost.
	RingModeOverwrite RingMode = 0
	// The writer is told RT_FFI_ERROR_FULL. One reader.
	RingModeLossless RingMode = 1
)
