// What lost.py asks of a client, line by line: sum, open, seen, wait MS, cancel MS.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	timer "example.com/timercbor"
)

func answer(ctx context.Context, client *timer.Client, watch **timer.Watch, word string, ms int) (string, error) {
	switch word {
	case "sum":
		sum, _, err := client.Sum(ctx, []float64{1, 2})
		return fmt.Sprintf("%.1f", sum), err
	case "open":
		name := "nobody"
		opened, err := client.OpenWatch(ctx, &name)
		*watch = opened
		return "opened", err
	case "seen":
		count, err := (*watch).Seen(ctx)
		return fmt.Sprint(count), err
	case "wait":
		_, err := (*watch).Next(ctx, int32(ms))
		return "event", err
	}
	cancelled, cancel := context.WithCancel(ctx)
	time.AfterFunc(time.Duration(ms)*time.Millisecond, cancel)
	_, err := (*watch).Next(cancelled, -1)
	return "event", err
}

func main() {
	client, err := timer.Dial(context.Background(), os.Args[1])
	if err != nil {
		panic(err)
	}
	var watch *timer.Watch
	for {
		var word string
		var ms int
		if _, err := fmt.Scan(&word, &ms); err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		said, err := answer(ctx, client, &watch, word, ms)
		cancel()
		var failed *timer.CallError
		switch {
		case errors.Is(err, timer.ErrConnectionLost):
			said = "lost"
		case errors.Is(err, context.DeadlineExceeded):
			said = "deadline"
		case errors.Is(err, context.Canceled):
			said = "cancelled"
		case errors.As(err, &failed):
			said = failed.Name
		case err != nil:
			said = "lost" // nobody is there to connect to
		}
		fmt.Println(said)
	}
}
