"""Random values of the zoo's records as cbor2 takes them: an encoder that knows nothing of ffigen."""

import math
import random
import struct

import cbor2

LIMITS = {f"{'u' if low == 0 else 'i'}{bits}": (low, high) for bits in (8, 16, 32, 64)
          for low, high in ((0, 2**bits - 1), (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1))}


def integer(r: random.Random, low: int, high: int) -> int:
    """Bounds, borders of CBOR's widths and anything between."""
    edges = [low, high, 0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, -1, -24, -25, -256, -257]
    value = r.choice([r.choice(edges), r.randint(low, high), r.randint(0, 30)])
    return min(max(value, low), high)


def double(r: random.Random) -> float:
    bits = r.choice([r.getrandbits(64), r.choice([0x7FF0 << 48, 0xFFF0 << 48, 1, 1 << 63, 0x36A0 << 48, 0x3E70 << 48])])
    return r.choice([float(r.randint(-1000, 1000)), r.randint(-4096, 4096) / 1024, single(r), math.ldexp(r.randint(-1023, 1023), -24),
                     struct.unpack(">d", struct.pack(">Q", bits))[0]])


def single(r: random.Random) -> float:
    return r.choice([float(r.randint(-100, 100)), math.ldexp(r.randint(-2047, 2047), -24),
                     math.ldexp(r.randint(1, 2**23), -149), struct.unpack(">f", struct.pack(">I", r.getrandbits(32)))[0]])


def rounded(value: float) -> float:
    return struct.unpack(">f", struct.pack(">f", value))[0]


def half_open(r: random.Random, low: float, high: float) -> float:
    return r.choice([float(low), float(high), 0.0, r.randint(int(low), int(high)) * 1.0, low + (high - low) * r.randint(0, 1024) / 1024])


def text(r: random.Random, limit: int) -> str:
    pool = "abc xyz0189äß€→𝄞\x01\x7f"
    result = ""
    for _ in range(r.randint(0, limit)):
        longer = result + r.choice(pool)
        if len(longer.encode()) > limit:
            break
        result = longer
    return result


def typed(tag: int, form: str, values: list) -> cbor2.CBORTag:
    return cbor2.CBORTag(tag, struct.pack(f"<{len(values)}{form}", *values))


def numbers(r: random.Random) -> dict:
    value = {name: integer(r, *limits) for name, limits in LIMITS.items()}
    return value | {"narrow": r.randint(-5, 5), "teens": r.randint(10, 20), "yes": r.random() < 0.5}


def floats(r: random.Random) -> dict:
    return {"d": double(r), "f": single(r), "share": half_open(r, 0, 1), "latitude": half_open(r, -90, 90),
            "near": [rounded(r.choice([-0.1, 0.7, 0.25])) for _ in range(2)],
            "far": [[half_open(r, -1, 1) for _ in range(2)] for _ in range(2)],
            "many": cbor2.CBORTag(85, r.randbytes(20)), "more": cbor2.CBORTag(86, r.randbytes(24))}


def arrays(r: random.Random) -> dict:
    value = {name: typed(tag, form, [integer(r, *LIMITS[name]) for _ in range(4)])
             for name, tag, form in (("i8", 72, "b"), ("u16", 69, "H"), ("i16", 77, "h"), ("u32", 70, "I"), ("i32", 78, "i"),
                                     ("u64", 71, "Q"), ("i64", 79, "q"))}
    return value | {"name": text(r, 15), "key": r.randbytes(32), "lines": [text(r, 7) for _ in range(3)],
                    "blocks": [r.randbytes(4) for _ in range(2)], "flags": [r.random() < 0.5 for _ in range(8)],
                    "matrix": [typed(85, "f", [single(r) for _ in range(3)]) for _ in range(2)]}


def point(r: random.Random) -> dict:
    return {"x": double(r), "y": double(r)}


def keyed(r: random.Random) -> dict:
    return {0: integer(r, 0, 2**31 - 1), 1: integer(r, 0, 2**32 - 1), 24: [r.randint(-1, 1) for _ in range(2)],
            1000: integer(r, 0, 2**32 - 1), "side": r.randint(-1, 1), "skills": integer(r, 0, 2**32 - 1)}


def cage(r: random.Random) -> dict:
    return {"at": point(r), "corners": [point(r) for _ in range(4)], "animals": [keyed(r) for _ in range(3)], "type": text(r, 7)}


def grown(r: random.Random) -> dict:
    return {"old": integer(r, 0, 2**32 - 1), "count": integer(r, 0, 2**32 - 1), "level": double(r), "label": text(r, 7),
            "open": r.random() < 0.5, "side": r.randint(-1, 1), "gains": cbor2.CBORTag(85, r.randbytes(8))}


def meal(r: random.Random) -> dict:
    of = r.choice([lambda: [1, integer(r, 1, 1000)], lambda: [2, point(r)], lambda: [9, text(r, 7)],
                   lambda: [10, cbor2.CBORTag(86, r.randbytes(16))], lambda: [11, [r.randint(-1, 1) for _ in range(2)]],
                   lambda: [12, [point(r)]], lambda: [r.choice([0, 3, 8, 13, 2**31 - 1])]])()
    side = r.choice([lambda: [-1, integer(r, *LIMITS["i32"])], lambda: [0, r.randbytes(4)], lambda: [1, half_open(r, 0, 1)]])()
    extra = r.choice([lambda: [0, integer(r, 0, 2**32 - 1)], lambda: [-2, single(r)],
                      lambda: [r.choice([-1, 1, -3, -(2**31), 2**31 - 1])]])()
    return {"of": of, "side": side, 5: extra}


def huge(r: random.Random, low: int, high: int) -> int:
    """Borders of 64 and 128 bits, and as many bytes as may be."""
    edge = r.choice([2**64 - 1, 2**64, 2**64 + 1, 2**127 - 1, 2**127, 2**128 - 1, r.getrandbits(r.randint(1, 128))])
    return min(max(r.choice([edge, -1 - edge, -edge, integer(r, -(2**63), 2**64 - 1)]), low), high)


def wide(r: random.Random) -> dict:
    unsigned, signed = (0, 2**128 - 1), (-(2**127), 2**127 - 1)
    return {"u": huge(r, *unsigned), "i": huge(r, *signed), "narrow": r.randint(-5, 5), "many": [huge(r, *unsigned) for _ in range(2)],
            "of": r.choice([[1, huge(r, *signed)], [0], [2]])}


RECORDS = {make.__name__: make for make in (point, numbers, floats, arrays, keyed, cage, grown, meal, wide)}


def canonical(value: object) -> bytes:
    """Deterministic encoding by cbor2, whose order of keys is the contract's: shorter ones first."""
    return cbor2.dumps(value, canonical=True)
