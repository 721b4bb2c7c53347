// Command rt-peer sends or receives on a channel, serves calls or makes them, asleep in Go's netpoller whenever there is nothing
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
		if err != nil {
			return tellEnd(err)
		}
	}
}

// tellEnd says that nothing more comes, and when that was known; other errors remain.
func tellEnd(err error) error {
	switch {
	case errors.Is(err, rtaudio.ErrClosed):
		fmt.Println("closed", rtaudio.RtNowNs())
	case errors.Is(err, rtaudio.ErrStale):
		fmt.Println("stale", rtaudio.RtNowNs())
	default:
		return err
	}
	return nil
}

func reversed(message []byte) []byte {
	turned := make([]byte, len(message))
	for i, b := range message {
		turned[len(message)-1-i] = b
	}
	return turned
}

func serve(name string) error {
	server, err := rtaudio.CreateServer(name, content, 16, longest)
	if err != nil {
		return err
	}
	defer server.Close()
	conn, file, err := pollable(server.Descriptor())
	if err != nil {
		return err
	}
	defer file.Close()
	fmt.Println("ready")
	request := make([]byte, longest)
	for {
		length, call, err := server.Receive(request)
		if errors.Is(err, rtaudio.ErrEmpty) {
			err = sleep(conn, server.Wait)
		} else if err == nil {
			err = server.Reply(call, reversed(request[:length]))
		}
		if err != nil {
			return err
		}
	}
}

// exchange is one call.
func exchange(client *rtaudio.Client, conn syscall.RawConn, request, room []byte) ([]byte, error) {
	asked, err := client.Send(request, 20_000)
	for err == nil {
		length, call, received := client.Receive(room)
		if received == nil && call != asked {
			return nil, errors.New("an answer to another call")
		}
		if !errors.Is(received, rtaudio.ErrEmpty) {
			return room[:length], received
		}
		err = sleep(conn, client.Wait)
	}
	return nil, err
}

func ask(name string, sender, count uint32) error {
	client, err := rtaudio.OpenClient(name, content)
	if err != nil {
		return err
	}
	defer client.Close()
	conn, file, err := pollable(client.Descriptor())
	if err != nil {
		return err
	}
	defer file.Close()
	request, room := make([]byte, 0, longest), make([]byte, longest)
	for number := uint32(0); ; number++ {
		if number == count {
			fmt.Println("done")
		}
		request = fill(request, sender, number)
		answer, err := exchange(client, conn, request, room)
		if err != nil {
			return tellEnd(err)
		}
		if !bytes.Equal(answer, reversed(request)) {
			return fmt.Errorf("another's answer: %d %d", sender, number)
		}
	}
}

func senderAndCount(arguments []string) (uint32, uint32, error) {
	sender, err := strconv.ParseUint(arguments[2], 10, 32)
	if err != nil {
		return 0, 0, err
	}
	count, err := strconv.ParseUint(arguments[3], 10, 32)
	return uint32(sender), uint32(count), err
}

func run(arguments []string) error {
	usage := errors.New("usage: rt-peer send|ask NAME SENDER COUNT, or receive|serve NAME")
	if len(arguments) < 2 {
		return usage
	}
	if group := os.Getenv("PEERS_GROUP"); group != "" {
		if err := rtaudio.UseGroup(group); err != nil {
			return err
		}
	}
	if arguments[0] == "serve" {
		return serve(arguments[1])
	}
	if arguments[0] == "ask" && len(arguments) == 4 {
		sender, count, err := senderAndCount(arguments)
		if err != nil {
			return err
		}
		return ask(arguments[1], sender, count)
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
		sender, count, err := senderAndCount(arguments)
		if err != nil {
			return err
		}
		return send(channel, sender, count)
	}
	return usage
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "rt-peer:", err)
		os.Exit(1)
	}
}
