#!/usr/bin/env python3
"""Properties of the Python codec, with hypothesis: any bytes are a message or a CborError; memory stays in bounds.

  properties.py <ffigen> <work>
"""

import os
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path

from build import HERE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from values import RECORDS, canonical

EXAMPLES = 50_000 if os.environ.get("FFIGEN_FULL") else 1000
SETTINGS = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


def generate() -> object:
    ffigen, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    subprocess.run([ffigen, HERE / "new" / "zoo.h", "--lang", "cbor", "-o", work, "--quiet"], check=True)
    sys.path.insert(0, str(work / "python"))
    import zoo_cbor

    return zoo_cbor


zoo = generate()


def kind(name: str) -> type:
    return getattr(zoo, name.capitalize())


@SETTINGS
@given(st.sampled_from(sorted(RECORDS)), st.booleans(), st.binary(max_size=200))
def any_bytes(name: str, strict: bool, data: bytes) -> None:
    try:
        value = kind(name).from_cbor(data, strict=strict)
    except zoo.CborError as error:
        assert 0 <= error.position <= len(data)
    else:
        assert kind(name).from_cbor(value.to_cbor(), strict=True).to_cbor() == value.to_cbor()


@SETTINGS
@given(st.sampled_from(sorted(RECORDS)), st.integers(0, 2**32), st.integers(0, 10**6), st.binary(max_size=9))
def damaged(name: str, seed: int, place: int, change: bytes) -> None:
    message = bytearray(canonical(RECORDS[name](random.Random(seed))))
    at = place % len(message)
    message[at : at + len(change)] = change
    any_bytes.hypothesis.inner_test(name, False, bytes(message))


def views() -> None:
    """Arrays of numbers are views of the message, and any buffer or sequence is taken."""
    from array import array

    import numpy

    floats = zoo.Floats(many=[1, 2, 3, 4, 5.5], more=numpy.array([1, 2, 3], dtype=">f8"))
    message = floats.to_cbor()
    again = zoo.Floats.from_cbor(message)
    assert again == floats and list(again.more) == [1, 2, 3]
    if sys.byteorder == "little":
        assert numpy.asarray(again.many).base is not None and again.many.obj is message
        assert numpy.asarray(again.many).dtype == numpy.float32
    assert zoo.Floats(many=again.many, more=array("d", [1, 2, 3])).to_cbor() == message
    for wrong in ({"many": [1, 2]}, {"many": [1.0] * 6}, {"share": 1.5}, {"f": 1e39}, {"share": float("nan")}):
        try:
            zoo.Floats(**wrong).to_cbor()
        except zoo.CborError:
            continue
        raise AssertionError(wrong)


def memory() -> None:
    """No message makes a decoder take more than twice its size, and a little for objects."""
    for message in (b"\xa1\x61z\x9b" + b"\xff" * 8 + bytes(10**6), b"\x81" * 10**6, b"\xbb" + b"\x7f" * 8 + b"\x00" * 10**6,
                    b"\xa1\x61z\x5a\x00\x0f\x42\x40" + bytes(10**6), b"\xbf" + b"\x61z\xf6" * 300_000):
        tracemalloc.start()
        try:
            zoo.Point.from_cbor(message)
        except zoo.CborError:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak <= 2 * len(message) + 100_000, (peak, message[:10])


if __name__ == "__main__":
    for property_of in (any_bytes, damaged, views, memory):
        property_of()
