"""ffigen's own table of words, with arguments for each: what a word says where its places are filled in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from library import run

#: Arguments that the shapes have names for; several are several words. `X` is the cell's own prefix.
ARGUMENTS: dict[str, list[str]] = {
    "owned": ["X_free"],
    "borrowed_until": ["change", "close", "forever"],
    "lend": ["end = X_end, cancel = X_cancel"],
    "child_of": ["self"],
    "callback": [
        "user_data = user, lifetime = call",
        "user_data = user, lifetime = call, thread = any",
        "user_data = user, lifetime = once",
        "user_data = user, lifetime = close",
        "user_data = user, lifetime = until, until = X_end",
        "user_data = user, lifetime = process",
        "user_data = user, lifetime = call, type = X_cb",
    ],
    "status": ["ps_codes", "ps_codes, ok = 1"],
    "error_enum": ["ok = X_ONE"],
    "error_kind": ["not_found"],
    "counted_by": ["n", "2 * n"],
    "each_counted_by": ["m"],
    "sized_by": ["n"],
    "terminated_by": ["0", "NULL"],
    "count_of": ["data"],
    "fixed": ["PS_CODE_ODD"],
    "since": ['"1.0"'],
    "deprecated": ['"use another"'],
    "name": ["renamed"],
    "method": ["name = again", "of = X_t, kind = static", "kind = getter"],
    "cxx": ["ps::thing"],
    "unit": ['"Hz"'],
    "key": ["7"],
    "default": ["1"],
    "tagged_by": ["n"],
    "case": ["1"],
    "range": ["1, 3", "0, n"],
}
#: Places that no shape has, and why.
ELSEWHERE = {
    "the header as a whole",
    "a typedef",
    "a constant",
    "a variable",
    "an enumerator",
}


@dataclass(frozen=True)
class Word:
    name: str
    text: str  # as the header has it


def vocabulary(ffigen: Path) -> dict[str, list[Word]]:
    """The words of each place."""
    places: dict[str, list[Word]] = {}
    for entry in json.loads(run(ffigen, "annotations", "--json")):
        needed = entry["positional"] or entry["required"]
        everywhere = set(entry["places"]) <= ELSEWHERE
        if needed and not everywhere and entry["name"] not in ARGUMENTS:
            raise SystemExit(
                f"{entry['macro']} takes arguments, and has none in tests/soundness/pairs/vocabulary.py"
            )
        arguments = ARGUMENTS.get(entry["name"], [""])
        for place in entry["places"]:
            for argument in arguments:
                text = f"{entry['macro']}({argument})" if argument else entry["macro"]
                places.setdefault(place, []).append(Word(entry["name"], text))
    return places
