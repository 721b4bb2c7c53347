#!/usr/bin/env python3
"""The schema by an outside validator (zcbor): it takes every message, and no message that breaks the contract.

  schema.py <ffigen> <work>
"""

import random
import re
import subprocess
import sys
from pathlib import Path

import cbor2
from build import HERE
from values import RECORDS, canonical
from zcbor import DataTranslator


def understood(schema: str) -> str:
    """The schema as far as zcbor goes: it knows neither ranges of floats nor defaults of everything."""
    schema = re.sub(r"-?\d+\.\d+\.\.-?\d+\.\d+", "float", schema)
    return re.sub(r" \.default (\"[^\"]*\"|[-\w.]+)", "", schema)


def accepts(kind: object, message: bytes) -> bool:
    try:
        kind.validate_str(message)
    except Exception:  # zcbor has no common class of its errors
        return False
    return True


def mutants(r: random.Random, value: dict) -> list[tuple[str, dict]]:
    """What is wrong, and the value with it."""
    key = r.choice([key for key in value if key not in ("count", "level", "label", "open", "side", "gains") or len(value) != 7 if key != 5])
    result = [("a key is missing", {k: v for k, v in value.items() if k != key}), ("a key is unknown", value | {"later": 1})]
    for name, old in value.items():
        result += [(f"{what} at {name}", value | {name: other}) for what, other in wrong_values(name, old)]
    return result


def wrong_values(name: object, old: object) -> list[tuple[str, object]]:
    """What is wrong with a value in place of the old one, and the value."""
    other = "another value"
    if isinstance(old, cbor2.CBORTag):
        return [("another tag", cbor2.CBORTag(old.tag ^ 1, old.value)), (other, cbor2.CBORTag(old.tag, old.value + b"\0"))]
    if isinstance(old, str):
        return [("too long", "x" * 16), (other, old.encode())]
    if isinstance(old, list) and name == "side":
        return [("the value of another tag", [old[0], None]), (other, [2])]
    if isinstance(old, list) and name in ("of", 5):
        return [("a value without a member", [3, 4]), (other, old[:-1] if len(old) == 2 else [])]
    if isinstance(old, bytes | list):
        return [(other, old[:-1])]
    if isinstance(old, bool | float | dict):
        return [(other, "text")]
    if isinstance(old, int):
        # zcbor sees bignums as integers of any size.
        return ([] if name in ("u64", "u", "i") else [("out of range", 2**64 - 1)]) + [(other, 1.5)]
    return [(other, None)]


def main() -> None:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    subprocess.run([ffigen, HERE / "new" / "zoo.h", "--lang", "cbor", "-o", work, "--quiet"], check=True)
    types = DataTranslator.from_cddl(understood((work / "zoo.cddl").read_text()), default_max_qty=3).my_types
    r = random.Random(1)
    refused = 0
    for name, make in RECORDS.items():
        kind = types[f"zoo_{name}"]
        for _ in range(20):
            value = make(r)
            if not accepts(kind, canonical(value)):
                raise SystemExit(f"{name}: not accepted: {value}\n{canonical(value).hex()}")
            for what, wrong in mutants(r, value):
                if accepts(kind, canonical(wrong)):
                    raise SystemExit(f"{name}: accepted though {what}: {wrong}")
                refused += 1
    for call in ("hire", "close", "look", "feed", "list"):
        for half in ("request", "reply"):
            if f"keeper_{call}-{half}" not in types:
                raise SystemExit(f"no {half} of keeper.{call}")
    feed = {"keeper": 2**63, "food": None, "animals": cbor2.CBORTag(70, bytes(8))}
    if not accepts(types["keeper_feed-request"], canonical(feed)):
        raise SystemExit("a request is not accepted")
    if accepts(types["keeper_feed-request"], canonical(feed | {"food": 1})):
        raise SystemExit("a wrong request is accepted")
    print(f"{refused} mutants refused")


if __name__ == "__main__":
    main()
