// rt-service-go produces a sine for an audio host: the drop-in for the services in the other languages
// that services/README.md describes, written against the generated package's safe layer alone.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

func main() {
	options, err := parseOptions(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, usage)
		os.Exit(2)
	}
	var stop atomic.Bool
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		stop.Store(true)
	}()
	if err := runService(options, &stop); err != nil {
		fmt.Fprintf(os.Stderr, "%s: cannot %v\n", options.name, err)
		os.Exit(1)
	}
}
