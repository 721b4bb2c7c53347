"""One strict path for every value: it arrives as it is, or is refused."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import values
from values import Bits, Kind, Number, Opts, Point, Sample

WRONG = (TypeError, ValueError, OverflowError)


@pytest.mark.parametrize(
    ("function", "given", "got"),
    [
        (values.i8, -128, -128),
        (values.i8, True, 1),
        (values.u64, 2**64 - 1, 2**64 - 1),
        (values.size, 0, 0),
        (values.not_, True, False),
        (values.f32, 1, 1.0),
        (values.f32, math.inf, math.inf),
        (values.f32, 0.1, 0.10000000149011612),
        (values.f64, -math.inf, -math.inf),
        (values.f64, 2**53, 2.0**53),
        (values.next_kind, Kind.TEMP, 2),
        (values.next_kind, 0x7FFFFFFE, 0x7FFFFFFF),
        (values.opts_of, Opts.FAST | Opts.LOUD, 5),
        (values.opts_of, ~Opts.FAST, 6),
        (values.opts_of, Opts(0x80000001), 0x80000001),
        (values.percent, 100, 100),
    ],
)
def test_scalars_that_arrive(function: Callable[[Any], Any], given: Any, got: Any) -> None:
    assert function(given) == got


def test_nan_is_a_number() -> None:
    assert math.isnan(values.f32(math.nan))
    assert math.isnan(values.f64(math.nan))


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (values.i8, 128),
        (values.i8, 2.0),
        (values.i8, "1"),
        (values.i8, None),
        (values.u64, -1),
        (values.u64, 2**64),
        (values.size, -1),
        (values.not_, 2),
        (values.not_, 1),
        (values.not_, ""),
        (values.f32, 1e300),
        (values.f32, 2**24 + 1),
        (values.f32, "1"),
        (values.f64, 2**53 + 1),
        (values.f64, b"1"),
        (values.f64, 1j),
        (values.next_kind, 1 << 32),
        (values.next_kind, Opts.FAST),
        (values.next_kind, "TEMP"),
        (values.opts_of, 1 << 40),
        (values.percent, 101),
        (values.percent, -1),
    ],
)
def test_scalars_that_are_refused(function: Callable[[Any], Any], given: Any) -> None:
    with pytest.raises(WRONG):
        function(given)


def test_enumerations_have_the_values_of_their_c_type() -> None:
    for wrong in (1 << 32, -(1 << 40)):
        with pytest.raises(OverflowError):
            Kind(wrong)
        with pytest.raises(OverflowError):
            Opts(wrong)


def test_scalars_of_numpy() -> None:
    np = pytest.importorskip("numpy")
    assert values.i8(np.int64(5)) == 5
    assert values.f32(np.float64(0.5)) == 0.5
    assert values.not_(np.bool_(True)) is False
    for wrong in (np.int64(300), np.float32(2), np.array([1, 2])):
        with pytest.raises(WRONG):
            values.i8(wrong)


def test_iterables() -> None:
    assert values.sum([1, 2, 3.5]) == 6.5
    assert values.sum(float(x) for x in range(4)) == 6
    assert values.sum_u8(b"\1\2") == 3
    assert values.sum_u8([]) == 0
    for wrong in ([256], [-1], [1.5], ["1"], "12", None, 5, [None]):
        with pytest.raises(WRONG):
            values.sum_u8(wrong)
    for wrong_float in (["1"], [1e300], [2**24 + 1], "1"):
        with pytest.raises(WRONG):
            values.sum(wrong_float)
    assert values.sum_few(bytes(255)) == 0
    with pytest.raises(OverflowError, match="255"):
        values.sum_few(bytes(256))


def test_arrays_of_numpy() -> None:
    np = pytest.importorskip("numpy")
    assert values.sum(np.array([1, 2, 3], "f4")) == 6
    assert values.sum(np.array([1, 2, 3], ">f4")) == 6
    assert values.sum_i64(np.array([1, -2, 3], ">i8")) == 2
    assert values.sum(np.arange(6, dtype="f4")[::2]) == 6
    assert values.sum(np.asfortranarray(np.ones((2, 3), "f4"))) == 6
    assert values.sum(np.zeros(0, "f4")) == 0
    for wrong in ("f8", "i4", "?"):
        with pytest.raises(TypeError):
            values.sum(np.ones(3, wrong))
    for array in (np.array([-1], "i1"), np.array([True]), [np.int64(300)]):
        with pytest.raises(WRONG):
            values.sum_u8(array)
    with pytest.raises(WRONG):
        values.sum_i64(np.array([2**63], "u8"))
    array = np.zeros(4, "f4")
    assert values.where(array) == array.ctypes.data
    values.scale(np.ones((2, 2), "f4"), 2)


def test_memory_to_write_into() -> None:
    assert list(values.fill(3)) == [0.5, 1.5, 2.5]
    assert values.fill(0).memory().tolist() == []
    for wrong in (-1, True, 2.0, b"1234", "1234", None):
        with pytest.raises(WRONG):
            values.fill(wrong)
    for wrong in (b"1234", [1.0], 5):
        with pytest.raises(TypeError):
            values.scale(wrong, 2)
    np = pytest.importorskip("numpy")
    for wrong in (np.zeros(4, "f8"), np.zeros(4, ">f4"), np.zeros(8, "f4")[::2]):
        with pytest.raises(TypeError):
            values.fill(wrong)
        assert not wrong.any()
    fixed = np.zeros(4, "f4")
    fixed.setflags(write=False)
    with pytest.raises(TypeError):
        values.fill(fixed)


def test_members_of_a_record() -> None:
    sample = Sample(name="a", kind=Kind.VOLT)
    sample.where = Point(x=1, y=2)
    sample.path[1] = Point(x=5)
    sample.small[:] = [1, 2, 3, 4]
    sample.small[::2] = [9, 8]
    assert (sample.where.y, sample.path[1].x, list(sample.small)) == (2, 5, [9, 2, 8, 4])
    assert sample.note is None
    for name, wrong in (("kind", 1 << 33), ("name", "a" * 16), ("name", "a\0b"), ("where", 5), ("where", sample)):
        with pytest.raises(WRONG):
            setattr(sample, name, wrong)
    with pytest.raises(AttributeError):
        sample.note = b"hi"  # type: ignore[misc]
    for array, wrong_number in ((sample.small, 2**40), (sample.small, 1.5), (sample.curve, 1e300), (sample.grid[1], -1)):
        for place in (0, slice(0, 1)):
            with pytest.raises(WRONG):
                array[place] = wrong_number if place == 0 else [wrong_number]
    with pytest.raises(ValueError, match="2 numbers for 4"):
        sample.small[:] = [1, 2]
    assert list(sample.small) == [9, 2, 8, 4]


def test_members_from_numpy() -> None:
    np = pytest.importorskip("numpy")
    sample = Sample()
    sample.small[:] = np.array([1, 2, 3, 4], ">i4")
    assert list(sample.small) == [1, 2, 3, 4]
    for wrong in ("f8", "i8", "f4"):
        with pytest.raises(TypeError):
            sample.small[:] = np.ones(4, wrong)
    view = np.asarray(sample.small)
    assert view.ctypes.data == sample.small.address
    assert np.asarray(sample.grid).shape == (2, 3)
    assert sample.curve.numpy().dtype == np.float32


def test_bit_fields() -> None:
    bits = Bits(level=-4, count=4095, kind=Kind.VOLT, flag=True, ready=1)
    assert (bits.level, bits.count, bits.kind, bits.flag, bits.ready) == (-4, 4095, Kind.VOLT, True, 1)
    for name, wrong in (("level", 4), ("count", 4096), ("kind", 16), ("ready", 2), ("flag", 2), ("count", 1.5)):
        with pytest.raises(WRONG):
            Bits(**{name: wrong})


def test_a_union_keeps_the_member_that_it_was_made_with() -> None:
    assert Number(i=5).i == 5
    assert Number(d=1.5).d == 1.5
    assert values.same(Number(i=-7)).i == -7


def test_records_are_values() -> None:
    sample = Sample(name="a")
    sample.small[0] = 7
    for other in (sample.copy(), copy.copy(sample), copy.deepcopy(sample), pickle.loads(pickle.dumps(sample))):
        assert other == sample
        other.small[0] = 1
        assert sample.small[0] == 7
