package {{package}}

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// frames reads answers. What was read of one is kept when the wait for the rest is given up.
type frames struct {
	connection net.Conn
	most       int
	buffer     []byte
	filled     int
}

func newFrames(connection net.Conn, most int) frames {
	return frames{connection: connection, most: most, buffer: make([]byte, 4096)}
}

// next waits for an answer. It fails with os.ErrDeadlineExceeded when interrupt was called, and
// can be called again then.
func (f *frames) next() (answer, error) {
	if err := f.fill(8); err != nil {
		return answer{}, err
	}
	size := binary.BigEndian.Uint32(f.buffer[4:])
	if int64(size) > int64(f.most) {
		return answer{}, fmt.Errorf("%w: a reply of %d bytes", ErrConnectionLost, size)
	}
	end := 8 + int(size)
	if err := f.fill(end); err != nil {
		return answer{}, err
	}
	a := answer{status: Code(binary.BigEndian.Uint32(f.buffer)), payload: append([]byte(nil), f.buffer[8:end]...)}
	f.filled = copy(f.buffer, f.buffer[end:f.filled])
	if len(f.buffer) > 1<<20 && f.filled < 4096 { // after a large answer
		f.buffer = append(make([]byte, 0, 4096), f.buffer[:f.filled]...)[:4096]
	}
	return a, nil
}

func (f *frames) fill(size int) error {
	for f.filled < size {
		if f.filled == len(f.buffer) { // no more than twice what came
			f.buffer = append(f.buffer, make([]byte, min(size, 2*f.filled)-f.filled)...)
		}
		count, err := f.connection.Read(f.buffer[f.filled:])
		f.filled += count
		if err != nil && count == 0 {
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return err
			}
			return ErrConnectionLost
		}
	}
	return nil
}

// interrupt ends the wait of next, from any goroutine.
func (f *frames) interrupt() { _ = f.connection.SetReadDeadline(time.Unix(1, 0)) }

// goOn undoes interrupt.
func (f *frames) goOn() { _ = f.connection.SetReadDeadline(time.Time{}) }
