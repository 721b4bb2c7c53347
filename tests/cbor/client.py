"""Reads an audio block, knowing nothing but rt_audio.cddl: cbor2 and this are all that is needed."""

import sys
from array import array

import cbor2

# rt_ffi_audio_block = { "frames" => 0..1024, "samples" => #6.85(bstr .size 8192), "channels" => 1..2,
#                        "sequence" => uint .size 8, "sample_rate" => uint .size 4, "timestamp_ns" => uint .size 8 }
FLOATS = 85  # RFC 8746: IEEE 754 binary32, little-endian


def floats(item: cbor2.CBORTag) -> array:
    if item.tag != FLOATS:
        raise ValueError(f"tag {item.tag} is no array of floats")
    numbers = array("f", item.value)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def main() -> None:
    block = cbor2.load(sys.stdin.buffer)
    samples = floats(block["samples"])
    used = samples[: block["frames"] * block["channels"]]
    peak = max((abs(sample) for sample in used), default=0.0)
    print(f"block {block['sequence']}: {block['frames']} frames at {block['sample_rate']} Hz, peak {peak:.3f}")


if __name__ == "__main__":
    main()
