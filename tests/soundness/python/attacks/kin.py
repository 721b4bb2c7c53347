"""rule: 1, 2. What an object keeps belongs to it, or it to that."""

import gc

import shapes
from attack import refused


# expected: ok
def an_objects_own_are_kept_and_forgotten():
    manor = shapes.Manor.open()
    one, other = manor.wing(0).welcome(), manor.wing(1).welcome()
    manor.honour(one)
    manor.honour()
    manor.honour(other)
    manor.seat([one, other])
    manor.wing(0).host(one)
    one.praise(manor)
    assert manor.dine() == 4
    assert one.boast() == 1
    one.close()
    assert manor.dine() == 2
    del other
    gc.collect()
    assert manor.dine() == 0
    manor.close()


# expected: ok
def strangers_are_not_kept():
    manor, stranger = shapes.Manor.open(), shapes.Manor.open()
    own, lodger = manor.wing(0).welcome(), stranger.wing(0).welcome()
    refused(ValueError, "another", lambda: manor.honour(lodger))
    refused(ValueError, "another", lambda: manor.seat([own, lodger]))
    refused(ValueError, "another", lambda: manor.wing(0).host(lodger))
    refused(ValueError, "another", lambda: own.praise(stranger))
    manor.greet(lodger)
    lodger.close()
    stranger.close()
    assert manor.dine() == 0
    assert own.boast() == 0


# expected: ok
def of_one_whole_is_not_enough():
    """A wing does not hear of those who leave another wing."""
    manor = shapes.Manor.open()
    one, other = manor.wing(0), manor.wing(1)
    lodger = other.welcome()
    refused(ValueError, "another", lambda: one.host(lodger))
    manor.wing(1).host(lodger)
    lodger.close()
    assert manor.dine() == 0


# expected: ok
def of_one_place_is_not_enough():
    """What is where another one is has not what belongs to that."""
    manor = shapes.Manor.open()
    porch = manor.porch()
    lodger, own = manor.wing(0).welcome(), porch.rest()
    refused(ValueError, "another", lambda: porch.host(lodger))
    porch.host(own)
    manor.honour(own)
    assert manor.dine() == 2
    lodger.close()
    own.close()
    assert manor.dine() == 0


# expected: ok
def what_belongs_to_two_goes_with_each():
    manor, other, stranger = (shapes.Manor.open() for _ in range(3))
    alley = manor.alley(other)
    for _ in range(3):
        manor.patrol(alley, 0)
        other.patrol(alley, 0)
        alley.sweep(manor)
        alley.sweep(other)
    refused(ValueError, "another", lambda: stranger.patrol(alley, 0))
    other.close()
    manor.patrol(alley, 0)
    alley.close()
    manor.honour()


# expected: ok
def what_belongs_to_two_is_given_away_beside_one():
    manor, other, stranger = (shapes.Manor.open() for _ in range(3))
    for _ in range(3):
        alley = manor.alley(other)
        alley.extend(manor.alley(other))
        alley.extend(other.alley(manor))
        foreign = manor.alley(stranger)
        refused(ValueError, "needs others", lambda: alley.extend(foreign))
        alley.demolish(other)
        manor.alley(other).demolish(manor)
        manor.alley(other).demolish(stranger)
        foreign.close()
    assert manor.dine() == other.dine() == 0


# expected: ok
def what_is_lent_is_not_in_use_by_the_closure():
    manor, seen = shapes.Manor.open(), []
    manor.announce(lambda lodger: seen.append(lodger.boast()))
    lodger = manor.wing(0).welcome()
    manor.honour(lodger)
    assert manor.dine() == 1
    assert lodger.boast() == 0
    assert seen == [0]
