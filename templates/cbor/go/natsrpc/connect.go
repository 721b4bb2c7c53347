package natsrpc

import (
	"context"
	"crypto/tls"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/{{package}}"
)

// connect gives a connection to NATS, and MODULE.INSTANCE of the address.
func connect(ctx context.Context, address string, config *tls.Config, with ...nats.Option) (*nats.Conn, string, error) {
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, service, found := strings.Cut(rest, "/")
	if !found || !strings.Contains(service, ".") {
		return nil, "", fmt.Errorf("rpc: %q is not like nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE", address)
	}
	servers := strings.Split(hosts, ",")
	for i := range servers {
		servers[i] = "nats://" + servers[i]
	}
	with = append(with, nats.MaxReconnects(-1), nats.ReconnectWait(100*time.Millisecond))
	if deadline, ok := ctx.Deadline(); ok {
		with = append(with, nats.Timeout(max(time.Until(deadline), time.Millisecond)))
	}
	if scheme == "nats+tls" {
		with = append(with, nats.Secure(config))
	}
	connection, err := nats.Connect(strings.Join(servers, ","), with...)
	if err != nil {
		return nil, "", lost(err)
	}
	return connection, service, nil
}

func lost(err error) error {
	return fmt.Errorf("%w: %w", {{package}}.ErrConnectionLost, err)
}
