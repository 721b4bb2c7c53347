"""Calls that take more than values: memory, callbacks, variable arguments. One function for each of calls.h, which
answers what it got."""

import ctypes

from layout_calls import raw


def said(*values: float) -> str:
    return ",".join(f"{value:g}" if isinstance(value, float) else str(int(value)) for value in values)


def lc_call_int() -> str:
    return said(raw.lc_call_int(5, raw.lc_on_int(lambda value, user_data: value * 3), None))


def lc_call_pair() -> str:
    count = ctypes.c_float(0)

    def swap(value: raw.lc_ff, user_data: int) -> raw.lc_ff:
        counted = ctypes.c_float.from_address(user_data)
        counted.value += 1
        return raw.lc_ff(value.b, value.a + counted.value)

    result = raw.lc_call_pair(raw.lc_ff(1.5, 2.5), raw.lc_on_pair(swap), ctypes.addressof(count))
    return said(result.a, result.b)


def lc_call_large() -> str:
    def rotate(value: raw.lc_lll, small: int, user_data: object) -> raw.lc_lll:
        return raw.lc_lll(value.c + small, value.a, value.b)

    result = raw.lc_call_large(raw.lc_lll(1, 2, 3), raw.lc_on_large(rotate), None)
    return said(result.a, result.b, result.c)


def lc_call_bytes() -> str:
    def reverse(value: raw.lc_bytes3, user_data: object) -> raw.lc_bytes3:
        value.b[:] = value.b[::-1]
        return value

    result = raw.lc_call_bytes(raw.lc_bytes3((1, 2, 3)), raw.lc_on_bytes(reverse), None)
    return said(*result.b)


def lc_call_many() -> str:
    def check(*values: object) -> bool:
        return values[:6] == (-5, 60000, 0.5, -2.25, True, b"text")

    return said(raw.lc_call_many(raw.lc_on_many(check), None))


def lc_call_variant() -> str:
    def halve(value: raw.lc_variant, user_data: object) -> raw.lc_variant:
        result = raw.lc_variant(tag=1)
        result.d = value.i / 2
        return result

    value = raw.lc_variant(tag=0)
    value.i = -5
    result = raw.lc_call_variant(value, raw.lc_on_variant(halve), None)
    return said(result.tag, result.d)


def lc_call_pointer() -> str:
    def change(value: object, user_data: object) -> None:
        value.contents.d = 77
        value.contents.e = 1.5

    value = raw.lc_csilf()
    raw.lc_call_pointer(ctypes.byref(value), raw.lc_on_pointer(change), None)
    return said(value.d, value.e)


def lc_subscribe() -> str:
    kept = raw.lc_on_int(lambda value, user_data: value + 1)
    raw.lc_subscribe(kept, None)
    return lc_publish() + "," + lc_unsubscribe()


def lc_publish() -> str:
    return said(raw.lc_publish(41))


def lc_unsubscribe() -> str:
    raw.lc_unsubscribe()
    return lc_publish()


def lc_choose() -> str:
    return said(raw.lc_choose(1)(21), not raw.lc_choose(2))


def lc_apply() -> str:
    assert raw.lc_apply(raw.lc_unary(lambda value: value + 1), 5) == 6
    return said(raw.lc_apply(raw.lc_choose(0), 5))


def lc_sum_variadic() -> str:
    wide = ctypes.c_int64(1 << 40)
    return repr(raw.lc_sum_variadic(b"idl", ctypes.c_int(1), ctypes.c_double(2.5), wide))


def lc_sum_ints() -> str:
    return said(raw.lc_sum_ints(3, 1, 2, -4))


def lc_double_in_place() -> str:
    value = raw.lc_csilf(1, 2, 3, 4, 5.5)
    raw.lc_double_in_place(ctypes.byref(value))
    return said(value.a, value.b, value.c, value.d, value.e)


def lc_make() -> str:
    value = raw.lc_packed()
    raw.lc_make(21, ctypes.byref(value))
    return said(value.a, value.b, value.c)


def lc_read() -> str:
    return said(raw.lc_read(ctypes.byref(raw.lc_dddd(1, 2, 3, 4))))


def lc_divide() -> str:
    quotient, remainder = ctypes.c_int32(), ctypes.c_int32()
    raw.lc_divide(17, 5, ctypes.byref(quotient), ctypes.byref(remainder))
    return said(quotient.value, remainder.value)


def lc_sum_slice() -> str:
    return said(raw.lc_sum_slice((ctypes.c_int32 * 3)(1, 2, -10), 3))


def lc_fill_slice() -> str:
    values = (raw.lc_fi * 3)()
    raw.lc_fill_slice(values, 3)
    return said(values[2].a, values[2].b)


def lc_length() -> str:
    return said(raw.lc_length(b"four"))


def lc_greeting() -> str:
    return raw.lc_greeting().decode()


def lc_identity() -> str:
    place = ctypes.c_int32()
    return said(raw.lc_identity(ctypes.byref(place)) == ctypes.addressof(place))


def lc_sum_view() -> str:
    data = (ctypes.c_uint8 * 3)(1, 2, 250)
    return said(raw.lc_sum_view(raw.lc_view(ctypes.cast(data, ctypes.POINTER(ctypes.c_uint8)), 3)))


def lc_next_char() -> str:
    return said(ord(raw.lc_next_char(b"a")))


def lc_half_ld() -> str:
    return said(raw.lc_half_ld(5))


def lc_negate_i128() -> str:
    return str(raw.lc_negate_i128(3 << 100))


def lc_turn_right() -> str:
    return said(raw.lc_turn_right(3), raw.lc_turn_right(-1))


def lc_counter() -> str:
    before = raw.lc_counter.value
    raw.lc_counter.value = 41
    after = ctypes.c_int32.in_dll(raw._library.library, "lc_counter").value
    raw.lc_counter.value = before
    return said(before, after)


def lc_label() -> str:
    return raw.lc_label.value.decode()
