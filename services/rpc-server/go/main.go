// Shows a running session, through a server: this process has nothing of the
// runtime, and needs no cgo.
//
//	follow <address> <session> <seconds>
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	rtaudio "example.com/rtaudiocbor"
)

func show(ctx context.Context, client *rtaudio.Client, session string) error {
	state, err := client.OpenState(ctx, session+".state")
	if err != nil {
		return err
	}
	defer state.Close(ctx)
	ring, err := client.OpenRing(ctx, session+".ring")
	if err != nil {
		return err
	}
	defer ring.Close(ctx)
	gain, err := state.Gain(ctx)
	if err != nil {
		return err
	}
	counters, err := state.Counters(ctx)
	if err != nil {
		return err
	}
	of, err := ring.Counters(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("go      gain %.2f  produced %d  consumed %d  in the ring %d\n", gain,
		counters.BlocksProduced, counters.BlocksConsumed, of.Written)
	return nil
}

func run(address, session string, seconds float64) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(seconds*float64(time.Second)))
	defer cancel()
	client, err := rtaudio.Dial(ctx, address)
	if err != nil {
		return err
	}
	defer client.Close()
	for ctx.Err() == nil {
		var failure *rtaudio.CallError
		if err := show(ctx, client, session); errors.As(err, &failure) {
			fmt.Println("go     ", failure.Text) // not there yet, or not any more
		} else if err != nil && ctx.Err() == nil {
			return err
		}
		time.Sleep(500 * time.Millisecond)
	}
	return nil
}

func main() {
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	if err == nil {
		err = run(os.Args[1], os.Args[2], seconds)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
