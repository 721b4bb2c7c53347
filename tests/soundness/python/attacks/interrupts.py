"""rule: 3, 4, 7. A call that is interrupted at any of its instructions, as by a signal or for want of memory: its
objects can be used and ended by anybody afterwards, and what C gave is not lost.
"""

import os
import subprocess
import sys
from pathlib import Path


def interrupted_everywhere(scenario):
    if os.environ.get("LD_PRELOAD") or sys.implementation.name != "cpython":
        return  # slow, and no other than without
    program = Path(__file__).resolve().parent.parent / "interrupted.py"
    stride = "3" if os.environ.get("FFIGEN_FULL") else "7"
    done = subprocess.run(
        [sys.executable, "-B", program, stride, scenario], capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


# expected: ok
def calls_that_change_and_call_back():
    interrupted_everywhere("Calls")


# expected: ok
def objects_made_of_others():
    interrupted_everywhere("Children")


# expected: ok
def objects_that_c_gives():
    interrupted_everywhere("Opens")


# expected: ok
def calls_on_several_objects():
    interrupted_everywhere("Several")


# expected: ok
def memory_that_is_lent():
    interrupted_everywhere("Loans")


# expected: ok
def numbers_where_they_are():
    interrupted_everywhere("Views")


# expected: ok
def objects_that_c_takes_over():
    interrupted_everywhere("Consumed")


# expected: ok
def closures_within_closures():
    interrupted_everywhere("Compares")


# expected: ok
def closures_that_hold_objects():
    interrupted_everywhere("Visits")


# expected: ok
def turns_at_what_takes_another_s_place():
    interrupted_everywhere("Registers")
