"""Runs attacks, one after the other, and says what the library saw of each.

attack.py FILE NAME...   stops after the first that did not end well, since it may have left something behind
"""

from __future__ import annotations

import gc
import importlib.util
import linecache
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import shapes


def refused(kinds: Any, words: str, call: Callable[[], Any]) -> BaseException:
    """The exception that a call must raise, with these words in it."""
    try:
        value = call()
    except kinds as error:
        assert words.lower() in str(error).lower(), f"{error!r} does not say {words!r}"
        return error
    raise AssertionError(f"not refused, but {value!r}; should have said {words!r}")


def has_lock() -> bool:
    """Whether one thread at a time runs Python code."""
    is_enabled: Callable[[], bool] | None = getattr(sys, "_is_gil_enabled", None)
    return is_enabled is None or is_enabled()


def attempt(call: Callable[[], Any]) -> Any:
    """What a call gives, or the exception that it raises."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - any that is Python's own is lawful
        return error


class Halted:
    """A call in a thread of its own that stops before the first line of the package with these words."""

    def __init__(self, words: str, call: Callable[[], Any]) -> None:
        self.words, self.call = words, call
        self.said: Any = None
        self._is_there, self._goes_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._is_there.wait(60)

    def _run(self) -> None:
        sys.settrace(self._trace)
        self.said = attempt(self.call)
        sys.settrace(None)
        self._is_there.set()

    def _trace(self, frame: Any, event: str, _argument: Any) -> Any:
        name = frame.f_code.co_filename
        if "shapes" not in name or self._is_there.is_set():
            return self._trace
        if event == "line" and self.words in linecache.getline(name, frame.f_lineno):
            self._is_there.set()
            assert self._goes_on.wait(60)
        return self._trace

    def go_on(self) -> Any:
        """What the call gave, or raised."""
        self._goes_on.set()
        self._thread.join()
        return self.said


def collect() -> None:
    """Lets the collector find all that nobody has any more."""
    for _ in range(50):
        gc.collect()
        if shapes.live() == 0 and shapes.registrations() == 0:
            return
        time.sleep(0.001)


def _left() -> str:
    shapes.join_threads()
    collect()
    if shapes.faults():
        return f"FAULT: {shapes.first_fault()}"
    if shapes.live():
        return f"LEAK: {shapes.live()} objects are alive"
    if shapes.registrations():
        return f"KEPT: {shapes.registrations()} functions are registered"
    return "SOUND"


def _run(attack: Callable[[], None]) -> int:
    try:
        attack()
        code = 0
    except BaseException:  # noqa: BLE001 - reported
        traceback.print_exc(file=sys.stdout)
        code = 1
    sys.last_exc = sys.last_value = sys.last_traceback = None  # type: ignore[assignment]
    print(_left())
    return code


def main() -> int:
    file, *names = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("attacks", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shapes.reuse_addresses(bool(os.environ.get("SHAPES_REUSE")))
    gc.set_threshold(1)
    for name in names:
        print(f"== begins {name}", flush=True)
        code = _run(getattr(module, name))
        print(f"== ended {code}", flush=True)
        if code or shapes.faults() or shapes.live() or shapes.registrations():
            return 9
    return 0


if __name__ == "__main__":
    sys.modules["attack"] = sys.modules["__main__"]
    sys.exit(main())
