#!/usr/bin/env python3
"""old_kernel.py ERRNO PROGRAM ARGUMENT...: as on a kernel, or in a container, that refuses what is newer than 2014 with ERRNO:
ENOSYS as an old kernel does, EPERM as the seccomp profiles of old container engines do. For x86-64."""

import ctypes
import errno
import os
import struct
import sys

NEWER = {"getrandom": 318, "memfd_create": 319, "copy_file_range": 326, "statx": 332, "rseq": 334, "clone3": 435,
         "close_range": 436, "openat2": 437, "faccessat2": 439, "futex_waitv": 449}
LOAD_NUMBER, EQUALS, RETURN = 0x20, 0x15, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_RET|K
ALLOW, FAIL_WITH = 0x7FFF0000, 0x00050000
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


def instruction(code: int, value: int, skip_unless: int = 0) -> bytes:
    return struct.pack("HBBI", code, 0, skip_unless, value)


def refuse(numbers, error: int) -> None:
    steps = [instruction(LOAD_NUMBER, 0)]
    for number in numbers:
        steps += [instruction(EQUALS, number, 1), instruction(RETURN, FAIL_WITH | error)]
    steps.append(instruction(RETURN, ALLOW))
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(SECCOMP, FILTER, program, 0, 0):
        sys.exit(f"no seccomp here: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    name, program, *arguments = sys.argv[1:]
    refuse(NEWER.values(), getattr(errno, name))
    os.execv(program, [program, *arguments])
