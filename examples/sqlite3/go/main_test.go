package main

import (
	"errors"
	"reflect"
	"runtime"
	"testing"

	"example.com/sqlite"
)

func openShelf(t *testing.T) *sqlite.Connection {
	t.Helper()
	runtime.LockOSThread()
	shelf, err := sqlite.OpenConnection(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	if err := shelf.Exec(schema, nil); err != nil {
		t.Fatal(err)
	}
	return shelf
}

func must[T any](t *testing.T, what string) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		return value
	}
}

func TestRowsComeBackAsTheyWereBound(t *testing.T) {
	shelf := openShelf(t)
	for _, b := range []book{{"Don Quixote \U0001F409", 1605}, {"", 0}} {
		if err := add(shelf, b); err != nil {
			t.Fatal(err)
		}
	}
	selection := must[*sqlite.Statement](t, "select")(shelf.Prepare("select year, title from book order by rowid"))
	defer selection.Close()
	if n := selection.ColumnCount(); n != 2 {
		t.Error(n, "columns")
	}
	if name, ok := selection.ColumnName(1); !ok || name != "title" {
		t.Error(name, ok)
	}
	step := must[sqlite.ErrorCode](t, "step")
	if code := step(selection.Step()); code != sqlite.CodeRow {
		t.Fatal(code)
	}
	if year, kind := selection.ColumnInt(0), selection.ColumnType(0); year != 1605 || kind != sqlite.Integer {
		t.Error(year, kind)
	}
	if title, ok := selection.ColumnText(1); !ok || title != "Don Quixote \U0001F409" {
		t.Error(title, ok)
	}
	if code := step(selection.Step()); code != sqlite.CodeRow {
		t.Fatal(code)
	}
	if year, ok := selection.ColumnText(0); ok || year != "" {
		t.Error("NULL has the text", year)
	}
	if title, ok := selection.ColumnText(1); !ok || title != "" {
		t.Error("an empty text is none")
	}
	if code := step(selection.Step()); code != sqlite.CodeDone {
		t.Error(code)
	}
	if err := selection.Reset(); err != nil {
		t.Error(err)
	}
}

func TestExecCallsBackForEachRow(t *testing.T) {
	shelf := openShelf(t)
	for _, b := range []book{{"Beowulf", 0}, {"Ulysses", 1922}} {
		if err := add(shelf, b); err != nil {
			t.Fatal(err)
		}
	}
	lines := must[[]string](t, "everything")(everything(shelf))
	if want := []string{"Beowulf, no year", "Ulysses, 1922"}; !reflect.DeepEqual(lines, want) {
		t.Error(lines)
	}
	calls := 0
	err := shelf.Exec("select * from book", func(_, columns []string) int32 {
		if !reflect.DeepEqual(columns, []string{"title", "year"}) {
			t.Error(columns)
		}
		calls++
		return 1
	})
	if !errors.Is(err, sqlite.ErrAbort) || calls != 1 {
		t.Error(err, calls)
	}
	failure := errors.New("in the middle of it")
	err = shelf.Exec("select 1", func(_, _ []string) int32 { panic(failure) })
	var panicked *sqlite.PanicError
	if !errors.Is(err, failure) || !errors.As(err, &panicked) {
		t.Error(err)
	}
}

func TestErrorsHaveCodeAndText(t *testing.T) {
	shelf := openShelf(t)
	if _, err := shelf.Prepare("selec"); !errors.Is(err, sqlite.ErrError) || err.Error() != "sqlite: SQL logic error" {
		t.Error(err)
	}
	if text := shelf.ErrorMessage(); text != `near "selec": syntax error` {
		t.Error(text)
	}
	if empty, err := shelf.Prepare(""); empty != nil || err != nil {
		t.Error(empty, err)
	}
	for i, want := range []error{nil, sqlite.ErrConstraint} {
		if err := add(shelf, book{"Ulysses", 0}); !errors.Is(err, want) {
			t.Error(i, err)
		}
	}
	if _, err := sqlite.OpenConnection("/nowhere/at/all.db"); !errors.Is(err, sqlite.ErrCantopen) {
		t.Error(err)
	}
	selection := must[*sqlite.Statement](t, "select")(shelf.Prepare("select 1"))
	if err := selection.BindInt(2, 0); !errors.Is(err, sqlite.ErrRange) {
		t.Error(err)
	}
	if err := selection.Close(); err != nil {
		t.Error(err)
	}
	if _, err := selection.Step(); !errors.Is(err, sqlite.ErrHandleClosed) {
		t.Error(err)
	}
}

func TestABackupHasWhatTheSourceHas(t *testing.T) {
	source, destination := openShelf(t), openShelf(t)
	if err := add(source, book{"Ulysses", 1922}); err != nil {
		t.Fatal(err)
	}
	backup := must[*sqlite.Backup](t, "backup")(destination.BackupInit("main", source, "main"))
	if code := must[sqlite.ErrorCode](t, "step")(backup.Step(-1)); code != sqlite.CodeDone {
		t.Error(code)
	}
	if err := backup.Close(); err != nil {
		t.Error(err)
	}
	books := must[[]book](t, "books")(olderThan(destination, 2000))
	if !reflect.DeepEqual(books, []book{{"Ulysses", 1922}}) {
		t.Error(books)
	}
}
