"""Calls by value, by pointer and through callbacks, against tests/layout/cases/calls.c."""

from __future__ import annotations

import ctypes
import gc
import struct
import sys
import threading
import weakref

import layout_calls as lc
import pytest
from layout_calls import raw

DOUBLED = ["f", "d", "ff", "fff", "ffff", "fffff", "dd", "ddd", "dddd", "fi", "if", "ffi", "iff", "id", "di", "dl",
           "ld", "cd", "fd", "df", "csilf", "ll", "lll"]


@pytest.mark.parametrize("size", range(1, 65))
def test_structs_of_every_size(size: int) -> None:
    value = getattr(lc, f"Bytes{size}")()
    value.b[:] = [(200 + i) % 256 for i in range(size)]
    result = getattr(lc, f"add_index{size}")(value)
    assert list(result.b) == [(200 + 2 * i) % 256 for i in range(size)]
    assert list(value.b) == [(200 + i) % 256 for i in range(size)]


@pytest.mark.parametrize("kind", DOUBLED)
def test_mixed_classes(kind: str) -> None:
    function = getattr(lc, f"scale_{kind}")
    record = {"if": "If", "id": "Id"}.get(kind, kind.capitalize())
    value = getattr(lc, record)()
    members = [name for name, _ in getattr(raw, f"lc_{kind}")._fields_ if not name.startswith("_")]
    for i, member in enumerate(members):
        setattr(value, member, 3 + 4 * i)
    result = function(10, value, 1.0)
    for i, member in enumerate(members):
        assert getattr(result, member) == 2 * (3 + 4 * i) + 11, member
    assert members


def test_unions_arrays_and_bits() -> None:
    nested = lc.Nested()
    nested.head.a, nested.tail.x = 1.5, 2.5
    nested = lc.swap_nested(nested)
    assert (nested.head.a, nested.tail.x) == (2.5, 1.5)
    array = lc.Array()
    array.xyz[:] = [1, 2, 3]
    assert list(lc.reverse_array(array).xyz) == [3, 2, 1]
    floats = lc.UnionFloat()
    floats.g[:] = [1.5, 2.5]
    assert list(lc.double_union_float(floats).g) == [3, 5]
    mixed = lc.UnionMixed()
    mixed.d = 1.0
    assert lc.next_union_mixed(mixed).i == struct.unpack("q", struct.pack("d", 1.0))[0] + 1
    large = lc.UnionLarge()
    large.d[:] = [1, 2, 3]
    assert list(lc.reverse_union_large(large).d) == [3, 2, 1]
    variant = lc.Variant()
    variant.i = 42
    variant = lc.convert_variant(variant)
    assert (variant.tag, variant.d) == (1, 42.0)
    bits = lc.Bits()
    bits.low, bits.middle, bits.high = 31, -1000, 0x0FF0
    bits = lc.change_bits(bits)
    assert (bits.low, bits.middle, bits.high) == (0, 1000, 0xF00F)
    packed = lc.Packed()
    packed.a, packed.b, packed.c = 3, -7, 1.25
    packed = lc.double_packed(packed)
    assert (packed.a, packed.b, packed.c) == (6, -14, 2.5)
    numbers = lc.Large()
    numbers.numbers[:] = [5] * 40
    assert list(lc.iota_large(numbers, 10).numbers) == list(range(15, 55))


def test_over_aligned_records_are_aligned() -> None:
    value = lc.Aligned()
    value.a, value.b = 7, 40
    swapped = lc.swap_aligned(2, value)
    assert (swapped.a, swapped.b) == (42, 7)
    # malloc aligns to 16 by itself: only many of them, and rows, show that nothing is left to luck.
    records = [lc.Aligned() for _ in range(100)]
    assert all(ctypes.addressof(record.raw) % 16 == 0 for record in records)
    for count in range(1, 20):
        assert lc.Aligned.array(count).address % 16 == 0


def test_scalars() -> None:
    assert lc.negate_i8(-127) == 127
    assert lc.next_u8(255) == 0
    assert lc.negate_i64(2**62) == -(2**62)
    assert lc.next_u64(2**64 - 1) == 0
    assert lc.half_d(-3) == -1.5
    assert lc.not_(True) is False
    assert lc.next_char(b"a") == b"b"
    assert lc.negate_long(5) == -5
    assert lc.turn_right(lc.Direction.WEST) is lc.Direction.NORTH
    assert lc.turn_right(lc.Direction.NOWHERE) is lc.Direction.NOWHERE
    assert raw.lc_negate_i128(1 << 100) == -(1 << 100)
    assert raw.lc_half_ld(5.0) == 2.5
    with pytest.raises(OverflowError):
        lc.negate_i8(128)
    with pytest.raises(OverflowError):
        lc.next_u64(-1)


def test_many_arguments() -> None:
    assert lc.many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, True, 1) == sum(range(1, 21))
    two, four, bytes7, mixed = lc.Dd(), lc.Dddd(), lc.Bytes7(), lc.Fi()
    two.a, four.a, bytes7.b[6], mixed.b = 1, 3, 9, 6
    assert lc.many_records(two, 2, four, bytes7, 5, mixed) == 1 + 4 + 9 + 36 + 25 + 36


def test_by_pointer() -> None:
    value = lc.Csilf()
    value.a, value.b, value.c, value.d, value.e = 1, 2, 3, 4, 5
    lc.double_in_place(value)
    assert (value.a, value.b, value.c, value.d, value.e) == (2, 4, 6, 8, 10)
    made = lc.make(21)
    assert (made.a, made.b, made.c) == (21, 42, 10.5)
    assert lc.divide(17, 5) == (3, 2)
    assert lc.sum_slice([1, 2, -10]) == -7
    assert lc.sum_slice([]) == 0
    filled = lc.fill_slice(3)
    assert [(item.a, item.b) for item in filled] == [(0, 0), (0.5, 1), (1.0, 2)]
    assert lc.length("grüß") == 6
    assert lc.greeting() == "grüß dich"
    with pytest.raises(ValueError, match="null"):
        lc.length("a\0b")


def test_arrays_share_their_memory_with_c() -> None:
    numpy = pytest.importorskip("numpy")
    numbers = numpy.arange(100, dtype=numpy.int32)
    assert lc.sum_slice(numbers) == 4950
    with pytest.raises(TypeError, match="format"):
        lc.sum_slice(numbers.astype(numpy.int64))
    rows = lc.Fi.array(5)
    assert lc.fill_slice(rows).address == rows.address
    view = rows.numpy()
    assert view.ctypes.data == rows.address
    assert list(view["b"]) == [0, 1, 2, 3, 4]
    view["a"][4] = 9.5
    assert rows[4].a == 9.5


def test_callbacks_take_and_return_records() -> None:
    assert lc.call_int(5, lambda value: value * 3) == 45

    def swapped(pair: lc.Ff) -> lc.Ff:
        result = lc.Ff()
        result.a, result.b = pair.b, pair.a
        return result

    pair = lc.Ff()
    pair.a, pair.b = 1, 2
    pair = lc.call_pair(pair, swapped)
    assert (pair.a, pair.b) == (2, 1)
    large = lc.Lll()
    large.a, large.b, large.c = 1, 2, 3

    def moved(value: lc.Lll, small: int) -> lc.Lll:
        result = lc.Lll()
        result.a, result.b, result.c = value.c + small, value.b, value.c
        return result

    large = lc.call_large(large, moved)
    assert (large.a, large.b, large.c) == (10, 2, 3)
    assert lc.call_many(lambda *given: given == (-5, 60000, 0.5, -2.25, True, "text"))


def test_a_callback_changes_c_memory_and_keeps_a_copy() -> None:
    kept: list[lc.Csilf] = []

    def change(value: lc.Csilf) -> None:
        value.a = 9
        kept.append(value)

    value = lc.Csilf()
    lc.call_pointer(value, change)
    assert value.a == 9
    kept[0].a = 5
    assert (kept[0].a, value.a) == (5, 9)


def test_an_exception_comes_back_from_the_call() -> None:
    def fail(_value: int) -> int:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        lc.call_int(1, fail)


def test_a_kept_callback_lives_until_it_is_ended() -> None:
    class Answer:
        def __call__(self, value: int) -> int:
            return value + 1

    answer = Answer()
    gone = weakref.ref(answer)
    lc.subscribe(answer)
    del answer
    gc.collect()
    assert gone() is not None, "nothing else than the package keeps it alive"
    assert lc.publish(41) == 42
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(lc.publish(1)))
    thread.start()
    thread.join()
    assert results == [2]
    lc.unsubscribe()
    gc.collect()
    assert gone() is None
    assert lc.publish(41) == -1


def test_an_exception_of_a_kept_callback_comes_out_of_the_call_that_made_c_call_it() -> None:
    def late(_value: int) -> int:
        raise RuntimeError("late")

    with lc.subscribe(late):
        with pytest.raises(RuntimeError, match="late"):
            lc.publish(1)
    assert lc.publish(1) == -1


def test_an_exception_without_a_call_to_come_back_from_is_reported_and_raised_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[BaseException | None] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda report: seen.append(report.exc_value))

    def late(_value: int) -> int:
        raise RuntimeError("late")

    registration = lc.subscribe(late)
    assert raw.lc_publish(1) == 0  # not a call of the safe layer
    assert [str(error) for error in seen] == ["late"]
    with pytest.raises(RuntimeError, match="late"):
        registration.close()
    registration.close()
    assert registration.closed


def test_variables_variadics_and_function_pointers() -> None:
    raw.lc_counter.value = 41
    raw.lc_counter.value += 1
    assert raw.lc_counter.value == 42
    assert raw.lc_sum_variadic(b"idl", ctypes.c_int(1), ctypes.c_double(2.5), ctypes.c_int64(1 << 40)) == 3.5 + 2**40
    assert raw.lc_apply(raw.lc_choose(1), 21) == 42
    assert lc.labelled(1) == raw.lc_labelled(1)
