package {{package}}

// A Topic is a method whose results servers can publish through NATS; natsrpc.Subscribe listens to it.
type Topic[T any] struct {
	method string
	decode func(payload []byte) (T, error)
}

// Method is the name of the method.
func (t Topic[T]) Method() string { return t.method }

// Decode gives what was published.
func (t Topic[T]) Decode(payload []byte) (T, error) { return t.decode(payload) }
{{#topics}}

// {{name}} is of {{method}}.
var {{name}} = Topic[{{type}}]{"{{method}}", func(payload []byte) ({{type}}, error) {
	var got {{reply}}
	d := newDecoder(payload, Options{})
	got.get(&d)
	return got.{{field}}, d.end()
}}
{{/topics}}
