"""Waiting that can be interrupted, and waiting that leaves the event loop free."""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

{{#has_callbacks}}
from . import _gates, _interpreter
{{/has_callbacks}}
{{^has_callbacks}}
from . import _interpreter
{{/has_callbacks}}

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

#: Longest time that one call into the library waits, in seconds: how late Ctrl-C, the cancellation of
#: a task or the end of the object may be noticed.
SLICE = 0.1
#: Most calls that wait at the same time on behalf of event loops; others wait for their turn.
THREADS = 64
_pool: ThreadPoolExecutor | None = None
#: The process that has them: a child that was forked has none of its parent's threads.
_process = 0


def ticks(seconds: float, per_second: int, most: int = 0x7FFFFFFF) -> int:
    """A time in the library's unit, rounded up.

    Raises:
        ValueError: It is negative or no number.
    """
    if not seconds >= 0:
        raise ValueError("a timeout is not negative; None waits for ever")
    return min(math.ceil(min(seconds, 1e18) * per_second), most)


def wait(
    attempt: Callable[[int], T],
    timeout: float | None,
    per_second: int,
    timed_out: type[BaseException],
    cancelled: Callable[[], bool] = lambda: False,
) -> T:
    """Waits in slices.

    Args:
        attempt: Waits for so many of the library's ticks, and raises `timed_out`.
        timeout: Seconds in all; None waits for ever.
        per_second: The library's ticks in a second.
        timed_out: What `attempt` raises when its time ran out.
        cancelled: Ends the wait early when it gives true.
    """
    if timeout is not None and timeout <= SLICE:
        return attempt(ticks(timeout, per_second))
    end = math.inf if timeout is None else time.monotonic() + timeout
    if math.isnan(end):
        ticks(end, per_second)
    while True:
        left = max(min(end - time.monotonic(), SLICE), 0.0)
        try:
            return attempt(ticks(left, per_second))
        except timed_out{{#has_callbacks}} as error{{/has_callbacks}}:
{{#has_callbacks}}
            _gates.let_through(error)
{{/has_callbacks}}
            if cancelled() or time.monotonic() >= end:
                raise


def _threads() -> ThreadPoolExecutor:
    """Threads for these waits alone: the event loop's own stay free."""
    global _pool, _process
    from concurrent.futures import ThreadPoolExecutor

    with _interpreter.Alone():
        if _pool is None or _process != os.getpid():
            _process = os.getpid()
            _pool = ThreadPoolExecutor(THREADS, f"{__package__}-wait")
        return _pool


async def in_thread(
    call: Callable[[], T], cancel: Callable[[], None] = lambda: None
) -> T:
    """Runs a call that blocks in a thread of its own.

    A cancelled task ends when the call has ended: nothing is left running behind its back. `cancel`
    may hurry it.
    """
    import asyncio

    future: Any = asyncio.get_running_loop().run_in_executor(_threads(), call)
    interrupted: asyncio.CancelledError | None = None
    while not future.done():
        try:
            await asyncio.wait([future])
        except asyncio.CancelledError as error:
            interrupted = error
            cancel()
        except GeneratorExit:  # the event loop has ended, and nobody will ask again
            cancel()
            raise
    if interrupted is None:
        result: T = future.result()
        return result
    # What the call raised meanwhile is not lost.
    raise interrupted from (None if future.cancelled() else future.exception())


async def wait_async(
    attempt: Callable[[int], T],
    timeout: float | None,
    per_second: int,
    timed_out: type[BaseException],
) -> T:
    """As `wait`, while the event loop goes on. Cancelling the task ends the wait."""
    stop = threading.Event()
    return await in_thread(
        lambda: wait(attempt, timeout, per_second, timed_out, stop.is_set), stop.set
    )
