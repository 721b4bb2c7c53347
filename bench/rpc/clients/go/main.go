// A bare round trip beside a call, in turn: ECHO_PATH ADDRESS CALLS.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"strconv"
	"time"

	timer "example.com/timercbor"
)

func middle(calls int, call func()) float64 {
	times := make([]float64, calls)
	for i := range times {
		start := time.Now()
		call()
		times[i] = float64(time.Since(start).Nanoseconds()) / 1000
	}
	sort.Float64s(times)
	return times[calls/2]
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	calls, err := strconv.Atoi(os.Args[3])
	must(err)
	bare, err := net.Dial("unix", os.Args[1])
	must(err)
	ctx := context.Background()
	client, err := timer.Dial(ctx, os.Args[2])
	must(err)
	limited, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	for range [5]struct{}{} {
		var frame [16]byte
		first := middle(calls, func() {
			_, err := bare.Write(frame[:])
			must(err)
			_, err = io.ReadFull(bare, frame[:])
			must(err)
		})
		second := middle(calls, func() {
			_, err := client.Watches(ctx)
			must(err)
		})
		third := middle(calls, func() {
			_, err := client.Watches(limited)
			must(err)
		})
		fmt.Println(first, second, third)
	}
}
