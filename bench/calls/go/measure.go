package main

import (
	"fmt"
	"math"
	"sort"
	"time"
)

const (
	calls = 2000 // in a round: short enough that some rounds meet no interruption
	parts = 10
)

func nanoseconds(body func(), count int) float64 {
	begin := time.Now()
	body()
	return float64(time.Since(begin).Nanoseconds()) / float64(count)
}

type bench struct {
	rounds, rows, over int
}

// row compares two loops of count calls.
func (b *bench) row(name string, count int, goal float64, peer, ours func()) {
	var best [parts][2]float64
	for i := range best {
		best[i] = [2]float64{math.MaxFloat64, math.MaxFloat64}
	}
	for round := 0; round < b.rounds; round++ {
		part := &best[round/2%parts]
		sides := []func(){peer, ours}
		for i := range sides {
			side := (i + round) % 2 // neither always comes first
			part[side] = min(part[side], nanoseconds(sides[side], count))
		}
	}
	least := best[0]
	var spread []float64
	for _, part := range best {
		least[0], least[1] = min(least[0], part[0]), min(least[1], part[1])
		spread = append(spread, part[1]/part[0])
	}
	sort.Float64s(spread)
	ratio, note := least[1]/least[0], ""
	if ratio > goal {
		note = fmt.Sprintf("   over %g", goal)
		b.over++
	}
	b.rows++
	fmt.Printf("%-28s%8.1f%9.1f   %.2f (%.2f, %.2f, %.2f)%s\n", name, least[0], least[1], ratio,
		spread[0], spread[parts/2], spread[parts-1], note)
}

// repeat is a loop around a call.
func repeat(call func()) func() {
	return func() {
		for i := 0; i < calls; i++ {
			call()
		}
	}
}

// compare is row of calls that may cost so much more than by hand.
func (b *bench) compare(name string, goal float64, peer, ours func()) {
	b.row(name, calls, goal, repeat(peer), repeat(ours))
}

// verdict says how many rows are over their goal.
func (b *bench) verdict(goals string) {
	if b.over == 0 {
		fmt.Println("all within", goals)
	} else {
		fmt.Printf("%d of %d over their goal\n", b.over, b.rows)
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
