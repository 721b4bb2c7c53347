// Answers "<record> <strict> <hexadecimal message>" lines as peer.c does.
package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	zoo "example.com/zoocbor"
)

type record interface {
	UnmarshalCBORWith(data []byte, options zoo.Options) error
	MarshalCBOR() ([]byte, error)
}

func newRecord(name string) record {
	switch name {
	case "point":
		return new(zoo.Point)
	case "numbers":
		return new(zoo.Numbers)
	case "floats":
		return new(zoo.Floats)
	case "arrays":
		return new(zoo.Arrays)
	case "keyed":
		return new(zoo.Keyed)
	case "cage":
		return new(zoo.Cage)
	case "meal":
		return new(zoo.Meal)
	case "wide":
		return new(zoo.Wide)
	}
	return new(zoo.Grown)
}

func answer(fields []string) string {
	message := []byte{}
	if len(fields) > 2 {
		message, _ = hex.DecodeString(fields[2])
	}
	value := newRecord(fields[0])
	var failure *zoo.Error
	if err := value.UnmarshalCBORWith(message, zoo.Options{Strict: fields[1] == "1"}); errors.As(err, &failure) {
		key := failure.Key
		if key == "" {
			key = "-"
		}
		return fmt.Sprintf("%v %d %s", failure.Kind, failure.Position, key)
	}
	again, err := value.MarshalCBOR()
	if errors.As(err, &failure) {
		return fmt.Sprintf("encoding: %v", failure.Kind)
	}
	return "ok " + hex.EncodeToString(again)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		fmt.Println(answer(strings.Fields(lines.Text())))
	}
}
