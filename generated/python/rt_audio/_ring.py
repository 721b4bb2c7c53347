"""`Ring`: A ring of audio blocks in shared memory."""

from __future__ import annotations

import ctypes
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from . import (
    _addresses,
    _copies,
    _errors,
    _handles,
    _library,
    _loans,
    _memory,
    _text,
    _values,
    _waiting,
    raw,
)
from ._enums import RingMode
from ._errors import ClosedError, EmptyError, TimeoutError
from ._pointers import RingPointer
from ._records import AudioBlock, RingCounters

_ring_create = _library.call(
    "rt_ffi_ring_create",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_uint32,
    raw.rt_ffi_ring_mode,
    ctypes.c_void_p,
)
_ring_open = _library.call(
    "rt_ffi_ring_open",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_ring_slots = _library.quick(
    "rt_ffi_ring_slots",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_get_mode = _library.quick(
    "rt_ffi_ring_get_mode",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_write_overwrite = _library.quick(
    "rt_ffi_ring_write_overwrite",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_try_write = _library.quick(
    "rt_ffi_ring_try_write",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_claim = _library.quick(
    "rt_ffi_ring_claim",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_commit = _library.quick(
    "rt_ffi_ring_commit",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_abandon = _library.quick(
    "rt_ffi_ring_abandon",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_wait_space = _library.call(
    "rt_ffi_ring_wait_space",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_int32,
)
_ring_read = _library.quick(
    "rt_ffi_ring_read",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_read_batch = _library.quick(
    "rt_ffi_ring_read_batch",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_ring_write_batch = _library.quick(
    "rt_ffi_ring_write_batch",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_ring_peek = _library.quick(
    "rt_ffi_ring_peek",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_release = _library.quick(
    "rt_ffi_ring_release",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_audio_block),
)
_ring_wait = _library.call(
    "rt_ffi_ring_wait",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_int32,
)
_ring_descriptor = _library.call(
    "rt_ffi_ring_descriptor",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_space_descriptor = _library.call(
    "rt_ffi_ring_space_descriptor",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_skip = _library.quick("rt_ffi_ring_skip", raw.rt_ffi_error, RingPointer)
_ring_available = _library.quick(
    "rt_ffi_ring_available",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.c_void_p,
)
_ring_get_counters = _library.quick(
    "rt_ffi_ring_get_counters",
    raw.rt_ffi_error,
    RingPointer,
    ctypes.POINTER(raw.rt_ffi_ring_counters),
)


def _try_commit(handle: _addresses.Pointer, memory: Any, said: list[Any]) -> None:
    held = handle.enter()
    try:
        block_ = memory
        if not 1 <= block_.channels <= 2:
            raise _values.outside(block_.channels, 1, 2, "block.channels")
        if not 0 <= block_.frames <= 1024:
            raise _values.outside(block_.frames, 0, 1024, "block.frames")
        said.extend(map(_ring_commit, (handle,), (memory,)))
        status = said[0]
        if status:
            said.clear()
            raise _errors.failure(status)
    finally:
        handle.leave(held)


def _try_abandon(handle: _addresses.Pointer, memory: Any, said: list[Any]) -> None:
    held = handle.enter()
    try:
        said.extend(map(_ring_abandon, (handle,), (memory,)))
        status = said[0]
        if status:
            said.clear()
            raise _errors.failure(status)
    finally:
        handle.leave(held)


def _try_release(handle: _addresses.Pointer, memory: Any, said: list[Any]) -> None:
    held = handle.enter()
    try:
        said.extend(map(_ring_release, (handle,), (memory,)))
        status = said[0]
        if status:
            said.clear()
            raise _errors.failure(status)
    finally:
        handle.leave(held)


class RingClaim(_loans.Loan[AudioBlock]):
    """What `Ring.claim` lends: a context manager that gives it back.

    Leaving the `with` block ends it by `commit`, an exception by `abandon`.
    """

    __slots__ = ()
    _kind = AudioBlock
    _is_const = False
    _end = staticmethod(_try_commit)
    _cancel = staticmethod(_try_abandon)

    def commit(self) -> None:
        """Publishes the claimed block.

        The claim stays open when its channels or frames are refused.
        """
        self._life.give_back(_try_commit)

    def abandon(self) -> None:
        """Gives the claimed slot back unwritten."""
        self._life.give_back(_try_abandon)


class RingPeek(_loans.Loan[AudioBlock]):
    """What `Ring.peek` lends: a context manager that gives it back.

    Leaving the `with` block ends it by `release`.
    """

    __slots__ = ()
    _kind = AudioBlock
    _is_const = True
    _end = staticmethod(_try_release)
    _cancel = staticmethod(_try_release)

    def release(self) -> None:
        """Gives the slot lent by `Ring.peek` back to the writer."""
        self._life.give_back(_try_release)


class Ring(_handles.Handle):
    """A ring of audio blocks in shared memory.

    One handle writes at a time, any number reads, each with its own cursor. The first
    write makes a handle the writer until it is closed or its process dies; others get
    `BusyError` until then, and the next that writes takes over. The same holds for the
    one reader of a lossless ring.

    One thread at a time may use it, together with what belongs to it: while one does,
    others get RuntimeError.
    """

    __slots__ = ()

    _pointer_type = RingPointer

    @classmethod
    def create(cls, name: str, slots: int, mode: RingMode) -> Ring:
        """Creates the ring `name`, or replaces one whose creator died.

        `ExistsError` while its creator lives. The handle's own reading starts at the
        first block.

        Args:
            slots: A power of two, `RING_MIN_SLOTS` to `RING_MAX_SLOTS`.
        """
        if type(slots) is not int or not 0 <= slots <= 0xFFFFFFFF:
            slots = _values.integer(slots, 0, 0xFFFFFFFF, "slots")
        if type(mode) is not RingMode:
            mode = _values.member(RingMode, mode, "mode")
        ring = cls._own(None)
        status = _ring_create(
            _text.encode(name),
            slots,
            mode,
            ctypes.byref(ring._handle),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not ring._handle.value:
            raise _errors.null_result("rt_ffi_ring_create")
        return ring

    @classmethod
    def open(cls, name: str) -> Ring:
        """Opens a ring that exists.

        Reading starts at the next block written, in a lossless ring at the first block
        that is still unread. `StaleError` when its creator died.
        """
        ring = cls._own(None)
        status = _ring_open(_text.encode(name), ctypes.byref(ring._handle))
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not ring._handle.value:
            raise _errors.null_result("rt_ffi_ring_open")
        return ring

    def slots(self) -> int:
        """Slots in the ring.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            slots = ctypes.c_uint32()
            status = _ring_slots(handle, ctypes.byref(slots))
            if status:
                raise _errors.failure(status)
            return slots.value
        finally:
            handle.leave(held)

    @property
    def mode(self) -> RingMode:
        """What the ring does when a reader is late.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            mode = raw.rt_ffi_ring_mode()
            status = _ring_get_mode(handle, ctypes.byref(mode))
            if status:
                raise _errors.failure(status)
            return RingMode(mode.value)
        finally:
            handle.leave(held)

    def write_overwrite(self, block: AudioBlock) -> None:
        """Writes a block; the oldest one goes if the ring is full.

        Never blocks. Not for a lossless ring. Needs 1 to `MAX_CHANNELS` channels and at
        most `MAX_FRAMES` frames; only the samples in use are copied. `sequence` is the
        caller's: `RingCounters.written` is the position that this block gets in the
        ring.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        block_ = _copies.copy_of(block._raw)
        if not 1 <= block_.channels <= 2:
            raise _values.outside(block_.channels, 1, 2, "block.channels")
        if not 0 <= block_.frames <= 1024:
            raise _values.outside(block_.frames, 0, 1024, "block.frames")
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_write_overwrite(handle, block_)
            if status:
                raise _errors.failure(status)
        finally:
            handle.leave(held)

    def try_write(self, block: AudioBlock) -> None:
        """Writes a block unless a reader of a lossless ring would lose one:
        `FullError`.

        On an overwriting ring the same as `Ring.write_overwrite`.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        block_ = _copies.copy_of(block._raw)
        if not 1 <= block_.channels <= 2:
            raise _values.outside(block_.channels, 1, 2, "block.channels")
        if not 0 <= block_.frames <= 1024:
            raise _values.outside(block_.frames, 0, 1024, "block.frames")
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_try_write(handle, block_)
            if status:
                raise _errors.failure(status)
        finally:
            handle.leave(held)

    def claim(self) -> RingClaim:
        """Lends a block to fill.

        In a lossless ring it is the next slot itself and nothing is copied; in an
        overwriting one, where readers may be looking at the slot, it is the handle's
        own and committing copies the samples in use. `sequence` is set to the block's
        position in the ring; the other contents are stale. `BusyError` while a claim is
        open, `FullError` as with `Ring.try_write`.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            block = RingClaim._from(handle)
            status = _ring_claim(handle, ctypes.byref(block._life.place))
            if status:
                raise _errors.failure(status)
            return block._begin()
        finally:
            handle.leave(held)

    def _try_wait_space(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_wait_space(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait_space(self, timeout: float | None = None) -> None:
        """Waits until `Ring.try_write` finds room, which in an overwriting ring is
        always.

        `StaleError` when the reader or the ring's creator died, also with
        `WAIT_FOREVER`.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait_space, timeout, 1000, TimeoutError)

    async def wait_space_async(self, timeout: float | None = None) -> None:
        """As `wait_space`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait_space, timeout, 1000, TimeoutError)

    def read(self, into: AudioBlock | None = None) -> AudioBlock:
        """Copies the next block out, whole.

        `EmptyError` when there is none; `into` may have been written to even then.
        Samples beyond those in use come out as zero if `into` was zero or held a block
        before: what that had more is cleared, and no more. A reader that was overtaken
        goes on in the middle of the ring, with what it missed counted as overruns.

        Fit for a real-time thread: neither waits nor allocates in C.

        Args:
            into: A record to write into and return, instead of a new one.
        """
        if into is None:
            into = _memory.over(AudioBlock, raw.rt_ffi_audio_block())
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_read(handle, into._writable())
            if status:
                raise _errors.failure(status)
            return into
        finally:
            handle.leave(held)

    def read_batch(
        self,
        blocks: int | _memory.Records[AudioBlock],
    ) -> _memory.Records[AudioBlock]:
        """Copies up to `len(blocks)` blocks out.

        `EmptyError` when there is none.

        Fit for a real-time thread: neither waits nor allocates in C.

        Args:
            blocks: Memory to write into, or how many records to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        blocks_ = _memory.records_out(AudioBlock, blocks, "blocks")
        handle = self._handle
        held = handle.enter()
        try:
            count = ctypes.c_size_t()
            status = _ring_read_batch(
                handle,
                blocks_._array,
                len(blocks_._array),
                ctypes.byref(count),
            )
            if status:
                raise _errors.failure(status)
            return blocks_.part(0, count.value)
        finally:
            handle.leave(held)

    def write_batch(self, blocks: Sequence[AudioBlock]) -> int:
        """Writes `len(blocks)` blocks in order, as `Ring.write_overwrite` or
        `Ring.try_write` by mode.

        Fit for a real-time thread: neither waits nor allocates in C.

        Returns:
            Blocks written before the ring was full.
        """
        blocks_ = _memory.records_copied(AudioBlock, blocks, "blocks")
        for each in blocks_:
            if not 1 <= each.channels <= 2:
                raise _values.outside(each.channels, 1, 2, "blocks.channels")
            if not 0 <= each.frames <= 1024:
                raise _values.outside(each.frames, 0, 1024, "blocks.frames")
        handle = self._handle
        held = handle.enter()
        try:
            written = ctypes.c_size_t()
            status = _ring_write_batch(
                handle,
                blocks_,
                len(blocks_),
                ctypes.byref(written),
            )
            if status:
                raise _errors.failure(status)
            return written.value
        finally:
            handle.leave(held)

    def peek(self) -> RingPeek:
        """Lends the next block to read in place.

        Lossless rings only: elsewhere the writer could change it.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            block = RingPeek._from(handle)
            status = _ring_peek(handle, ctypes.byref(block._life.place))
            if status:
                raise _errors.failure(status)
            return block._begin()
        finally:
            handle.leave(held)

    def _try_wait(self, ticks: int) -> None:
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_wait(handle, ticks)
            if status:
                raise _errors.failure(status, _errors.last_error())
        finally:
            handle.leave(held)

    def wait(self, timeout: float | None = None) -> None:
        """Waits until a block can be read: spins briefly, then sleeps.

        `StaleError` when there is none and the writer or the ring's creator died, also
        with `WAIT_FOREVER`.

        May wait. Other threads run meanwhile.

        Args:
            timeout: Seconds to wait at most; None waits for ever.
        """
        _waiting.wait(self._try_wait, timeout, 1000, TimeoutError)

    async def wait_async(self, timeout: float | None = None) -> None:
        """As `wait`, while the event loop goes on."""
        await _waiting.wait_async(self._try_wait, timeout, 1000, TimeoutError)

    def descriptor(self) -> int:
        """A descriptor for poll, epoll, asyncio, Go's netpoller or tokio: `Ring.wait`
        without a thread.

        From then on a wait that ends in `TimeoutError` leaves it armed: it becomes
        readable when the same wait would end otherwise, by a block or a death. So: read
        until `EmptyError`, wait with `NO_WAIT`, and sleep on the descriptor only if
        that timed out. It may be readable for nothing; the wait forgets that. Never
        read from it. `BusyError` beyond `DESCRIPTORS`, `UnsupportedError` where there
        is no such thing: it is Linux's.

        Returns:
            The handle's own, and closed with it; a duplicate may live longer.
        """
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _ring_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)

    def space_descriptor(self) -> int:
        """As `Ring.descriptor`, for `Ring.wait_space`."""
        handle = self._handle
        held = handle.enter()
        try:
            descriptor = ctypes.c_int32()
            status = _ring_space_descriptor(handle, ctypes.byref(descriptor))
            if status:
                raise _errors.failure(status, _errors.last_error())
            return descriptor.value
        finally:
            handle.leave(held)

    def skip(self) -> None:
        """Moves this handle's cursor past everything written so far.

        What is skipped is no overrun.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            status = _ring_skip(handle)
            if status:
                raise _errors.failure(status)
        finally:
            handle.leave(held)

    def available(self) -> int:
        """Blocks this handle could read now.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            blocks = ctypes.c_uint64()
            status = _ring_available(handle, ctypes.byref(blocks))
            if status:
                raise _errors.failure(status)
            return blocks.value
        finally:
            handle.leave(held)

    @property
    def counters(self) -> RingCounters:
        """Counters of the ring and of this handle.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        handle = self._handle
        held = handle.enter()
        try:
            counters = _memory.over(RingCounters, raw.rt_ffi_ring_counters())
            status = _ring_get_counters(handle, counters._raw)
            if status:
                raise _errors.failure(status)
            return counters
        finally:
            handle.leave(held)

    def blocks(self, timeout: float | None = None) -> Iterator[AudioBlock]:
        """Blocks as they come, each with memory of its own.

        Ends when the other side has closed.

        Args:
            timeout: Seconds to wait for the next one at most; None waits for ever.

        Raises:
            TimeoutError: None came in that time.
        """
        while True:
            try:
                item = self.read()
            except EmptyError:
                try:
                    self.wait(timeout)
                except ClosedError:
                    return
                continue
            except ClosedError:
                return
            yield item

    def __iter__(self) -> Iterator[AudioBlock]:
        return self.blocks()

    async def blocks_async(
        self,
        timeout: float | None = None,
    ) -> AsyncIterator[AudioBlock]:
        """Blocks as they come, each with memory of its own.

        Ends when the other side has closed.

        Args:
            timeout: Seconds to wait for the next one at most; None waits for ever.

        Raises:
            TimeoutError: None came in that time.
        """
        while True:
            try:
                item = self.read()
            except EmptyError:
                try:
                    await self.wait_async(timeout)
                except ClosedError:
                    return
                continue
            except ClosedError:
                return
            yield item

    def __aiter__(self) -> AsyncIterator[AudioBlock]:
        return self.blocks_async()
