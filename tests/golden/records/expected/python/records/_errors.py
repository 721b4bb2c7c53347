"""What goes wrong."""

from __future__ import annotations

from typing import Any


class RecordsError(Exception):
    """A failure that the library reports: `code` says which, the text why."""

    code: Any

    def __init__(self, message: str, code: Any = None) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code)


def null_result(function: str) -> RecordsError:
    """The exception for an object that a function should have returned."""
    return RecordsError(f"{function} returned NULL")
