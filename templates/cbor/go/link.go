package {{package}}

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// A link is one connection of a socket. Who waits for an answer reads what comes, for all who wait, when
// nobody else does: a goroutine that did it for them would have to be woken by the system, and to wake
// them. Where many wait at once, and while nobody waits, there is one.
type link struct {
	connection net.Conn
	sending    chan struct{} // has room for who sends; taken before mutex, under which nobody waits
	mutex      sync.Mutex
	pending    []*pending // under the mutex
	frames     frames     // of who reads
	isRead     bool       // under the mutex: somebody reads
	calls      uint64     // under the mutex: how many there were
	ended      chan struct{}
	cause      error
}

type pending struct {
	answer  chan answer // nil: whose call it is reads
	own     answer      // what came then
	waiting bool        // under the link's mutex
	late    func(answer)
}

type answer struct {
	status  Code
	payload []byte
	err     error
}

// How soon it is noticed that a connection of which nobody waits for anything is no more.
const idleTime = 50 * time.Millisecond

// What the system takes at once, whatever the server does: requests that are not longer, while not
// more of them are unanswered.
const shortRequest, fewRequests = 512, 64

// How long it may take to say what nobody waits for.
const partingTime = 100 * time.Millisecond

func newLink(connection net.Conn, most int) *link {
	l := &link{connection: connection, sending: make(chan struct{}, 1), frames: newFrames(connection, most), ended: make(chan struct{})}
	go l.watch()
	return l
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

// watch reads when there was no call for a while.
func (l *link) watch() {
	ticker := time.NewTicker(idleTime)
	defer ticker.Stop()
	for seen := uint64(0); ; {
		select {
		case <-l.ended:
			return
		case <-ticker.C:
		}
		l.mutex.Lock()
		isIdle := !l.isRead && l.calls == seen
		seen = l.calls
		l.isRead = l.isRead || isIdle
		l.mutex.Unlock()
		if isIdle {
			l.read()
		}
	}
}

// read gives answers to those that wait, until nobody does.
func (l *link) read() {
	for {
		a, err := l.frames.next()
		if errors.Is(err, os.ErrDeadlineExceeded) { // whose call that was has gone
			l.frames.goOn()
			continue
		}
		if err != nil {
			l.end(err)
			return
		}
		if l.deliver(a) == nil {
			return
		}
		l.mutex.Lock()
		l.isRead = len(l.pending) > 0
		goesOn := l.isRead
		l.mutex.Unlock()
		if !goesOn {
			return
		}
	}
}

// deliver gives an answer to whose it is, in the order of the requests. Nil when it is nobody's,
// which ends the link.
func (l *link) deliver(a answer) *pending {
	l.mutex.Lock()
	if len(l.pending) == 0 {
		l.mutex.Unlock()
		l.end(fmt.Errorf("%w: an answer that nobody asked for", ErrConnectionLost))
		return nil
	}
	p := l.pending[0]
	l.pending = l.pending[1:]
	switch {
	case p.waiting && p.answer == nil:
		p.own = a
	case p.waiting:
		p.answer <- a // has room for it
	case p.late != nil:
		go p.late(a)
	}
	l.mutex.Unlock()
	return p
}

// lead reads until the answer to p is there.
func (l *link) lead(ctx context.Context, p *pending) error {
	defer l.follow()
	if ctx.Done() != nil {
		defer context.AfterFunc(ctx, l.frames.interrupt)()
	}
	for {
		a, err := l.frames.next()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			l.frames.goOn()
			if ctx.Err() != nil { // asked for behind goOn, which may have undone its interruption
				l.abandon(p)
				return ctx.Err()
			}
			continue // of somebody else, who has gone
		}
		if err != nil {
			l.end(err)
			return l.cause
		}
		switch l.deliver(a) {
		case p:
			return nil
		case nil:
			return l.cause
		}
	}
}

// follow lets others read.
func (l *link) follow() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.isRead = len(l.pending) > 0 && !l.hasEnded()
	if l.isRead {
		go l.read()
	}
}

func (l *link) send(ctx context.Context, method string, request writer, p *pending) error {
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
	if !l.trySending() {
		select {
		case l.sending <- struct{}{}:
		case <-l.ended:
			return l.cause
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	defer l.sent()
	return l.sendNow(ctx, e.out, p)
}

// trySending says whether nobody else sends, who then has to wait for sent.
func (l *link) trySending() bool {
	select {
	case l.sending <- struct{}{}:
		return true
	default:
		return false
	}
}

func (l *link) sent() { <-l.sending }

func frame(method string, payload []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(method)))
	out = binary.BigEndian.AppendUint32(append(out, method...), uint32(len(payload)))
	return append(out, payload...)
}

// sendNow sends a frame, while it alone may. Half a request is of no use to anybody: it ends the link.
func (l *link) sendNow(ctx context.Context, frame []byte, p *pending) error {
	if l.hasEnded() {
		return l.cause
	}
	l.mutex.Lock()
	l.pending = append(l.pending, p)
	l.calls++
	if p.waiting && l.isRead {
		p.answer = make(chan answer, 1)
	}
	l.isRead = l.isRead || p.waiting
	isShort := len(frame) <= shortRequest && len(l.pending) <= fewRequests
	l.mutex.Unlock()
	if !isShort && ctx.Done() != nil {
		interrupted := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			_ = l.connection.SetWriteDeadline(time.Unix(1, 0))
			close(interrupted)
		})
		defer func() {
			if !stop() {
				<-interrupted
				_ = l.connection.SetWriteDeadline(time.Time{})
			}
		}()
	}
	if _, err := l.connection.Write(frame); err != nil {
		l.end(ErrConnectionLost)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return ctx.Err()
		}
		return fmt.Errorf("%w: %w", ErrConnectionLost, err)
	}
	return nil
}

func (l *link) call(ctx context.Context, method string, request writer, reply reader, ok []Code, late func(carrier)) (Code, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	p := &pending{waiting: true}
	if late != nil {
		p.late = func(a answer) {
			if understood(method, a, reply, ok) == nil {
				late(l)
			}
		}
	}
	if err := l.send(ctx, method, request, p); err != nil {
		return 0, err
	}
	if p.answer == nil {
		if err := l.lead(ctx, p); err != nil {
			return 0, err
		}
		return p.own.status, understood(method, p.own, reply, ok)
	}
	select {
	case a := <-p.answer:
		return a.status, understood(method, a, reply, ok)
	case <-l.ended:
		return 0, l.cause
	case <-ctx.Done():
		l.abandon(p)
		return 0, ctx.Err()
	}
}

// abandon is for a call that is given up.
func (l *link) abandon(p *pending) {
	isLast := l.trySending() // who sends just now sends something behind it
	l.mutex.Lock()
	p.waiting = false
	mayEnd := isLast && len(l.pending) > 0 && l.pending[len(l.pending)-1] == p
	l.mutex.Unlock()
	if mayEnd { // the server may end a wait
		ctx, cancel := context.WithTimeout(context.Background(), partingTime)
		_ = l.sendNow(ctx, frame("ffi.cancel", []byte("\xa0")), &pending{})
		cancel()
	}
	if isLast {
		l.sent()
	}
	select { // it came just now
	case a := <-p.answer:
		if p.late != nil {
			p.late(a)
		}
	default:
	}
}

// release ends an object whose maker gave up waiting for it.
func (l *link) release(method, key string, id uint64) {
	if id != 0 {
		ctx, cancel := context.WithTimeout(context.Background(), partingTime)
		_ = l.send(ctx, method, &closing{key, id}, &pending{})
		cancel()
	}
}
