"""The safe layer: what does not need a running library."""

from __future__ import annotations

import pickle

import pytest

import counter
from counter import _errors


def test_public_names() -> None:
    for name in counter.__all__:
        assert hasattr(counter, name), name
    assert issubclass(counter.CounterError, Exception)
    assert counter.CounterError.__module__ == "counter"


@pytest.mark.parametrize("code", [*counter.ErrorCode])
def test_error_exceptions(code: counter.ErrorCode) -> None:
    error = _errors.failure(code)
    assert isinstance(error, counter.CounterError)
    assert error.code is code
    assert str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, str(again)) == (code, str(error))


def test_error_unknown_code() -> None:
    error = _errors.failure(3)
    assert type(error) is counter.CounterError
    assert error.code == 3


def test_closed_Counter_is_refused() -> None:
    item = counter.Counter._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass
