#!/usr/bin/env python3
"""The suite finds a wrong model: one number of it is changed at a time, and a mismatch must follow.

  detects.py FFIGEN WORK
"""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path

from compare import Comparison
from compilers import compilers
from languages import NATIVE
from model import INCLUDE, Model, run_ffigen
from probe import ask

HERE = Path(__file__).resolve().parent


def entry(document: dict, listing: str, name: str) -> dict:
    return next(item for item in document[listing] if item["name"] == name)


def field(document: dict, record: str, name: str) -> dict:
    layout = entry(document, "records", record)["layouts"][NATIVE]
    return next(item for item in layout["fields"] if item["name"] == name)


def change(path: Callable[[dict], dict], key: str, value: object) -> Callable[[dict], None]:
    return lambda document: path(document).__setitem__(key, value)


# header → what is changed, and the entity that must then be wrong
CHANGES: dict[str, list[tuple[str, Callable[[dict], None]]]] = {
    "bitfields.h": [
        ("bf_inner", change(lambda d: field(d, "bf_inner", "high"), "offset_bits", 4)),
        ("bf_inner", change(lambda d: field(d, "bf_inner", "high"), "size_bits", 19)),
        ("bf_mixed_types", change(lambda d: entry(d, "records", "bf_mixed_types")["layouts"][NATIVE], "size", 8)),
        ("bf_mixed_types", change(lambda d: entry(d, "records", "bf_mixed_types")["layouts"][NATIVE], "align", 2)),
        ("bf_color", change(lambda d: entry(d, "enums", "bf_color")["layouts"][NATIVE], "signed", True)),
    ],
    "packing.h": [
        ("pk_one_packed", change(lambda d: field(d, "pk_one_packed", "value"), "offset_bits", 32)),
        ("pk_pack_2_double", change(lambda d: field(d, "pk_pack_2_double", "value"), "size_bits", 32)),
        ("pk_packed_floats", change(lambda d: field(d, "pk_packed_floats", "single"), "type", "int32_t")),
    ],
    "constants.h": [
        ("K_DIVIDE", change(lambda d: entry(d, "constants", "K_DIVIDE")["values"][NATIVE], "value", 4)),
        ("K_UNSIGNED", change(lambda d: entry(d, "constants", "K_UNSIGNED")["values"][NATIVE], "type", "int")),
        ("K_FLOAT", change(lambda d: entry(d, "constants", "K_FLOAT")["values"][NATIVE], "hex", "0x1.99999ap-3")),
        ("K_NEGATIVE_ZERO", change(lambda d: entry(d, "constants", "K_NEGATIVE_ZERO")["values"][NATIVE], "hex", "0x0p+0")),
        ("K_STRING_NUL", change(lambda d: entry(d, "constants", "K_STRING_NUL")["values"][NATIVE], "bytes", "61")),
        ("K_ENUM_SECOND", lambda d: entry(d, "enums", "k_enum")["layouts"][NATIVE]["values"][1].__setitem__("value", 5)),
    ],
}


def main() -> int:
    ffigen, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    compiler = next(c for c in compilers([NATIVE]) if c.family == "clang")
    failures = 0
    for name, changes in CHANGES.items():
        header = HERE / "cases" / name
        result = run_ffigen(ffigen, [str(header), f"-I{INCLUDE}", "--lang", "json"])
        document = json.loads(result.stdout)
        for number, (entity, wrong) in enumerate(changes):
            altered = copy.deepcopy(document)
            wrong(altered)
            altered["types"].setdefault("int32_t", {"kind": "int32_t"})
            model = Model(altered)
            mismatches = Comparison(model, NATIVE, ask(model, [header], compiler, work)).all().mismatches
            found = any(entity in (m.entity, m.what) for m in mismatches)
            failures += not found
            print(f"{'ok  ' if found else 'FAIL'} {name} change {number}: {entity}"
                  f"{'' if found else ' went unnoticed'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
