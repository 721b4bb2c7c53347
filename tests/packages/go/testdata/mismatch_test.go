package rtaudio

import (
	"errors"
	"strings"
	"testing"
)

func TestRefused(t *testing.T) {
	var mismatch *ContractMismatch
	if !errors.As(ContractError(), &mismatch) {
		t.Fatalf("no ContractMismatch: %v", ContractError())
	}
	for _, part := range []string{"librt_audio_ffi was built from contract", "expects 0000…00", "Rebuild"} {
		if text := mismatch.Error(); !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
	if _, err := OpenRing("any"); !errors.As(err, &mismatch) {
		t.Errorf("OpenRing: %v", err)
	}
	if err := RemoveRegistry("any"); !errors.As(err, &mismatch) {
		t.Errorf("RemoveRegistry: %v", err)
	}
	defer func() {
		if err, _ := recover().(error); !errors.As(err, &mismatch) {
			t.Errorf("RtNowNs: %v", err)
		}
	}()
	RtNowNs()
}
