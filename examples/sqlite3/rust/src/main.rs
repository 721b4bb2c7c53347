//! A shelf of books in SQLite: exec, prepared statements, a closure for each row, errors.
//!
//! `cargo run -- FILE`; without a file, in memory.

use sqlite::{Connection, Error, ROW, Statement};
use std::process::ExitCode;

const SCHEMA: &str = "create table if not exists book (title text primary key, year integer)";

/// A statement that is not empty.
fn prepare(shelf: &Connection, sql: &str) -> Result<Statement, Error> {
    shelf
        .prepare(sql)?
        .ok_or_else(|| Error::Argument("an empty statement".into()))
}

fn add(shelf: &Connection, title: &str, year: Option<i32>) -> Result<(), Error> {
    let insert = prepare(shelf, "insert into book values (?, ?)")?;
    insert.bind_text(1, title)?;
    match year {
        Some(year) => insert.bind_int(2, year)?,
        None => insert.bind_null(2)?,
    }
    insert.step()?;
    Ok(())
}

/// Title and year of each book before `limit`, the oldest first.
fn older_than(shelf: &Connection, limit: i32) -> Result<Vec<(String, i32)>, Error> {
    let select = prepare(
        shelf,
        "select title, year from book where year < ? order by year",
    )?;
    select.bind_int(1, limit)?;
    let mut books = Vec::new();
    while select.step()? == ROW {
        books.push((
            select.column_text(0).unwrap_or_default(),
            select.column_int(1),
        ));
    }
    Ok(books)
}

/// Title, and year or nothing, as SQLite writes them.
fn everything(shelf: &Connection) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    shelf.exec(
        "select title, year from book order by title",
        |values, _columns| {
            lines.push(format!(
                "{}, {}",
                values[0].unwrap_or("?"),
                values[1].unwrap_or("no year")
            ));
            0
        },
    )?;
    Ok(lines)
}

fn report(path: &str) -> Result<(), Error> {
    let shelf = Connection::open(path)?;
    shelf.exec(SCHEMA, |_, _| 0)?;
    shelf.exec("delete from book", |_, _| 0)?;
    add(&shelf, "Ulysses", Some(1922))?;
    add(&shelf, "Don Quixote", Some(1605))?;
    add(&shelf, "Beowulf", None)?;
    for line in everything(&shelf)? {
        println!("{line}");
    }
    for (title, year) in older_than(&shelf, 1900)? {
        println!("older than 1900: {title} ({year})");
    }
    if let Err(Error::Constraint(why)) = add(&shelf, "Ulysses", None) {
        println!("twice: {why}: {}", shelf.error_message());
    }
    if let Err(error) = shelf.prepare("select author from book") {
        println!("wrong: {error}: {}", shelf.error_message());
    }
    Ok(())
}

fn main() -> ExitCode {
    match report(&std::env::args().nth(1).unwrap_or_else(|| ":memory:".into())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shelf: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Connection {
        let shelf = Connection::open(":memory:").unwrap();
        shelf.exec(SCHEMA, |_, _| 0).unwrap();
        shelf
    }

    #[test]
    fn rows_come_back_as_they_were_bound() {
        let shelf = shelf();
        add(&shelf, "Don Quixote \u{1F409}", Some(1605)).unwrap();
        add(&shelf, "", None).unwrap();
        let select = prepare(&shelf, "select year, title from book order by rowid").unwrap();
        assert_eq!(select.column_count(), 2);
        assert_eq!(select.column_name(1).as_deref(), Some("title"));
        assert_eq!(select.step(), Ok(ROW));
        assert_eq!(
            (select.column_int(0), select.column_type(0)),
            (1605, sqlite::INTEGER)
        );
        assert_eq!(
            select.column_text(1).as_deref(),
            Some("Don Quixote \u{1F409}")
        );
        assert_eq!(select.step(), Ok(ROW));
        assert_eq!(
            (select.column_type(0), select.column_text(0)),
            (sqlite::NULL, None)
        );
        assert_eq!(select.column_text(1).as_deref(), Some(""));
        assert_eq!(select.step(), Ok(sqlite::DONE));
        select.reset().unwrap();
        assert_eq!(select.step(), Ok(ROW));
    }

    #[test]
    fn exec_calls_back_for_each_row() {
        let shelf = shelf();
        add(&shelf, "Beowulf", None).unwrap();
        add(&shelf, "Ulysses", Some(1922)).unwrap();
        assert_eq!(
            everything(&shelf).unwrap(),
            ["Beowulf, no year", "Ulysses, 1922"]
        );
        let mut calls = 0;
        let stopped = shelf.exec("select * from book", |_, columns| {
            assert_eq!(columns, [Some("title"), Some("year")]);
            calls += 1;
            1
        });
        assert!(matches!(stopped, Err(Error::Abort(_))), "{stopped:?}");
        assert_eq!(calls, 1);
    }

    #[test]
    #[should_panic = "in the middle of it"]
    fn a_panic_goes_through_the_library_unharmed() {
        let shelf = shelf();
        let _ = shelf.exec("select 1", |_, _| panic!("in the middle of it"));
    }

    #[test]
    fn errors_have_code_and_text() {
        let shelf = shelf();
        let error = shelf.prepare("selec").unwrap_err();
        assert_eq!(error, Error::Error("SQL logic error".into()));
        assert_eq!(shelf.error_message(), "near \"selec\": syntax error");
        assert!(shelf.prepare("").unwrap().is_none());
        add(&shelf, "Ulysses", None).unwrap();
        let error = add(&shelf, "Ulysses", None).unwrap_err();
        assert!(matches!(error, Error::Constraint(_)), "{error:?}");
        let error = Connection::open("/nowhere/at/all.db").unwrap_err();
        assert!(matches!(error, Error::Cantopen(_)), "{error:?}");
        let select = prepare(&shelf, "select 1").unwrap();
        assert!(matches!(select.bind_int(2, 0), Err(Error::Range(_))));
    }

    #[test]
    fn a_statement_may_outlive_its_connection() {
        let shelf = shelf();
        let select = prepare(&shelf, "select 6 * 7").unwrap();
        drop(shelf);
        assert_eq!(select.step(), Ok(ROW));
        assert_eq!(select.column_int64(0), 42);
    }

    #[test]
    fn a_backup_has_what_the_source_has() {
        let (source, copy) = (shelf(), Connection::open(":memory:").unwrap());
        add(&source, "Ulysses", Some(1922)).unwrap();
        let backup = copy.backup_init("main", &source, "main").unwrap();
        assert_eq!(backup.step(-1), Ok(sqlite::DONE));
        drop(backup);
        assert_eq!(
            older_than(&copy, 2000).unwrap(),
            [("Ulysses".to_owned(), 1922)]
        );
    }
}
