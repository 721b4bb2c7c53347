// Command shelf keeps books in SQLite: exec, prepared statements, a function for each row, errors.
//
// Without a file it keeps them in memory.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"

	"example.com/sqlite"
)

const schema = "create table if not exists book (title text primary key, year integer)"

// A book has no year when that is zero.
type book struct {
	title string
	year  int32
}

func add(shelf *sqlite.Connection, b book) error {
	insert, err := shelf.Prepare("insert into book values (?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	if err := insert.BindText(1, b.title); err != nil {
		return err
	}
	if b.year == 0 {
		err = insert.BindNull(2)
	} else {
		err = insert.BindInt(2, b.year)
	}
	if err != nil {
		return err
	}
	_, err = insert.Step()
	return err
}

// olderThan returns the books before limit, the oldest first.
func olderThan(shelf *sqlite.Connection, limit int32) ([]book, error) {
	selection, err := shelf.Prepare("select title, year from book where year < ? order by year")
	if err != nil {
		return nil, err
	}
	defer selection.Close()
	if err := selection.BindInt(1, limit); err != nil {
		return nil, err
	}
	var books []book
	for {
		code, err := selection.Step()
		if err != nil || code != sqlite.CodeRow {
			return books, err
		}
		title, _ := selection.ColumnText(0)
		books = append(books, book{title, selection.ColumnInt(1)})
	}
}

// everything returns title and year of all books, as SQLite writes them.
func everything(shelf *sqlite.Connection) ([]string, error) {
	var lines []string
	err := shelf.Exec("select title, coalesce(year, 'no year') from book order by title", func(values, _ []string) int32 {
		lines = append(lines, values[0]+", "+values[1])
		return 0
	})
	return lines, err
}

func report(path string) error {
	// A connection stays with the thread that made it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	shelf, err := sqlite.OpenConnection(path)
	if err != nil {
		return err
	}
	defer shelf.Close()
	for _, sql := range []string{schema, "delete from book"} {
		if err := shelf.Exec(sql, nil); err != nil {
			return err
		}
	}
	for _, b := range []book{{"Ulysses", 1922}, {"Don Quixote", 1605}, {"Beowulf", 0}} {
		if err := add(shelf, b); err != nil {
			return err
		}
	}
	lines, err := everything(shelf)
	if err != nil {
		return err
	}
	for _, line := range lines {
		fmt.Println(line)
	}
	books, err := olderThan(shelf, 1900)
	if err != nil {
		return err
	}
	for _, b := range books {
		fmt.Printf("older than 1900: %s (%d)\n", b.title, b.year)
	}
	if err := add(shelf, book{"Ulysses", 0}); errors.Is(err, sqlite.ErrConstraint) {
		fmt.Printf("twice: %s: %s\n", sqlite.ErrConstraint.String(), shelf.ErrorMessage())
	}
	if _, err := shelf.Prepare("select author from book"); errors.Is(err, sqlite.ErrError) {
		fmt.Printf("wrong: %s: %s\n", sqlite.ErrError.String(), shelf.ErrorMessage())
	}
	return nil
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("shelf: ")
	path := ":memory:"
	if len(os.Args) > 1 {
		path = os.Args[1]
	}
	if err := report(path); err != nil {
		log.Fatal(err)
	}
}
