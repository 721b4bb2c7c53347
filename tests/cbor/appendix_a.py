"""RFC 8949, appendix A: each example as a field's value where a field can have it, and as what a reader skips."""

import math

# value, encoding
INTEGERS = [
    (0, "00"), (1, "01"), (10, "0a"), (23, "17"), (24, "1818"), (25, "1819"), (100, "1864"), (1000, "1903e8"),
    (1000000, "1a000f4240"), (1000000000000, "1b000000e8d4a51000"), (18446744073709551615, "1bffffffffffffffff"),
    (-18446744073709551616, "3bffffffffffffffff"), (-1, "20"), (-10, "29"), (-100, "3863"), (-1000, "3903e7"),
]
FLOATS = [
    (0.0, "f90000"), (-0.0, "f98000"), (1.0, "f93c00"), (1.1, "fb3ff199999999999a"), (1.5, "f93e00"), (65504.0, "f97bff"),
    (100000.0, "fa47c35000"), (3.4028234663852886e38, "fa7f7fffff"), (1.0e300, "fb7e37e43c8800759c"),
    (5.960464477539063e-8, "f90001"), (0.00006103515625, "f90400"), (-4.0, "f9c400"), (-4.1, "fbc010666666666666"),
    (math.inf, "f97c00"), (math.nan, "f97e00"), (-math.inf, "f9fc00"),
]
# The same values in more bytes: read, but not when strict.
LONG_FLOATS = [
    ("fa7f800000", "f97c00"), ("fa7fc00000", "f97e00"), ("faff800000", "f9fc00"), ("fb7ff0000000000000", "f97c00"),
    ("fb7ff8000000000000", "f97e00"), ("fbfff0000000000000", "f9fc00"),
]
TEXTS = ["60", "6161", "6449455446", "62225c", "62c3bc", "63e6b0b4", "64f0908591"]
OTHERS = [
    "c249010000000000000000", "c349010000000000000000", "f4", "f5", "f6", "f7", "f0", "f8ff",
    "c074323031332d30332d32315432303a30343a30305a", "c11a514b67b0", "c1fb41d452d9e8200000", "d74401020304", "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d", "40", "4401020304", "80", "83010203", "8301820203820405",
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819", "a0", "a201020304", "a26161016162820203", "826161a161626163",
    "a56161614161626142616361436164614461656145", "5f42010243030405ff", "7f657374726561646d696e67ff", "9fff", "9f018202039f0405ffff",
    "9f01820203820405ff", "83018202039f0405ff", "83019f0203ff820405",
    "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", "bf61610161629f0203ffff", "826161bf61626163ff",
    "bf6346756ef563416d7421ff",
]


def questions() -> list[tuple[str, str]]:
    """Questions to peers, and what their answers begin with."""
    asked = []
    for value, encoded in INTEGERS:
        fits = -(2**63) <= value < 2**63
        asked.append((numbers(i64=encoded), ("ok " if fits else "out of range ")))
        asked.append((numbers(u64=encoded), "ok " if value >= 0 else "out of range "))
    for value, encoded in FLOATS:
        asked.append((point(encoded), "ok " + point(encoded).split()[2]))
    for long, short in LONG_FLOATS:
        asked.append((point(long, 0), "ok " + point(short).split()[2]))
        asked.append((point(long), "not deterministic 3 "))
    for text in TEXTS:
        asked.append((f"grown 0 a2636f6c6400656c6162656c{text}", "ok "))
    for item in OTHERS + [encoded for _, encoded in INTEGERS + FLOATS] + [long for long, _ in LONG_FLOATS] + TEXTS:
        asked.append((f"point 0 a36178f93c006179f93c00617a{item}", "ok a26178f93c006179f93c00"))
        asked.append((f"point 0 a3{item}006178f93c006179f93c00", "ok a26178f93c006179f93c00"))
        if item[:2] not in {encoded[:2] for _, encoded in FLOATS}:
            asked.append((f"point 0 a26178{item}6179f93c00", "wrong type 3 "))
    return asked


def numbers(u64: str = "00", i64: str = "00") -> str:
    fields = [("i8", "00"), ("u8", "00"), ("i16", "00"), ("i32", "00"), ("i64", i64), ("u16", "00"), ("u32", "00"), ("u64", u64),
              ("yes", "f4"), ("teens", "0a"), ("narrow", "00")]
    return "numbers 1 ab" + "".join(f"{0x60 + len(name):02x}{name.encode().hex()}{value}" for name, value in fields)


def point(x: str, strict: int = 1) -> str:
    return f"point {strict} a26178{x}6179f93c00"
