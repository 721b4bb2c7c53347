// rule: 4, 14. What C lends to a closure, and what else the program has of it: relatives keep each other off.
package attacks

import (
	"sync"
	"testing"

	"example.com/shapes"
)

// together calls functions in goroutines of their own, often; each may be refused while another one runs.
func together(t *testing.T, calls ...func() error) {
	t.Helper()
	var group sync.WaitGroup
	for _, call := range calls {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 40 {
				if err := attempt(call); err != nil {
					busy(t, func() error { return err })
				}
			}
		}()
	}
	group.Wait()
}

// words counts what is written in a chest's books.
func words(chest *shapes.Chest) func() error {
	return func() error {
		chest.Words()
		return nil
	}
}

func write(book *shapes.Book) func() error   { return func() error { return book.Write(1) } }
func work(chest *shapes.Chest) func() error  { return func() error { return chest.Work(1) } }
func study(chest *shapes.Chest) func() error { return func() error { return chest.Study(1) } }
func reading(book *shapes.Book) func() error {
	return func() error {
		book.Words()
		return nil
	}
}

// expected: ok
func TestALentPartBesideTheLender(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	ok(chest.Lend(func(book *shapes.Book) {
		together(t, write(book), words(chest), study(chest), write(book), reading(book))
		ok(book.Write(0)) // the call that lends it lets it be used
	}))
	expect(t, chest.Words() > 0, "nothing was written")
	ok(chest.Close())
}

// expected: ok
func TestALentPartBesideTheSameByAnotherWay(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	own := chest.Book(0)
	ok(chest.Lend(func(book *shapes.Book) {
		together(t, write(book), reading(own), words(chest), write(own))
	}))
	ok(own.Close())
	ok(chest.Close())
}

// expected: ok
func TestAKeptClosuresPartBesideTheLender(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	registration := must(chest.OnTurn(func(book *shapes.Book) {
		ok(book.Write(0))
		together(t, write(book), words(chest), study(chest))
	}))
	ok(chest.Turn())
	ok(registration.Close())
	ok(chest.Close())
}

// expected: ok
func TestALentParentBesideItsLentChild(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	ok(chest.Show(func(lent *shapes.Chest, book *shapes.Book) {
		ok(lent.Work(0))
		ok(book.Write(0))
		together(t, work(lent), write(book), words(lent), words(chest))
	}))
	ok(chest.Close())
}

// expected: ok
func TestALentPartBesideWhatAnotherObjectLends(t *testing.T) {
	begin(t)
	chest, cart := must(shapes.OpenChest()), must(shapes.OpenCart())
	ok(cart.Give(func(lent *shapes.Chest) {
		together(t, work(lent), work(chest), words(chest), words(lent))
		ok(lent.Work(0))
		ok(lent.Lend(func(book *shapes.Book) {
			ok(book.Write(0))
			together(t, write(book), words(chest), words(lent))
		}))
	}))
	ok(chest.Lend(func(book *shapes.Book) {
		ok(cart.Give(func(lent *shapes.Chest) {
			together(t, work(lent), write(book), words(chest), words(lent))
		}))
		ok(book.Write(0))
	}))
	ok(cart.Close())
	ok(chest.Close())
}

// expected: ok
func TestALentPartOfALentParent(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	ok(chest.Give(func(lent *shapes.Chest) {
		ok(lent.Lend(func(book *shapes.Book) {
			ok(book.Write(0))
			together(t, work(lent), words(lent), write(book), words(chest))
		}))
		ok(lent.Work(0))
	}))
	ok(chest.Close())
}

// expected: ok
func TestWhatAnObjectForAllThreadsLends(t *testing.T) {
	begin(t)
	porter := must(shapes.OpenPorter())
	chest := must(shapes.OpenChest())
	registration := must(porter.OnBring(func(lent *shapes.Chest) {
		if err := lent.Work(1); err != nil {
			busy(t, func() error { return err })
		}
	}))
	together(t, porter.Bring, porter.Bring, work(chest), words(chest))
	ok(registration.Close())
	ok(porter.Close())
	ok(chest.Close())
}

// expected: ok
func TestWhatAnObjectForAllThreadsLendsIsInUse(t *testing.T) {
	begin(t)
	porter := must(shapes.OpenPorter())
	chest := must(shapes.OpenChest())
	calls := 0
	registration := must(porter.OnBring(func(lent *shapes.Chest) {
		calls++
		ok(lent.Work(0))
		done := make(chan struct{})
		go func() {
			defer close(done)
			ok(lent.Work(0))
		}()
		<-done
	}))
	ok(porter.Bring()) // nobody else has it
	expect(t, calls == 1, "%d calls", calls)
	ok(registration.Close())
	ok(porter.Close())
	ok(chest.Close())
}

// expected: ok
func TestAPartOfALentObjectAfterwards(t *testing.T) {
	begin(t)
	chest := must(shapes.OpenChest())
	var kept *shapes.Chest
	var part *shapes.Book
	ok(chest.Give(func(lent *shapes.Chest) {
		kept = lent
		if err := attempt(func() error {
			part = lent.Book(0)
			return part.Write(0)
		}); err != nil {
			t.Log(err)
		}
		together(t, work(lent), words(chest), func() error {
			if part == nil {
				return nil
			}
			return part.Write(1)
		})
	}))
	refused(t, "closed", func() error { return kept.Work(0) })
	ok(chest.Close())
	if part != nil {
		refused(t, "closed", func() error { return part.Write(0) })
	}
}

// expected: ok
func TestNestedLendersAreUsedAsTheyAllow(t *testing.T) {
	begin(t)
	first, second := must(shapes.OpenChest()), must(shapes.OpenChest())
	ok(first.Lend(func(one *shapes.Book) {
		ok(second.Lend(func(other *shapes.Book) {
			ok(other.Write(0))
			ok(one.Write(0))
			ok(other.Write(0))
		}))
		ok(one.Write(0))
		ok(second.Work(0))
	}))
	ok(first.Close())
	ok(second.Close())
}

// expected: ok
func TestWhatEndsInsideAClosureThatItIsLentTo(t *testing.T) {
	begin(t)
	chest, other := must(shapes.OpenChest()), must(shapes.OpenChest())
	ok(chest.Show(func(lent *shapes.Chest, book *shapes.Book) {
		ok(chest.Close()) // put off
		ok(lent.Close())  // given up, and not ended
		refused(t, "closed", func() error { return lent.Work(0) })
		ok(book.Write(0))
		together(t, write(book), words(other), work(other))
		ok(other.Close())
	}))
	refused(t, "closed", func() error { return chest.Work(0) })
}

func lending(chest *shapes.Chest) func() error {
	return func() error { return chest.Lend(func(book *shapes.Book) { _ = book.Write(0) }) }
}

// expected: ok
func TestManyLendAndUseAtOnce(t *testing.T) {
	begin(t)
	chest, cart := must(shapes.OpenChest()), must(shapes.OpenCart())
	ok(chest.Show(func(lent *shapes.Chest, book *shapes.Book) {
		together(t, lending(lent), lending(chest), write(book), words(lent), words(chest), func() error {
			return cart.Give(func(third *shapes.Chest) {
				_ = third.Work(0)
				_ = third.Lend(func(inner *shapes.Book) { _ = inner.Write(0) })
			})
		})
	}))
	together(t, lending(chest), lending(chest), words(chest), work(chest), func() error {
		return cart.Give(func(third *shapes.Chest) { _ = third.Work(0) })
	})
	ok(cart.Close())
	ok(chest.Close())
}

// expected: ok
// It is gone after the closure, and its parts with it, whether or not one thread at a time may use them.
func TestAPartOfWhatIsGoneAfterTheClosure(t *testing.T) {
	begin(t)
	var street, joined *shapes.Street
	var tag *shapes.Tag
	atlas := must(shapes.OpenAtlas())
	ok(shapes.VisitHamlet(func(hamlet *shapes.Hamlet) {
		street = hamlet.Street()
		expect(t, street.Houses() == 7, "%d houses", street.Houses())
		refused(t, "callback", func() error { joined = atlas.Lane(hamlet); return nil })
	}))
	refused(t, "closed", func() error { street.Houses(); return nil })
	expect(t, joined == nil, "a street of what was lent")
	fair := must(shapes.OpenFair())
	ok(fair.Greet(func(guest *shapes.Guest) {
		tag = guest.Tag()
		expect(t, tag.Number() == 5, "tag %d", tag.Number())
	}))
	refused(t, "closed", func() error { tag.Number(); return nil })
	ok(fair.Close())
	ok(atlas.Close())
}
