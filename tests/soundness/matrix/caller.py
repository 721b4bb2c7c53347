"""caller.py PACKAGE CELLS: calls each cell's function, and says which gave other values than it should."""

from __future__ import annotations

import ctypes
import importlib
import json
import sys
import traceback
from typing import Any


class Wrong(Exception):
    """Another value than it should be."""


def expect(truth: Any, what: object) -> None:
    if not truth:
        raise Wrong(f"error: {what}")


class Caller:
    def __init__(self, package: Any, cell: dict[str, Any]) -> None:
        self.package = package
        self.cell = cell
        self.seed: int = cell["seed"]
        self.name = cell["name"].removeprefix("mx_")
        self.objects: list[Any] = []
        if cell["handle"] != "none":
            self.kind = getattr(package, cell["handle"].capitalize())
            self.owner = self.made(0)
            self.function = getattr(self.owner, self.name.removeprefix(cell["handle"] + "_"), None)
        else:
            self.function = getattr(package, self.name, None)

    def made(self, number: int) -> Any:
        self.objects.append(self.kind.open(number))
        return self.objects[-1]

    #: What may be NULL is a keyword in Python.
    KEYWORDS = {
        "in_slice": "data",
        "one_in": "one",
        "text_in": "text",
        "handle_in": "other",
        "handle_consumed": "other",
        "one_inout": "one",
        "fixed_in": "data",
        "terminated": "data",
        "flexible_in": "message",
    }

    #: Where C may write, Python gives memory and no list.
    ELEMENTS = {
        "byte": ctypes.c_uint8,
        "short": ctypes.c_int16,
        "long": ctypes.c_int64,
        "float": ctypes.c_float,
        "double": ctypes.c_double,
        "bool": ctypes.c_bool,
        "enum": ctypes.c_uint,  # no enumerator is negative
    }

    def pass_(self, value: Any) -> Any:
        """Calls the function with one argument."""
        if self.cell["nullable"]:
            return self.function(**{self.KEYWORDS[self.cell["role"]]: value})
        return self.function(value)

    def last(self, *arguments: Any) -> Any:
        """What the function hands out, behind its answer where it has one."""
        result = self.function(*arguments)
        if isinstance(result, tuple):
            self.well(result[0])
            return result[-1]
        return result

    # ---- values -----------------------------------------------------------------------------------------

    def element(self, i: int, seed: int) -> Any:
        kind = self.cell["kind"]
        if kind == "bool":
            return (i + seed) % 2 == 0
        if kind == "enum":
            return self.package.Enum(1 + (i + seed) % 2)
        if kind in ("byte", "short", "long", "float", "double"):
            return (i + seed) % 100
        record = self.record()()
        record.value = i + seed
        if kind != "union":
            record.tag = 7 + i
        return record

    def record(self) -> Any:
        name = self.cell["kind"].capitalize()
        return getattr(self.package, name, None) or getattr(self.package, name + "_")  # typing has a Union too

    def elements(self, n: int) -> list[Any]:
        return [self.element(i, self.seed) for i in range(n)]

    def memory(self, n: int) -> Any:
        """As `elements`, and C may write there."""
        if self.cell["kind"] in self.ELEMENTS:
            return (self.ELEMENTS[self.cell["kind"]] * n)(*self.elements(n))
        records = self.record().array(n)
        for i, element in enumerate(self.elements(n)):
            records[i].value = element.value
            if self.cell["kind"] != "union":
                records[i].tag = element.tag
        return records

    def given(self, n: int) -> Any:
        return self.elements(n) if self.cell["const"] else self.memory(n)

    def check_all(self, values: Any, n: int, seed: int | None = None) -> None:
        expect(len(values) == n, f"{len(values)} elements, not {n}")
        for i in range(n):
            self.check(values[i], i, self.seed if seed is None else seed)

    def texts(self) -> list[str]:
        return ["one", f"text{self.seed}"]

    def check_called(self, value: Any) -> None:
        """What a closure was given one of; where C wants something written there, an address."""
        if self.cell["kind"] in self.ELEMENTS and not self.cell["const"]:
            expect(isinstance(value, int), f"{value!r} is no address")
        else:
            self.check_shown(value)

    def check_called_all(self, values: Any, n: int) -> None:
        """What a closure was given several of; records that hold addresses are not copied."""
        if self.cell["kind"] == "pointers":
            expect(isinstance(values, int), f"{values!r} is no address")
        else:
            self.check_all(values, n)

    def check_shown(self, value: Any) -> None:
        """What C shows by its address, or that address: of numbers, where the header does not say how many there are."""
        is_record = self.cell["kind"] in ("plain", "aligned", "packed", "pointers", "atomic", "union")
        if is_record or type(value) is not int or value <= 0xFFFF_FFFF:
            self.check(value, 0, self.seed)

    def check(self, value: Any, i: int, seed: int) -> None:
        wanted = self.element(i, seed)
        if hasattr(wanted, "value") and hasattr(type(wanted), "_members"):
            expect(value.value == wanted.value, f"value {value.value}, not {wanted.value}")
            if self.cell["kind"] != "union":
                expect(value.tag == wanted.tag, f"tag {value.tag}, not {wanted.tag}")
        else:
            expect(value == wanted, f"{value!r}, not {wanted!r}")

    def well(self, result: Any) -> None:
        expect(result is None if self.cell["status"] else result is True, f"C saw other values: {result!r}")

    # ---- roles ------------------------------------------------------------------------------------------

    def in_slice(self) -> None:
        self.well(self.pass_(self.given(3)))
        self.well(self.pass_(self.given(0)))

    def out_slice(self) -> None:
        self.check_all(self.last(3), 3)

    capacity = out_slice

    def inout_slice(self) -> None:
        data = self.memory(3)
        self.well(self.function(data))
        self.check_all(data, 3, self.seed + 1)

    def one_in(self) -> None:
        self.well(self.pass_(self.element(0, self.seed)))
        if self.cell["nullable"]:
            self.well(self.pass_(None))

    def one_inout(self) -> None:
        one = self.element(0, self.seed)
        if self.cell["kind"] in self.ELEMENTS:  # immutable: the new value comes back
            self.check(self.last(one), 0, self.seed + 1)
            return
        self.well(self.pass_(one))
        self.check(one, 0, self.seed + 1)
        if self.cell["nullable"]:
            self.well(self.pass_(None))

    def one_out(self) -> None:
        self.check(self.last(), 0, self.seed)

    def value_in(self) -> None:
        self.well(self.function(self.element(0, self.seed)))

    def value_result(self) -> None:
        self.check(self.function(), 0, self.seed)

    def number_result(self) -> None:
        expect(self.function() == self.seed, "another number")

    def borrowed(self) -> None:
        self.check_shown(self.function())

    def borrowed_slice(self) -> None:
        self.check_all(self.last(), 3)

    owned_slice = borrowed_slice

    def text_in(self) -> None:
        self.well(self.pass_(f"text{self.seed}"))
        if self.cell["nullable"]:
            self.well(self.pass_(None))

    def text_counted(self) -> None:
        self.well(self.function(f"text{self.seed}"))

    def text_result(self) -> None:
        expect(self.function() == f"text{self.seed}", "another text")

    def text_out(self) -> None:
        expect(self.last() == f"text{self.seed}", "another text")

    fixed_text = text_out

    def strings(self) -> None:
        self.well(self.function(self.texts()))

    terminated_texts = strings

    def callback_slice(self) -> None:
        def seen(data: Any) -> bool:
            self.check_called_all(data, 3)
            return True

        self.well(self.function(seen))

    def callback_product(self) -> None:
        def seen(data: Any, rows: int) -> bool:
            expect(rows == 2, f"{rows} rows")
            self.check_called_all(data, 8)
            return True

        self.well(self.function(seen))

    def callback_one(self) -> None:
        def seen(one: Any) -> bool:
            self.check_called(one)
            return True

        self.well(self.function(seen))

    def callback_result(self) -> None:
        self.well(self.function(lambda seed: self.element(0, seed)))

    def two_callbacks(self) -> None:
        seen: list[Any] = []
        self.well(self.function(seen.append, lambda two: seen.append(two)))
        expect(len(seen) == 2 and seen[1] == self.seed, f"called with {seen}")
        self.check(seen[0], 0, self.seed)

    def kept(self) -> None:
        seen: list[Any] = []
        registration = self.function(seen.append)
        if isinstance(registration, tuple):  # beside C's answer
            registration = registration[-1]
        name = self.name.removeprefix(self.cell["handle"] + "_")
        getattr(self.owner, name + "_emit")()
        expect(len(seen) == 1, f"called {len(seen)} times")
        self.check(seen[0], 0, self.seed)
        registration.close()
        getattr(self.owner, name + "_emit")()
        expect(len(seen) == 1, "called after its end")

    def two_kept(self) -> None:
        registration = self.function(lambda one: None, lambda two: None)
        if isinstance(registration, tuple):  # beside C's answer
            registration = registration[-1]
        if hasattr(registration, "close"):
            registration.close()
        elif registration is not None:  # they stay until the object is closed
            self.well(registration)

    def bare_callback(self) -> None:
        def seen(one: Any, other: Any) -> bool:
            for value in (one, other):
                if self.cell["kind"] == "byte":  # how many there are is not said
                    expect(isinstance(value, int) and value > 255, f"{value!r} is no address")
                else:
                    self.check_shown(value)
            return True

        self.well(self.function(seen))

    def functions(self, seen: list[Any]) -> Any:
        """For a record of functions: methods of an object."""

        class Functions:
            def first(self, one: Any) -> None:
                seen.append(one)

            def second(self, n: int) -> int:
                return n

            def third(self, one: Any) -> None:
                seen.append(one)

        return Functions()

    def table(self) -> None:
        seen: list[Any] = []
        self.well(self.function(self.functions(seen)))
        expect(len(seen) == 2, f"called {len(seen)} times")
        for one in seen:
            self.check(one, 0, self.seed)

    def table_kept(self) -> None:
        registration = self.function(self.functions([]))
        if hasattr(registration, "close"):
            registration.close()

    def hook(self) -> None:
        self.well(self.function(lambda one: None))
        self.well(self.function(None))

    def handle_in(self) -> None:
        self.well(self.pass_(self.made(1)))

    def handle_consumed(self) -> None:
        self.well(self.pass_(self.objects.pop() if self.made(1) else None))

    def handle_out(self) -> None:
        made = self.function()
        made = made[-1] if isinstance(made, tuple) else made
        expect(made.number() == self.seed, "another object")
        made.close()

    def handle_result(self) -> None:
        made = self.function()
        expect(made.number() == (0 if self.cell["const"] else self.seed), "another object")
        if not self.cell["const"]:
            made.close()

    # ---- lengths that no parameter of its own gives -----------------------------------------------------

    def product(self) -> None:
        self.well(self.function(rows=2, columns=3, data=self.given(6)))
        self.well(self.function(rows=0, columns=3, data=self.given(0)))
        try:
            self.function(rows=3, columns=3, data=self.given(6))
        except (ValueError, IndexError):
            return
        raise Wrong("error: six elements are taken for nine")

    def rows(self) -> None:
        data = [self.given(3), self.given(3)]
        self.well(self.function(data))
        if not self.cell["const"]:
            self.check_all(data[0], 3, self.seed + 1)
            self.check_all(data[1], 3, self.seed + 1)
        self.well(self.function([]))

    def product_out(self) -> None:
        self.check_all(self.last(2), 6)

    def product_bytes(self) -> None:
        if self.cell["const"]:
            self.well(self.function(data=bytes(6), height=2, stride=3))
            return
        data = bytearray(b"x" * 6)
        self.function(height=2, stride=3, data=data)
        expect(bytes(data) == bytes(6), f"{data!r} was not cleared")
        expect(bytes(self.last(2, 3)) == bytes(6), "new memory is not all zero")

    def fixed_in(self) -> None:
        self.well(self.pass_(self.given(16)))
        try:
            self.pass_(self.given(15))
        except (ValueError, IndexError):
            return
        raise Wrong("error: fifteen elements are taken for sixteen")

    def fixed_out(self) -> None:
        self.check_all(self.last(), 16)

    def terminated(self) -> None:
        self.well(self.pass_([1, 2, 3]))

    def span_in(self) -> None:
        self.well(self.function(self.given(3)))

    span_out = buffer_out = buffer_borrowed_out = borrowed_slice

    def buffer_product(self) -> None:
        self.check_all(self.last(3), 6)

    def buffer_terminated(self) -> None:
        expect(list(self.function()) == [1, 2, 3], "other numbers")

    def texts_places(self) -> None:
        expect(self.last(2) == [f"text{self.seed}"], "other texts")

    def texts_result(self) -> None:
        expect(self.last() == (self.texts() if self.cell["const"] else self.texts()[1:]), "other texts")

    def flexible_in(self) -> None:
        kind = getattr(self.package, "Flexible" + self.cell["name"][3:].replace("_", ""))
        self.well(self.pass_(kind(items=[1, 2, 7])))
        self.well(self.pass_(kind(items=[])))

    def flexible_out(self) -> None:
        expect(list(self.function().items) == [7, 7, 7], "other elements")

    # ---- objects ----------------------------------------------------------------------------------------

    def handles_in(self) -> None:
        self.well(self.function([self.made(1), self.made(2)]))
        self.well(self.function([]))

    def lend(self) -> None:
        with self.function() as record:
            self.check(record, 0, self.seed)

    def close(self) -> None:
        for made in self.objects:
            made.close()


def main() -> int:
    package = importlib.import_module(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        cells = json.load(file)
    for cell in cells:
        print(f"== begins {cell['name']}", flush=True)
        try:
            caller = Caller(package, cell)
            if caller.function is not None:  # what stays raw is not called
                getattr(caller, cell["role"])()
                print(f"== called {cell['name']}")
            caller.close()
        except Exception as error:  # noqa: BLE001 - reported
            if isinstance(error, NotImplementedError) and cell["kind"] in ("aligned", "packed"):
                continue  # ctypes cannot pass those by value; the package says so
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = str(error) if isinstance(error, Wrong) else f"error: {type(error).__name__}: {error}"
            print(f"== wrong {cell['name']} {said.splitlines()[0]} ({cell['role']}; {place.name})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
