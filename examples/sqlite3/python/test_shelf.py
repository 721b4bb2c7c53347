"""SQLite through its package."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlite
from shelf import SCHEMA, add, everything, older_than
from sqlite import Connection, ErrorCode


@pytest.fixture
def shelf() -> Iterator[Connection]:
    with Connection.open(":memory:") as opened:
        opened.exec(SCHEMA)
        yield opened


def test_rows_come_back_as_they_were_bound(shelf: Connection) -> None:
    add(shelf, "Don Quixote \U0001f409", 1605)
    add(shelf, "", None)
    with shelf.prepare("select year, title from book order by rowid") as select:
        assert (select.column_count(), select.column_name(1)) == (2, "title")
        assert select.step() is ErrorCode.ROW
        assert (select.column_int(0), select.column_text(1)) == (
            1605,
            "Don Quixote \U0001f409",
        )
        assert select.step() is ErrorCode.ROW
        assert (select.column_text(0), select.column_text(1)) == (None, "")
        assert select.step() is ErrorCode.DONE


def test_exec_calls_back_for_each_row(shelf: Connection) -> None:
    add(shelf, "Beowulf", None)
    add(shelf, "Ulysses", 1922)
    assert everything(shelf) == ["Beowulf, no year", "Ulysses, 1922"]
    with pytest.raises(sqlite.AbortError):
        shelf.exec("select 1", callback=lambda _values, _columns: 1)


def test_errors_have_code_and_text(shelf: Connection) -> None:
    with pytest.raises(sqlite.GenericError, match="SQL logic error"):
        shelf.prepare("selec")
    assert shelf.error_message() == 'near "selec": syntax error'
    add(shelf, "Ulysses", None)
    with pytest.raises(sqlite.ConstraintError):
        add(shelf, "Ulysses", None)
    with pytest.raises(sqlite.CantopenError):
        Connection.open("/nowhere/at/all.db")


def test_a_backup_has_what_the_source_has(shelf: Connection) -> None:
    add(shelf, "Ulysses", 1922)
    with Connection.open(":memory:") as copy:
        with copy.backup_init("main", shelf, "main") as backup:
            assert backup.step(-1) is ErrorCode.DONE
        assert list(older_than(copy, 2000)) == [("Ulysses", 1922)]
