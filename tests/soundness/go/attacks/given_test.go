// rule: 3, 5, 7, 8, 12. What stands beside functions in a record lasts as long as they do; text that a
// closure gives C is there as long as C may read it.
package attacks

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"example.com/shapes"
)

const room = 8192

// orator says what its name is.
func orator(name string, title *string) shapes.OratorFunctions {
	mottos := 0
	return shapes.OratorFunctions{
		Name: strings.Clone(name), Title: title, Rank: 3, Pace: 2.5, School: shapes.SchoolPlain,
		Phrase: func(number int64) string {
			runtime.GC()
			return fmt.Sprintf("%s says %d%s", name, number, strings.Repeat(".", 40))
		},
		Motto: func() *string {
			mottos++
			text := fmt.Sprintf("motto %d of %s%s", mottos, name, strings.Repeat("!", 40))
			return &text
		},
		Aside: func(number int64) string { return strings.Repeat(fmt.Sprint("aside ", number), 9) },
	}
}

func told(name string, number int, title string) string {
	dots, marks := strings.Repeat(".", 40), strings.Repeat("!", 40)
	return fmt.Sprintf("%s%s (3): %s says %d%s %s says %d%s motto 1 of %s%s\n", title, name, name, number, dots, name, number+1, dots, name, marks)
}

// expected: ok
func TestWhatStandsBesideLasts(t *testing.T) {
	begin(t)
	forum := must(shapes.OpenForum())
	title, long := "Dr.", strings.Repeat("second", 40)
	first := must(forum.Invite(orator("first", nil)))
	must(forum.Invite(orator(long, nil)))
	third := must(forum.Invite(orator("third", &title)))
	title = "changed"
	runtime.GC()
	for i := range 3 {
		text := must(forum.Hear(int64(i), room))
		expect(t, text == told("first", i, "")+told(long, i, "")+told("third", i, "Dr. "), "heard %q", text)
	}
	ok(first.Close())
	ok(third.Close())
	text := must(forum.Hear(7, room))
	expect(t, text == told(long, 7, ""), "heard %q", text)
	ok(forum.Close())
}

// expected: ok
func TestWhatDoesNotFitIsRefused(t *testing.T) {
	begin(t)
	forum := must(shapes.OpenForum())
	nul := "a\x00b"
	for _, change := range []func(*shapes.OratorFunctions){
		func(o *shapes.OratorFunctions) { o.Rank = 11 },
		func(o *shapes.OratorFunctions) { o.Name = nul },
		func(o *shapes.OratorFunctions) { o.Title = &nul },
		func(o *shapes.OratorFunctions) { o.Phrase = nil },
		func(o *shapes.OratorFunctions) { o.School = 77 },
	} {
		wrong := orator("x", nil)
		change(&wrong)
		_, err := forum.Invite(wrong)
		expect(t, err != nil, "invited %v", wrong)
		_, err = shapes.Audition(wrong, 1, room)
		expect(t, err != nil, "heard %v", wrong)
	}
	expect(t, must(forum.Hear(1, room)) == "", "somebody was invited")
	ok(forum.Close())
}

// expected: ok
func TestWithinACall(t *testing.T) {
	begin(t)
	title := "Sir"
	loud := orator("x", &title)
	loud.IsLoud = true
	text := must(shapes.Audition(loud, 5, room))
	expect(t, text == "Sir x (3): x says 5"+strings.Repeat(".", 40)+" motto 1 of x"+strings.Repeat("!", 40)+" !", "heard %q", text)
	text = must(shapes.Whispered(func(number int64) string { return strings.Repeat(fmt.Sprint(number), 50) }, 4, room))
	expect(t, text == strings.Repeat("4", 50)+","+strings.Repeat("5", 50), "heard %q", text)
}

// expected: ok
func TestNoTextIsNoMotto(t *testing.T) {
	begin(t)
	forum := must(shapes.OpenForum())
	silent := orator("x", nil)
	silent.Motto = nil
	shy := orator("y", nil)
	shy.Motto = func() *string { return nil }
	must(forum.Invite(silent))
	must(forum.Invite(shy))
	expect(t, strings.Count(must(forum.Hear(1, room)), " -\n") == 2, "there was a motto")
	ok(forum.Close())
}

// expected: ok
func TestWhatIsNoTextComesBack(t *testing.T) {
	begin(t)
	_, err := shapes.Whispered(func(int64) string { return "a\x00b" }, 1, room)
	var failure *shapes.PanicError
	expect(t, errors.As(err, &failure), "got %v", err)
	forum := must(shapes.OpenForum())
	wrong := orator("x", nil)
	wrong.Phrase = func(int64) string { panic("no words") }
	must(forum.Invite(wrong))
	_, err = forum.Hear(1, room)
	expect(t, errors.As(err, &failure), "got %v", err)
	ok(forum.Close())
}

// expected: ok
func TestEndingItselfLeavesItsWords(t *testing.T) {
	begin(t)
	forum := must(shapes.OpenForum())
	var guard *shapes.Registration
	last := orator("x", nil)
	last.Aside = nil
	last.Phrase = func(int64) string {
		ok(guard.Close())
		runtime.GC()
		return strings.Repeat("last words ", 10)
	}
	guard = must(forum.Invite(last))
	text := must(forum.Hear(1, room))
	expect(t, text == "(gone): "+strings.Repeat("last words ", 10)+"\n", "heard %q", text)
	expect(t, must(forum.Hear(1, room)) == "", "it is still there")
	ok(forum.Close())
}

// expected: ok
func TestThreadsHaveTheirOwn(t *testing.T) {
	begin(t)
	forum := must(shapes.OpenForum())
	for i := range 4 {
		speaker := orator(fmt.Sprint("orator ", i), nil)
		speaker.Motto = nil
		must(forum.Invite(speaker))
	}
	var all sync.WaitGroup
	for first := range 4 {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := range 25 {
				number := int64(1000*first + i)
				hear := forum.Hear
				if i%2 == 0 {
					hear = forum.HearElsewhere
				}
				text := must(hear(number, room))
				expect(t, strings.Count(text, fmt.Sprintf(" says %d.", number)) == 4, "heard %q", text)
			}
		}()
	}
	all.Wait()
	ok(forum.Close())
}

// expected: ok
func TestHooksGiveTexts(t *testing.T) {
	begin(t)
	ok(shapes.OnPrompt(func(number int64) string { return strings.Repeat(fmt.Sprint("prompt ", number), 20) }))
	runtime.GC()
	expect(t, must(shapes.Prompted(3, room)) == strings.Repeat("prompt 3", 20), "another prompt")
	ok(shapes.OnPrompt(func(int64) string { return "other" }))
	expect(t, must(shapes.Prompted(3, room)) == "other", "the old prompt")
	ok(shapes.OnPrompt(nil))
	expect(t, must(shapes.Prompted(3, room)) == "nobody", "a prompt that is gone")
}
