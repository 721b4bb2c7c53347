package rtaudiocbor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math"
	"net"
	"strings"
	"sync"
	"time"
)

const (
	contractName        = "rt_audio"
	contractFingerprint = "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89"
)

// ErrConnectionLost says that the connection of a call or an object is no more. The next
// call of the client makes a new one; objects have to be opened again.
var ErrConnectionLost = errors.New("rpc: connection lost")

// ErrObjectClosed says that an object or a client was closed, or that an object is
// another client's.
var ErrObjectClosed = errors.New("rpc: closed")

// A Code is an error of the contract or of the protocol, which are below
// -2147483584.
type Code int32

func (c Code) Error() string { return fmt.Sprintf("error %d", int32(c)) }

// isRefused says that the server did not make the call.
func (c Code) isRefused() bool {
	switch c - math.MinInt32 {
	case 7, 8, 11, 13: // ffi.nothing_given, ffi.bad_reply, ffi.internal, ffi.repeated: it may have been made
		return false
	}
	return c < math.MinInt32+64
}

// A CallError is what a server answers to a call that failed. errors.Is finds
// its code.
type CallError struct {
	Code   Code
	Name   string // as C has it; "ffi.…" of the protocol
	Text   string
	Method string
}

func (e *CallError) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Method, e.Name, e.Text)
}

// Unwrap gives the code.
func (e *CallError) Unwrap() error { return e.Code }

// DialOptions say how a server is reached.
type DialOptions struct {
	TLS      *tls.Config // for tls: and nats+tls: addresses, with a certificate
	Tolerant bool        // a server of another layout may answer: each message says whether it is understood
	MaxReply int         // bytes; 0 means 64 MiB
}

// A Client calls functions in another process. Any number of goroutines may
// use it; their calls are sent without waiting for each other's answers.
type Client struct {
	network, address string
	options          DialOptions
	mutex            sync.Mutex
	link             carrier
	epoch            uint64
	closed           bool
}

// Dial connects to "unix:PATH", "tcp:HOST:PORT" or "tls:HOST:PORT", or to what
// was registered: with the package natsrpc imported, to
// "nats://HOST:PORT/MODULE.INSTANCE".
func Dial(ctx context.Context, address string) (*Client, error) {
	return DialWith(ctx, address, DialOptions{})
}

// DialWith is Dial with options.
func DialWith(ctx context.Context, address string, options DialOptions) (*Client, error) {
	network, rest, found := strings.Cut(address, ":")
	if !found || (network != "unix" && network != "tcp" && network != "tls" && opener(network) == nil) {
		return nil, fmt.Errorf("rpc: %q is neither unix:, tcp: nor tls:, nor of a transport that is linked", address)
	}
	if options.MaxReply == 0 {
		options.MaxReply = 64 << 20
	}
	c := &Client{network: network, address: rest, options: options}
	_, _, err := c.connected(ctx)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends the connection, and with it all objects of the client.
func (c *Client) Close() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.closed = true
	if c.link != nil {
		c.link.end(ErrObjectClosed)
		c.link = nil
	}
	return nil
}

// Describe gives the server's schema.
func (c *Client) Describe(ctx context.Context) (string, error) {
	var reply described
	_, _, err := c.call(ctx, "ffi.describe", using{}, &nothing{}, &reply, nil, nil)
	return reply.cddl, err
}

// connected gives the connection and its number.
func (c *Client) connected(ctx context.Context) (carrier, uint64, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return nil, 0, ErrObjectClosed
	}
	if c.link != nil && !c.link.hasEnded() {
		return c.link, c.epoch, nil
	}
	c.link = nil
	l, err := c.dial(ctx)
	if err != nil {
		return nil, 0, err
	}
	c.epoch++
	hello := greeting{tolerant: c.options.Tolerant}
	if _, err := l.call(ctx, "ffi.hello", &hello, &nothing{}, nil, nil); err != nil {
		l.end(ErrConnectionLost)
		return nil, 0, err
	}
	c.link = l
	return l, c.epoch, nil
}

func (c *Client) dial(ctx context.Context) (carrier, error) {
	if open := opener(c.network); open != nil {
		transport, err := open(ctx, c.network+":"+c.address, c.options)
		if err != nil {
			return nil, err
		}
		return &messages{transport}, nil
	}
	connection, err := c.dialSocket(ctx)
	if err != nil {
		var late net.Error
		if ctx.Err() != nil {
			return nil, ctx.Err()
		} else if errors.As(err, &late) && late.Timeout() { // before the context notices
			return nil, fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
		}
		return nil, fmt.Errorf("%w: %w", ErrConnectionLost, err)
	}
	return newLink(connection, c.options.MaxReply), nil
}

func (c *Client) dialSocket(ctx context.Context) (net.Conn, error) {
	if c.network == "tls" {
		dialer := tls.Dialer{Config: c.options.TLS}
		return dialer.DialContext(ctx, "tcp", c.address)
	}
	var dialer net.Dialer
	for {
		connection, err := dialer.DialContext(ctx, c.network, c.address)
		var late net.Error
		if err == nil || c.network != "unix" || !errors.As(err, &late) || !late.Timeout() || ctx.Err() != nil {
			return connection, err
		}
		select { // a queue that is full, of which no system tells
		case <-ctx.Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// call sends a request and waits for its answer, on the connection that its
// objects are of. An answer that comes too late is given to late.
func (c *Client) call(ctx context.Context, method string, objects using, request writer, reply reader, ok []Code, late func(carrier)) (Code, uint64, error) {
	if objects.err != nil {
		return 0, 0, objects.err
	}
	l, now, err := c.connected(ctx)
	if err != nil {
		return 0, 0, err
	}
	if objects.epoch != 0 && now != objects.epoch {
		return 0, 0, ErrConnectionLost
	}
	if len(objects.ended) > 0 {
		request = &ending{request, &objects}
	}
	code, err := l.call(ctx, method, request, reply, ok, late)
	if objects.err != nil {
		return 0, 0, objects.err
	}
	if code.isRefused() {
		objects.keep()
	}
	return code, now, err
}

type writer interface{ put(e *encoder) }
type reader interface{ get(d *decoder) }

// A carrier is one connection, or what stands for one.
type carrier interface {
	call(ctx context.Context, method string, request writer, reply reader, ok []Code, late func(carrier)) (Code, error)
	// release ends an object whose maker gave up waiting for it.
	release(method, key string, id uint64)
	hasEnded() bool
	end(cause error)
}

type closing struct {
	key string
	id  uint64
}

func (r *closing) put(e *encoder) {
	e.head(5, 1)
	e.raw(r.key)
	e.head(0, r.id)
}

// understood decodes what came, a reply or an error.
func understood(method string, a answer, reply reader, ok []Code) error {
	accepted := a.status == 0 && len(ok) == 0
	for _, code := range ok {
		accepted = accepted || a.status == code
	}
	d := newDecoder(a.payload, Options{})
	if accepted {
		reply.get(&d)
		return d.end()
	}
	failed := CallError{Code: a.status, Method: method}
	failed.get(&d)
	if err := d.end(); err != nil {
		return err
	}
	return &failed
}

// An object is what a server knows by an id.
type object struct {
	client *Client
	id     uint64
	epoch  uint64
	state  *objectState
}

type objectState struct {
	mutex   sync.Mutex
	isEnded bool
}

func newObject(c *Client, id, epoch uint64) object {
	return object{client: c, id: id, epoch: epoch, state: new(objectState)}
}

// using is what one call has of objects.
type using struct {
	epoch uint64 // of all of them; 0 when there are none
	ended []*object
	err   error
}

// id of an object that the call uses.
func (u *using) id(c *Client, o *object) uint64 {
	switch {
	case u.err != nil:
	case o.client == nil || o.client != c:
		u.err = ErrObjectClosed
	case u.epoch != 0 && u.epoch != o.epoch:
		u.err = ErrConnectionLost // one of them is of an earlier one
	default:
		u.epoch = o.epoch
		o.state.mutex.Lock()
		defer o.state.mutex.Unlock()
		if o.state.isEnded {
			u.err = ErrObjectClosed
		}
	}
	return o.id
}

// last is the id of an object that ends with the call.
func (u *using) last(c *Client, o *object) uint64 {
	u.ended = append(u.ended, o)
	return u.id(c, o)
}

// end ends the objects, or none of them where one has ended.
func (u *using) end() bool {
	for i, o := range u.ended {
		o.state.mutex.Lock()
		wasEnded := o.state.isEnded
		o.state.isEnded = true
		o.state.mutex.Unlock()
		if wasEnded {
			u.ended = u.ended[:i]
			u.keep()
			u.err = ErrObjectClosed
			return false
		}
	}
	return true
}

// keep undoes end.
func (u *using) keep() {
	for _, o := range u.ended {
		o.state.mutex.Lock()
		o.state.isEnded = false
		o.state.mutex.Unlock()
	}
}

// ending is a request that ends objects once it is encoded, whatever comes of it then.
type ending struct {
	writer
	objects *using
}

func (r *ending) put(e *encoder) {
	r.writer.put(e)
	if e.err == nil && !r.objects.end() {
		e.fail(ErrOutOfRange) // so that it is not sent
	}
}

type nothing struct{}

func (*nothing) put(e *encoder) { e.raw("\xa0") }
func (*nothing) get(d *decoder) { d.skip() }

type greeting struct{ tolerant bool }

func (h *greeting) put(e *encoder) {
	e.raw("\xa3\x68contract")
	e.text(contractName, 1<<16)
	e.raw("\x68tolerant")
	e.boolean(h.tolerant)
	e.raw("\x6bfingerprint")
	e.text(contractFingerprint, 1<<16)
}

type described struct{ cddl string }

var describeKeys = []key{
	{name: "cddl"},
}

func (r *described) get(d *decoder) {
	m := d.openMap([]uint64{1})
	for _, ok := d.next(&m, describeKeys); ok; _, ok = d.next(&m, describeKeys) {
		r.cddl = d.text(1 << 30)
	}
	d.closeMap(&m, describeKeys)
}

var errorKeys = []key{
	{name: "code"},
	{name: "name"},
	{name: "text"},
}

func (e *CallError) get(d *decoder) {
	m := d.openMap([]uint64{7})
	for field, ok := d.next(&m, errorKeys); ok; field, ok = d.next(&m, errorKeys) {
		switch field {
		case 0:
			e.Code = Code(d.signed(-1<<31, 1<<31-1))
		case 1:
			e.Name = d.text(1 << 16)
		case 2:
			e.Text = d.text(1 << 16)
		}
	}
	d.closeMap(&m, errorKeys)
}
