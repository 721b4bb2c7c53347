// Command pack tells how small zlib makes a file at its fastest, usual and best level.
//
// Without a file it takes a text of its own.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/zlib"
	"example.com/zlib/raw"
)

// pack compresses data into a buffer of its own.
func pack(data []byte, level int32) ([]byte, error) {
	packed := make([]byte, zlib.CompressBound(raw.Ulong(len(data))))
	n, err := zlib.CompressLevel(packed, data, level)
	return packed[:n], err
}

// unpack returns what packed was made from, which had the length given.
func unpack(packed []byte, length int) ([]byte, error) {
	data := make([]byte, length)
	n, err := zlib.Uncompress(data, packed)
	return data[:n], err
}

func report(data []byte) error {
	fmt.Printf("zlib %s: %d bytes, crc32 %08x\n", zlib.Version(), len(data), zlib.Crc32(0, data))
	for _, level := range []int32{zlib.BestSpeed, 6, zlib.BestCompression} {
		packed, err := pack(data, level)
		if err != nil {
			return err
		}
		unpacked, err := unpack(packed, len(data))
		if err != nil {
			return err
		}
		verdict := "IS LOST"
		if bytes.Equal(unpacked, data) {
			verdict = "unpacks to the same"
		}
		fmt.Printf("level %d: %d bytes, %s\n", level, len(packed), verdict)
	}
	_, err := unpack([]byte("these bytes were never packed"), 100)
	var failure *zlib.Error
	if errors.Is(err, zlib.ErrDataError) && errors.As(err, &failure) {
		fmt.Println("damaged:", failure.Code.String())
	} else {
		fmt.Println("damaged:", err)
	}
	return nil
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("pack: ")
	data := bytes.Repeat([]byte("All work and no play makes Jack a dull boy.\n"), 1000)
	if len(os.Args) > 1 {
		var err error
		if data, err = os.ReadFile(os.Args[1]); err != nil {
			log.Fatal(err)
		}
	}
	if err := report(data); err != nil {
		log.Fatal(err)
	}
}
