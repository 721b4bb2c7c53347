package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	zoo "example.com/zoocbor"
)

var names = []string{"point", "numbers", "floats", "arrays", "keyed", "cage", "grown", "meal", "wide"}

// FuzzRecords does what fuzz.c does.
func FuzzRecords(f *testing.F) {
	seeds, _ := filepath.Glob(filepath.Join(os.Getenv("SEEDS"), "*"))
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for _, seed := range seeds {
		data, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		name := names[int(data[0])%len(names)]
		value, again := newRecord(name), newRecord(name)
		if value.UnmarshalCBORWith(data[1:], zoo.Options{}) != nil {
			return
		}
		once, err := value.MarshalCBOR()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.UnmarshalCBORWith(once, zoo.Options{Strict: true}); err != nil {
			t.Fatal(err)
		}
		if twice, err := again.MarshalCBOR(); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%x %x %v", once, twice, err)
		}
	})
}
