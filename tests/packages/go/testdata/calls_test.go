package layoutcalls

import (
	"errors"
	"runtime"
	"testing"

	"example.com/layoutcalls/raw"
)

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Structs by value and returned, of the sizes around which ABIs change their minds.
func TestBytesByValue(t *testing.T) {
	var b1 Bytes1
	equal(t, "1", AddIndex1(b1).B[0], 0)
	var b3 Bytes3
	equal(t, "3", AddIndex3(b3).B, [3]uint8{0, 1, 2})
	var b8 Bytes8
	equal(t, "8", AddIndex8(b8).B[7], 7)
	var b9 Bytes9
	equal(t, "9", AddIndex9(b9).B[8], 8)
	var b16 Bytes16
	equal(t, "16", AddIndex16(b16).B[15], 15)
	var b17 Bytes17
	equal(t, "17", AddIndex17(b17).B[16], 16)
	var b33 Bytes33
	equal(t, "33", AddIndex33(b33).B[32], 32)
	b64 := Bytes64{}
	b64.B[63] = 100
	equal(t, "64", AddIndex64(b64).B[63], 163)
}

// Each member comes back doubled, plus `before`, plus `after`.
func TestMixedClasses(t *testing.T) {
	equal(t, "f", ScaleF(1, F{A: 2}, 3), F{A: 8})
	equal(t, "ff", ScaleFf(1, Ff{A: 2, B: 3}, 4), Ff{A: 9, B: 11})
	equal(t, "fff", ScaleFff(1, Fff{A: 2, B: 3, C: 4}, 0), Fff{A: 5, B: 7, C: 9})
	equal(t, "dd", ScaleDd(1, Dd{A: 2, B: 3}, 4), Dd{A: 9, B: 11})
	equal(t, "dddd", ScaleDddd(0, Dddd{A: 1, B: 2, C: 3, D: 4}, 0), Dddd{A: 2, B: 4, C: 6, D: 8})
	equal(t, "fi", ScaleFi(1, Fi{A: 2, B: 3}, 4), Fi{A: 9, B: 11})
	equal(t, "cd", ScaleCd(1, Cd{A: 2, B: 3}, 4), Cd{A: 9, B: 11})
	equal(t, "csilf", ScaleCsilf(0, Csilf{A: 1, B: 2, C: 3, D: 4, E: 5}, 0), Csilf{A: 2, B: 4, C: 6, D: 8, E: 10})
	equal(t, "lll", ScaleLll(1, Lll{A: 1, B: 2, C: 3}, 1), Lll{A: 4, B: 6, C: 8})
}

func TestOddRecords(t *testing.T) {
	equal(t, "array", ReverseArray(Array{Xyz: [3]float32{1, 2, 3}}).Xyz, [3]float32{3, 2, 1})
	var bits Bits
	bits.SetLow(4)
	bits.SetMiddle(-300)
	bits.SetHigh(0x00ff)
	bits = ChangeBits(bits)
	equal(t, "low", bits.Low(), 5)
	equal(t, "middle", bits.Middle(), 300)
	equal(t, "high", bits.High(), 0xff00)
	var packed Packed
	packed.SetB(-7)
	packed.SetC(1.5)
	packed = DoublePacked(packed)
	equal(t, "packed b", packed.B(), -14)
	equal(t, "packed c", packed.C(), 3)
	aligned := SwapAligned(0, Aligned{A: 3, B: 4})
	equal(t, "aligned", [2]float64{float64(aligned.A), float64(aligned.B)}, [2]float64{4, 3})
	equal(t, "large", IotaLarge(Large{}, 5).Numbers[39], 44)
	data := []uint8{1, 2, 250}
	var pinner runtime.Pinner // a record that points to Go memory
	pinner.Pin(&data[0])
	defer pinner.Unpin()
	equal(t, "view", raw.Lc_sum_view(raw.Lc_view{Data: &data[0], Length: 3}), 253)
}

func TestScalars(t *testing.T) {
	equal(t, "i8", NegateI8(-127), 127)
	equal(t, "u8", NextU8(255), 0)
	equal(t, "i64", NegateI64(1<<62), -1<<62)
	equal(t, "u64", NextU64(1<<63), 1<<63+1)
	equal(t, "bool", Not(true), false)
	equal(t, "long double", raw.Lc_half_ld(raw.LongDoubleFrom(5)).Float64(), 2.5)
	number := raw.Lc_negate_i128(raw.Int128From(0, 1))
	equal(t, "int128", [2]int64{number.High(), int64(number.Low())}, [2]int64{-1, -1})
	equal(t, "enum", TurnRight(DirectionWest), DirectionNorth)
	equal(t, "many records", ManyRecords(Dd{A: 1}, 2, Dddd{A: 3}, Bytes7{B: [7]uint8{6: 4}}, 5, Fi{B: 6}), 91)
	equal(t, "inline", raw.Lc_inline_add(2, 3), 5)
	equal(t, "asm label", Labelled(1), raw.Lc_labelled(1))
	*raw.Lc_counter() = 41
	*raw.Lc_counter()++
	equal(t, "variable", *raw.Lc_counter(), 42)
	equal(t, "function pointer", raw.Call_lc_unary(raw.Lc_choose(1), 21), 42)
}

func TestPointers(t *testing.T) {
	value := Csilf{A: 1, B: 2, C: 3, D: 4, E: 5}
	DoubleInPlace(&value)
	equal(t, "in place", value, Csilf{A: 2, B: 4, C: 6, D: 8, E: 10})
	quotient, remainder := Divide(17, 5)
	equal(t, "divide", [2]int32{quotient, remainder}, [2]int32{3, 2})
	equal(t, "slice", SumSlice([]int32{1, 2, 3}), 6)
	equal(t, "empty slice", SumSlice(nil), 0)
	length, err := Length("text")
	equal(t, "length", length, 4)
	if _, err2 := Length("a\x00b"); err != nil || !errors.Is(err2, ErrNUL) {
		t.Error(err, err2)
	}
}

func TestCallbacks(t *testing.T) {
	n, err := CallInt(5, func(value int32) int32 { return value * 3 })
	equal(t, "int", n, 45)
	pair, err2 := CallPair(Ff{A: 1, B: 2}, func(value Ff) Ff { return Ff{A: value.B, B: value.A + 1} })
	equal(t, "pair", pair, Ff{A: 2, B: 2})
	bytes, err3 := CallBytes(Bytes3{}, func(value Bytes3) Bytes3 { value.B[2]++; return value })
	equal(t, "bytes", bytes.B[2], 1)
	yes, err4 := CallMany(func(a int8, b uint16, c float32, d float64, e bool, f string) bool {
		return a == -5 && b == 60000 && c == 0.5 && d == -2.25 && e && f == "text"
	})
	equal(t, "many", yes, true)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		t.Error(err)
	}
	if _, err := CallInt(1, nil); err == nil {
		t.Error("no callback is taken for one")
	}
}

// A panic does not unwind C: it comes back as the error of the call.
func TestPanic(t *testing.T) {
	cause := errors.New("cause")
	_, err := CallInt(5, func(int32) int32 { panic(cause) })
	var failure *PanicError
	if !errors.As(err, &failure) || !errors.Is(err, cause) || len(failure.Stack) == 0 {
		t.Fatalf("%v", err)
	}
}

func TestKeptCallback(t *testing.T) {
	subscription, err := Subscribe(func(value int32) int32 { return value + 1 })
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "subscribed", Publish(41), 42)
	if err := subscription.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "unsubscribed", Publish(41), -1)
	if _, err := Subscribe(func(int32) int32 { panic("late") }); err != nil {
		t.Fatal(err)
	}
	// The call that C was in returns no error: the panic goes on.
	func() {
		defer func() {
			var failure *PanicError
			if err, _ := recover().(error); !errors.As(err, &failure) || failure.Value != "late" {
				t.Errorf("the panic came as %v", err)
			}
		}()
		Publish(1)
	}()
	Unsubscribe() // by hand
	equal(t, "unsubscribed", Publish(41), -1)
	slots.Range(func(id, slot any) bool {
		t.Errorf("%v is kept: %v", id, slot)
		return true
	})
}
