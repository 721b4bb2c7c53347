// A bare request of nats.go beside a call, in turn: NATS_URL ADDRESS CALLS.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"

	timer "example.com/timercbor"
	_ "example.com/timercbor/natsrpc"
	"github.com/nats-io/nats.go"
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

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	calls := must(strconv.Atoi(os.Args[3]))
	bare := must(nats.Connect(os.Args[1]))
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	client := must(timer.Dial(ctx, os.Args[2]))
	data := make([]byte, 16)
	for range [5]struct{}{} {
		first := middle(calls, func() { must(bare.RequestWithContext(ctx, "bare", data)) })
		second := middle(calls, func() { must(client.Watches(ctx)) })
		fmt.Println(first, second)
	}
}
