"""caller.py PACKAGE CELLS: calls each cell's function, and says which gave other values than it should."""

from __future__ import annotations

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
    KEYWORDS = {"in_slice": "data", "one_in": "one", "text_in": "text", "handle_in": "other", "handle_consumed": "other"}

    def pass_(self, value: Any) -> Any:
        """Calls the function with one argument."""
        if self.cell["nullable"]:
            return self.function(**{self.KEYWORDS[self.cell["role"]]: value})
        return self.function(value)

    # ---- values -----------------------------------------------------------------------------------------

    def element(self, i: int, seed: int) -> Any:
        kind = self.cell["kind"]
        if kind == "bool":
            return (i + seed) % 2 == 0
        if kind == "enum":
            return self.package.Enum(1 + (i + seed) % 2)
        if kind in ("byte", "short", "long", "float", "double"):
            return (i + seed) % 100
        record = getattr(self.package, kind.capitalize())()
        record.value = i + seed
        if kind != "union":
            record.tag = 7 + i
        return record

    def elements(self, n: int) -> list[Any]:
        return [self.element(i, self.seed) for i in range(n)]

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
        self.well(self.pass_(self.elements(3)))
        self.well(self.pass_([]))

    def out_slice(self) -> None:
        got = self.function(3)
        got = got[-1] if isinstance(got, tuple) else got
        expect(len(got) == 3, f"{len(got)} elements")
        for i in range(3):
            self.check(got[i], i, self.seed)

    capacity = out_slice

    def one_in(self) -> None:
        self.well(self.pass_(self.element(0, self.seed)))
        if self.cell["nullable"]:
            self.well(self.pass_(None))

    def value_in(self) -> None:
        self.well(self.function(self.element(0, self.seed)))

    def value_result(self) -> None:
        self.check(self.function(), 0, self.seed)

    def number_result(self) -> None:
        expect(self.function() == self.seed, "another number")

    def borrowed(self) -> None:
        self.check(self.function(), 0, self.seed)

    def borrowed_slice(self) -> None:
        got = self.function()
        expect(len(got) == 3, f"{len(got)} elements")
        for i in range(3):
            self.check(got[i], i, self.seed)

    owned_slice = borrowed_slice

    def text_in(self) -> None:
        self.well(self.pass_(f"text{self.seed}"))
        if self.cell["nullable"]:
            self.well(self.pass_(None))

    def text_counted(self) -> None:
        self.well(self.function(f"text{self.seed}"))

    def text_result(self) -> None:
        expect(self.function() == f"text{self.seed}", "another text")

    def strings(self) -> None:
        self.well(self.function(["one", f"text{self.seed}"]))

    def callback_slice(self) -> None:
        def seen(data: Any) -> bool:
            expect(len(data) == 3, f"{len(data)} elements")
            for i in range(3):
                self.check(data[i], i, self.seed)
            return True

        self.well(self.function(seen))

    def callback_one(self) -> None:
        def seen(one: Any) -> bool:
            self.check(one, 0, self.seed)
            return True

        self.well(self.function(seen))

    def callback_result(self) -> None:
        self.well(self.function(lambda seed: self.element(0, seed)))

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
            role = getattr(caller, cell["role"], None)
            if caller.function is not None and role is not None:
                role()
                print(f"== called {cell['name']}")
            caller.close()
        except Exception as error:  # noqa: BLE001 - reported
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = str(error) if isinstance(error, Wrong) else f"error: {type(error).__name__}: {error}"
            print(f"== wrong {cell['name']} {said.splitlines()[0]} ({cell['role']}; {place.name})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
