// Calls that take more than values: memory, callbacks, variable arguments. One function for each of calls.h,
// which answers what it got. A Go function reaches C through the safe layer alone.
package main

import (
	"fmt"
	"math/big"
	"runtime"
	"strings"
	"unsafe"

	safe "example.com/layoutcalls"
	"example.com/layoutcalls/raw"
)

func said(values ...any) string {
	parts := make([]string, len(values))
	for i, value := range values {
		switch v := value.(type) {
		case bool:
			parts[i] = map[bool]string{false: "0", true: "1"}[v]
		case float32, float64:
			parts[i] = fmt.Sprintf("%v", v)
		default:
			parts[i] = fmt.Sprintf("%d", v)
		}
	}
	return strings.Join(parts, ",")
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func text(bytes []raw.Char) string {
	var b strings.Builder
	for _, c := range bytes {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	return b.String()
}

func lc_call_int() string {
	return said(must(safe.CallInt(5, func(value int32) int32 { return value * 3 })))
}

func lc_call_pair() string {
	count := float32(0)
	r := must(safe.CallPair(safe.Ff{A: 1.5, B: 2.5}, func(value safe.Ff) safe.Ff {
		count++
		return safe.Ff{A: value.B, B: value.A + count}
	}))
	return said(r.A, r.B)
}

func lc_call_large() string {
	r := must(safe.CallLarge(safe.Lll{A: 1, B: 2, C: 3}, func(value safe.Lll, small int8) safe.Lll {
		return safe.Lll{A: value.C + int64(small), B: value.A, C: value.B}
	}))
	return said(r.A, r.B, r.C)
}

func lc_call_bytes() string {
	r := must(safe.CallBytes(safe.Bytes3{B: [3]uint8{1, 2, 3}}, func(value safe.Bytes3) safe.Bytes3 {
		return safe.Bytes3{B: [3]uint8{value.B[2], value.B[1], value.B[0]}}
	}))
	return said(r.B[0], r.B[1], r.B[2])
}

func lc_call_many() string {
	return said(must(safe.CallMany(func(a int8, b uint16, c float32, d float64, e bool, f string) bool {
		return a == -5 && b == 60000 && c == 0.5 && d == -2.25 && e && f == "text"
	})))
}

func lc_call_variant() string {
	var value safe.Variant
	*value.I() = -5
	r := must(safe.CallVariant(value, func(value safe.Variant) safe.Variant {
		result := safe.Variant{Tag: 1}
		*result.D() = float64(*value.I()) / 2
		return result
	}))
	return said(r.Tag, *r.D())
}

func lc_call_pointer() string {
	var value safe.Csilf
	if err := safe.CallPointer(&value, func(value *safe.Csilf) { value.D, value.E = 77, 1.5 }); err != nil {
		panic(err)
	}
	return said(value.D, value.E)
}

func lc_subscribe() string {
	if _, err := safe.Subscribe(func(value int32) int32 { return value + 1 }); err != nil {
		panic(err)
	}
	return lc_publish() + "," + lc_unsubscribe()
}

func lc_publish() string { return said(safe.Publish(41)) }

func lc_unsubscribe() string {
	safe.Unsubscribe()
	return lc_publish()
}

func lc_choose() string {
	return said(raw.Call_lc_unary(raw.Lc_choose(1), 21), raw.Lc_choose(2) == nil)
}

func lc_apply() string { return said(raw.Lc_apply(raw.Lc_choose(0), 5)) }

func lc_double_in_place() string {
	v := raw.Lc_csilf{A: 1, B: 2, C: 3, D: 4, E: 5.5}
	raw.Lc_double_in_place(&v)
	return said(v.A, v.B, v.C, v.D, v.E)
}

func lc_make() string {
	var v raw.Lc_packed
	raw.Lc_make(21, &v)
	return said(v.A, v.B(), v.C())
}

func lc_read() string { return said(raw.Lc_read(&raw.Lc_dddd{A: 1, B: 2, C: 3, D: 4})) }

func lc_divide() string {
	var quotient, remainder int32
	raw.Lc_divide(17, 5, &quotient, &remainder)
	return said(quotient, remainder)
}

func lc_sum_slice() string {
	values := []int32{1, 2, -10}
	return said(raw.Lc_sum_slice(&values[0], uint(len(values))))
}

func lc_fill_slice() string {
	var values [3]raw.Lc_fi
	raw.Lc_fill_slice(&values[0], uint(len(values)))
	return said(values[2].A, values[2].B)
}

func lc_length() string { return said(must(safe.Length("four"))) }

func lc_greeting() string {
	return text(unsafe.Slice(raw.Lc_greeting(), 16))
}

func lc_identity() string {
	place := new(int32)
	var pinner runtime.Pinner
	pinner.Pin(place)
	defer pinner.Unpin()
	return said(raw.Lc_identity(unsafe.Pointer(place)) == unsafe.Pointer(place))
}

func lc_sum_view() string {
	data := []uint8{1, 2, 250}
	var pinner runtime.Pinner // a record that points to Go's memory
	pinner.Pin(&data[0])
	defer pinner.Unpin()
	return said(raw.Lc_sum_view(raw.Lc_view{Data: &data[0], Length: 3}))
}

func lc_next_char() string { return said(raw.Lc_next_char('a')) }

func lc_half_ld() string { return said(raw.Lc_half_ld(raw.LongDoubleFrom(5)).Float64()) }

func lc_negate_i128() string {
	var wide interface{ Big() *big.Int } = raw.Lc_negate_i128(raw.Int128From(3<<36, 0))
	return wide.Big().String()
}

func lc_turn_right() string { return said(raw.Lc_turn_right(3), raw.Lc_turn_right(-1)) }

func lc_inline_add() string { return said(raw.Lc_inline_add(2, 3)) }

func lc_counter() string {
	counter := raw.Lc_counter()
	before := *counter
	*counter = 41
	after := *raw.Lc_counter()
	*counter = before
	return said(before, after)
}

func lc_label() string { return text(raw.Lc_label()[:]) }
