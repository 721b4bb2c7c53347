// Command shapes tells what calls of other shapes cost through the module's safe layer, beside cgo by
// hand: records by value, slices, texts, closures. Usage: shapes [ROUNDS]
package main

/*
#include "callshapes.h"

#include <stdlib.h>

extern double byHandMap(double value, void *user);
extern void byHandRung(int32_t times, void *user);

static double mapped(uint32_t n, uintptr_t user) { return cs_mapped(n, byHandMap, (void *)user); }
static cs_error on(cs_bell *bell, uintptr_t user) { return cs_bell_on(bell, byHandRung, (void *)user); }
*/
import "C"

import (
	"fmt"
	"os"
	"runtime/cgo"
	"strconv"
	"unsafe"

	"example.com/callshapes"
)

//export byHandMap
func byHandMap(value C.double, user unsafe.Pointer) C.double {
	return C.double(cgo.Handle(uintptr(user)).Value().(func(float64) float64)(float64(value)))
}

//export byHandRung
func byHandRung(times C.int32_t, user unsafe.Pointer) {
	cgo.Handle(uintptr(user)).Value().(func(int32))(int32(times))
}

func must(status C.cs_error) {
	if status != C.CS_OK {
		panic(fmt.Sprint("a call failed: ", status))
	}
}

func got[T any](value T, err error) T {
	check(err)
	return value
}

var (
	sinkFloat   float64
	sinkInteger uint
	sinkText    string
)

func main() {
	b := &bench{rounds: 300}
	if len(os.Args) > 1 {
		b.rounds = got(strconv.Atoi(os.Args[1]))
	}
	fmt.Printf("\nnanoseconds a call of other shapes\n")
	fmt.Printf("%-28s%8s%9s   ratio (least, middle, most of ten parts)\n", "", "cgo", "module")
	memory(b)
	texts(b)
	closures(b)
	b.verdict("1.05 x cgo")
}

func memory(b *bench) {
	const goal = 1.05
	point, values := callshapes.Point{X: 3, Y: 4}, make([]float32, 64)
	b.compare("a record by value", goal,
		func() { sinkFloat = float64(C.cs_turned(C.cs_point{x: C.double(point.X), y: C.double(point.Y)}).x) },
		func() { sinkFloat = callshapes.Turned(point).X })
	b.compare("a record by address", goal,
		func() { sinkFloat = float64(C.cs_distance((*C.cs_point)(unsafe.Pointer(&point)))) },
		func() { sinkFloat = callshapes.Distance(&point) })
	b.compare("64 numbers in", goal,
		func() {
			sinkFloat = float64(C.cs_sum((*C.float)(unsafe.Pointer(unsafe.SliceData(values))), C.size_t(len(values))))
		},
		func() { sinkFloat = float64(callshapes.Sum(values)) })
	b.compare("64 numbers in and out", goal,
		func() { C.cs_negate((*C.float)(unsafe.Pointer(unsafe.SliceData(values))), C.size_t(len(values))) },
		func() { callshapes.Negate(values) })
}

func texts(b *bench) {
	const goal, text = 1.05, "Goldberg Variations"
	b.compare("a text in", goal,
		func() {
			c := C.CString(text)
			sinkInteger = uint(C.cs_length(c))
			C.free(unsafe.Pointer(c))
		},
		func() { sinkInteger = got(callshapes.Length(text)) })
	b.compare("a text out", goal,
		func() { sinkText = C.GoString(C.cs_title()) },
		func() { sinkText = callshapes.Title() })
}

func closures(b *bench) {
	const goal = 1.05
	scale := 2.0
	double := func(value float64) float64 { return scale * value }
	b.compare("a closure, called 4 times", goal,
		func() {
			handle := cgo.NewHandle(double)
			sinkFloat = float64(C.mapped(4, C.uintptr_t(handle)))
			handle.Delete()
		},
		func() { sinkFloat = got(callshapes.Mapped(4, double)) })
	bell := got(callshapes.OpenBell())
	defer bell.Close()
	var byHand *C.cs_bell
	must(C.cs_bell_open(&byHand))
	defer C.cs_bell_close(byHand)
	rung := 0
	hears := func(times int32) { rung += int(times) }
	b.compare("a closure set and ended", goal,
		func() {
			handle := cgo.NewHandle(hears)
			must(C.on(byHand, C.uintptr_t(handle)))
			must(C.cs_bell_off(byHand))
			handle.Delete()
		},
		func() { check(got(bell.On(hears)).Close()) })
	kept := cgo.NewHandle(hears)
	must(C.on(byHand, C.uintptr_t(kept)))
	registration := got(bell.On(hears))
	b.compare("a kept closure, called", goal,
		func() { must(C.cs_bell_ring(byHand, 1)) },
		func() { check(bell.Ring(1)) })
	check(registration.Close())
	must(C.cs_bell_off(byHand))
	kept.Delete()
}
