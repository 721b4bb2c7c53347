"""The safe layer: what does not need a running library."""

from __future__ import annotations

import pickle

import pytest

import rt_audio
from rt_audio import _errors


def test_public_names() -> None:
    for name in rt_audio.__all__:
        assert hasattr(rt_audio, name), name
    assert issubclass(rt_audio.RtAudioError, Exception)
    assert rt_audio.RtAudioError.__module__ == "rt_audio"


@pytest.mark.parametrize("code", [*rt_audio.ErrorCode])
def test_error_exceptions(code: rt_audio.ErrorCode) -> None:
    error = _errors.failure(code)
    assert isinstance(error, rt_audio.RtAudioError)
    assert error.code is code
    assert str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, str(again)) == (code, str(error))


def test_error_unknown_code() -> None:
    error = _errors.failure(19)
    assert type(error) is rt_audio.RtAudioError
    assert error.code == 19


def test_RingMode_takes_unknown_values() -> None:
    value = rt_audio.RingMode(2)
    assert value == 2
    assert isinstance(value, rt_audio.RingMode)


def test_ChannelMode_takes_unknown_values() -> None:
    value = rt_audio.ChannelMode(2)
    assert value == 2
    assert isinstance(value, rt_audio.ChannelMode)


def test_RtLevel_takes_unknown_values() -> None:
    value = rt_audio.RtLevel(7)
    assert value == 7
    assert isinstance(value, rt_audio.RtLevel)


def test_closed_State_is_refused() -> None:
    item = rt_audio.State._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_closed_Ring_is_refused() -> None:
    item = rt_audio.Ring._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_closed_Channel_is_refused() -> None:
    item = rt_audio.Channel._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_closed_Server_is_refused() -> None:
    item = rt_audio.Server._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_closed_Client_is_refused() -> None:
    item = rt_audio.Client._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_closed_Registry_is_refused() -> None:
    item = rt_audio.Registry._own(None)
    assert not item.closed
    item.close()
    item.close()
    assert item.closed
    with pytest.raises(ValueError, match="closed"), item:
        pass


def test_AudioBlock_shares_its_memory() -> None:
    record = rt_audio.AudioBlock()
    assert record == record.copy()
    assert repr(record).startswith("AudioBlock(")
    row = rt_audio.AudioBlock.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_StreamFormat_shares_its_memory() -> None:
    record = rt_audio.StreamFormat()
    assert record == record.copy()
    assert repr(record).startswith("StreamFormat(")
    row = rt_audio.StreamFormat.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_StreamCounters_shares_its_memory() -> None:
    record = rt_audio.StreamCounters()
    assert record == record.copy()
    assert repr(record).startswith("StreamCounters(")
    row = rt_audio.StreamCounters.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_RingCounters_shares_its_memory() -> None:
    record = rt_audio.RingCounters()
    assert record == record.copy()
    assert repr(record).startswith("RingCounters(")
    row = rt_audio.RingCounters.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_ChannelCounters_shares_its_memory() -> None:
    record = rt_audio.ChannelCounters()
    assert record == record.copy()
    assert repr(record).startswith("ChannelCounters(")
    row = rt_audio.ChannelCounters.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_ServiceInfo_shares_its_memory() -> None:
    record = rt_audio.ServiceInfo()
    assert record == record.copy()
    assert repr(record).startswith("ServiceInfo(")
    row = rt_audio.ServiceInfo.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_RtGrant_shares_its_memory() -> None:
    record = rt_audio.RtGrant()
    assert record == record.copy()
    assert repr(record).startswith("RtGrant(")
    row = rt_audio.RtGrant.array(3)
    assert len(row) == 3
    assert len(row[1:]) == 2
    assert row[1:].address > row.address


def test_AudioBlock_samples_is_a_view() -> None:
    record = rt_audio.AudioBlock()
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
