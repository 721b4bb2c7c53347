"""The safe layer: what does not need a running library."""

from __future__ import annotations

import pytest

import records


def test_public_names() -> None:
    for name in records.__all__:
        assert hasattr(records, name), name
    assert issubclass(records.RecordsError, Exception)
    assert records.RecordsError.__module__ == "records"


def test_Channel_takes_unknown_values() -> None:
    value = records.Channel(3)
    assert value == 3
    assert isinstance(value, records.Channel)


def test_Event_shares_its_memory() -> None:
    record = records.Event()
    assert record == record.copy()
    assert repr(record).startswith("Event(")
    row = records.Event.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_Packed_shares_its_memory() -> None:
    record = records.Packed()
    assert record == record.copy()
    assert repr(record).startswith("Packed(")
    row = records.Packed.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_Bits_shares_its_memory() -> None:
    record = records.Bits()
    assert record == record.copy()
    assert repr(record).startswith("Bits(")
    row = records.Bits.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_NumberAnonymous1_shares_its_memory() -> None:
    record = records.NumberAnonymous1()
    assert record == record.copy()
    assert repr(record).startswith("NumberAnonymous1(")
    row = records.NumberAnonymous1.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_Number_shares_its_memory() -> None:
    record = records.Number()
    assert record == record.copy()
    assert repr(record).startswith("Number(")
    row = records.Number.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_List_shares_its_memory() -> None:
    record = records.List()
    assert record == record.copy()
    assert repr(record).startswith("List(")
    row = records.List.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_Native_shares_its_memory() -> None:
    record = records.Native()
    assert record == record.copy()
    assert repr(record).startswith("Native(")
    row = records.Native.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_Event_samples_is_a_view() -> None:
    record = records.Event()
    record.samples[0] = 1
    assert record.samples.memory()[0] == 1
    memory = record.samples.memory()
    memory[0] = 0
    assert record.samples[0] == 0
    numpy = pytest.importorskip("numpy")
    view = record.samples.numpy()
    assert view.ctypes.data == record.samples.address
    view[:] = 1
    assert list(record.samples) == list(numpy.ones(len(view)))
