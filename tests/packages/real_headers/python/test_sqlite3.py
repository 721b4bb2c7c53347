"""SQLite through its emitted package: exec with a callback, prepared statements, errors."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from typing import Optional

import pytest
import sqlite
from sqlite import Connection, ErrorCode


@pytest.fixture
def connection() -> Iterator[Connection]:
    with Connection.open(":memory:") as opened:
        opened.exec("create table item (id integer primary key, name text, weight real)")
        yield opened


def test_exec_calls_back_for_each_row(connection: Connection) -> None:
    connection.exec("insert into item (name, weight) values ('first', 1.5), (null, 2)")
    rows: list[dict[Optional[str], Optional[str]]] = []

    def take(values: Sequence[Optional[str]], columns: Sequence[Optional[str]]) -> int:
        rows.append(dict(zip(columns, values)))
        return 0

    connection.exec("select name, weight from item order by id", callback=take)
    assert rows == [{"name": "first", "weight": "1.5"}, {"name": None, "weight": "2.0"}]


def test_a_callback_can_stop_it(connection: Connection) -> None:
    connection.exec("insert into item (name) values ('a'), ('b'), ('c')")
    seen: list[Optional[str]] = []

    def stop(values: Sequence[Optional[str]], _columns: Sequence[Optional[str]]) -> int:
        seen.append(values[0])
        return 1

    with pytest.raises(sqlite.AbortError):
        connection.exec("select name from item", callback=stop)
    assert seen == ["a"]

    def fail(_values: Sequence[Optional[str]], _columns: Sequence[Optional[str]]) -> int:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        connection.exec("select name from item", callback=fail)


def test_statements(connection: Connection) -> None:
    names = ["grüß dich", "a\0b", "x" * 10_000, ""]
    with connection.prepare("insert into item (name, weight) values (?, ?)") as insert:
        for number, name in enumerate(names):
            insert.bind_text(1, name)
            insert.bind_double(2, number / 2)
            # The library has made a copy: the text's memory is anybody's by now.
            gc.collect()
            _others = [bytes(len(name.encode())) for _ in range(100)]
            assert insert.step() is ErrorCode.DONE
            insert.reset()
    assert connection.last_insert_rowid() == len(names)
    with connection.prepare("select name, weight, length(cast(name as blob)) from item order by id") as select:
        for number, name in enumerate(names):
            assert select.step() is ErrorCode.ROW
            assert select.column_double(1) == number / 2
            assert select.column_int(2) == len(name.encode())
            assert select.column_text(0) == name.split("\0")[0]
        assert select.step() is ErrorCode.DONE
        assert select.column_name(1) == "weight"
    with pytest.raises(ValueError, match="closed"):
        select.step()


def test_an_empty_statement_is_none(connection: Connection) -> None:
    assert connection.prepare("") is None


def test_errors(connection: Connection) -> None:
    with pytest.raises(sqlite.GenericError, match="logic error") as caught:
        connection.prepare("select x from nowhere")
    assert caught.value.code == sqlite.raw.SQLITE_ERROR
    assert connection.error_message() == "no such table: nowhere"
    connection.exec("insert into item (id) values (1)")
    with pytest.raises(sqlite.ConstraintError, match="constraint"):
        connection.exec("insert into item (id) values (1)")
    with pytest.raises(sqlite.CantopenError, match="unable to open"):
        Connection.open("/nonexistent/folder/file")


def test_a_statement_outlives_its_connection() -> None:
    connection = Connection.open(":memory:")
    statement = connection.prepare("select 42")
    connection.close()
    assert statement is not None
    assert statement.step() is ErrorCode.ROW
    assert statement.column_int(0) == 42
    statement.close()
