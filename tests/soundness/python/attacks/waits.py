"""rule: 7 and 8. What closures raise in a wait is not the wait's own, and C is told of times that it takes."""

import asyncio
import os
import signal

import shapes
from attack import refused


def press_that_raises(error):
    """A press, and what its closure raises, once."""
    press = shapes.Press.open()
    left = [error]

    def returned(number):
        if left:
            raise left.pop()

    press.on_return(returned)
    return press


# expected: ok
# A closure's exception is no timeout of the wait around it.
def what_is_raised_in_a_wait():
    def mine():
        return press_that_raises(shapes.TimeoutError("mine", shapes.Status.TIMEOUT))

    press = mine()
    refused(shapes.TimeoutError, "mine", lambda: press.wait(0.3))
    error = refused(shapes.TimeoutError, "", lambda: press.wait(0.01))
    assert "mine" not in str(error)
    press = mine()
    refused(shapes.TimeoutError, "mine", lambda: asyncio.run(press.wait_async(0.3)))
    outer = shapes.Press.open()
    outer.on_return(lambda number: press.wait(0.01))
    error = refused(shapes.TimeoutError, "", lambda: outer.wait())
    assert error.__traceback__ is not None


# expected: ok
# A task that is cancelled ends when its call has, and says what that raised.
def what_is_raised_in_a_wait_that_is_cancelled():
    press = shapes.Press.open()

    async def cancelled():
        task = asyncio.get_running_loop().create_task(press.wait_async())
        press.on_return(lambda number: task.get_loop().call_soon_threadsafe(task.cancel) and fail())
        try:
            await task
        except asyncio.CancelledError as error:
            # Before Python 3.11 a task raises another one, whose context is what was raised in it.
            return error.__cause__ or getattr(error.__context__, "__cause__", None)
        raise AssertionError("not cancelled")

    def fail():
        raise KeyError("mine")

    cause = asyncio.run(cancelled())
    assert isinstance(cause, KeyError), repr(cause)


# expected: ok
# A child that was forked waits in threads of its own: it has none of its parent's.
def waiting_after_a_fork():
    press = shapes.Press.open()

    def wait():
        refused(shapes.TimeoutError, "", lambda: asyncio.run(press.wait_async(0.01)))

    wait()
    child = os.fork() if hasattr(os, "fork") else None
    if child == 0:
        signal.alarm(20)
        try:
            wait()
            os._exit(0)
        finally:
            os._exit(1)
    assert child is None or os.waitpid(child, 0)[1] == 0
    wait()


# expected: ok
def times_that_c_does_not_take():
    press = shapes.Press.open()
    for wrong in (51, 256, -1, 100000):
        refused((OverflowError, ValueError), "", lambda wrong=wrong: press.wait_briefly(wrong))
    refused(shapes.TimeoutError, "", lambda: press.wait_briefly(1))
