// Command rt-peer sends or receives on a channel, asleep in Go's netpoller whenever there is nothing
// to do. What messages are, and what it prints: run.py beside this folder.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"example.com/rtaudio"
)

const (
	content = "peers"
	longest = 128
)

// pollable is what Go's netpoller waits for: a duplicate, for the channel closes its own.
func pollable(descriptor int32, err error) (syscall.RawConn, *os.File, error) {
	if err != nil {
		return nil, nil, err
	}
	duplicate, err := syscall.Dup(int(descriptor))
	if err != nil {
		return nil, nil, err
	}
	syscall.CloseOnExec(duplicate)
	file := os.NewFile(uintptr(duplicate), "channel")
	conn, err := file.SyscallConn()
	return conn, file, err
}

// sleep returns when wait answers something else than that nothing happened.
func sleep(conn syscall.RawConn, wait func(int32) error) error {
	var answer error
	err := conn.Read(func(uintptr) bool {
		answer = wait(rtaudio.NoWait)
		return !errors.Is(answer, rtaudio.ErrTimeout)
	})
	return errors.Join(err, answer)
}

func fill(message []byte, sender, number uint32) []byte {
	message = binary.LittleEndian.AppendUint32(message[:0], sender)
	message = binary.LittleEndian.AppendUint32(message, number)
	for i := uint32(0); i < (number*37+sender)%100; i++ {
		message = append(message, byte(number*7+sender*31+i))
	}
	return message
}

func send(channel *rtaudio.Channel, sender, count uint32) error {
	conn, file, err := pollable(channel.SpaceDescriptor())
	if err != nil {
		return err
	}
	defer file.Close()
	message := make([]byte, 0, longest)
	for number := uint32(0); number < count; number++ {
		message = fill(message, sender, number)
		for {
			err := channel.Send(message)
			if errors.Is(err, rtaudio.ErrFull) {
				err = sleep(conn, channel.WaitSpace)
			} else if errors.Is(err, rtaudio.ErrBusy) {
				runtime.Gosched()
				continue
			} else if err == nil {
				break
			}
			if err != nil {
				return err
			}
		}
		fmt.Println(number)
	}
	fmt.Println("done")
	return nil
}

func receive(channel *rtaudio.Channel) error {
	conn, file, err := pollable(channel.Descriptor())
	if err != nil {
		return err
	}
	defer file.Close()
	message, expected := make([]byte, longest), make([]byte, 0, longest)
	for {
		length, err := channel.Receive(message)
		if err == nil {
			sender := binary.LittleEndian.Uint32(message)
			number := binary.LittleEndian.Uint32(message[4:])
			if expected = fill(expected, sender, number); !bytes.Equal(expected, message[:length]) {
				return fmt.Errorf("torn: %d %d", sender, number)
			}
			fmt.Println(sender, number)
			continue
		}
		if errors.Is(err, rtaudio.ErrEmpty) {
			err = sleep(conn, channel.Wait)
		}
		switch {
		case errors.Is(err, rtaudio.ErrClosed):
			fmt.Println("closed", rtaudio.RtNowNs())
			return nil
		case errors.Is(err, rtaudio.ErrStale):
			fmt.Println("stale", rtaudio.RtNowNs())
			return nil
		case err != nil:
			return err
		}
	}
}

func run(arguments []string) error {
	usage := errors.New("usage: rt-peer send NAME SENDER COUNT | receive NAME")
	if len(arguments) < 2 {
		return usage
	}
	channel, err := rtaudio.OpenChannel(arguments[1], content)
	if err != nil {
		return err
	}
	defer channel.Close()
	switch {
	case arguments[0] == "receive" && len(arguments) == 2:
		fmt.Println("ready")
		return receive(channel)
	case arguments[0] == "send" && len(arguments) == 4:
		sender, err := strconv.ParseUint(arguments[2], 10, 32)
		if err != nil {
			return err
		}
		count, err := strconv.ParseUint(arguments[3], 10, 32)
		if err != nil {
			return err
		}
		return send(channel, uint32(sender), uint32(count))
	}
	return usage
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "rt-peer:", err)
		os.Exit(1)
	}
}
