"""What the matrix is made of: every role of a parameter, with every type, count, and class of object."""

from __future__ import annotations

import random
from dataclasses import astuple, dataclass, fields
from itertools import combinations, product

COUNTS = {
    "u8": "uint8_t",
    "i8": "int8_t",
    "u16": "uint16_t",
    "i16": "int16_t",
    "u32": "uint32_t",
    "i32": "int32_t",
    "u64": "uint64_t",
    "i64": "int64_t",
    "size": "size_t",
}
NUMBERS = {
    "byte": "uint8_t",
    "short": "int16_t",
    "long": "int64_t",
    "float": "float",
    "double": "double",
    "bool": "bool",
}
RECORDS = ["plain", "aligned", "packed", "pointers", "flexible", "atomic", "union", "bits"]
KINDS = [*NUMBERS, "enum", *RECORDS]
HANDLES = ["none", "safe", "send", "confined"]

#: Roles, and which of the other axes say something about them.
ROLES = {
    "in_slice": "count kind const status nullable handle",
    "out_slice": "count kind status handle",
    "inout_slice": "count kind status handle",
    "capacity": "count kind status handle",
    "one_in": "kind status nullable handle",
    "one_inout": "kind status nullable handle",
    "one_out": "kind status nullable handle",
    "value_in": "kind status handle",
    "value_result": "kind handle",
    "number_result": "count handle",
    "borrowed": "kind const nullable handle",
    "borrowed_slice": "count kind const handle",
    "owned_slice": "count kind handle",
    "text_in": "status nullable handle",
    "text_counted": "count status handle",
    "text_out": "count status handle",
    "text_result": "nullable handle",
    "strings": "count status handle",
    "callback_slice": "count kind status handle",
    "callback_one": "kind const status nullable handle",
    "callback_result": "kind status handle",
    "kept": "kind status handle",
    "handle_in": "const status nullable handle",
    "handle_consumed": "status nullable handle",
    "handle_out": "status handle",
    "handle_result": "const nullable handle",
    "lend": "kind const handle",
    # forms.py
    "product": "count kind const status nullable handle",
    "product_out": "count kind status handle",
    "product_bytes": "count const status handle",
    "rows": "count kind const status handle",
    "fixed_in": "kind const status nullable handle",
    "fixed_out": "kind status handle",
    "fixed_text": "status handle",
    "terminated": "count status nullable handle",
    "terminated_texts": "status handle",
    "span_in": "count kind const status handle",
    "span_out": "count kind const handle",
    "buffer_out": "count kind const status nullable handle",
    "buffer_borrowed_out": "count kind const status handle",
    "buffer_product": "count kind const nullable handle",
    "buffer_terminated": "count const nullable handle",
    "texts_places": "count status handle",
    "texts_result": "count const nullable handle",
    "handles_in": "count const status handle",
    "flexible_in": "count status nullable handle",
    "flexible_out": "count nullable handle",
    "two_callbacks": "kind status handle",
    "two_kept": "kind const status handle",
    "hook": "kind const status",
    "callback_product": "count kind status handle",
    "bare_callback": "kind status handle",
    "table": "kind status handle",
    "table_kept": "kind const status handle",
}


@dataclass(frozen=True, order=True)
class Cell:
    role: str
    count: str = "size"
    kind: str = "plain"
    const: bool = True
    status: bool = False
    nullable: bool = False
    handle: str = "none"

    def __str__(self) -> str:
        said = [self.role]
        for name in ROLES[self.role].split():
            value = getattr(self, name)
            said.append(name if value is True else f"no {name}" if value is False else f"{name} {value}")
        return ", ".join(said)


AXES = {
    "count": [*COUNTS],
    "kind": KINDS,
    "const": [True, False],
    "status": [True, False],
    "nullable": [True, False],
    "handle": HANDLES,
}


def is_possible(cell: Cell) -> bool:
    """Whether C has it, and the words can say it."""
    needs_object = {
        "borrowed",
        "borrowed_slice",
        "lend",
        "kept",
        "two_kept",
        "table_kept",
        "handles_in",
        "buffer_borrowed_out",
        "handle_in",
        "handle_consumed",
        "handle_out",
        "handle_result",
    }
    if cell.role in needs_object and cell.handle == "none":
        return False
    if cell.role == "lend" and cell.kind not in RECORDS:
        return False
    if cell.role == "rows" and (cell.kind not in NUMBERS or cell.kind == "bool"):
        return False
    # There is no array of records that end in an array, and none goes by value in any sense.
    if cell.kind == "flexible" and cell.role not in (
        "one_in",
        "one_inout",
        "one_out",
        "borrowed",
        "callback_one",
        "lend",
    ):
        return False
    return True


def everything() -> list[Cell]:
    found = []
    for role, said in ROLES.items():
        names = said.split()
        for values in product(*(AXES[name] for name in names)):
            cell = Cell(role, **dict(zip(names, values)))
            if is_possible(cell):
                found.append(cell)
    return found


def pairs_of(cell: Cell) -> set[tuple]:
    names = [field.name for field in fields(cell)]
    relevant = {"role", *ROLES[cell.role].split()}
    said = [(name, value) for name, value in zip(names, astuple(cell)) if name in relevant]
    return set(combinations(said, 2))


def covering(seed: int) -> list[Cell]:
    """Cells in which every pair of two axes' values that is possible stands at least once."""
    cells = everything()
    random.Random(seed).shuffle(cells)
    missing = set().union(*(pairs_of(cell) for cell in cells))
    chosen = []
    # The first that still adds much: nearly as few as the best, in a fraction of the time.
    for wanted in (6, 4, 3, 2, 1):
        for cell in cells:
            new = pairs_of(cell) & missing
            if len(new) >= wanted:
                chosen.append(cell)
                missing -= new
    return chosen


def sample(seed: int, number: int) -> list[Cell]:
    cells = everything()
    return random.Random(seed).sample(cells, min(number, len(cells)))
