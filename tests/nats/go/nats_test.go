// The generated Go client through NATS: many goroutines, deadlines, what is lost, who takes over.
package client

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	timer "example.com/timercbor"
	"example.com/timercbor/natsrpc"
	"github.com/nats-io/nats.go"
)

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func bus(t *testing.T, host string, options ...string) *exec.Cmd {
	t.Helper()
	_, port, _ := net.SplitHostPort(host)
	server := exec.Command(os.Getenv("FFIGEN_NATS_SERVER"), append([]string{"-a", "127.0.0.1", "-p", port}, options...)...)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(server) })
	for i := 0; i < 200; i++ {
		if connection, err := net.Dial("tcp", host); err == nil {
			connection.Close()
			return server
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("nats-server does not start")
	return nil
}

func kill(server *exec.Cmd) {
	server.Process.Kill()
	server.Wait()
}

func serve(t *testing.T, host string) *exec.Cmd {
	t.Helper()
	return serveAt(t, "nats://"+host+"/timer.main")
}

func serveAt(t *testing.T, address string, options ...string) *exec.Cmd {
	t.Helper()
	server := exec.Command(os.Getenv("SERVER"), append([]string{"--listen", address, "--lease-ms", "1000"}, options...)...)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(server) })
	return server
}

func limited(t *testing.T, limit time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

func dial(t *testing.T, host string) *timer.Client {
	t.Helper()
	client, err := timer.Dial(limited(t, 10*time.Second), "nats://"+host+"/timer.main")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func says(t *testing.T, err error, kind error, text string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(fmt.Sprint(err), text) {
		t.Errorf("%v", err)
	}
}

func until(t *testing.T, client *timer.Client, wanted uint32) {
	t.Helper()
	var count uint32
	var err error
	for i := 0; i < 20; i++ {
		count, err = client.Watches(limited(t, time.Second))
		if err == nil && count == wanted {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(count, err)
}

func untilAny(t *testing.T, client *timer.Client) {
	t.Helper()
	var err error
	for i := 0; i < 100; i++ {
		if _, err = client.Watches(limited(t, time.Second)); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
}

func TestCalls(t *testing.T) {
	host := freePort(t)
	bus(t, host)
	_, err := timer.Dial(limited(t, 5*time.Second), "nats://"+host+"/timer.main")
	says(t, err, timer.ErrConnectionLost, "the call was not made")
	serve(t, host)
	client, ctx := dial(t, host), limited(t, 20*time.Second)
	var all sync.WaitGroup
	for i := 0; i < 50; i++ {
		all.Add(1)
		go func(value float64) {
			defer all.Done()
			for j := 0; j < 10; j++ {
				if sum, mean, err := client.Sum(ctx, []float64{value, value}); err != nil || sum != 2*value || mean != value {
					t.Error(sum, mean, err)
				}
			}
		}(float64(i))
	}
	all.Wait()
	says(t, client.Cancel(ctx, 9), timer.ErrNotFound, "no timer 9")
	watch, err := client.OpenWatch(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := watch.Next(limited(t, 100*time.Millisecond), 500); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	// The server ends the wait that was given up; a call that still waits behind another is never made.
	began := time.Now()
	if _, err := client.Watches(ctx); err != nil || time.Since(began) > 350*time.Millisecond {
		t.Error(err, time.Since(began))
	}
	waits := make(chan error)
	go func() {
		_, err := watch.Next(ctx, 600)
		waits <- err
	}()
	time.Sleep(50 * time.Millisecond)
	if _, err := client.OpenWatch(limited(t, 100*time.Millisecond), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	says(t, <-waits, timer.ErrTimeout, "")
	until(t, client, 1)
	time.Sleep(1500 * time.Millisecond)
	if _, err := watch.Seen(ctx); err != nil {
		t.Error("a lease is renewed:", err)
	}
	other := dial(t, host)
	go func() {
		time.Sleep(200 * time.Millisecond)
		client.Close()
	}()
	_, err = watch.Next(ctx, -1)
	says(t, err, timer.ErrObjectClosed, "")
	until(t, other, 0)
}

func TestWhatIsLost(t *testing.T) {
	host := freePort(t)
	nats := bus(t, host)
	server := serve(t, host)
	client, ctx := dial(t, host), limited(t, 30*time.Second)
	watch, err := client.OpenWatch(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	// NATS goes: the call may have been made, the session stays.
	go func() {
		time.Sleep(200 * time.Millisecond)
		kill(nats)
	}()
	_, err = watch.Next(ctx, -1)
	says(t, err, timer.ErrConnectionLost, "may have been made")
	_, err = client.Watches(limited(t, 200*time.Millisecond))
	says(t, err, timer.ErrConnectionLost, "was not made")
	bus(t, host)
	untilAny(t, client)
	// Whoever was back first: the session goes on, or it says that it does not.
	if _, err := watch.Seen(ctx); err != nil {
		says(t, err, timer.ErrConnectionLost, "")
		if watch, err = client.OpenWatch(ctx, nil); err != nil {
			t.Fatal(err)
		}
	}
	// The server goes: another one takes over, without the objects.
	go func() {
		time.Sleep(200 * time.Millisecond)
		kill(server)
	}()
	_, err = watch.Next(ctx, -1)
	says(t, err, timer.ErrConnectionLost, "may have been made")
	serve(t, host)
	until(t, client, 0)
	_, err = watch.Seen(ctx)
	says(t, err, timer.ErrConnectionLost, "")
}

func TestEvents(t *testing.T) {
	host := freePort(t)
	bus(t, host)
	address := "nats://" + host + "/timer.main"
	serveAt(t, address, "--publish", `watch.open {"prefix": "tea"} watch.next`)
	ctx := limited(t, 30*time.Second)
	events, err := natsrpc.Subscribe(ctx, address, timer.TopicWatchNext, natsrpc.SubscribeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	client := dial(t, host)
	for { // until the server has opened what it publishes
		if count, err := client.Watches(ctx); err != nil {
			t.Fatal(err)
		} else if count == 1 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	tea := timer.NewRequest()
	tea.Name, tea.Schedule = "tea", timer.Schedule{AfterMs: 10, Times: 3}
	id, err := client.Start(ctx, tea)
	if err != nil {
		t.Fatal(err)
	}
	for i := uint64(1); i <= 3; i++ {
		event, err := events.Next(ctx)
		if err != nil || event.Value.ID != id || event.Value.Name != "tea" || event.Value.Number != i || event.Lost != 0 || len(event.Server) != 32 {
			t.Fatal(event, err)
		}
	}
	if event, err := events.Next(limited(t, 50*time.Millisecond)); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(event, err)
	}
	events.Close()
	if _, err := events.Next(ctx); !errors.Is(err, timer.ErrConnectionLost) {
		t.Error(err)
	}
}

// Somebody who publishes what he likes.
func TestEventsOfOthers(t *testing.T) {
	host := freePort(t)
	bus(t, host)
	ctx := limited(t, 30*time.Second)
	options := natsrpc.SubscribeOptions{Name: "by.hand", Tolerant: true, Most: 2}
	events, err := natsrpc.Subscribe(ctx, "nats://"+host+"/timer.main", timer.TopicWatchNext, options)
	if err != nil {
		t.Fatal(err)
	}
	defer events.Close()
	hand, err := nats.Connect("nats://" + host)
	if err != nil {
		t.Fatal(err)
	}
	defer hand.Close()
	payload := []byte("\xa1\x65event\xa3\x62id\x07\x64name\x63tea\x66number\x01")
	publish := func(number, method string, payload []byte) {
		message := nats.NewMsg("timer-events.main.by.hand.somebody")
		message.Header.Set("Ffi-Number", number)
		message.Header.Set("Ffi-Method", method)
		message.Data = payload
		if err := errors.Join(hand.PublishMsg(message), hand.Flush()); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range []struct {
		number string
		lost   uint64
	}{{"5", 0}, {"6", 0}, {"9", 2}, {"nonsense", 0}, {"3", 2}} {
		publish(one.number, "watch.next", payload)
		if event, err := events.Next(ctx); err != nil || event.Lost != one.lost || event.Value.ID != 7 || event.Server != "somebody" {
			t.Error(one, event, err)
		}
	}
	for _, garbage := range [][]byte{nil, payload[:9], []byte("\xa0"), append(payload, 0)} {
		publish("4", "watch.next", garbage)
		if event, err := events.Next(ctx); err == nil || errors.Is(err, timer.ErrConnectionLost) {
			t.Error(garbage, event, err)
		}
	}
	var failure *timer.CallError
	publish("5", "watch.seen", payload)
	if event, err := events.Next(ctx); !errors.As(err, &failure) || failure.Name != "ffi.other_contract" {
		t.Error(event, err)
	}
	// More than wait are lost, and the next one that comes says so.
	for i := 6; i < 20; i++ {
		publish(fmt.Sprint(i), "watch.next", payload)
	}
	time.Sleep(100 * time.Millisecond)
	heard, lost := uint64(0), uint64(0)
	for heard < 2 {
		event, err := events.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		heard, lost = heard+1, lost+event.Lost
	}
	publish("20", "watch.next", payload)
	event, err := events.Next(ctx)
	if err != nil || heard+lost+event.Lost != 14 {
		t.Error(heard, lost, event, err)
	}
}

func TestTLS(t *testing.T) {
	file := func(name string) string { return filepath.Join(os.Getenv("WORK"), name) }
	host := freePort(t)
	address := "nats+tls://" + host + "/timer.main"
	bus(t, host, "--tls", "--tlsverify", "--tlscert", file("server.pem"), "--tlskey", file("server.key"),
		"--tlscacert", file("authority.pem"))
	serveAt(t, address, "--certificate", file("client.pem"), "--key", file("client.key"), "--authority", file("authority.pem"))
	for _, way := range []struct{ own, authority string }{
		{"client", "authority"}, {"stranger", "authority"}, {"client", "elsewhere"},
	} {
		config := &tls.Config{RootCAs: x509.NewCertPool()}
		roots, err := os.ReadFile(file(way.authority + ".pem"))
		if err != nil || !config.RootCAs.AppendCertsFromPEM(roots) {
			t.Fatal(err)
		}
		own, err := tls.LoadX509KeyPair(file(way.own+".pem"), file(way.own+".key"))
		if err != nil {
			t.Fatal(err)
		}
		config.Certificates = []tls.Certificate{own}
		ctx := limited(t, 10*time.Second)
		client, err := timer.DialWith(ctx, address, timer.DialOptions{TLS: config})
		if way.own != "client" || way.authority != "authority" {
			if !errors.Is(err, timer.ErrConnectionLost) {
				t.Error(way, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if sum, _, err := client.Sum(ctx, []float64{1, 2.5}); err != nil || sum != 3.5 {
			t.Error(sum, err)
		}
		client.Close()
	}
}
