package {{package}}

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
)

const (
	contractName        = "{{name}}"
	contractFingerprint = "{{fingerprint}}"
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
	TLS      *tls.Config // for tls: addresses, with a certificate
	Tolerant bool        // a server of another layout may answer: each message says whether it is understood
	MaxReply int         // bytes; 0 means 64 MiB
}

// A Client calls functions in another process. Any number of goroutines may
// use it; their calls are sent without waiting for each other's answers.
type Client struct {
	network, address string
	options          DialOptions
	mutex            sync.Mutex
	link             *link
	epoch            uint64
	closed           bool
}

// Dial connects to "unix:PATH", "tcp:HOST:PORT" or "tls:HOST:PORT".
func Dial(ctx context.Context, address string) (*Client, error) {
	return DialWith(ctx, address, DialOptions{})
}

// DialWith is Dial with options.
func DialWith(ctx context.Context, address string, options DialOptions) (*Client, error) {
	network, rest, found := strings.Cut(address, ":")
	if !found || (network != "unix" && network != "tcp" && network != "tls") {
		return nil, fmt.Errorf("rpc: %q is neither unix:, tcp: nor tls:", address)
	}
	if options.MaxReply == 0 {
		options.MaxReply = 64 << 20
	}
	c := &Client{network: network, address: rest, options: options}
	_, err := c.connected(ctx)
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
	var reply describeReply
	_, _, err := c.call(ctx, "ffi.describe", 0, &nothing{}, &reply, nil, nil)
	return reply.cddl, err
}

func (c *Client) connected(ctx context.Context) (*link, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return nil, ErrObjectClosed
	}
	if c.link != nil && !c.link.hasEnded() {
		return c.link, nil
	}
	c.link = nil
	connection, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	c.epoch++
	l := &link{connection: connection, epoch: c.epoch, most: c.options.MaxReply, ended: make(chan struct{})}
	go l.read()
	hello := helloRequest{tolerant: c.options.Tolerant}
	if _, err := l.call(ctx, "ffi.hello", &hello, &nothing{}, nil, nil); err != nil {
		l.end(ErrConnectionLost)
		return nil, err
	}
	c.link = l
	return l, nil
}

func (c *Client) dial(ctx context.Context) (net.Conn, error) {
	if c.network == "tls" {
		dialer := tls.Dialer{Config: c.options.TLS}
		return dialer.DialContext(ctx, "tcp", c.address)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, c.network, c.address)
}

// call sends a request and waits for its answer. Where epoch is not 0, only on
// that connection. An answer that comes too late is given to late.
func (c *Client) call(ctx context.Context, method string, epoch uint64, request writer, reply reader, ok []Code, late func(*link)) (Code, uint64, error) {
	l, err := c.connected(ctx)
	if err != nil {
		return 0, 0, err
	}
	if epoch != 0 && l.epoch != epoch {
		return 0, 0, ErrConnectionLost
	}
	code, err := l.call(ctx, method, request, reply, ok, late)
	return code, l.epoch, err
}

type writer interface{ put(e *encoder) }
type reader interface{ get(d *decoder) }

// A link is one connection.
type link struct {
	connection net.Conn
	epoch      uint64
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
	if l.hasEnded() {
		return l.cause
	}
	l.pending = append(l.pending, p)
	if _, err := l.connection.Write(e.out); err != nil {
		go l.end(ErrConnectionLost)
		return fmt.Errorf("%w: %w", ErrConnectionLost, err)
	}
	return nil
}

func (l *link) call(ctx context.Context, method string, request writer, reply reader, ok []Code, late func(*link)) (Code, error) {
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

type closeRequest struct {
	key string
	id  uint64
}

func (r *closeRequest) put(e *encoder) {
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
	mutex  *sync.Mutex
}

func newObject(c *Client, id, epoch uint64) object {
	return object{client: c, id: id, epoch: epoch, mutex: new(sync.Mutex)}
}

// use gives the id for a call of the client.
func (o *object) use(c *Client) (uint64, uint64, error) {
	if o == nil || o.client == nil || o.client != c {
		return 0, 0, ErrObjectClosed
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.id == 0 {
		return 0, 0, ErrObjectClosed
	}
	return o.id, o.epoch, nil
}

// take gives the id for the last time.
func (o *object) take(c *Client) (uint64, uint64, error) {
	id, epoch, err := o.use(c)
	if err == nil {
		o.mutex.Lock()
		defer o.mutex.Unlock()
		if o.id == 0 {
			return 0, 0, ErrObjectClosed
		}
		o.id = 0
	}
	return id, epoch, err
}

type nothing struct{}

func (*nothing) put(e *encoder) { e.raw("\xa0") }
func (*nothing) get(d *decoder) { d.skip() }

type helloRequest struct{ tolerant bool }

func (h *helloRequest) put(e *encoder) {
	e.raw("\xa3\x68contract")
	e.text(contractName, 1<<16)
	e.raw("\x68tolerant")
	e.boolean(h.tolerant)
	e.raw("\x6bfingerprint")
	e.text(contractFingerprint, 1<<16)
}

type describeReply struct{ cddl string }

var describeKeys = []key{
	{name: "cddl"},
}

func (r *describeReply) get(d *decoder) {
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
