"""A shelf of books in SQLite: exec, prepared statements, a function for each row, errors.

python3 shelf.py FILE; without a file, in memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import sqlite
from sqlite import Connection, ErrorCode

SCHEMA = "create table if not exists book (title text primary key, year integer)"


def add(shelf: Connection, title: str, year: int | None) -> None:
    with shelf.prepare("insert into book values (?, ?)") as insert:
        insert.bind_text(1, title)
        if year is None:
            insert.bind_null(2)
        else:
            insert.bind_int(2, year)
        insert.step()


def older_than(shelf: Connection, limit: int) -> Iterator[tuple[str, int]]:
    """Title and year of each book before `limit`, the oldest first."""
    with shelf.prepare(
        "select title, year from book where year < ? order by year"
    ) as select:
        select.bind_int(1, limit)
        while select.step() is ErrorCode.ROW:
            yield select.column_text(0) or "", select.column_int(1)


def everything(shelf: Connection) -> list[str]:
    """Title, and year or nothing, as SQLite writes them."""
    lines = []

    def take(values: Sequence[str | None], _columns: Sequence[str | None]) -> int:
        lines.append(f"{values[0]}, {values[1] or 'no year'}")
        return 0

    shelf.exec("select title, year from book order by title", callback=take)
    return lines


def report(path: str) -> None:
    with Connection.open(path) as shelf:
        shelf.exec(SCHEMA)
        shelf.exec("delete from book")
        add(shelf, "Ulysses", 1922)
        add(shelf, "Don Quixote", 1605)
        add(shelf, "Beowulf", None)
        for line in everything(shelf):
            print(line)
        for title, year in older_than(shelf, 1900):
            print(f"older than 1900: {title} ({year})")
        try:
            add(shelf, "Ulysses", None)
        except sqlite.ConstraintError as error:
            print(f"twice: {error}: {shelf.error_message()}")
        try:
            shelf.prepare("select author from book")
        except sqlite.GenericError as error:
            print(f"wrong: {error}: {shelf.error_message()}")


if __name__ == "__main__":
    report(sys.argv[1] if len(sys.argv) > 1 else ":memory:")
