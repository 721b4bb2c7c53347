package recordscbor

// Event: A wire record: the same bytes on every target.
type Event struct {
	// From 1.
	ID uint64
	// In Hz.
	Rate    uint32
	Samples [4]float32
}

// EventMaxSize is the length of the longest encoding.
const EventMaxSize = 50

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *Event) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *Event) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, EventMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *Event) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *Event) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *Event) put(e *encoder) {
	e.raw("\xa3bid")
	e.unsigned(v.ID, 0, 18446744073709551615)
	e.raw("drate")
	e.unsigned(uint64(v.Rate), 1, 192000)
	e.raw("gsamples\xd8UP")
	putNumbers(e, v.Samples[:])
}

var eventKeys = []key{
	{name: "id"},
	{name: "rate"},
	{name: "samples"},
}

func (v *Event) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.ID = d.unsigned(0, 18446744073709551615)
	case 1:
		v.Rate = uint32(d.unsigned(1, 192000))
	case 2:
		getNumbers(d, 85, v.Samples[:])
	}
}

func (v *Event) get(d *decoder) {
	m := d.openMap([]uint64{7})
	if d.atKey(&m, "bid") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "drate") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "gsamples") {
		m.take(2)
		v.getField(d, 2)
	}
	for field, ok := d.next(&m, eventKeys); ok; field, ok = d.next(&m, eventKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, eventKeys)
}
