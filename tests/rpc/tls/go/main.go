// main ADDRESS MS CERTIFICATE KEY AUTHORITY: adds numbers in so long, or says why not.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"time"

	timer "example.com/timercbor"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func sum() (float64, error) {
	limit := must(time.ParseDuration(os.Args[2] + "ms"))
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(must(os.ReadFile(os.Args[5])))
	own := must(tls.LoadX509KeyPair(os.Args[3], os.Args[4]))
	config := &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{own}}
	client, err := timer.DialWith(ctx, os.Args[1], timer.DialOptions{TLS: config})
	if err != nil {
		return 0, err
	}
	defer client.Close()
	result, _, err := client.Sum(ctx, []float64{1, 2.5})
	return result, err
}

func main() {
	result, err := sum()
	switch {
	case err == nil:
		fmt.Println(result)
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Println("ffi.deadline:", err)
	case errors.Is(err, timer.ErrConnectionLost):
		fmt.Println("ffi.lost:", err)
	default:
		fmt.Println(err)
	}
}
