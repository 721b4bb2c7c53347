"""rule: 2, 7 and 8. What is lent goes back once, with numbers that C takes, and what closures raise then arrives."""

import gc
import sys

import shapes
from attack import refused


def press_that_raises(*errors):
    """A press, and what its closure raises: one after the other."""
    press = shapes.Press.open()
    left = list(errors)

    def returned(number):
        if left:
            raise left.pop(0)

    press.on_return(returned)
    return press


# expected: ok
def what_is_raised_as_a_loan_ends():
    press = press_that_raises(KeyError("printed"), KeyError("wasted"), KeyError("left"), KeyError("beside another"))
    proof = press.take()
    refused(KeyError, "printed", proof.print)
    refused(ValueError, "given back", proof.waste)
    proof = press.take()
    refused(KeyError, "wasted", proof.waste)
    refused(ValueError, "given back", proof.print)

    def with_block(error=None):
        with press.take():
            if error is not None:
                raise error

    refused(KeyError, "left", with_block)
    error = refused(KeyError, "beside", lambda: with_block(IndexError("first")))
    assert isinstance(error.__context__, IndexError)
    assert press.copies() == 0
    press.close()


# expected: ok
def what_is_raised_as_a_loan_is_forgotten():
    told = []
    press = press_that_raises(KeyError("forgotten"))
    before, sys.unraisablehook = sys.unraisablehook, lambda said: told.append(said.exc_value)
    try:
        press.take()
        gc.collect()
    finally:
        sys.unraisablehook = before
    assert [str(error) for error in told] == ["'forgotten'"]
    assert press.copies() == 0
    press.close()


# expected: ok
def nothing_is_lent():
    press = shapes.Press.open()
    refused(ValueError, "lent no Proof", lambda: press.find(False))
    press.find(True).print()


# expected: ok
def numbers_that_c_does_not_take():
    press = shapes.Press.open()
    claim = press.take()
    claim.record.tray = 4
    refused((OverflowError, ValueError), "tray", claim.print)
    claim.record.tray = 3
    claim.record.copies = 2
    claim.print()
    assert press.copies() == 2

    def with_block():
        with press.take() as proof:
            proof.tray = 99

    refused((OverflowError, ValueError), "tray", with_block)
    with press.take() as proof:
        proof.tray = 1
        proof.side = shapes.Side.RIGHT
    claim = press.take()
    claim.record.tray = 7
    claim.waste()
    assert not hasattr(press, "borrow")
    trays = press.trays()
    trays[0].tray = 9
    with press.take():
        pass


# expected: ok
# What is freed as a call fails may say something else.
def why_a_call_failed_that_gave_something():
    assert shapes.proofread(False, True) == "nothing"
    for say in (True, False):
        refused(shapes.RefusedError, "too many misprints", lambda say=say: shapes.proofread(True, say))


# expected: ok
# Where there is no text, none is freed.
def texts_that_are_not_there():
    assert shapes.footnote(False) is None
    assert shapes.footnote(True) == "see there"
