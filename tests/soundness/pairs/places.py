"""Small C shapes with places where words stand. `X` is the cell's own prefix; `@p`, `@q` are parameters, `@f` a
function, `@c` a callback type, `@a` a parameter of one, `@r`, `@s` fields, `@R` a record, `@e` an enum."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = {
    "@p": "a parameter",
    "@q": "a parameter",
    "@a": "a parameter",
    "@f": "a function",
    "@c": "a callback type",
    "@r": "a field",
    "@s": "a field",
    "@R": "a record",
    "@e": "an enum",
}

PRELUDE = """/* Made by tests/soundness/pairs.py. */
#ifndef %(name)s_H
#define %(name)s_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(%(name)s, prefix = ps_, library = %(name)s, last_error = ps_last_error)
FFI_ERROR_CODES(ps_codes, members = "PS_CODE_*", ok = PS_CODE_OK)
#define PS_CODE_OK 0
#define PS_CODE_ODD 1
#define PS_CODE_BAD -2

/** How a call ended. */
typedef enum FFI_ERROR_ENUM(ok = PS_OK) ps_status { PS_OK = 0, PS_WRONG = 1 } ps_status;
const char *ps_last_error(void);
/** One of these. */
typedef enum FFI_CLOSED ps_side { PS_SIDE_LEFT = 1, PS_SIDE_RIGHT = 2 } ps_side;
/** Some of these. */
typedef enum FFI_FLAGS ps_mode { PS_MODE_FAST = 1, PS_MODE_SAFE = 2 } ps_mode;
/** Plain. */
typedef struct ps_plain { int32_t x; int32_t y; } ps_plain;
/** Not every number. */
typedef struct ps_ranged { FFI_RANGE(1, 3) int32_t level; ps_side side; } ps_ranged;
"""

HANDLE = "FFI_HANDLE(X_t, close = X_close%s)\ntypedef struct X_t X_t;\nX_t *X_open(void);\nvoid X_close(X_t *self);\n"
OWN = HANDLE % ""
SAFE = HANDLE % ", threads = safe"
SEND = HANDLE % ", threads = send"
COUNTED = HANDLE % ", retain = X_retain" + "void X_retain(X_t *self);\n"
PART = "FFI_HANDLE(X_part)\ntypedef struct X_part X_part;\n"
FREE = "void X_free(void *memory);\n"
END = "ps_status X_end(X_t *self, ps_plain *lent);\nps_status X_cancel(X_t *self, ps_plain *lent);\n"
CALLBACK = "typedef int32_t (*X_cb)(void *user, @a %s) @c;\n"
PLAIN_CALLBACK = "typedef int32_t (*X_cb)(void *user, int32_t value);\n"


@dataclass(frozen=True)
class Shape:
    name: str
    text: str

    @property
    def places(self) -> list[str]:
        return [place for place in PLACES if place in self.text]


def _parameters() -> dict[str, str]:
    """What may be marked, with what stands beside it."""
    parts = {
        "numbers": "@p int32_t *data, size_t n",
        "const numbers": "@p const int32_t *data, size_t n",
        "unsigned": "@p const uint8_t *data, uint8_t n",
        "out numbers": "FFI_OUT @p int32_t *data, @q size_t *n",
        "text": "@p const char *data, size_t n",
        "room": "@p char *data, size_t n",
        "out room": "FFI_OUT FFI_COUNTED_BY(n) char *data, @p size_t n, @q size_t *written",
        "record": "@p const ps_plain *data",
        "ranged": "@p ps_ranged *data, size_t n",
        "const ranged": "@p const ps_ranged *data, size_t n",
        "ranged by value": "@p ps_ranged data",
        "given records": "@p ps_ranged **data, size_t *n",
        "given": "FFI_OUT @p int32_t **data, FFI_OUT @q size_t *n",
        "given const": "FFI_OUT @p const int32_t **data, FFI_OUT size_t *n",
        "number": "@p int32_t data, @q int32_t n",
        "address": "@p uint32_t *data",
        "side": "@p ps_side data",
        "sides": "@p ps_side *data, size_t n",
        "mode": "@p ps_mode data",
        "texts": "@p const char *const *data, size_t n",
        "given text": "@p char **data",
        "given const text": "@p const char **data",
        "memory": "@p void *data, size_t n",
        "const memory": "@p const void *data, size_t n",
        "rows": "@p const float *const *data, size_t n, size_t m",
        "changed rows": "FFI_COUNTED_BY(n) @p float *const *data, @q size_t n, size_t m",
        "truths": "@p bool *data, size_t n",
        "pair": "FFI_COUNTED_BY(n) @p int32_t *restrict data, FFI_COUNTED_BY(n) @q const int32_t *restrict other, size_t n",
        "count": "FFI_COUNTED_BY(n) const int32_t *data, @p size_t n",
        "counts": "FFI_INOUT FFI_COUNTED_BY(n) int32_t *data, @p uint16_t *n",
        "product": "FFI_COUNTED_BY(n * m) const int32_t *data, @p uint32_t n, @q uint32_t m",
    }
    return parts | _worded_parameters()


def _worded_parameters() -> dict[str, str]:
    """The same where a word stands already, so that the two have it as a third."""
    counted = "FFI_COUNTED_BY(n)"
    return {
        "counted": f"{counted} @p const int32_t *data, @q uint8_t n",
        "counted out": f"FFI_OUT {counted} @p int32_t *data, @q size_t n",
        "counted inout": f"FFI_INOUT {counted} @p int32_t *data, @q int32_t n",
        "counted ranged": f"{counted} @p ps_ranged *data, size_t n",
        "counted ranged out": f"FFI_OUT {counted} @p ps_ranged *data, size_t n",
        "counted sides": f"{counted} @p const ps_side *data, size_t n",
        "counted side out": "FFI_OUT @p ps_side *data",
        "sized": "FFI_SIZED_BY(n) @p const void *data, @q uint16_t n",
        "sized out": "FFI_OUT FFI_SIZED_BY(n) @p void *data, @q size_t n",
        "counted text": f"{counted} @p const char *data, @q uint8_t n",
        "counted texts": f"{counted} @p const char *const *data, size_t n",
        "ended numbers": "FFI_TERMINATED_BY(0) @p const int32_t *data, size_t n",
        "rows of numbers": f"{counted} FFI_EACH_COUNTED_BY(m) @p const float *const *data, @q uint8_t n, uint16_t m",
        "rows changed": f"{counted} FFI_EACH_COUNTED_BY(m) @p int32_t *const *data, uint32_t n, @q uint32_t m",
        "owned numbers": f"FFI_OUT FFI_OWNED(X_free) {counted} @p int32_t **data, FFI_OUT @q uint32_t *n",
        "borrowed numbers": f"FFI_OUT FFI_BORROWED {counted} @p const int32_t **data, FFI_OUT @q uint32_t *n",
        "borrowed sides": f"FFI_OUT FFI_BORROWED {counted} @p ps_side **data, FFI_OUT size_t *n",
        "owned text": "FFI_OUT FFI_OWNED(X_free) @p char **data",
        "borrowed text": "FFI_OUT FFI_BORROWED @p const char **data",
        "borrowed record": "FFI_OUT FFI_BORROWED @p const ps_plain **data",
        "borrowed ranged": "FFI_OUT FFI_BORROWED @p ps_ranged **data",
        "written": f"FFI_OUT {counted} int32_t *data, @q uint8_t n, FFI_OUT FFI_COUNT_OF(data) @p uint32_t *written",
        "capacity": f"FFI_OUT {counted} @p int32_t *data, FFI_INOUT @q uint8_t *n",
        "one": "FFI_ONE FFI_INOUT @p ps_ranged *data, int32_t n",
        "value out": "FFI_OUT @p int32_t *data, FFI_INOUT @q int32_t *n",
    }


def _results() -> dict[str, str]:
    return {
        "status": "ps_status X_f(X_t *self) @f;",
        "number": "int X_f(X_t *self, @p int32_t value) @f;",
        "side": "ps_side X_f(const X_t *self) @f;",
        "text": "const char *X_f(X_t *self) @f;",
        "own text": "char *X_f(X_t *self) @f;",
        "const text": "const char *X_f(const X_t *self) @f;",
        "free text": "const char *X_f(int32_t value) @f;",
        "object": "X_t *X_f(X_t *self) @f;",
        "object of none": "X_t *X_f(int32_t value) @f;",
        "part": PART + "X_part *X_f(X_t *self) @f;",
        "const part": PART + "const X_part *X_f(const X_t *self) @f;",
        "numbers": "int32_t *X_f(X_t *self, FFI_OUT @q size_t *n) @f;",
        "const numbers": "const int32_t *X_f(const X_t *self, FFI_OUT size_t *n) @f;",
        "record": "const ps_plain *X_f(const X_t *self) @f;",
        "ranged": "ps_ranged X_f(X_t *self) @f;",
        "lent": END
        + "ps_status X_f(X_t *self, FFI_OUT @p ps_plain **lent) FFI_LEND(end = X_end) @f;",
        "lends": END + "ps_status X_f(X_t *self, FFI_OUT ps_plain **lent) @f;",
        "lent many": END.replace("*lent", "*lent, size_t n")
        + "ps_status X_f(X_t *self, FFI_OUT FFI_COUNTED_BY(n) @p ps_plain **lent, FFI_OUT size_t *n) FFI_LEND(end = X_end) @f;",
        "text copied": "size_t X_f(X_t *self, FFI_OUT FFI_COUNTED_BY(n) @p char *data, size_t n) @f;",
        "item": "ps_status X_f(X_t *self, FFI_OUT @p X_t **item) @f;",
        "wait": "ps_status X_f(X_t *self, @p int32_t timeout_ms) @f;",
        "taken": "ps_status X_f(X_t *self, @p X_t *item) @f;",
        "taken alone": "ps_status X_f(@p X_t *item) @f;",
        "looked at": "ps_status X_f(const X_t *self, @p const X_t *item) @f;",
        "list": "ps_status X_f(X_t *self, @p X_t *const *data, size_t n) @f;",
        "owned text result": "char *X_f(X_t *self, @p int32_t value) FFI_OWNED(X_free) @f;",
        "borrowed numbers result": "const int32_t *X_f(X_t *self, FFI_OUT @q size_t *n) FFI_BORROWED FFI_COUNTED_BY(n) @f;",
        "owned numbers result": "int32_t *X_f(X_t *self, FFI_OUT @q size_t *n) FFI_OWNED(X_free) FFI_COUNTED_BY(n) @f;",
        "borrowed record result": "const ps_plain *X_f(const X_t *self) FFI_BORROWED @f;",
        "borrowed object result": "X_t *X_f(X_t *self) FFI_BORROWED @f;",
        "owned object": "X_t *X_f(X_t *self, @p X_t *item) FFI_OWNED(X_close) @f;",
        "item owned": "ps_status X_f(X_t *self, FFI_OUT FFI_OWNED(X_close) @p X_t **item) @f;",
        "item borrowed": "ps_status X_f(X_t *self, FFI_OUT FFI_BORROWED @p X_t **item) @f;",
        "consumed": "ps_status X_f(X_t *self, FFI_CONSUMED @p X_t *item) @f;",
        "consumed and given": "X_t *X_f(FFI_CONSUMED @p X_t *item) FFI_OWNED(X_close) @f;",
        "ended": "ps_status X_f(FFI_ENDED @p X_t *item) @f;",
        "ended beside": "ps_status X_f(X_t *self, FFI_ENDED @p X_t *item) @f;",
        "repeated": "ps_status X_f(X_t *self, FFI_OUT FFI_COUNTED_BY(n) @p char *data, @q size_t n) FFI_REPEATABLE @f;",
        "codes": "int X_f(X_t *self, FFI_OUT @p int32_t *value) FFI_STATUS(ps_codes) @f;",
        "errno": "int X_f(X_t *self, FFI_OUT @p int32_t *value) FFI_ERRNO @f;",
        "lent ranged": END.replace("ps_plain", "ps_ranged")
        + "ps_status X_f(X_t *self, FFI_OUT @p ps_ranged **lent) FFI_LEND(end = X_end, cancel = X_cancel) @f;",
        "list counted": "ps_status X_f(X_t *self, FFI_COUNTED_BY(n) @p X_t *const *data, @q uint8_t n) FFI_HARMLESS @f;",
    }


def _closures() -> dict[str, str]:
    shown = {
        "number": "int32_t value",
        "record": "const ps_plain *data, @q size_t n",
        "changed": "int32_t *data, size_t n",
        "changed side": "ps_side *data",
        "text": "const char *data",
        "object": "X_t *item",
        "memory": "const void *data, size_t n",
        "counted": "FFI_COUNTED_BY(n) const int32_t *data, @q uint8_t n",
        "counted changed": "FFI_COUNTED_BY(n) FFI_INOUT int32_t *data, @q uint8_t n",
        "ranged": "const ps_ranged *data",
        "out": "FFI_OUT int32_t *data",
        "out side": "FFI_OUT ps_side *data",
        "inout record": "FFI_INOUT ps_plain *data",
    }
    found = {name: CALLBACK % each for name, each in shown.items()}
    for name, result in {
        "text given": "const char *",
        "side given": "ps_side ",
        "status given": "ps_status ",
    }.items():
        found[name] = f"typedef {result}(*X_cb)(void *user, @a int32_t value) @c;\n"
    return found


def shapes() -> list[Shape]:
    found = []
    for name, part in _parameters().items():
        found.append(
            Shape(
                f"{name} of an object",
                f"{OWN}{FREE}ps_status X_f(X_t *self, {part}) @f;",
            )
        )
        found.append(Shape(f"{name} alone", f"{FREE}int32_t X_f({part}) @f;"))
    for name, part in _results().items():
        for kind, handle in {
            "own": OWN,
            "safe": SAFE,
            "send": SEND,
            "counted": COUNTED,
        }.items():
            found.append(Shape(f"{name} of {kind}", f"{handle}{FREE}{part}"))
    end = "ps_status X_end(X_t *self, X_cb callback, void *user);\n"
    for name, part in _closures().items():
        for life in ("call", "close", "process"):
            found.append(
                Shape(
                    f"closure with {name}, {life}",
                    f"{OWN}{part}ps_status X_f(X_t *self, FFI_CALLBACK(user_data = user, lifetime = {life}) X_cb callback, "
                    "void *user);",
                )
            )
    found.append(
        Shape(
            "closure",
            f"{OWN}{PLAIN_CALLBACK}{end}ps_status X_f(X_t *self, @p X_cb callback, @q void *user) @f;",
        )
    )
    found.append(
        Shape(
            "closure alone",
            f"{PLAIN_CALLBACK}int32_t X_f(@p X_cb callback, void *user) @f;",
        )
    )
    found.append(
        Shape(
            "inline closure",
            "typedef int32_t (*X_cb)(void *user, FFI_COUNTED_BY(n) const ps_plain *data, size_t n);\n"
            "int32_t X_g(@p int32_t (*callback)(void *user, const ps_plain *data, size_t n), @q void *user);\n"
            "int32_t X_f(FFI_CALLBACK(user_data = user, lifetime = call) int32_t (*callback)(void *user, "
            "@a const ps_plain *data, @q size_t n), void *user) @f;",
        )
    )
    found.append(
        Shape(
            "table",
            "typedef struct X_table { @r int32_t (*call)(void *user, @a const ps_plain *data); @s uint32_t size; } X_table;\n"
            f"{OWN}ps_status X_f(X_t *self, FFI_CALLBACK(user_data = user, lifetime = close) @p const X_table *table, void *user);",
        )
    )
    return found + _data()


def _data() -> list[Shape]:
    """Records and enums."""
    found = []
    uses = "int32_t X_f(const X_r *record);\nint32_t X_g(FFI_OUT X_r *record);\nint32_t X_h(X_r record);\n"
    fields = {
        "numbers": "@r int32_t x; @s int32_t n;",
        "array": "@r uint8_t x[4]; @s uint16_t n;",
        "text": "@r const char *x; @s uint32_t n;",
        "memory": "@r int32_t *x; @s size_t n;",
        "side": "@r ps_side x; @s ps_mode n;",
        "truth": "@r bool x; @s double n;",
        "union": "@s int32_t n; @r union X_u { int32_t i; float f; } x;",
        "bits": "@r uint32_t x : 4; @s uint32_t n : 28;",
        "letters": "@r char x[8]; @s uint32_t n;",
    }
    for name, text in fields.items():
        found.append(
            Shape(
                f"record of {name}", f"typedef struct @R X_r {{ {text} }} X_r;\n{uses}"
            )
        )
    found.append(
        Shape(
            "given record",
            f"{OWN}typedef struct @R X_r {{ @r uint8_t *x; @s size_t n; }} X_r;\nvoid X_free(X_r *record);\nX_r X_f(X_t *self) @f;",
        )
    )
    found.append(
        Shape(
            "enum",
            "typedef enum @e X_e { X_ONE = 0, X_TWO = 1, X_FOUR = 4 } X_e;\nX_e X_f(@p X_e x);\nint32_t X_g(FFI_OUT X_e *x);\n"
            "int32_t X_h(FFI_COUNTED_BY(n) const X_e *x, size_t n);",
        )
    )
    return found
