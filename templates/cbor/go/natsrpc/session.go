// Package natsrpc lets clients of {{package}} call through NATS. It is imported for that alone:
//
//	import _ "example.com/{{package}}/natsrpc"
//
//	client, err := {{package}}.Dial(ctx, "nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE")
package natsrpc

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/{{package}}"
)

func init() {
	{{package}}.Register("nats", Open)
	{{package}}.Register("nats+tls", Open)
}

// Statuses of the protocol: the server ends, it knows no such session.
const (
	stopping       = -1<<31 + 10
	unknownSession = -1<<31 + 12
)

// A session is a client's with one server of an instance.
type session struct {
	connection *nats.Conn
	inbox      string
	group      string // where all servers of the instance hear
	mutex      sync.Mutex
	own        string // where this one does; empty before ffi.hello
	id         string
	number     uint64
	exchanges  map[string]*exchange
	abandoned  []string // numbers of calls that the server is to be told of
	ended      bool
	done       chan struct{}
}

type exchange struct {
	number  string
	answer  chan answer
	waiting bool
	late    func(int32, []byte)
}

type answer struct {
	status  int32
	payload []byte
	header  nats.Header
	err     error
}

// Open connects to NATS for a client.
func Open(ctx context.Context, address string, options {{package}}.DialOptions) ({{package}}.Transport, error) {
	s := &session{exchanges: map[string]*exchange{}, done: make(chan struct{})}
	interrupted := func(_ *nats.Conn, _ error) {
		s.fail(fmt.Errorf("%w: no connection to NATS; the call may have been made", {{package}}.ErrConnectionLost))
	}
	connection, service, err := connect(ctx, address, options.TLS,
		nats.ReconnectBufSize(-1), // a call is sent at once or not at all
		nats.DisconnectErrHandler(interrupted))
	if err != nil {
		return nil, err
	}
	s.connection, s.inbox, s.group = connection, nats.NewInbox(), service+"."
	if _, err := connection.Subscribe(s.inbox+".*", s.heard); err != nil {
		connection.Close()
		return nil, lost(err)
	}
	return s, nil
}

func (s *session) Exchange(ctx context.Context, method string, payload []byte, late func(int32, []byte)) (int32, []byte, error) {
	if err := s.connected(ctx); err != nil {
		return 0, nil, fmt.Errorf("%w: no connection to NATS; the call was not made: %w", {{package}}.ErrConnectionLost, err)
	}
	e := &exchange{answer: make(chan answer, 1), waiting: true, late: late}
	if err := s.publish(method, payload, e); err != nil {
		return 0, nil, err
	}
	select {
	case a := <-e.answer:
		return s.taken(method, a)
	case <-ctx.Done():
	}
	s.mutex.Lock()
	e.waiting = false
	s.abandoned = append(s.abandoned, e.number)
	s.tell()
	s.mutex.Unlock()
	select { // it came just now
	case a := <-e.answer:
		return s.taken(method, a)
	default:
	}
	return 0, nil, ctx.Err()
}

// connected waits until there is a connection to NATS.
func (s *session) connected(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.connection.IsConnected() {
			return nil
		}
		if s.HasEnded() || s.connection.IsClosed() {
			return errors.New("closed")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (s *session) taken(method string, a answer) (int32, []byte, error) {
	if a.err != nil {
		return 0, nil, a.err
	}
	if a.status == unknownSession {
		return 0, nil, fmt.Errorf("%w: the server knows the session no more; the call was not made", {{package}}.ErrConnectionLost)
	}
	if method == "ffi.hello" && a.status == 0 {
		lease, _ := strconv.Atoi(a.header.Get("Ffi-Lease-Ms"))
		s.mutex.Lock()
		module, _, _ := strings.Cut(s.group, ".")
		s.own, s.id = module+"."+a.header.Get("Ffi-Server")+".", a.header.Get("Ffi-Session")
		s.mutex.Unlock()
		go s.renew(time.Duration(min(max(lease, 100), 86_400_000)) * time.Millisecond)
	}
	return a.status, a.payload, nil
}

// renew tells the server that its client is there, and notices when the server is not.
func (s *session) renew(lease time.Duration) {
	ticker := time.NewTicker(lease / 5)
	defer ticker.Stop()
	for {
		select {
		case <-s.done:
			return
		case <-ticker.C:
		}
		ctx, cancel := context.WithTimeout(context.Background(), lease/2)
		_, _, _ = s.Exchange(ctx, "ffi.lease", nil, nil)
		cancel()
	}
}

func (s *session) publish(method string, payload []byte, e *exchange) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ended {
		return fmt.Errorf("%w: the session has ended; the call was not made", {{package}}.ErrConnectionLost)
	}
	s.tell()
	s.number++
	number := strconv.FormatUint(s.number, 10)
	message := s.message(method, number)
	message.Data = payload
	if e != nil {
		e.number = number
		message.Reply = s.inbox + "." + number
		s.exchanges[number] = e
	}
	if err := s.connection.PublishMsg(message); err != nil {
		delete(s.exchanges, number)
		return fmt.Errorf("%w: the call was not made: %w", {{package}}.ErrConnectionLost, err)
	}
	return nil
}

func (s *session) message(method, number string) *nats.Msg {
	if s.own == "" {
		return nats.NewMsg(s.group + method)
	}
	message := nats.NewMsg(s.own + method)
	message.Header.Set("Ffi-Session", s.id)
	message.Header.Set("Ffi-Call", number)
	return message
}

// tell lets the server end calls that nobody waits for, as soon as there is a way to it.
func (s *session) tell() {
	for len(s.abandoned) > 0 && s.own != "" {
		if s.connection.PublishMsg(s.message("ffi.cancel", s.abandoned[0])) != nil {
			return
		}
		s.abandoned = s.abandoned[1:]
	}
}

func (s *session) heard(message *nats.Msg) {
	number := message.Subject[len(s.inbox)+1:]
	a := answer{payload: message.Data, header: message.Header}
	isUndelivered := message.Header.Get("Status") == "503"
	if isUndelivered {
		a.err = fmt.Errorf("%w: nobody serves it; the call was not made", {{package}}.ErrConnectionLost)
	} else if text := message.Header.Get("Ffi-Status"); text != "" {
		status, _ := strconv.ParseInt(text, 10, 32)
		a.status = int32(status)
	}
	s.mutex.Lock()
	if e := s.exchanges[number]; e != nil {
		delete(s.exchanges, number)
		if e.waiting {
			e.waiting = false
			e.answer <- a // has room for it
		} else if e.late != nil && a.err == nil {
			go e.late(a.status, a.payload)
		}
	}
	s.mutex.Unlock()
	if isUndelivered || a.status == stopping || a.status == unknownSession {
		s.end(fmt.Errorf("%w: the server is gone; the call may have been made", {{package}}.ErrConnectionLost))
	}
}

// fail ends all waiting. Answers that come all the same are still heard, for what they have opened.
func (s *session) fail(err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, e := range s.exchanges {
		if e.waiting {
			e.waiting = false
			e.answer <- answer{err: err}
			s.abandoned = append(s.abandoned, e.number)
		}
	}
}

func (s *session) end(err error) {
	s.mutex.Lock()
	if s.ended {
		s.mutex.Unlock()
		return
	}
	s.ended = true
	close(s.done)
	s.mutex.Unlock()
	s.fail(err)
	go s.connection.Close() // waits for what hears
}

func (s *session) Send(method string, payload []byte) { _ = s.publish(method, payload, nil) }

func (s *session) HasEnded() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.ended
}

func (s *session) Close() {
	s.mutex.Lock()
	hasServer := s.own != "" && !s.ended
	s.mutex.Unlock()
	// Before the server answers because it ends them.
	s.fail({{package}}.ErrObjectClosed)
	if hasServer {
		s.Send("ffi.goodbye", nil)
		_ = s.connection.FlushTimeout(time.Second)
	}
	s.end({{package}}.ErrObjectClosed)
}
