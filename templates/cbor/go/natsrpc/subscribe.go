package natsrpc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/{{package}}"
)

const (
	otherContract = -1<<31 + 9
	fingerprint   = "{{fingerprint}}"
	mostServers   = 64 // of which the numbers of events are known at a time
)

// An Event is what a server published.
type Event[T any] struct {
	Value  T
	Server string // its id
	Name   string // by which the server publishes it: the method's, unless it was given another
	Lost   uint64 // how many of the same server and name should have come since the last that did
}

// SubscribeOptions say what is listened to, and how.
type SubscribeOptions struct {
	TLS      *tls.Config // for nats+tls: addresses, with a certificate
	Name     string      // by which it is published; "" is the method's
	Tolerant bool        // events of a server of another layout are understood or not, one by one
	Most     int         // events that wait for Next, of 64 MiB together; those beyond are lost, and counted; 0 means 1024
}

// A Subscription listens to the servers of an instance. One goroutine uses it at a time.
type Subscription[T any] struct {
	connection   *nats.Conn
	subscription *nats.Subscription
	topic        {{package}}.Topic[T]
	name         string
	tolerant     bool
	numbers      []numbered // the server that was heard longest ago first
}

type numbered struct {
	server string
	number uint64
}

// Subscribe listens to "nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE".
func Subscribe[T any](ctx context.Context, address string, topic {{package}}.Topic[T], options SubscribeOptions) (*Subscription[T], error) {
	connection, service, err := connect(ctx, address, options.TLS)
	if err != nil {
		return nil, err
	}
	s := &Subscription[T]{connection: connection, topic: topic, name: options.Name, tolerant: options.Tolerant}
	if s.name == "" {
		s.name = topic.Method()
	}
	if options.Most == 0 {
		options.Most = 1024
	}
	module, instance, _ := strings.Cut(service, ".")
	if s.subscription, err = connection.SubscribeSync(module + "-events." + instance + "." + s.name + ".*"); err == nil {
		err = s.subscription.SetPendingLimits(options.Most, 64<<20)
	}
	if err == nil {
		err = connection.FlushTimeout(10 * time.Second)
	}
	if err != nil {
		connection.Close()
		return nil, lost(err)
	}
	return s, nil
}

// Close ends it.
func (s *Subscription[T]) Close() { s.connection.Close() }

// Next gives the next event. Its errors are ctx's, wrap ErrConnectionLost once it is closed, or say
// that one event was not understood.
func (s *Subscription[T]) Next(ctx context.Context) (Event[T], error) {
	for {
		message, err := s.subscription.NextMsgWithContext(ctx)
		switch {
		case err == nil:
			return s.event(message)
		case errors.Is(err, nats.ErrSlowConsumer): // the numbers tell what was lost
		case ctx.Err() != nil:
			return Event[T]{}, ctx.Err()
		default:
			return Event[T]{}, lost(err)
		}
	}
}

func (s *Subscription[T]) event(message *nats.Msg) (Event[T], error) {
	event := Event[T]{Name: s.name, Server: message.Subject[strings.LastIndexByte(message.Subject, '.')+1:]}
	number, _ := strconv.ParseUint(message.Header.Get("Ffi-Number"), 10, 64)
	at := slices.IndexFunc(s.numbers, func(each numbered) bool { return each.server == event.Server })
	if at >= 0 && number > s.numbers[at].number {
		event.Lost = number - s.numbers[at].number - 1
	}
	if at >= 0 || len(s.numbers) == mostServers {
		s.numbers = slices.Delete(s.numbers, max(at, 0), max(at, 0)+1)
	}
	s.numbers = append(s.numbers, numbered{event.Server, number})
	method, made := message.Header.Get("Ffi-Method"), message.Header.Get("Ffi-Fingerprint")
	if method != s.topic.Method() || (made != fingerprint && !s.tolerant) {
		text := fmt.Sprintf("%s of %s is %s of %s, and not %s of %s", s.name, event.Server, method, made, s.topic.Method(), fingerprint)
		return event, &{{package}}.CallError{Code: otherContract, Name: "ffi.other_contract", Text: text, Method: s.topic.Method()}
	}
	value, err := s.topic.Decode(message.Data)
	event.Value = value
	return event, err
}
