"""The safe layer: what does not need a running library."""

from __future__ import annotations

{{#has_errors}}
import pickle

{{/has_errors}}
{{#uses_pytest}}
import pytest

{{/uses_pytest}}
import {{package}}
{{#has_errors}}
from {{package}} import _errors
{{/has_errors}}


def test_public_names() -> None:
    for name in {{package}}.__all__:
        assert hasattr({{package}}, name), name
    assert issubclass({{package}}.{{base_error}}, Exception)
    assert {{package}}.{{base_error}}.__module__ == "{{package}}"
{{#errors}}


@pytest.mark.parametrize("code", [*{{package}}.{{codes}}])
def test_{{snake}}_exceptions(code: {{package}}.{{codes}}) -> None:
    error = _errors.{{failure}}(code)
    assert isinstance(error, {{package}}.{{base}})
    assert error.code is code
    assert str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, str(again)) == (code, str(error))


def test_{{snake}}_unknown_code() -> None:
    error = _errors.{{failure}}({{unknown}})
    assert type(error) is {{package}}.{{base}}
    assert error.code == {{unknown}}
{{/errors}}
{{#enums}}


def test_{{name}}_takes_unknown_values() -> None:
    value = {{package}}.{{name}}({{unknown}})
    assert value == {{unknown}}
    assert isinstance(value, {{package}}.{{name}})
{{/enums}}
{{#handles}}


def test_closed_{{name}}_is_refused() -> None:
    item = {{package}}.{{name}}._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass
{{/handles}}
{{#records}}


def test_{{name}}_shares_its_memory() -> None:
    record = {{package}}.{{name}}()
    assert record == record.copy()
    assert repr(record).startswith("{{name}}(")
    row = {{package}}.{{name}}.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address
{{/records}}
{{#numbers}}


def test_{{record}}_{{member}}_is_a_view() -> None:
    record = {{package}}.{{record}}()
    record.{{member}}[0] = 1
    assert record.{{member}}.memory()[0] == 1
    memory = record.{{member}}.memory()
    memory[0] = 0
    assert record.{{member}}[0] == 0
    numpy = pytest.importorskip("numpy")
    view = record.{{member}}.numpy()
    assert view.ctypes.data == record.{{member}}.address
    view[:] = 1
    assert list(record.{{member}}) == list(numpy.ones(len(view)))
{{/numbers}}
