package rtaudio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"sync"
	"testing"
	"time"
)

func newTestChannel(t *testing.T, mode ChannelMode) *Channel {
	t.Helper()
	channel, err := CreateChannel(unique(t), Fingerprint, 8, 100, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { channel.Close() })
	return channel
}

func openTestChannel(t *testing.T) *Channel {
	t.Helper()
	channel, err := OpenChannel(unique(t), Fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { channel.Close() })
	return channel
}

func TestChannelMessages(t *testing.T) {
	queue := newTestChannel(t, ChannelModeQueue)
	room := make([]byte, 100)
	for length := 0; length <= len(room); length++ {
		sent := bytes.Repeat([]byte{byte(length)}, length)
		if err := queue.Send(sent); err != nil {
			t.Fatal(length, err)
		}
		if n, err := queue.Receive(room); err != nil || !bytes.Equal(room[:n], sent) {
			t.Fatal(length, n, err)
		}
	}
	if _, err := queue.Receive(room); !errors.Is(err, ErrEmpty) {
		t.Errorf("nothing there: %v", err)
	}
	if err := queue.Send(make([]byte, 101)); !errors.Is(err, ErrInvalidArgument) {
		t.Errorf("too long: %v", err)
	}
	if err := queue.Send([]byte("twelve bytes")); err != nil {
		t.Fatal(err)
	}
	if _, err := queue.Receive(room[:11]); !errors.Is(err, ErrInvalidArgument) {
		t.Errorf("too little room: %v", err)
	}
	if n, err := queue.Receive(room[:12]); n != 12 || err != nil {
		t.Error(n, err)
	}
	if _, err := OpenChannel(unique(t), "another"); !errors.Is(err, ErrFingerprintMismatch) {
		t.Errorf("another content: %v", err)
	}
}

// Many send, many receive, each with a handle and a goroutine of its own.
func TestChannelManyToMany(t *testing.T) {
	const senders, readers, each = 3, 2, 2000
	own := newTestChannel(t, ChannelModeQueue)
	var sending, reading sync.WaitGroup
	var mutex sync.Mutex
	seen := map[uint64]int{}
	ended := make(chan struct{})
	for r := 0; r < readers; r++ {
		channel := openTestChannel(t)
		reading.Add(1)
		go func() {
			defer reading.Done()
			room := make([]byte, 100)
			for {
				n, err := channel.Receive(room)
				if err == nil {
					mutex.Lock()
					seen[binary.LittleEndian.Uint64(room[:n])]++
					mutex.Unlock()
					continue
				}
				select {
				case <-ended:
					return
				default:
					_ = channel.Wait(1)
				}
			}
		}()
	}
	for s := 0; s < senders; s++ {
		channel := openTestChannel(t)
		sending.Add(1)
		go func(s int) {
			defer sending.Done()
			for i := 0; i < each; i++ {
				message := binary.LittleEndian.AppendUint64(nil, uint64(s*each+i))
				err := channel.Send(message)
				for ; errors.Is(err, ErrFull) || errors.Is(err, ErrBusy); err = channel.Send(message) {
					_ = channel.WaitSpace(1)
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		}(s)
	}
	sending.Wait()
	for deadline := time.Now().Add(20 * time.Second); own.Wait(NoWait) == nil && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	close(ended)
	reading.Wait()
	if len(seen) != senders*each {
		t.Errorf("%d of %d came", len(seen), senders*each)
	}
	for message, times := range seen {
		if times != 1 {
			t.Errorf("%d came %d times", message, times)
		}
	}
}
