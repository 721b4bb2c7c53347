// Nanoseconds a message: ours, and fxamacker's for the same struct.
package main

import (
	"testing"

	"github.com/fxamacker/cbor/v2"

	order "example.com/ordercbor"
)

var request = order.Request{ID: 1234567890123, Time: 1700000000000000000, Name: "oscillator", Gain: 0.1, Pan: -5, Flags: 7, Rate: 48000}

// plain has the same fields and no methods, so that fxamacker goes through reflection.
type plain struct {
	ID    uint64  `cbor:"id"`
	Time  uint64  `cbor:"time"`
	Name  string  `cbor:"name"`
	Gain  float64 `cbor:"gain"`
	Pan   int32   `cbor:"pan"`
	Flags uint32  `cbor:"flags"`
	Rate  uint32  `cbor:"rate"`
}

func asPlain(r order.Request) plain {
	return plain{r.ID, r.Time, r.Name, r.Gain, r.Pan, r.Flags, r.Rate}
}

func TestBothAgree(t *testing.T) {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		t.Fatal(err)
	}
	theirs, _ := mode.Marshal(asPlain(request))
	ours, _ := request.MarshalCBOR()
	if string(ours) != string(theirs) {
		t.Fatalf("%x is not %x", ours, theirs)
	}
	var through order.Request // fxamacker calls our methods
	if err := cbor.Unmarshal(theirs, &through); err != nil || through != request {
		t.Fatal(err, through)
	}
	var read plain
	if err := cbor.Unmarshal(ours, &read); err != nil || read != asPlain(request) {
		t.Fatal(err, read)
	}
}

func BenchmarkRequest_Encode(b *testing.B) {
	buffer := make([]byte, 0, 256)
	for i := 0; i < b.N; i++ {
		buffer, _ = request.AppendCBOR(buffer[:0])
	}
}

func BenchmarkRequest_Decode(b *testing.B) {
	message, _ := request.MarshalCBOR()
	var into order.Request
	for i := 0; i < b.N; i++ {
		_ = into.UnmarshalCBOR(message)
	}
}

func BenchmarkFxamacker_Encode(b *testing.B) {
	value := asPlain(request)
	for i := 0; i < b.N; i++ {
		_, _ = cbor.Marshal(&value)
	}
}

func BenchmarkFxamacker_Decode(b *testing.B) {
	message, _ := request.MarshalCBOR()
	var into plain
	for i := 0; i < b.N; i++ {
		_ = cbor.Unmarshal(message, &into)
	}
}
