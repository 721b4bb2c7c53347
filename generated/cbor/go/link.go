package rtaudiocbor

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
)

// A link is one connection of a socket.
type link struct {
	connection net.Conn
	most       int
	mutex      sync.Mutex // of what is sent, and in which order
	pending    []*pending
	ended      chan struct{}
	cause      error
}

type pending struct {
	answer  chan answer
	waiting bool // under the link's mutex
	late    func(answer)
}

type answer struct {
	status  Code
	payload []byte
	err     error
}

func (l *link) hasEnded() bool {
	select {
	case <-l.ended:
		return true
	default:
		return false
	}
}

func (l *link) end(cause error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.hasEnded() {
		return
	}
	l.cause = cause
	close(l.ended)
	l.connection.Close()
}

// read gives answers to those that wait, in the order of their requests.
func (l *link) read() {
	in := bufio.NewReader(l.connection)
	for {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			l.end(ErrConnectionLost)
			return
		}
		size := binary.BigEndian.Uint32(head[4:])
		if int64(size) > int64(l.most) {
			l.end(fmt.Errorf("%w: a reply of %d bytes", ErrConnectionLost, size))
			return
		}
		payload := make([]byte, size)
		if _, err := io.ReadFull(in, payload); err != nil {
			l.end(ErrConnectionLost)
			return
		}
		l.deliver(answer{status: Code(binary.BigEndian.Uint32(head[:])), payload: payload})
	}
}

func (l *link) deliver(a answer) {
	l.mutex.Lock()
	if len(l.pending) == 0 {
		l.mutex.Unlock()
		l.end(fmt.Errorf("%w: an answer that nobody asked for", ErrConnectionLost))
		return
	}
	p := l.pending[0]
	l.pending = l.pending[1:]
	if p.waiting {
		p.answer <- a // has room for it
	} else if p.late != nil {
		go p.late(a)
	}
	l.mutex.Unlock()
}

func (l *link) send(method string, request writer, p *pending) error {
	e := encoder{out: make([]byte, 0, 256)}
	e.out = binary.BigEndian.AppendUint32(e.out, uint32(len(method)))
	e.out = append(e.out, method...)
	at := len(e.out)
	e.out = append(e.out, 0, 0, 0, 0)
	e.start = len(e.out)
	request.put(&e)
	if e.err != nil {
		return e.err
	}
	binary.BigEndian.PutUint32(e.out[at:], uint32(len(e.out)-e.start))
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.sendNow(e.out, p)
}

func frame(method string, payload []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(method)))
	out = binary.BigEndian.AppendUint32(append(out, method...), uint32(len(payload)))
	return append(out, payload...)
}

// sendNow sends a frame, under the mutex.
func (l *link) sendNow(frame []byte, p *pending) error {
	if l.hasEnded() {
		return l.cause
	}
	l.pending = append(l.pending, p)
	if _, err := l.connection.Write(frame); err != nil {
		go l.end(ErrConnectionLost)
		return fmt.Errorf("%w: %w", ErrConnectionLost, err)
	}
	return nil
}

func (l *link) call(ctx context.Context, method string, request writer, reply reader, ok []Code, late func(carrier)) (Code, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	p := &pending{answer: make(chan answer, 1), waiting: true}
	if late != nil {
		p.late = func(a answer) {
			if understood(method, a, reply, ok) == nil {
				late(l)
			}
		}
	}
	if err := l.send(method, request, p); err != nil {
		return 0, err
	}
	select {
	case a := <-p.answer:
		return a.status, understood(method, a, reply, ok)
	case <-l.ended:
		return 0, l.cause
	case <-ctx.Done():
	}
	l.mutex.Lock()
	p.waiting = false
	if len(l.pending) > 0 && l.pending[len(l.pending)-1] == p { // the server may end a wait
		_ = l.sendNow(frame("ffi.cancel", []byte("\xa0")), &pending{})
	}
	l.mutex.Unlock()
	select { // it came just now
	case a := <-p.answer:
		if p.late != nil {
			p.late(a)
		}
	default:
	}
	return 0, ctx.Err()
}

// release ends an object whose maker gave up waiting for it.
func (l *link) release(method, key string, id uint64) {
	if id != 0 {
		_ = l.send(method, &closeRequest{key, id}, &pending{})
	}
}
