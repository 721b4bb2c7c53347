package rtaudiocbor

import "fmt"

// ErrorKind says what is wrong with a value or a message. Every error of this
// package is one of these for [errors.Is], and an [*Error] for [errors.As].
type ErrorKind int

// What can be wrong.
const (
	// ErrTruncated: the message ends inside an item.
	ErrTruncated ErrorKind = iota + 1
	// ErrTrailing: bytes follow the message.
	ErrTrailing
	// ErrMalformed: no CBOR item begins like this.
	ErrMalformed
	// ErrNotDeterministic: not the one encoding of RFC 8949, 4.2; a string in
	// chunks, even when not strict.
	ErrNotDeterministic
	// ErrUnknownKey: a key that the contract lacks, when strict.
	ErrUnknownKey
	// ErrMissingKey: a field without a default is not there.
	ErrMissingKey
	// ErrRepeatedKey: a field is there twice.
	ErrRepeatedKey
	// ErrWrongType: an item of another type than the field's.
	ErrWrongType
	// ErrOutOfRange: a value that the field cannot have.
	ErrOutOfRange
	// ErrBadUTF8: text that is not UTF-8.
	ErrBadUTF8
	// ErrTooLong: more bytes or elements than the field holds.
	ErrTooLong
	// ErrTooDeep: nested deeper than allowed.
	ErrTooDeep
	// ErrLimit: a message larger than allowed.
	ErrLimit
)

func (k ErrorKind) Error() string {
	texts := [...]string{
		"no error", "truncated", "trailing bytes", "malformed",
		"not deterministic", "unknown key", "missing key", "repeated key",
		"wrong type", "out of range", "not UTF-8", "too long", "too deep",
		"larger than limit",
	}
	if k < 0 || int(k) >= len(texts) {
		return fmt.Sprintf("error %d", int(k))
	}
	return texts[k]
}

// Error says what was wrong, and where.
type Error struct {
	Kind     ErrorKind
	Position int    // offset in the message of the item at fault
	Key      string // the field that is missing
}

func (e *Error) Error() string {
	if e.Key != "" {
		return fmt.Sprintf("cbor: %v %q at byte %d", e.Kind, e.Key, e.Position)
	}
	return fmt.Sprintf("cbor: %v at byte %d", e.Kind, e.Position)
}

// Unwrap gives the kind, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Kind }
