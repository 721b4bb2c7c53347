package rtaudiocbor

// A Topic is a method whose results servers can publish through NATS; natsrpc.Subscribe listens to it.
type Topic[T any] struct {
	method string
	decode func(payload []byte) (T, error)
}

// Method is the name of the method.
func (t Topic[T]) Method() string { return t.method }

// Decode gives what was published.
func (t Topic[T]) Decode(payload []byte) (T, error) { return t.decode(payload) }

// TopicStateGetFormat is of state.get_format.
var TopicStateGetFormat = Topic[StreamFormat]{"state.get_format", func(payload []byte) (StreamFormat, error) {
	var got rtFfiStateGetFormatReply
	d := newDecoder(payload, Options{})
	got.get(&d)
	return got.Format, d.end()
}}

// TopicStateGetCounters is of state.get_counters.
var TopicStateGetCounters = Topic[StreamCounters]{"state.get_counters", func(payload []byte) (StreamCounters, error) {
	var got rtFfiStateGetCountersReply
	d := newDecoder(payload, Options{})
	got.get(&d)
	return got.Counters, d.end()
}}

// TopicRingGetCounters is of ring.get_counters.
var TopicRingGetCounters = Topic[RingCounters]{"ring.get_counters", func(payload []byte) (RingCounters, error) {
	var got rtFfiRingGetCountersReply
	d := newDecoder(payload, Options{})
	got.get(&d)
	return got.Counters, d.end()
}}

// TopicRegistryFind is of registry.find.
var TopicRegistryFind = Topic[ServiceInfo]{"registry.find", func(payload []byte) (ServiceInfo, error) {
	var got rtFfiRegistryFindReply
	d := newDecoder(payload, Options{})
	got.get(&d)
	return got.Service, d.end()
}}
