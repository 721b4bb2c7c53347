package rtaudiocbor

import (
	"context"
	"sync"
)

// A Transport carries calls to one server without a socket of the client's.
type Transport interface {
	// Exchange sends a request and waits for its answer, a status and a payload. Its errors
	// are ctx's or wrap ErrConnectionLost. An answer that comes when ctx is done is given to
	// late, unless that is nil. The first exchange is of ffi.hello, and chooses the server.
	Exchange(ctx context.Context, method string, payload []byte, late func(status int32, payload []byte)) (int32, []byte, error)
	// Send sends a request whose answer nobody wants.
	Send(method string, payload []byte)
	// HasEnded says that there is no way to the server any more, or no such server.
	HasEnded() bool
	// Close ends all objects that the server has for this client.
	Close()
}

// An Opener makes the transport of an address, which is one of its scheme's.
type Opener func(ctx context.Context, address string, options DialOptions) (Transport, error)

var (
	openersMutex sync.Mutex
	openers      = map[string]Opener{}
)

// Register makes Dial know another scheme.
func Register(scheme string, open Opener) {
	openersMutex.Lock()
	defer openersMutex.Unlock()
	openers[scheme] = open
}

func opener(scheme string) Opener {
	openersMutex.Lock()
	defer openersMutex.Unlock()
	return openers[scheme]
}

// messages is what calls go through over a transport.
type messages struct{ transport Transport }

func (m *messages) call(ctx context.Context, method string, request writer, reply reader, ok []Code, late func(carrier)) (Code, error) {
	e := encoder{out: make([]byte, 0, 256)}
	request.put(&e)
	if e.err != nil {
		return 0, e.err
	}
	var tooLate func(int32, []byte)
	if late != nil {
		tooLate = func(status int32, payload []byte) {
			if understood(method, answer{status: Code(status), payload: payload}, reply, ok) == nil {
				late(m)
			}
		}
	}
	status, payload, err := m.transport.Exchange(ctx, method, e.out, tooLate)
	if err != nil {
		return 0, err
	}
	return Code(status), understood(method, answer{status: Code(status), payload: payload}, reply, ok)
}

func (m *messages) release(method, key string, id uint64) {
	if id != 0 {
		e := encoder{}
		(&closing{key, id}).put(&e)
		m.transport.Send(method, e.out)
	}
}

func (m *messages) hasEnded() bool { return m.transport.HasEnded() }
func (m *messages) end(error)      { m.transport.Close() }
