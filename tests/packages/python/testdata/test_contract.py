"""The contract's package with the running library."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import rt_audio
from rt_audio import AudioBlock, Channel, ChannelMode, Registry, Ring, RingMode, ServiceFlags, State

PREFIX = f"python.{os.getpid()}"


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    return f"{PREFIX}.{request.node.name.removeprefix('test_')[:30]}"


@pytest.fixture
def ring(name: str) -> Iterator[Ring]:
    with Ring.create(name, 16, RingMode.OVERWRITE) as made:
        yield made


@pytest.fixture
def lossless(name: str) -> Iterator[Ring]:
    with Ring.create(name, 16, RingMode.LOSSLESS) as made:
        yield made


def filled(sequence: int, frames: int = 64) -> AudioBlock:
    block = AudioBlock(sequence=sequence, sample_rate=48000, channels=2, frames=frames)
    block.samples[: 2 * frames] = [sequence + i / 128 for i in range(2 * frames)]
    return block


def address_of(view: memoryview) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(view))


def test_errors_have_codes_and_the_librarys_text() -> None:
    with pytest.raises(rt_audio.NotFoundError, match="no-such-ring") as caught:
        Ring.open("no-such-ring")
    assert caught.value.code is rt_audio.ErrorCode.NOT_FOUND
    with pytest.raises(rt_audio.InvalidArgumentError):
        Ring.open("x" * 1000)
    with pytest.raises(ValueError, match="null"):
        Ring.open("a\0b")
    with pytest.raises(TypeError):
        Ring.open(5)  # type: ignore[arg-type]


def test_texts_of_failures_are_the_threads_own() -> None:
    wrong: list[str] = []

    def fail(number: int) -> None:
        for _ in range(100):
            try:
                Ring.open(f"missing.{number}.x")
            except rt_audio.NotFoundError as error:
                if f"missing.{number}.x" not in str(error):
                    wrong.append(str(error))

    threads = [threading.Thread(target=fail, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_blocks_come_out_as_they_went_in(ring: Ring, name: str) -> None:
    with Ring.open(name) as reader:
        ring.write_overwrite(filled(7))
        block = reader.read()
        assert block.sequence == 7
        assert list(block.samples[:128]) == list(filled(7).samples[:128])
        again = AudioBlock()
        with pytest.raises(rt_audio.EmptyError):
            reader.read(into=again)


def test_batches(ring: Ring, name: str) -> None:
    with Ring.open(name) as reader:
        row = AudioBlock.array(8)
        for i, block in enumerate(row):
            block.sequence, block.sample_rate, block.channels, block.frames = i, 48000, 1, 4
        assert ring.write_batch(row) == 8
        assert ring.write_batch([filled(8), filled(9)]) == 2
        room = AudioBlock.array(12)
        read = reader.read_batch(room)
        assert [block.sequence for block in read] == list(range(10))
        assert read.address == room.address, "the caller's memory, not a copy"
        with pytest.raises(rt_audio.EmptyError):
            reader.read_batch(4)


def test_views_are_of_the_same_memory(lossless: Ring, name: str) -> None:
    numpy = pytest.importorskip("numpy")
    block = AudioBlock()
    samples = block.samples
    assert samples.address == ctypes.addressof(block.raw) + type(block.raw).samples.offset
    assert samples.address % 16 == 0, "as the contract aligns them"
    assert address_of(samples.memory()) == samples.address
    assert samples.numpy().ctypes.data == samples.address
    assert numpy.asarray(samples.memory()).ctypes.data == samples.address
    row = AudioBlock.array(3)
    assert row.numpy().ctypes.data == row.address
    assert row.numpy()["samples"].shape == (3, rt_audio.MAX_SAMPLES)
    assert row[1].samples.address == row.address + ctypes.sizeof(row[1].raw) + type(row[1].raw).samples.offset
    # The slot itself is lent, and seen by another handle without a copy having been made here.
    with lossless.claim() as slot:
        slot.sample_rate, slot.channels, slot.frames = 48000, 2, 64
        slot.samples.numpy()[:128] = numpy.arange(128, dtype=numpy.float32)
        assert slot.samples.memory()[127] == 127.0
    with Ring.open(name) as reader, (lent := reader.peek()) as shown:
        view = shown.samples.numpy()
        assert view.ctypes.data == shown.samples.address
        assert list(view[:128]) == list(range(128))
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1
        with pytest.raises(TypeError, match="read-only"):
            shown.samples.memory()[0] = 1
        with pytest.raises(AttributeError, match="read-only"):
            shown.frames = 1
        with pytest.raises(BufferError, match="still in use"):
            lent.release()
        del view  # a view that cannot be taken back keeps the loan open


def test_records_are_aligned_as_c_aligns_them() -> None:
    blocks = [AudioBlock() for _ in range(50)]
    assert {ctypes.addressof(block.raw) % 16 for block in blocks} == {0}
    assert all(AudioBlock.array(count).address % 16 == 0 for count in range(1, 10))


def test_loans_end_once(lossless: Ring) -> None:
    claim = lossless.claim()
    with pytest.raises(rt_audio.BusyError):
        lossless.claim()
    record = claim.record
    record.sample_rate, record.channels, record.frames = 48000, 1, 4
    claim.commit()
    with pytest.raises(ValueError, match="given back"):
        record.frames  # noqa: B018
    with pytest.raises(ValueError, match="given back"):
        claim.commit()
    with pytest.raises(KeyError), lossless.claim():
        raise KeyError  # abandons it
    lossless.claim().abandon()
    assert lossless.counters.written == 1


def test_what_was_given_back_keeps_nothing_open(lossless: Ring, name: str) -> None:
    with Ring.open(name) as writer:
        claim = writer.claim()
        with claim as block:
            block.channels, block.frames = 1, 4
    with Ring.open(name) as heir:
        heir.claim().abandon()  # busy while the one before is open
    assert lossless.counters.written == 1
    with pytest.raises(ValueError, match="given back"):
        block.frames  # noqa: B018
    with pytest.raises(ValueError, match="given back"):
        claim.commit()


def test_a_closed_object_refuses(name: str) -> None:
    ring = Ring.create(name, 16, RingMode.OVERWRITE)
    ring.close()
    ring.close()
    assert ring.closed
    for use in (ring.slots, ring.read, lambda: ring.counters, lambda: ring.write_overwrite(AudioBlock(channels=1))):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_a_dropped_object_closes_itself(name: str) -> None:
    def make() -> None:
        Ring.create(name, 16, RingMode.OVERWRITE)

    make()
    gc.collect()
    with pytest.raises(rt_audio.NotFoundError):
        Ring.open(name)


def test_a_state_may_be_closed_under_use(name: str) -> None:
    for _ in range(20):
        state = State.create(name)
        failures: list[BaseException] = []

        def use(state: State = state, failures: list[BaseException] = failures) -> None:
            try:
                while True:
                    state.gain  # noqa: B018
            except ValueError:
                return
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        state.close()
        for thread in threads:
            thread.join()
        assert failures == []


def test_properties(name: str) -> None:
    with State.create(name) as state:
        assert (state.gain, state.active) == (rt_audio.DEFAULT_GAIN, False)
        state.gain = 0.5
        state.active = True
        with State.open(name) as other:
            assert (other.gain, other.active) == (0.5, True)
            assert other.format.sample_rate == rt_audio.DEFAULT_SAMPLE_RATE
        with pytest.raises(rt_audio.TimeoutError):
            state.wait_active(False, timeout=0.01)


def test_registry(name: str) -> None:
    try:
        with Registry.open(name) as registry:
            flags = ServiceFlags.PRODUCER | ServiceFlags.STANDBY
            number = registry.register("svc.one", "svc.one.control", "ring", flags, 0)
            found = registry.find("svc.one")
            assert (found.id, found.name, found.control, found.pid) == (number, "svc.one", "svc.one.control",
                                                                        os.getpid())
            assert found.flags == flags
            assert [item.name for item in registry.list("svc.", 4)] == ["svc.one"]
            registry.unregister(number)
            with pytest.raises((rt_audio.StaleError, rt_audio.NotFoundError)):
                registry.unregister(number)
    finally:
        Registry.remove(name)


def test_other_threads_run_while_one_waits(ring: Ring) -> None:
    began = time.monotonic()
    counted = 0
    done = threading.Event()

    def wait() -> None:
        with pytest.raises(rt_audio.TimeoutError):
            ring.wait(timeout=0.2)
        done.set()

    thread = threading.Thread(target=wait)
    thread.start()
    while not done.is_set():
        counted += 1
    thread.join()
    assert time.monotonic() - began >= 0.19
    assert counted > 1000, "the interpreter lock was held"


def test_the_event_loop_goes_on_while_a_task_waits(ring: Ring, name: str) -> None:
    async def main() -> tuple[list[int], int]:
        turns = 0
        received: list[int] = []

        async def receive() -> None:
            with Ring.open(name) as reader:
                async for block in reader.blocks_async(timeout=10):
                    received.append(block.sequence)
                    if len(received) == 3:
                        return

        task = asyncio.create_task(receive())
        sequence = 0
        while not task.done():
            await asyncio.sleep(0.002)
            turns += 1
            if turns % 20 == 0:  # the reader sleeps in C by then
                ring.write_overwrite(filled(sequence))
                sequence += 1
        await task
        return received, turns

    received, turns = asyncio.run(main())
    assert len(received) == 3
    assert received == list(range(received[0], received[0] + 3))
    assert turns >= 60, "the loop stood still while the reader waited"


def test_a_waiting_task_can_be_cancelled(ring: Ring) -> None:
    async def main() -> float:
        task = asyncio.create_task(ring.wait_async())
        await asyncio.sleep(0.05)
        with pytest.raises(RuntimeError, match="in use by another thread"):
            ring.read()
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began

    assert asyncio.run(main()) < 5
    with pytest.raises(rt_audio.EmptyError):
        ring.read()  # the handle is free again


def test_iteration_ends_when_the_writer_closes(name: str) -> None:
    ring = Ring.create(name, 16, RingMode.LOSSLESS)
    with Ring.open(name) as reader:
        for sequence in range(5):
            ring.try_write(filled(sequence))
        threading.Timer(0.05, ring.close).start()
        assert [block.sequence for block in reader.blocks(timeout=10)] == list(range(5))


def test_messages(name: str) -> None:
    with Channel.create(name, rt_audio.fingerprint(), 4, 100, ChannelMode.BROADCAST) as channel:
        with Channel.open(name, rt_audio.fingerprint()) as reader:
            for length in range(101):
                channel.send(bytes([length]) * length)
                assert bytes(reader.receive(100)) == bytes([length]) * length
            with pytest.raises(rt_audio.EmptyError):
                reader.receive(100)
            with pytest.raises(rt_audio.InvalidArgumentError):
                channel.send(bytes(101))
            channel.send(b"twelve bytes")
            with pytest.raises(rt_audio.InvalidArgumentError):
                reader.receive(11)
            room = bytearray(12)
            assert bytes(reader.receive(room)) == b"twelve bytes" == bytes(room)
            with pytest.raises(rt_audio.FingerprintMismatchError):
                Channel.open(name, "")
            channel.close()
            with pytest.raises(rt_audio.ClosedError):
                reader.wait()


def test_each_message_goes_to_one_reader(name: str) -> None:
    """Processes send, threads receive; a process that is killed in the middle is no end for the others."""
    senders, each = 3, 500
    received: list[bytes] = []

    def read() -> None:
        with Channel.open(name, "") as reader:
            while len(received) < senders * each:
                try:
                    received.append(bytes(reader.receive(64)))
                except rt_audio.EmptyError:
                    try:
                        reader.wait(0.01)
                    except rt_audio.TimeoutError:
                        pass

    with Channel.create(name, "", 8, 64, ChannelMode.QUEUE) as own:
        script = f"""
import rt_audio
with rt_audio.Channel.open({name!r}, "") as channel:
    sender = int(__import__("sys").argv[1])
    for i in range({each}):
        while True:
            try:
                channel.send(f"{{sender}}:{{i}}".encode())
                break
            except (rt_audio.FullError, rt_audio.BusyError):
                try:
                    channel.wait_space(0.01)
                except rt_audio.TimeoutError:
                    pass
"""
        processes = [subprocess.Popen([sys.executable, "-c", script, str(i)]) for i in range(senders)]
        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        assert [process.wait() for process in processes] == [0] * senders
        for reader in readers:
            reader.join()
        assert sorted(received) == sorted(f"{s}:{i}".encode() for s in range(senders) for i in range(each))
        assert own.counters.abandoned == 0
