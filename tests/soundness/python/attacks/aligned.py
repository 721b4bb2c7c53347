"""rule: 8, 9. C gets no address that its type does not allow."""

import array

import shapes
from attack import refused

try:
    import numpy as np
except ImportError:
    np = None

WRONG = (TypeError, ValueError)


def a_crate():
    crate = shapes.Crate()
    for slab in (crate.slab, crate.row[0], crate.row[1], crate.pallet.slab):
        slab.weight = 2.0
    crate.levels[:] = [1.0, 2.0, 3.0]
    return crate


# expected: ok
def parts_of_packed_records_are_read_in_a_copy():
    crate = a_crate()
    assert shapes.slab_weight(crate.slab) == shapes.slab_weight_perhaps(crate.row[1]) == 2
    assert shapes.slab_weight(crate.pallet.slab) == 2 and shapes.slab_weight_perhaps(None) == -1
    assert shapes.slabs_weight(crate.row) == shapes.slabs_weight(crate.row[:2]) == 4
    assert shapes.slabs_weight([crate.slab, crate.pallet.slab]) == 4
    assert shapes.levels_sum(crate.levels) == shapes.levels_of_three(crate.levels) == 6


# expected: ok
def parts_of_packed_records_are_changed_where_they_are():
    crate = a_crate()
    shapes.slab_add(crate.slab, 1)
    shapes.slab_add(crate.pallet.slab, 1)
    shapes.slabs_add(crate.row, 1)
    shapes.slab_add(crate.row[1], 1)
    slabs = (crate.slab, *crate.row, crate.pallet.slab)
    assert [slab.weight for slab in slabs] == [3, 3, 4, 3]


# expected: ok
def c_writes_to_no_part_of_a_packed_record():
    crate = a_crate()
    refused(ValueError, "packed record", lambda: shapes.slab_cast(5, into=crate.slab))
    refused(ValueError, "packed record", lambda: shapes.slab_cast(5, into=crate.pallet.slab))
    refused(ValueError, "packed record", lambda: shapes.slabs_cast(5, crate.row))
    refused(TypeError, "aligned", lambda: shapes.levels_raise(crate.levels))
    refused(TypeError, "aligned", lambda: shapes.levels_set(crate.levels))
    assert crate == a_crate()
    slab = crate.slab.copy()
    assert shapes.slab_cast(5, into=slab) is slab and slab.weight == 5
    crate.slab = slab
    assert shapes.slab_weight(crate.slab) == 5
    assert shapes.slabs_weight(shapes.slabs_cast(5, shapes.Slab.array(2))) == 10


def at_odd_addresses(values):
    data = bytearray(b"x" + array.array("f", values).tobytes())
    view = memoryview(data)[1:].cast("f")
    yield view
    if np is not None:
        yield np.frombuffer(data, np.uint8)[1:].view(np.float32)


# expected: ok
def numbers_at_odd_addresses():
    for odd in at_odd_addresses([1.0, 2.0, 3.0]):
        assert shapes.levels_sum(odd) == shapes.levels_of_three(odd) == 6
        assert shapes.levels_sum(memoryview(odd).toreadonly()) == 6
        refused(WRONG, "aligned", lambda odd=odd: shapes.levels_raise(odd))
        refused(WRONG, "aligned", lambda odd=odd: shapes.levels_set(odd))
        assert list(odd) == [1, 2, 3]
        # It can be taken away again: nothing of it is kept.
        even = array.array("f", odd)
        shapes.levels_raise(even)
        assert list(even) == [2, 3, 4]
        even.append(1)
    empty = memoryview(bytearray(1))[1:].cast("f")
    assert shapes.levels_sum(empty) == 0
    shapes.levels_raise(empty)
