// The generated Go client through NATS: many goroutines, deadlines, what is lost, who takes over.
package client

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	timer "example.com/timercbor"
	_ "example.com/timercbor/natsrpc"
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

func bus(t *testing.T, host string) *exec.Cmd {
	t.Helper()
	_, port, _ := net.SplitHostPort(host)
	server := exec.Command(os.Getenv("FFIGEN_NATS_SERVER"), "-a", "127.0.0.1", "-p", port)
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
	server := exec.Command(os.Getenv("SERVER"), "--listen", "nats://"+host+"/timer.main", "--lease-ms", "1000")
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
