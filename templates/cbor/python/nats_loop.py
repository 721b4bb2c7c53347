"""What waits for NATS, in a thread of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from {{module}}._cancel import Cancel
from {{module}}.call_errors import GivenUpError, LostError

_T = TypeVar("_T")


class Loop:
    """Runs what is awaited for threads that block."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(
            target=self._loop.run_forever,
            name="{{module}}-nats",
            daemon=True,
        )
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What it gives. Ends it when the call of this thread is given up."""
        with self._lock:
            if self._ended:
                work.close()
                raise LostError("the client was closed; the call was not made")
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        cancel = Cancel.of_thread()
        if cancel is not None:
            cancel.add(future.cancel)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            if cancel is not None and cancel.is_due:
                raise GivenUpError("given up; the call may have been made") from None
            raise LostError("the client was closed; the call may have been made") from None
        except BaseException:  # an interrupt ends the call, too
            future.cancel()
            raise
        finally:
            if cancel is not None:
                cancel.remove(future.cancel)

    async def _end(self, last: Coroutine[Any, Any, None]) -> None:
        await last
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Runs that, then ends all that is still waited for in other threads, and the thread itself."""
        with self._lock:
            if self._ended:
                last.close()
                return
            self._ended = True
        asyncio.run_coroutine_threadsafe(self._end(last), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
