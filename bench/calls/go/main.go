// Command calls tells what a call costs through the module's safe layer, beside the same call made with
// cgo by hand, its status looked at: nanoseconds a call, and the ratio with its spread; then what a block
// costs in batches of 64, beside C. Usage: calls [ROUNDS]
//
// Both sides do the same in turn, in rounds of a length; of each the best round counts. The spread is
// that of ten parts of the rounds, each with its own best.
package main

/*
#include "rt_audio_ffi.h"

// What C does with blocks in batches: `calls` times write and read.
static int batches(rt_ffi_ring *ring, rt_ffi_audio_block *blocks, size_t size, int calls) {
    for (int i = 0; i < calls; i++) {
        size_t count;
        if (rt_ffi_ring_write_batch(ring, blocks, size, &count) != RT_FFI_OK) return 1;
        if (rt_ffi_ring_read_batch(ring, blocks, size, &count) != RT_FFI_OK || count != size) return 1;
    }
    return 0;
}
*/
import "C"

import (
	"fmt"
	"os"
	"strconv"
	"unsafe"

	"example.com/rtaudio"
)

func must(status C.rt_ffi_error) {
	if status != C.RT_FFI_OK {
		panic(fmt.Sprint("a call failed: ", status))
	}
}

var (
	sinkFloat   float32
	sinkInteger uint64
)

func main() {
	b := bench{rounds: 300}
	if len(os.Args) > 1 {
		var err error
		b.rounds, err = strconv.Atoi(os.Args[1])
		check(err)
	}
	name := fmt.Sprintf("bench.go.%d", os.Getpid())
	state, err := rtaudio.CreateState(name)
	check(err)
	defer state.Close()
	ring, err := rtaudio.CreateRing(name, 256, rtaudio.RingModeOverwrite)
	check(err)
	defer ring.Close()
	// By hand, on objects of its own: a ring has one writer.
	cName := C.CString(name + ".c")
	var s *C.rt_ffi_state
	must(C.rt_ffi_state_create(cName, &s))
	defer C.rt_ffi_state_close(s)
	var r *C.rt_ffi_ring
	must(C.rt_ffi_ring_create(cName, 256, C.RT_FFI_RING_OVERWRITE, &r))
	defer C.rt_ffi_ring_close(r)
	// 16-aligned, as C asks.
	block, blocks := rtaudio.NewAudioBlock(), rtaudio.NewAudioBlocks(64)
	block.SampleRate, block.Channels, block.Frames = 48000, 2, 64
	for i := range blocks {
		blocks[i] = *block
	}
	cBlock := (*C.rt_ffi_audio_block)(unsafe.Pointer(rtaudio.NewAudioBlock()))
	cBlocks := (*C.rt_ffi_audio_block)(unsafe.Pointer(unsafe.SliceData(rtaudio.NewAudioBlocks(64))))
	copy(unsafe.Slice((*rtaudio.AudioBlock)(unsafe.Pointer(cBlocks)), 64), blocks)
	*(*rtaudio.AudioBlock)(unsafe.Pointer(cBlock)) = *block

	row := func(name string, peer, ours func()) { b.compare(name, 1.05, peer, ours) }

	fmt.Printf("nanoseconds a call, best of %d rounds of %d\n", b.rounds, calls)
	fmt.Printf("%-28s%8s%9s   ratio (least, middle, most of ten parts)\n", "", "cgo", "module")
	row("no argument, a number",
		func() { sinkInteger = uint64(C.rt_ffi_rt_now_ns()) },
		func() { sinkInteger = rtaudio.RtNowNs() })
	row("a handle",
		func() { must(C.rt_ffi_state_touch_heartbeat(s)) },
		func() { check(state.TouchHeartbeat()) })
	row("a number in",
		func() { must(C.rt_ffi_state_add_produced(s, 1)) },
		func() { check(state.AddProduced(1)) })
	row("a number out",
		func() {
			var value C.uint64_t
			must(C.rt_ffi_ring_available(r, &value))
			sinkInteger = uint64(value)
		},
		func() {
			value, err := ring.Available()
			check(err)
			sinkInteger = value
		})
	row("a property read",
		func() {
			var value C.float
			must(C.rt_ffi_state_get_gain(s, &value))
			sinkFloat = float32(value)
		},
		func() {
			value, err := state.Gain()
			check(err)
			sinkFloat = value
		})
	row("a property set",
		func() { must(C.rt_ffi_state_set_gain(s, 0.5)) },
		func() { check(state.SetGain(0.5)) })
	row("a record out",
		func() {
			var value C.rt_ffi_ring_counters
			must(C.rt_ffi_ring_get_counters(r, &value))
			sinkInteger = uint64(value.written)
		},
		func() {
			value, err := ring.Counters()
			check(err)
			sinkInteger = value.Written
		})
	row("a block written",
		func() { must(C.rt_ffi_ring_write_overwrite(r, cBlock)) },
		func() { check(ring.WriteOverwrite(block)) })
	row("a block written and read",
		func() {
			must(C.rt_ffi_ring_write_overwrite(r, cBlock))
			must(C.rt_ffi_ring_read(r, cBlock))
		},
		func() {
			check(ring.WriteOverwrite(block))
			check(ring.Read(block))
		})

	const batch, times = 64, 20
	fmt.Printf("\nnanoseconds a block, written and read in batches of %d\n", batch)
	fmt.Printf("%-28s%8s%9s\n", "", "C", "module")
	b.row("a block", batch*times, 1.1,
		func() {
			if C.batches(r, cBlocks, batch, times) != 0 {
				panic("a call failed")
			}
		},
		func() {
			for i := 0; i < times; i++ {
				_, err := ring.WriteBatch(blocks)
				check(err)
				count, err := ring.ReadBatch(blocks)
				check(err)
				if count != batch {
					panic("blocks are missing")
				}
			}
		})
	b.verdict("the goals: 1.05 x cgo, 1.1 x C")
}
