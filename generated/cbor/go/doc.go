// Package rtaudiocbor has the messages of rt_audio_ffi.h as CBOR (RFC 8949).
//
// It needs neither cgo nor any library. The same value gives the same bytes in
// every language and on every machine. Records work with other CBOR packages,
// too, as far as these call MarshalCBOR and UnmarshalCBOR.
//
// Made by ffigen.
package rtaudiocbor
