#!/usr/bin/env python3
"""The codecs of four languages, on little- and big-endian machines, against each other and against cbor2.

  run_cbor.py exact|appendix|hostile|evolution <ffigen> <work>
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import appendix_a
import cbor2
from build import HERE, Peer, peers
from values import RECORDS, canonical

FULL = bool(os.environ.get("FFIGEN_FULL"))
SEED = int(os.environ.get("FFIGEN_SEED", "1"))


def fail(text: str) -> None:
    raise SystemExit(text[:4000])


class Questions:
    """Asked of all peers at once; a `prefix` of the answer may be expected."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def add(self, question: str, prefix: str = "") -> None:
        self.asked.append((question, prefix))

    def check(self, all_peers: list[Peer]) -> None:
        answers = [peer.ask([question for question, _ in self.asked]) for peer in all_peers]
        for (question, prefix), *given in zip(self.asked, *answers):
            if len(set(given)) != 1 or not given[0].startswith(prefix):
                shown = "\n".join(f"  {peer.name:10} {answer}" for peer, answer in zip(all_peers, given))
                fail(f"{question}\n  expected   {prefix}\n{shown}")


def exact(ffigen: Path, work: Path) -> None:
    """What cbor2 writes is read, strictly, and written again byte for byte."""
    every = peers(ffigen, HERE / "new" / "zoo.h", work)
    r = random.Random(SEED)
    questions = Questions()
    for _ in range(5000 if FULL else 60):
        for name, make in RECORDS.items():
            message = canonical(make(r)).hex()
            questions.add(f"{name} 1 {message}", f"ok {message}")
    questions.check(every)


def appendix(ffigen: Path, work: Path) -> None:
    """The examples of the standard."""
    questions = Questions()
    for question, prefix in appendix_a.questions():
        questions.add(question, prefix)
    questions.check(peers(ffigen, HERE / "new" / "zoo.h", work))


def loose_integer(r: random.Random, value: int) -> bytes:
    """In any width, as a bignum with zeros before it where it takes one."""
    is_negative = value < 0
    number = -1 - value if is_negative else value
    if number < 2**64:
        return head(r, int(is_negative), number)
    data = number.to_bytes(r.randint(16, 20), "big")
    return head(r, 6, 2 + is_negative) + head(r, 2, len(data)) + data


def loosely(r: random.Random, value: object) -> bytes:
    """A value in one of the many encodings that are not deterministic, unknown keys among its own."""
    if isinstance(value, dict):
        items = list(value.items()) + [(f"later{n}", anything(r, 3)) for n in range(r.randint(0, 2))]
        r.shuffle(items)
        body = b"".join(loosely(r, key) + (loosely(r, item) if not str(key).startswith("later") else item) for key, item in items)
        return b"\xbf" + body + b"\xff" if r.random() < 0.3 else head(r, 5, len(items)) + body
    if isinstance(value, list):
        body = b"".join(loosely(r, item) for item in value)
        return b"\x9f" + body + b"\xff" if r.random() < 0.3 else head(r, 4, len(value)) + body
    if isinstance(value, bool):
        return cbor2.dumps(value)
    if isinstance(value, int):
        return loose_integer(r, value)
    if isinstance(value, float):
        return r.choice([cbor2.dumps(value), cbor2.dumps(value, canonical=True)])
    if isinstance(value, cbor2.CBORTag):
        return head(r, 6, value.tag) + loosely(r, value.value)
    data = value.encode() if isinstance(value, str) else value
    return head(r, 3 if isinstance(value, str) else 2, len(data)) + data


def head(r: random.Random, major: int, argument: int) -> bytes:
    widths = [(info, size) for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)) if argument < 256**size]
    if argument < 24 and r.random() < 0.7:
        return bytes([major << 5 | argument])
    info, size = r.choice(widths)
    return bytes([major << 5 | info]) + argument.to_bytes(size, "big")


def anything(r: random.Random, depth: int) -> bytes:
    """Any well-formed item."""
    kind = r.randint(0, 8 if depth else 4)
    if kind <= 3:
        return [head(r, 0, r.getrandbits(40)), cbor2.dumps(r.random()), cbor2.dumps("ä€"), b"\x5f\x41a\x42bc\xff"][kind]
    if kind == 4:
        return r.choice([b"\xf6", b"\xf7", b"\xf8\xff", b"\xe0", b"\xf9\x7e\x01"])
    inner = [anything(r, depth - 1) for _ in range(2 * r.randint(0, 2))]
    body = b"".join(inner)
    return [b"\x9f" + body + b"\xff", b"\xbf" + body + b"\xff", head(r, 4, len(inner)) + body,
            head(r, 5, len(inner) // 2) + body][kind - 5] if kind < 9 else b""


def mutated(r: random.Random, message: bytes) -> bytes:
    data = bytearray(message)
    for _ in range(r.randint(1, 3)):
        at = r.randrange(len(data) + 1)
        change = r.randint(0, 4)
        if change == 0 and data:
            data[at % len(data)] = r.choice([r.getrandbits(8), 0xFF, 0x5F, 0x9F, 0xBF, 0x1B, 0x7B, 0x9B, 0xBB, 0xF9])
        elif change == 1:
            del data[at:]
        elif change == 2:
            data[at:at] = anything(r, 2)
        elif change == 3:
            del data[at : at + r.randint(1, 4)]
        else:
            data[at:at] = r.randbytes(r.randint(1, 4))
    return bytes(data)


def hostile(ffigen: Path, work: Path) -> None:
    """Every peer says the same of loose encodings, damaged messages, depth and length."""
    every = peers(ffigen, HERE / "new" / "zoo.h", work)
    r = random.Random(SEED)
    questions = Questions()
    for _ in range(4000 if FULL else 50):
        for name, make in RECORDS.items():
            value = make(r)
            message = canonical(value)
            questions.add(f"{name} 0 {loosely(r, value).hex()}", f"ok {message.hex()}")
            questions.add(f"{name} 1 {loosely(r, value).hex()}")
            for _ in range(3):
                questions.add(f"{name} {r.randint(0, 1)} {mutated(r, message).hex()}")
                questions.add(f"{name} 0 {mutated(r, loosely(r, value)).hex()}")
    unit = canonical({"x": 1.0, "y": 2.0})
    for end in range(len(unit)):
        questions.add(f"point 0 {unit[:end].hex()}")
    for deep, kind in ((31, "ok"), (32, "too deep"), (33, "too deep"), (20000, "too deep")):
        for opening in (b"\x81", b"\x9f", b"\xa1\x00"):
            closing = b"\x00" + (b"\xff" * deep if opening == b"\x9f" else b"")
            message = b"\xa3\x61x\xf9\x3c\x00\x61y\xf9\x40\x00\x61z" + opening * deep + closing
            questions.add(f"point 0 {message.hex()}", kind)
    for kind, message in (("truncated", b""), ("wrong type", b"\x81" * 100000), ("wrong type", b"\xc0" * 100000),
                          ("truncated", b"\xbb" + b"\xff" * 8), ("wrong type", b"\xa1\x61x\x9b" + b"\xff" * 8),
                          ("truncated", b"\xa1\x61z\x5b" + b"\x7f" * 8), ("truncated", b"\xa1\x61z" + b"\xc0" * 100000),
                          ("truncated", b"\xa1\x61z\xbb" + b"\xff" * 8)):
        questions.add(f"point 0 {message.hex()}", kind)
    choices(questions)
    questions.check(every)


def choices(questions: Questions) -> None:
    """Tags, values and arrays that do not belong together, each with its place; bignums that are none."""
    def meal(of: str, side: str = "822000") -> str:
        return f"a3058101626f66{of}6473696465{side}"

    for of, answer in (("8100", "ok"), ("820105", "ok"), ("9f0105ff", "ok"), ("9f00ff", "ok"), ("9a0000000100", "ok"),
                       ("821b000000000000000105", "ok"), ("80", "out of range 7 -"), ("9fff", "out of range 8 -"),
                       ("83010506", "too long 7 -"), ("8101", "out of range 7 -"), ("820005", "out of range 8 -"),
                       ("9f01ff", "out of range 9 -"), ("9f010506ff", "too long 10 -"), ("9f0005ff", "too long 9 -"),
                       ("82016161", "wrong type 9 -"), ("820100", "out of range 9 -"), ("8220", "out of range 8 -"),
                       ("816161", "wrong type 8 -"), ("a0", "wrong type 7 -"), ("811b0000000100000001", "out of range 8 -")):
        questions.add(f"meal 0 {meal(of)}", answer)
    questions.add(f"meal 1 {meal('9f0105ff')}", "not deterministic 7 -")
    questions.add(f"meal 1 {meal('82180105')}", "not deterministic 8 -")
    for side in ("8102", "820200", "8101", "8201f97e00"):
        questions.add(f"meal 0 {meal('8100', side)}", "out of range ")

    def wide(i: str, u: str) -> str:
        return f"a56169{i}6175{u}626f668100646d616e79820000666e6172726f7700"

    ff = "ff" * 16
    for number, strict, answer in (
            ("c249010000000000000000", 1, "ok"), ("c24100", 0, "ok"), ("c240", 0, "ok"), (f"c25100{ff}", 0, "ok"), ("d8024101", 0, "ok"),
            ("d8024101", 1, "not deterministic 6 -"), ("c24100", 1, "not deterministic 6 -"), ("c248" + "ff" * 8, 1, "not deterministic 6 -"),
            (f"c25100{ff}", 1, "not deterministic 6 -"), (f"c251ff{ff}", 0, "out of range 6 -"), ("c349010000000000000000", 0, "out of range 6 -"),
            ("c340", 0, "out of range 6 -"), ("20", 0, "out of range 6 -"), ("c100", 0, "wrong type 6 -"), ("f93c00", 0, "wrong type 6 -"),
            ("c200", 0, "wrong type 7 -"), ("c2c24101", 0, "wrong type 7 -"), ("c25f4101ff", 0, "not deterministic 7 -"),
            ("c25b" + "ff" * 8, 0, "truncated 7 -")):
        questions.add(f"wide {strict} {wide('00', number)}", answer)
    for number, answer in (("c2507f" + "ff" * 15, "ok"), ("c3507f" + "ff" * 15, "ok"), ("c25080" + "00" * 15, "out of range 3 -"),
                           ("c35080" + "00" * 15, "out of range 3 -"), ("3b" + "ff" * 8, "ok"), ("1b" + "ff" * 8, "ok")):
        questions.add(f"wide 1 {wide(number, '00')}", answer)


def evolution(ffigen: Path, work: Path) -> None:
    """Messages of the old contract read by the new one, and the other way round."""
    before = peers(ffigen, HERE / "old" / "zoo.h", work / "old")
    now = peers(ffigen, HERE / "new" / "zoo.h", work / "new")
    r = random.Random(SEED)
    of_before, of_now, of_both = Questions(), Questions(), Questions()
    added = {"count": 7, "level": -2.5, "label": "none", "open": True, "side": 1, "gains": cbor2.CBORTag(85, bytes(8))}
    for _ in range(500 if FULL else 20):
        new = RECORDS["grown"](r)
        old = {"old": new["old"], "gone": r.randint(0, 9)}
        # What came later is skipped by the old one, which puts its default where something is gone.
        of_before.add(f"grown 0 {canonical(new).hex()}", f"ok {canonical({'old': new['old'], 'gone': 3}).hex()}")
        # What is gone is skipped by the new one, which puts defaults where something came.
        of_now.add(f"grown 0 {canonical(old).hex()}", f"ok {canonical({'old': new['old']} | added).hex()}")
        of_now.add(f"grown 1 {canonical(old).hex()}", "unknown key ")
        of_now.add(f"grown 0 {canonical({'count': 1}).hex()}", "missing key 0 old")
        some = {key: value for key, value in new.items() if key == "old" or r.random() < 0.5}
        of_now.add(f"grown 1 {canonical(some).hex()}", f"ok {canonical(added | some).hex()}")
        # A member that came later is refused by the old one; what is gone from a message has its default.
        meal = RECORDS["meal"](r)
        known = {"of": meal["of"] if meal["of"][0] != 12 else [0], "side": meal["side"]}
        of_before.add(f"meal 0 {canonical(known | {5: meal[5]}).hex()}", f"ok {canonical(known).hex()}")
        of_before.add(f"meal 0 {canonical(known | {'of': [12, [{'x': 1.0, 'y': 2.0}]]}).hex()}", "out of range ")
        of_now.add(f"meal 0 {canonical(known).hex()}", f"ok {canonical(known | {5: [-1]}).hex()}")
        for name in ("point", "keyed", "cage", "wide"):  # only the order in memory is another
            message = canonical(RECORDS[name](r)).hex()
            of_both.add(f"{name} 1 {message}", f"ok {message}")
    # Drift says the same of it.
    told = subprocess.run([ffigen, "diff", HERE / "old" / "zoo.h", HERE / "new" / "zoo.h"], capture_output=True, text=True).stdout
    for sentence in ("CBOR: older messages are read with its default, older readers skip it",
                     "CBOR: older readers take its default, and it is skipped in older messages",
                     "CBOR: older readers refuse messages that have it"):
        if sentence not in told:
            fail(f"ffigen diff does not say: {sentence}\n{told}")
    of_before.check(before)
    of_now.check(now)
    of_both.check([*before, *now])


if __name__ == "__main__":
    {"exact": exact, "appendix": appendix, "hostile": hostile, "evolution": evolution}[sys.argv[1]](Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())
