"""A header of cells, and the library behind it: both sides know what every value is."""

from __future__ import annotations

from cells import COUNTS, NUMBERS, Cell
from forms import Forms

PRELUDE = """/* Made by tests/soundness/matrix.py: %(title)s. */
#ifndef %(guard)s_H
#define %(guard)s_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(%(name)s, prefix = mx_, library = %(name)s)

/** How a call ended. */
typedef enum FFI_ERROR_ENUM(ok = MX_OK) mx_status { MX_OK = 0, MX_WRONG = 1, MX_FULL = 2 } mx_status;
void mx_release(void *memory);
/** How many objects are alive. */
uint32_t mx_alive(void);
"""

TYPES = {
    "enum": "/** One of two. */\ntypedef enum mx_enum { MX_ENUM_ONE = 1, MX_ENUM_TWO = 2 } mx_enum;",
    "plain": "/** Plain. */\ntypedef struct mx_plain { uint16_t tag; int32_t value; } mx_plain;",
    "aligned": "/** Over-aligned. */\ntypedef struct mx_aligned { _Alignas(32) int32_t value; uint16_t tag; } mx_aligned;",
    "packed": "#pragma pack(push, 1)\n/** Packed. */\ntypedef struct mx_packed { uint8_t pad; uint16_t tag; int32_t value; } mx_packed;\n"
    "#pragma pack(pop)",
    "pointers": "/** With an address. */\ntypedef struct mx_pointers { uint16_t tag; int32_t value; const char *name; } mx_pointers;",
    "flexible": "/** As long as it says. */\ntypedef struct mx_flexible { uint32_t length; uint16_t tag; int32_t value; "
    "uint8_t data[]; } mx_flexible;",
    "atomic": "/** With an atomic. */\ntypedef struct mx_atomic { _Atomic int32_t value; uint16_t tag; } mx_atomic;",
    "union": "/** Either. */\ntypedef union mx_union { int32_t value; uint16_t tag; double real; } mx_union;",
    "bits": "/** Bits. */\ntypedef struct mx_bits { uint32_t tag : 12; int32_t value : 20; } mx_bits;",
}


def type_of(kind: str) -> str:
    return NUMBERS.get(kind, f"mx_{kind}")


def number_at(kind: str, index: str, seed: int) -> str:
    """The number that element `index` is, in C."""
    if kind == "bool":
        return f"(({index}) + {seed}) % 2 == 0"
    if kind == "enum":
        return f"(mx_enum)(1 + (({index}) + {seed}) % 2)"
    return f"({type_of(kind)})((({index}) + {seed}) % 100)"


def helpers(kind: str) -> str:
    """Fills and checks elements: 0 is the first."""
    name = type_of(kind)
    if kind in NUMBERS or kind == "enum":
        return (
            f"static void fill_{kind}({name} *p, size_t n, unsigned seed) {{ for (size_t i = 0; i < n; i++) p[i] = "
            f"{number_at(kind, 'i', 0).replace(' + 0', ' + seed')}; }}\n"
            f"static bool is_{kind}(const {name} *p, size_t n, unsigned seed) {{ for (size_t i = 0; i < n; i++) "
            f"if (p[i] != ({number_at(kind, 'i', 0).replace(' + 0', ' + seed')})) return false; return true; }}\n"
        )
    fill = "p[i].value = (int32_t)(i + seed);"
    check = "p[i].value != (int32_t)(i + seed)"
    if kind != "union":
        fill += " p[i].tag = (uint16_t)(7 + i);"
        check += " || p[i].tag != (uint16_t)(7 + i)"
    if kind == "flexible":  # there is one, with nothing behind it
        fill = fill.replace("p[i].", "p->") + " p->length = 0;"
        check = check.replace("p[i].", "p->")
    return (
        f"static void fill_{kind}({name} *p, size_t n, unsigned seed) {{ for (size_t i = 0; i < n; i++) {{ {fill} }} }}\n"
        f"static bool is_{kind}(const {name} *p, size_t n, unsigned seed) {{ for (size_t i = 0; i < n; i++) "
        f"if ({check}) return false; return true; }}\n"
    )


class Function(Forms):
    """A cell as a C function: its declaration, what else that needs, and its body."""

    def __init__(self, cell: Cell, number: int) -> None:
        self.cell = cell
        self.name = f"mx_{'' if cell.handle == 'none' else cell.handle + '_'}f{number}"
        self.seed = number % 50
        self.before = ""
        self.after = ""
        self.static = ""
        self.parameters = [] if cell.handle == "none" else [f"{self._const_object()}mx_{cell.handle} *self"]
        self.end = ""  # words behind the parameters
        self.result = ""
        self.body: list[str] = []
        getattr(self, f"_{cell.role}")()
        if not self.result:
            self.result = "mx_status" if cell.status else "bool"
        self.text = ", ".join(self.parameters) or "void"

    # ---- pieces --------------------------------------------------------------------------------------

    @property
    def type(self) -> str:
        return type_of(self.cell.kind)

    @property
    def count(self) -> str:
        return COUNTS[self.cell.count]

    @property
    def const(self) -> str:
        return "const " if self.cell.const else ""

    @property
    def nullable(self) -> str:
        return "FFI_NULLABLE " if self.cell.nullable else ""

    def _const_object(self) -> str:
        return (
            "const "
            if self.cell.role
            in (
                "in_slice",
                "value_in",
                "text_out",
                "number_result",
                "borrowed_slice",
                "product",
                "texts_places",
                "flexible_out",
            )
            else ""
        )

    def fill(self, what: str, n: str) -> str:
        return f"fill_{self.cell.kind}({what}, {n}, {self.seed});"

    def right(self, what: str, n: str) -> str:
        return f"is_{self.cell.kind}({what}, {n}, {self.seed})"

    def answer(self, truth: str) -> str:
        return f"return {truth} ? MX_OK : MX_WRONG;" if self.cell.status else f"return {truth};"

    def may_be_null(self, name: str) -> str:
        return f"!{name} || " if self.cell.nullable else ""

    # ---- roles ---------------------------------------------------------------------------------------

    def _in_slice(self) -> None:
        self.parameters += [f"{self.nullable}FFI_COUNTED_BY(n) {self.const}{self.type} *data", f"{self.count} n"]
        self.body = [self.answer(f"{self.may_be_null('data')}{self.right('data', '(size_t)n')}")]

    def _out_slice(self) -> None:
        self.parameters += [
            f"FFI_OUT FFI_COUNTED_BY(n) {self.type} *data",
            f"{self.count} n",
            f"FFI_OUT FFI_COUNT_OF(data) {self.count} *written",
        ]
        self.body = [self.fill("data", "(size_t)n"), "*written = n;", self.answer("true")]

    def _inout_slice(self) -> None:
        self.parameters += [f"FFI_INOUT FFI_COUNTED_BY(n) {self.type} *data", f"{self.count} n"]
        self.body = [
            f"const bool right = {self.right('data', '(size_t)n')};",
            f"fill_{self.cell.kind}(data, (size_t)n, {self.seed + 1});",
            self.answer("right"),
        ]

    def _capacity(self) -> None:
        self.parameters += [f"FFI_OUT FFI_COUNTED_BY(n) {self.type} *data", f"FFI_INOUT {self.count} *n"]
        self.body = ["if (*n > 3) *n = 3;", self.fill("data", "(size_t)*n"), self.answer("true")]

    def _one_in(self) -> None:
        self.parameters += [f"{self.nullable}const {self.type} *one"]
        self.body = [self.answer(f"{self.may_be_null('one')}{self.right('one', '1')}")]

    def _one_inout(self) -> None:
        self.parameters += [f"{self.nullable}FFI_INOUT {self.type} *one"]
        self.body = [
            f"const bool right = {self.may_be_null('one')}{self.right('one', '1')};",
            f"if (one) fill_{self.cell.kind}(one, 1, {self.seed + 1});",
            self.answer("right"),
        ]

    def _one_out(self) -> None:
        self.parameters += [f"{self.nullable}FFI_OUT {self.type} *one"]
        self.body = [f"if (one) {self.fill('one', '1')}", self.answer("true")]

    def _value_in(self) -> None:
        self.parameters += [f"{self.type} one"]
        self.body = [self.answer(self.right("&one", "1"))]

    def _value_result(self) -> None:
        self.result = self.type
        self.body = [f"{self.type} one;", "memset(&one, 0, sizeof one);", self.fill("&one", "1"), "return one;"]

    def _number_result(self) -> None:
        self.result = self.count
        self.body = [f"return ({self.count}){self.seed};"]

    def _borrowed(self) -> None:
        self.result = f"{self.nullable}FFI_BORROWED {self.const}{self.type} *"
        self.static = f"static {self.type} kept_{self.name};\n"
        self.body = [self.fill(f"&kept_{self.name}", "1"), f"return &kept_{self.name};"]

    def _borrowed_slice(self) -> None:
        self.result = f"FFI_BORROWED FFI_COUNTED_BY(n) {self.const}{self.type} *"
        self.parameters += [f"FFI_OUT {self.count} *n"]
        self.static = f"static {self.type} kept_{self.name}[3];\n"
        self.body = [self.fill(f"kept_{self.name}", "3"), "*n = 3;", f"return kept_{self.name};"]

    def _owned_slice(self) -> None:
        self.result = f"FFI_OWNED(mx_release) FFI_COUNTED_BY(n) {self.type} *"
        self.parameters += [f"FFI_OUT {self.count} *n"]
        self.body = [
            f"{self.type} *made = mx_make(3 * sizeof *made);",
            self.fill("made", "3"),
            "*n = 3;",
            "return made;",
        ]

    def _text_in(self) -> None:
        self.parameters += [f"{self.nullable}const char *text"]
        self.body = [self.answer(f'{self.may_be_null("text")}strcmp(text, "text{self.seed}") == 0')]

    def _text_counted(self) -> None:
        self.parameters += ["FFI_COUNTED_BY(n) const char *text", f"{self.count} n"]
        text = f"text{self.seed}"
        self.body = [self.answer(f'n == {len(text)} && memcmp(text, "{text}", {len(text)}) == 0')]

    def _text_out(self) -> None:
        self.parameters += [
            "FFI_OUT FFI_COUNTED_BY(n) char *text",
            f"{self.count} n",
            f"FFI_OUT FFI_COUNT_OF(text) {self.count} *length",
        ]
        self.body = [f'*length = ({self.count})snprintf(text, (size_t)n, "text%d", {self.seed});', self.answer("true")]

    def _text_result(self) -> None:
        self.result = f"{self.nullable}FFI_OWNED(mx_release) char *"
        self.body = ["char *text = mx_make(16);", f'snprintf(text, 16, "text%d", {self.seed});', "return text;"]

    def _strings(self) -> None:
        self.parameters += ["FFI_COUNTED_BY(n) const char *const *names", f"{self.count} n"]
        self.body = [self.answer(f'n == 2 && strcmp(names[0], "one") == 0 && strcmp(names[1], "text{self.seed}") == 0')]

    def _callback(self, result: str, parameters: list[str], call: str) -> None:
        kind = f"mx_call{self.name[3:].replace('_', '')}"
        self.before = f"typedef {result} (*{kind})({', '.join(['void *user', *parameters])});\n"
        self.parameters += [f"FFI_CALLBACK(user_data = user, lifetime = call) {kind} call", "void *user"]
        self.body += [call]

    def _callback_slice(self) -> None:
        self.body = [f"{self.type} data[3];", "memset(data, 0, sizeof data);", self.fill("data", "3")]
        self._callback(
            "bool",
            [f"FFI_COUNTED_BY(n) const {self.type} *data", f"{self.count} n"],
            self.answer("call(user, data, 3)"),
        )

    def _callback_one(self) -> None:
        self.body = [f"{self.type} one;", "memset(&one, 0, sizeof one);", self.fill("&one", "1")]
        lasts = "" if self.cell.const else "FFI_BORROWED "  # what is changed must last until the closure returns
        one = f"{self.nullable}{lasts}{self.const}{self.type} *one"
        self._callback("bool", [one], self.answer("call(user, &one)"))

    def _callback_result(self) -> None:
        self._callback(self.type, ["int32_t seed"], f"const {self.type} one = call(user, {self.seed});")
        self.body += [self.answer(self.right("&one", "1"))]

    def _kept(self) -> None:
        kind = f"mx_call{self.name[3:].replace('_', '')}"
        self.before = f"typedef void (*{kind})(void *user, {self.type} one);\n"
        owner = f"mx_{self.cell.handle} *self"
        self.parameters += [
            f"FFI_CALLBACK(user_data = user, lifetime = until, until = {self.name}_end, thread = any) {kind} call",
            "void *user",
        ]
        self.after = f"mx_status {self.name}_end({owner});\nmx_status {self.name}_emit({owner});\n"
        self.static = f"static {kind} call_{self.name};\nstatic void *user_{self.name};\n"
        self.body = [f"call_{self.name} = call;", f"user_{self.name} = user;", self.answer("true")]

    def more(self) -> str:
        """Bodies of what stands after it."""
        if self.cell.role == "kept":
            owner = f"mx_{self.cell.handle} *self"
            return (
                f"mx_status {self.name}_end({owner}) {{ call_{self.name} = NULL; return MX_OK; }}\n"
                f"mx_status {self.name}_emit({owner}) {{ {self.type} one; memset(&one, 0, sizeof one); {self.fill('&one', '1')} "
                f"if (call_{self.name}) call_{self.name}(user_{self.name}, one); return MX_OK; }}\n"
            )
        if self.cell.role == "lend":
            return (
                f"mx_status {self.name}_end(mx_{self.cell.handle} *self, {self.const}{self.type} *block) "
                f"{{ return block == &kept_{self.name} ? MX_OK : MX_WRONG; }}\n"
            )
        return ""

    def _handle_in(self) -> None:
        self.parameters += [f"{self.nullable}{self.const}mx_{self.cell.handle} *other"]
        self.body = [self.answer("true" if self.cell.nullable else "other != NULL")]

    def _handle_consumed(self) -> None:
        self.parameters += [f"{self.nullable}FFI_CONSUMED mx_{self.cell.handle} *other"]
        self.body = [f"if (other) mx_{self.cell.handle}_close(other);", self.answer("true")]

    def _handle_out(self) -> None:
        self.parameters += [f"FFI_OUT mx_{self.cell.handle} **made"]
        self.body = [f"*made = mx_make(sizeof **made); (*made)->number = {self.seed};", self.answer("true")]

    def _handle_result(self) -> None:
        owned = f"FFI_OWNED(mx_{self.cell.handle}_close) " if not self.cell.const else "FFI_BORROWED const "
        self.result = f"{self.nullable}{owned}mx_{self.cell.handle} *"
        made = f"mx_{self.cell.handle} *made = mx_make(sizeof *made);"
        self.body = ["return self;"] if self.cell.const else [made, f"made->number = {self.seed};", "return made;"]

    def _lend(self) -> None:
        self.result = "mx_status"
        self.parameters += [f"FFI_OUT {self.const}{self.type} **block"]
        self.end = f" FFI_LEND(end = {self.name}_end)"
        self.after = f"mx_status {self.name}_end(mx_{self.cell.handle} *self, {self.const}{self.type} *block);\n"
        self.static = f"static {self.type} kept_{self.name};\n"
        self.body = [self.fill(f"&kept_{self.name}", "1"), f"*block = &kept_{self.name};", "return MX_OK;"]

    # ---- text ----------------------------------------------------------------------------------------

    def declaration(self) -> str:
        return f"{self.before}/** {self.cell}. */\n{self.result} {self.name}({self.text}){self.end};\n{self.after}"

    def definition(self) -> str:
        unused = " (void)self;" if self.cell.handle != "none" else ""
        return (
            f"{self.static}{self.result} {self.name}({self.text}) {{{unused}\n    "
            + "\n    ".join(self.body)
            + f"\n}}\n{self.more()}"
        )


def handle(name: str) -> tuple[str, str]:
    close = f"FFI_HANDLE(mx_{name}, close = mx_{name}_close, threads = {name})\n/** An object. */\ntypedef struct mx_{name} mx_{name};\n"
    declared = (
        f"{close}mx_status mx_{name}_open(int32_t number, FFI_OUT mx_{name} **made);\nvoid mx_{name}_close(mx_{name} *self);\n"
        f"int32_t mx_{name}_number(const mx_{name} *self);\n"
    )
    defined = (
        f"struct mx_{name} {{ int32_t number; }};\n"
        f"mx_status mx_{name}_open(int32_t number, mx_{name} **made) {{ *made = mx_make(sizeof **made); "
        f"(*made)->number = number; return MX_OK; }}\n"
        f"void mx_{name}_close(mx_{name} *self) {{ mx_release(self); }}\n"
        f"int32_t mx_{name}_number(const mx_{name} *self) {{ return self->number; }}\n"
    )
    return declared, defined


def texts(name: str, functions: list[Function]) -> tuple[str, str]:
    """The header and its library."""
    kinds = sorted({function.cell.kind for function in functions})
    handles = sorted({function.cell.handle for function in functions} - {"none"})
    header = PRELUDE % {"title": f"{len(functions)} cells", "guard": name.upper(), "name": name}
    header += "\n".join(TYPES[kind] for kind in kinds if kind in TYPES) + "\n"
    header += "".join(handle(one)[0] for one in handles)
    header += "".join(function.declaration() for function in functions) + "#endif\n"
    source = (
        f'#include "{name}.h"\n#include <stdatomic.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n'
        "static atomic_uint alive;\n"
        "static void *mx_make(size_t size) { atomic_fetch_add(&alive, 1); return calloc(1, size); }\n"
        "void mx_release(void *memory) { if (memory) atomic_fetch_sub(&alive, 1); free(memory); }\n"
        "uint32_t mx_alive(void) { return atomic_load(&alive); }\n"
    )
    source += "".join(helpers(kind) for kind in kinds)
    source += "".join(handle(one)[1] for one in handles)
    source += "".join(function.definition() for function in functions)
    return header, source
