"""Python functions that C calls: kept alive as long as C may, and nothing raised through C."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import Any


class Kept:
    """Closures that C holds, by the function that makes C forget them."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: dict[str, list[tuple[Any, Any]]] = {}

    def add(self, until: str, function: Any, closure: Any) -> None:
        """Keeps the closure of a Python function."""
        self._items.setdefault(until, []).append((function, closure))

    def find(self, until: str, function: Any) -> Any:
        """The closure that C knows a function by, or None."""
        for known, closure in self._items.get(until, ()):
            if known == function:
                return closure
        return None

    def drop(self, until: str, closure: Any = None) -> None:
        """Lets go of one closure, or of all that the call `until` ended."""
        kept = self._items.get(until, [])
        kept[:] = [item for item in kept if closure not in (None, item[1])]


#: Those that no object owns.
kept = Kept()
#: Closures that were called for the last time. The one that runs is freed at the next call.
_finished: list[Any] = []


def guard(
    function: Callable[..., Any],
    failure: Any,
    errors: list[BaseException] | None = None,
) -> Callable[..., Any]:
    """A function that raises nothing.

    Args:
        function: What to call.
        failure: What C gets when it raised.
        errors: Collects what it raised, to be raised again when C has returned. Without it an
            exception goes to `sys.unraisablehook`, as there is nobody to catch it.
    """

    def guarded(*arguments: Any) -> Any:
        if errors:
            return failure
        try:
            return function(*arguments)
        except BaseException as error:
            if errors is not None:
                errors.append(error)
            else:
                _report(error, function)
            return failure

    return guarded


def _report(error: BaseException, function: Any) -> None:
    unraisable: Any = types.SimpleNamespace(
        exc_type=type(error),
        exc_value=error,
        exc_traceback=error.__traceback__,
        err_msg="Exception ignored in a callback",
        object=function,
    )
    sys.unraisablehook(unraisable)


def keep_once(make: Callable[[Callable[..., Any]], Any], function: Any) -> Any:
    """A closure that lives until its first call ends."""
    closure: list[Any] = []

    def once(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        finally:
            kept.drop("once", closure[0])
            _finished[:] = [closure.pop()]

    closure.append(make(once))
    kept.add("once", function, closure[0])
    return closure[0]
