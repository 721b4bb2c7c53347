// ADDRESS MILLISECONDS all|take: how a call ends.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	greedy "example.com/greedycbor"
)

func ended(err error) string {
	var malformed *greedy.Error
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, context.DeadlineExceeded):
		return "ffi.deadline"
	case errors.As(err, &malformed):
		return "ffi.malformed"
	case errors.Is(err, greedy.ErrConnectionLost):
		return "ffi.lost"
	}
	return err.Error()
}

func call(address, what string, limit time.Duration) error {
	within := func(limit time.Duration, work func(context.Context) error) error {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		return work(ctx)
	}
	var client *greedy.Client
	err := within(limit, func(ctx context.Context) (err error) {
		client, err = greedy.Dial(ctx, address)
		return err
	})
	if err != nil {
		return err
	}
	if what == "all" {
		return within(limit, func(ctx context.Context) error {
			_, err := client.All(ctx, 9)
			return err
		})
	}
	take := func(limit time.Duration, size int) error {
		return within(limit, func(ctx context.Context) error {
			_, err := client.Take(ctx, make([]byte, size))
			return err
		})
	}
	for range 400 {
		_ = take(time.Millisecond, 1)
	}
	return take(limit, 4<<20)
}

func main() {
	limit, _ := strconv.Atoi(os.Args[2])
	fmt.Println(ended(call(os.Args[1], os.Args[3], time.Duration(limit)*time.Millisecond)))
}
