// What every client of this example does, in Go. Needs no cgo.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	timer "example.com/timercbor"
)

func run(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	client, err := timer.Dial(ctx, address)
	if err != nil {
		return err
	}
	defer client.Close()

	tea := timer.NewRequest()
	tea.Name, tea.Schedule = "tea", timer.Schedule{AfterMs: 30, Times: 2}
	echo, err := client.Echo(ctx, tea)
	if err != nil {
		return err
	}
	fmt.Printf("%s: after %d ms, %d times\n", echo.Name, echo.Schedule.AfterMs, echo.Schedule.Times)

	prefix := "tea"
	watch, err := client.OpenWatch(ctx, &prefix)
	if err != nil {
		return err
	}
	id, err := client.Start(ctx, tea)
	if err != nil {
		return err
	}
	for range [2]int{} {
		var event timer.Event
		for event.ID != id {
			if event, err = watch.Next(ctx, 5000); err != nil {
				return err
			}
		}
		fmt.Printf("%s goes off\n", event.Name)
	}
	if err := watch.Close(ctx); err != nil {
		return err
	}

	var failure *timer.CallError
	err = client.Cancel(ctx, 1<<64-1)
	if errors.Is(err, timer.ErrNotFound) && errors.As(err, &failure) {
		fmt.Println(failure.Name)
	}

	sum, _, err := client.Sum(ctx, []float64{1, 2, 3.5})
	if err != nil {
		return err
	}
	fmt.Printf("%.1f\n", sum)
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
