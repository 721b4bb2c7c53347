"""Arguments that the contract fixes: what C is told about the memory that it gets."""

from __future__ import annotations

import gc

import keeper


def shown(size: int = 4096) -> bytes:
    return bytes(keeper.show(size).memory())


def test_text_is_copied_before_its_memory_goes() -> None:
    keeper.keep_text("kept " * 200)
    assert keeper.is_copy()
    gc.collect()
    others = [b"x" * 1000 for _ in range(2000)]  # what the text's memory is used for next
    assert shown() == b"kept " * 200
    assert len(others) == 2000


def test_numbers_and_every_other_kind_of_fixed_argument() -> None:
    keeper.keep_numbers([1, -2])
    assert keeper.is_copy()
    assert shown() == b"\1\0\0\0\xfe\xff\xff\xff"
    assert keeper.mode() == -3
    assert keeper.limit() == 0xFFFFFFF0
    assert keeper.place() == 0x1000


def test_text_with_a_nul_inside_is_text_of_that_length() -> None:
    keeper.keep_text("a\0b")
    assert shown() == b"a\0b"


def test_an_answer_that_is_not_0_is_no_failure_of_what_ends() -> None:
    seen: list[int] = []
    with keeper.Shelf.open() as shelf:
        watching = shelf.watch(seen.append)
        with shelf.lend() as book:
            book.pages = 7
        watching.close()
        with shelf.lend() as book:
            assert book.pages == 7
    assert seen == [7]
