// The generated Go client: many goroutines, deadlines, cancelled calls, lost connections.
package client

import (
	"bufio"
	"context"
	"errors"
	"math/rand"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	timer "example.com/timercbor"
)

func serve(t *testing.T) *exec.Cmd {
	t.Helper()
	server := exec.Command(os.Getenv("SERVER"), "--listen", os.Getenv("ADDRESS"))
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
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	return server
}

func limited(t *testing.T, limit time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

func dial(t *testing.T) *timer.Client {
	t.Helper()
	client, err := timer.Dial(limited(t, 10*time.Second), os.Getenv("ADDRESS"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func TestManyGoroutines(t *testing.T) {
	serve(t)
	client, ctx := dial(t), limited(t, 20*time.Second)
	var all sync.WaitGroup
	for i := 0; i < 50; i++ {
		all.Add(1)
		go func(value float64) {
			defer all.Done()
			for j := 0; j < 20; j++ {
				if sum, mean, err := client.Sum(ctx, []float64{value, value}); err != nil || sum != 2*value || mean != value {
					t.Error(sum, mean, err)
				}
			}
		}(float64(i))
	}
	all.Wait()
}

func TestCallsGivenUp(t *testing.T) {
	server := serve(t)
	client, ctx := dial(t), limited(t, 20*time.Second)
	watch, err := client.OpenWatch(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := watch.Next(limited(t, 100*time.Millisecond), -1); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	// The server learns that nobody waits, and stops. What opens later than its caller waits is closed when it comes.
	if _, err := client.Watches(limited(t, 400*time.Millisecond)); err != nil {
		t.Error("a wait of nobody goes on:", err)
	}
	server.Process.Signal(syscall.SIGSTOP)
	time.AfterFunc(300*time.Millisecond, func() { server.Process.Signal(syscall.SIGCONT) })
	if _, err := client.OpenWatch(limited(t, 100*time.Millisecond), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	for i := 0; ; i++ {
		count, err := client.Watches(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if count == 1 {
			break
		}
		if i == 100 {
			t.Fatal(count, "watches")
		}
		time.Sleep(20 * time.Millisecond)
	}
	var failure *timer.CallError
	if _, err := watch.Next(ctx, 10); !errors.Is(err, timer.ErrTimeout) || !errors.As(err, &failure) || failure.Text == "" {
		t.Error(err)
	}
}

func TestLostConnections(t *testing.T) {
	server := serve(t)
	client, ctx := dial(t), limited(t, 20*time.Second)
	watch, err := client.OpenWatch(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	waiting := make(chan error)
	go func() {
		_, err := watch.Next(ctx, -1)
		waiting <- err
	}()
	time.Sleep(100 * time.Millisecond)
	server.Process.Kill()
	server.Wait()
	if err := <-waiting; !errors.Is(err, timer.ErrConnectionLost) {
		t.Error(err)
	}
	if _, err := client.Watches(ctx); err == nil {
		t.Error("no server")
	}
	serve(t)
	if count, err := client.Watches(ctx); err != nil || count != 0 {
		t.Error(count, err)
	}
	if _, err := watch.Seen(ctx); !errors.Is(err, timer.ErrConnectionLost) {
		t.Error(err)
	}
	if again, err := client.OpenWatch(ctx, nil); err != nil {
		t.Error(err)
	} else if err := again.Close(ctx); err != nil {
		t.Error(err)
	} else if err := again.Close(ctx); !errors.Is(err, timer.ErrObjectClosed) {
		t.Error(err)
	}
	client.Close()
	if _, err := client.Watches(ctx); !errors.Is(err, timer.ErrObjectClosed) {
		t.Error(err)
	}
}

// Large requests and large answers at once: nobody who sends keeps others from receiving.
func TestLargeBothWays(t *testing.T) {
	serve(t)
	client, ctx := dial(t), limited(t, 60*time.Second)
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func(value byte) {
			defer all.Done()
			for j := 0; j < 5; j++ {
				bytes := make([]byte, 1<<20-100)
				bytes[0] = value
				if back, err := client.Reverse(ctx, bytes); err != nil || len(back) != len(bytes) || back[len(back)-1] != value {
					t.Error(len(back), err)
				}
			}
		}(byte(i))
	}
	all.Wait()
}

// Whoever reads for the others may give up at any time: answers stay whose they are, and what was opened for nobody is closed.
func TestRandomlyGivenUp(t *testing.T) {
	serve(t)
	client, ctx := dial(t), limited(t, 60*time.Second)
	var all sync.WaitGroup
	for i := 0; i < 16; i++ {
		all.Add(1)
		go func(random *rand.Rand) {
			defer all.Done()
			for j := 0; j < 200; j++ {
				short, cancel := context.WithTimeout(ctx, time.Duration(random.Intn(2000))*time.Microsecond)
				value := random.Float64()
				if sum, _, err := client.Sum(short, []float64{value}); err == nil && sum != value {
					t.Error(sum, value)
				} else if err != nil && !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
				if watch, err := client.OpenWatch(short, nil); err == nil {
					if err := watch.Close(ctx); err != nil {
						t.Error(err)
					}
				}
				cancel()
			}
		}(rand.New(rand.NewSource(int64(i))))
	}
	all.Wait()
	for i := 0; ; i++ {
		if count, err := client.Watches(ctx); err != nil || i == 200 {
			t.Fatal(count, err)
		} else if count == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// A connection that ends while nobody waits for anything is noticed, and the next call makes another one.
func TestEndsWhileIdle(t *testing.T) {
	for _, calls := range []int{0, 3} {
		server := serve(t)
		client, ctx := dial(t), limited(t, 20*time.Second)
		for i := 0; i < calls; i++ {
			if _, err := client.Watches(ctx); err != nil {
				t.Fatal(err)
			}
		}
		server.Process.Kill()
		server.Wait()
		again := serve(t)
		time.Sleep(time.Second)
		if _, err := client.Watches(ctx); err != nil {
			t.Error(err)
		}
		again.Process.Kill()
		again.Wait()
	}
}
