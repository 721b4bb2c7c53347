"""Giving blocking calls up from another thread."""

from __future__ import annotations

import socket
import threading
from typing import Callable


class Cancel:
    """Gives calls up, from any thread and for good: those that a thread makes within the with statement.

    They raise ``GivenUpError``. Connection and objects stay, unless a request was being sent, which ends them::

        cancel = Cancel()
        threading.Timer(1, cancel.now).start()
        with cancel:
            watch.next(-1)
    """

    _current = threading.local()

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self._calls: list[Callable[[], object]] = []
        self.is_due = False

    def now(self) -> None:
        """Calls are given up from now on."""
        with self._lock:
            self.is_due = True
            if self._ends is not None:
                self._ends[1].close()  # which lets the other end be read
            calls = list(self._calls)
        for call in calls:
            call()

    def __enter__(self) -> Cancel:
        stack: list[Cancel] = self._current.__dict__.setdefault("stack", [])
        stack.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._current.stack.pop()

    @classmethod
    def of_thread(cls) -> Cancel | None:
        """The innermost one."""
        stack = cls._current.__dict__.get("stack")
        return stack[-1] if stack else None

    def waited(self) -> socket.socket:
        """What can be read once calls are to be given up."""
        with self._lock:
            if self._ends is None:
                self._ends = socket.socketpair()
                if self.is_due:
                    self._ends[1].close()
            return self._ends[0]

    def add(self, call: Callable[[], object]) -> None:
        """Lets it be called when calls are given up; at once if they are."""
        with self._lock:
            self._calls.append(call)
            is_due = self.is_due
        if is_due:
            call()

    def remove(self, call: Callable[[], object]) -> None:
        """Undoes add()."""
        with self._lock:
            self._calls.remove(call)


NEVER = Cancel()
"""For what must not be left out: closing."""
