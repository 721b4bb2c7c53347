"""What a user's first program does with the installed wheel."""

import array
import os
import sys
from pathlib import Path

import rt_audio
from rt_audio import _library

assert "RT_AUDIO_LIBRARY" not in os.environ
assert "LD_LIBRARY_PATH" not in os.environ
assert "PYTHONPATH" not in os.environ
here = Path(rt_audio.__file__).parent
assert here.is_relative_to(sys.prefix), here
assert Path(_library.library._name).parent == here, _library.library._name

name = f"wheel.{os.getpid()}"
with rt_audio.Ring.create(name, 16, rt_audio.RingMode.OVERWRITE) as ring, rt_audio.Ring.open(name) as reader:
    block = rt_audio.AudioBlock(sequence=3, sample_rate=48000, channels=2, frames=64)
    block.samples.memory()[:128] = array.array("f", range(128))
    ring.write_overwrite(block)
    assert list(reader.read().samples[:128]) == list(range(128))
print(f"{rt_audio.__version__} with {_library.library._name}")
