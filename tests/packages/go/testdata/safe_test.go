package rtaudio

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

func unique(t *testing.T) string {
	return fmt.Sprintf("go.%s.%d", strings.ToLower(t.Name()), os.Getpid())
}

func newTestRing(t *testing.T, mode RingMode) *Ring {
	t.Helper()
	ring, err := CreateRing(unique(t), 16, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ring.Close() })
	return ring
}

func fill(block *AudioBlock, sequence uint64) {
	block.Sequence, block.SampleRate, block.Channels, block.Frames = sequence, 48000, 2, 64
	for i := range block.Samples[:128] {
		block.Samples[i] = float32(sequence) + float32(i)/128
	}
}

func TestErrors(t *testing.T) {
	_, err := OpenRing("go.no.such.ring")
	var failure *Error
	if !errors.Is(err, ErrNotFound) || !errors.As(err, &failure) {
		t.Fatalf("%v", err)
	}
	if failure.Code != ErrNotFound || !strings.Contains(failure.Text, "go.no.such.ring") {
		t.Errorf("%+v", failure)
	}
	if _, err := OpenRing("a\x00b"); !errors.Is(err, ErrNUL) {
		t.Errorf("NUL: %v", err)
	}
	if _, err := OpenRing(strings.Repeat("x", 1000)); !errors.Is(err, ErrInvalidArgument) {
		t.Errorf("long name: %v", err)
	}
}

// The text is that of the failing call, however many threads fail at once.
func TestErrorTextsOfThreads(t *testing.T) {
	var group sync.WaitGroup
	for i := 0; i < 16; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			name := fmt.Sprintf("go.missing.%d.x", i)
			for k := 0; k < 200; k++ {
				if _, err := OpenRing(name); !strings.Contains(err.Error(), name) {
					t.Errorf("%v does not name %s", err, name)
					return
				}
			}
		}(i)
	}
	group.Wait()
}

func TestBatches(t *testing.T) {
	ring := newTestRing(t, RingModeOverwrite)
	blocks := NewAudioBlocks(8)
	for i := range blocks {
		fill(&blocks[i], uint64(i))
	}
	if n, err := ring.WriteBatch(blocks); n != 8 || err != nil {
		t.Fatal(n, err)
	}
	read := make([]AudioBlock, 10)
	n, err := ring.ReadBatch(read)
	if n != 8 || err != nil {
		t.Fatal(n, err)
	}
	for i := range blocks {
		if read[i].Sequence != blocks[i].Sequence || read[i].Samples != blocks[i].Samples {
			t.Fatalf("block %d differs", i)
		}
	}
	if _, err := ring.ReadBatch(read); !errors.Is(err, ErrEmpty) {
		t.Errorf("%v", err)
	}
	if _, err := ring.ReadBatch(nil); err == nil {
		t.Error("reading into nothing succeeds")
	}
}

// A block whose address C does not want is copied there and back.
func TestMisalignedBlock(t *testing.T) {
	ring := newTestRing(t, RingModeOverwrite)
	memory := make([]uint64, unsafe.Sizeof(AudioBlock{})/8+2)
	for shift := 0; shift < 2; shift++ {
		block := (*AudioBlock)(unsafe.Pointer(&memory[shift]))
		fill(block, uint64(shift+7))
		if err := ring.WriteOverwrite(block); err != nil {
			t.Fatal(err)
		}
		*block = AudioBlock{}
		if err := ring.Read(block); err != nil {
			t.Fatal(err)
		}
		if block.Samples[5] != float32(shift+7)+5.0/128 {
			t.Errorf("shift %d: %v", shift, block.Samples[5])
		}
	}
}

func TestLoans(t *testing.T) {
	ring := newTestRing(t, RingModeLossless)
	claim, err := ring.Claim()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ring.Claim(); !errors.Is(err, ErrBusy) {
		t.Errorf("second claim: %v", err)
	}
	claim.SampleRate, claim.Channels, claim.Frames = 48000, 1, 4
	claim.Samples[3] = 0.25
	if err := claim.Commit(); err != nil || claim.AudioBlock != nil {
		t.Fatal(err)
	}
	if err := claim.Commit(); err == nil {
		t.Error("a claim is committed twice")
	}
	peek, err := ring.Peek()
	if err != nil || peek.Samples[3] != 0.25 {
		t.Fatal(err)
	}
	if err := peek.Release(); err != nil {
		t.Fatal(err)
	}
	claim, err = ring.Claim()
	if err != nil {
		t.Fatal(err)
	}
	if err := claim.Abandon(); err != nil {
		t.Fatal(err)
	}
}

func TestClosed(t *testing.T) {
	ring := newTestRing(t, RingModeOverwrite)
	for i := 0; i < 2; i++ {
		if err := ring.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ring.Slots(); !errors.Is(err, ErrHandleClosed) {
		t.Errorf("%v", err)
	}
	if err := newTestState(t).SetFormat(nil); err == nil {
		t.Error("a nil format is taken")
	}
}

func newTestState(t *testing.T) *State {
	t.Helper()
	state, err := CreateState(unique(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { state.Close() })
	return state
}

// A state may be closed while others use it.
func TestCloseUnderUse(t *testing.T) {
	for round := 0; round < 50; round++ {
		state := newTestState(t)
		var group sync.WaitGroup
		for i := 0; i < 4; i++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for {
					if _, err := state.Gain(); err != nil {
						if !errors.Is(err, ErrHandleClosed) {
							t.Errorf("%v", err)
						}
						return
					}
				}
			}()
		}
		runtime.Gosched()
		state.Close()
		group.Wait()
	}
}

// What is dropped without Close is closed: its name is free again.
func TestFinalizer(t *testing.T) {
	name := unique(t)
	func() {
		if _, err := CreateRing(name, 16, RingModeOverwrite); err != nil {
			t.Fatal(err)
		}
	}()
	for i := 0; i < 200; i++ {
		runtime.GC()
		runtime.Gosched()
		if ring, err := OpenRing(name); errors.Is(err, ErrNotFound) {
			return
		} else if err == nil {
			ring.Close()
		}
	}
	t.Error("a dropped ring is never closed")
}

func TestRegistry(t *testing.T) {
	name := unique(t)
	registry, err := OpenRegistry(name)
	if err != nil {
		t.Fatal(err)
	}
	defer RemoveRegistry(name)
	defer registry.Close()
	id, err := registry.Register("svc.one", "svc.one.control", "ring", ServiceFlagsProducer|ServiceFlagsStandby, 0)
	if err != nil {
		t.Fatal(err)
	}
	found, err := registry.Find("svc.one")
	if err != nil || found.ID != id || found.Name() != "svc.one" || found.Control() != "svc.one.control" || found.PID != PID() {
		t.Fatalf("%+v %v", found, err)
	}
	if flags := ServiceFlags(found.Flags).String(); flags != "producer|standby" {
		t.Error(flags)
	}
	list := make([]ServiceInfo, 4)
	if n, err := registry.List("svc.", list); n != 1 || err != nil || list[0].ID != id {
		t.Error(n, err)
	}
	if err := found.SetName(strings.Repeat("x", 64)); err == nil {
		t.Error("a name without room for its NUL is taken")
	}
	if err := registry.Unregister(id); err != nil {
		t.Fatal(err)
	}
	if err := registry.Unregister(id); !errors.Is(err, ErrStale) && !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestAllocations(t *testing.T) {
	ring, state := newTestRing(t, RingModeOverwrite), newTestState(t)
	block, blocks := NewAudioBlock(), NewAudioBlocks(8)
	fill(block, 1)
	for name, call := range map[string]func(){
		"Slots":      func() { ring.Slots() },
		"Counters":   func() { ring.Counters() },
		"Write":      func() { ring.WriteOverwrite(block) },
		"Read":       func() { ring.Read(block) },
		"empty Read": func() { ring.Skip(); ring.Read(block) },
		"ReadBatch":  func() { ring.ReadBatch(blocks) },
		"Gain":       func() { state.Gain() },
		"SetGain":    func() { state.SetGain(1) },
		"Format":     func() { state.Format() },
	} {
		if count := testing.AllocsPerRun(100, call); count != 0 {
			t.Errorf("%s: %v allocations", name, count)
		}
	}
}
