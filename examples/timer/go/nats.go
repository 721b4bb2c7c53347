//go:build nats

package main

// With this, and nothing else of it, addresses may be nats://.
import _ "example.com/timercbor/natsrpc"
