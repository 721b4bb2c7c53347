package rtaudiocbor

// AudioBlock: One block of interleaved audio. Lives in shared memory.
type AudioBlock struct {
	// Frames in use, at most RT_FFI_MAX_FRAMES.
	Frames uint32
	// Frame after frame, `channels` samples each; 1.0 is full scale.
	Samples [2048]float32
	// Channels in use, at most RT_FFI_MAX_CHANNELS.
	Channels uint32
	// Position in the stream, counted from 0 by the producer.
	Sequence uint64
	// Frames a second. In Hz.
	SampleRate uint32
	// When its first frame is to be heard. In ns.
	TimestampNs uint64
}

// AudioBlockMaxSize is the length of the longest encoding.
const AudioBlockMaxSize = 8283

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *AudioBlock) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *AudioBlock) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, 256))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *AudioBlock) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *AudioBlock) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *AudioBlock) put(e *encoder) {
	e.raw("\xa6fframes")
	e.unsigned(uint64(v.Frames), 0, 1024)
	e.raw("gsamples\xd8UY \x00")
	putNumbers(e, v.Samples[:])
	e.raw("hchannels")
	e.unsigned(uint64(v.Channels), 1, 2)
	e.raw("hsequence")
	e.unsigned(v.Sequence, 0, 18446744073709551615)
	e.raw("ksample_rate")
	e.unsigned(uint64(v.SampleRate), 0, 4294967295)
	e.raw("ltimestamp_ns")
	e.unsigned(v.TimestampNs, 0, 18446744073709551615)
}

var audioBlockKeys = []key{
	{name: "frames"},
	{name: "samples"},
	{name: "channels"},
	{name: "sequence"},
	{name: "sample_rate"},
	{name: "timestamp_ns"},
}

func (v *AudioBlock) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Frames = uint32(d.unsigned(0, 1024))
	case 1:
		getNumbers(d, 85, v.Samples[:])
	case 2:
		v.Channels = uint32(d.unsigned(1, 2))
	case 3:
		v.Sequence = d.unsigned(0, 18446744073709551615)
	case 4:
		v.SampleRate = uint32(d.unsigned(0, 4294967295))
	case 5:
		v.TimestampNs = d.unsigned(0, 18446744073709551615)
	}
}

func (v *AudioBlock) get(d *decoder) {
	m := d.openMap([]uint64{63})
	if d.atKey(&m, "fframes") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "gsamples") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "hchannels") {
		m.take(2)
		v.getField(d, 2)
	}
	if d.atKey(&m, "hsequence") {
		m.take(3)
		v.getField(d, 3)
	}
	if d.atKey(&m, "ksample_rate") {
		m.take(4)
		v.getField(d, 4)
	}
	if d.atKey(&m, "ltimestamp_ns") {
		m.take(5)
		v.getField(d, 5)
	}
	for field, ok := d.next(&m, audioBlockKeys); ok; field, ok = d.next(&m, audioBlockKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, audioBlockKeys)
}

// StreamFormat: Format of a stream.
type StreamFormat struct {
	// Channels in a frame.
	Channels uint32
	// Frames a second. In Hz.
	SampleRate uint32
	// Frames in each block.
	FramesPerBuffer uint32
}

// StreamFormatMaxSize is the length of the longest encoding.
const StreamFormatMaxSize = 55

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *StreamFormat) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *StreamFormat) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, StreamFormatMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *StreamFormat) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *StreamFormat) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *StreamFormat) put(e *encoder) {
	e.raw("\xa3hchannels")
	e.unsigned(uint64(v.Channels), 0, 4294967295)
	e.raw("ksample_rate")
	e.unsigned(uint64(v.SampleRate), 0, 4294967295)
	e.raw("qframes_per_buffer")
	e.unsigned(uint64(v.FramesPerBuffer), 0, 4294967295)
}

var streamFormatKeys = []key{
	{name: "channels"},
	{name: "sample_rate"},
	{name: "frames_per_buffer"},
}

func (v *StreamFormat) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Channels = uint32(d.unsigned(0, 4294967295))
	case 1:
		v.SampleRate = uint32(d.unsigned(0, 4294967295))
	case 2:
		v.FramesPerBuffer = uint32(d.unsigned(0, 4294967295))
	}
}

func (v *StreamFormat) get(d *decoder) {
	m := d.openMap([]uint64{7})
	if d.atKey(&m, "hchannels") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "ksample_rate") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "qframes_per_buffer") {
		m.take(2)
		v.getField(d, 2)
	}
	for field, ok := d.next(&m, streamFormatKeys); ok; field, ok = d.next(&m, streamFormatKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, streamFormatKeys)
}

// StreamCounters: Counters of a stream since the state was created.
type StreamCounters struct {
	// Blocks lost because the host was late.
	Overruns uint64
	// Periods in which the host found nothing.
	Underruns uint64
	// Blocks the host took.
	BlocksConsumed uint64
	// Blocks the service wrote.
	BlocksProduced uint64
}

// StreamCountersMaxSize is the length of the longest encoding.
const StreamCountersMaxSize = 88

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *StreamCounters) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *StreamCounters) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, StreamCountersMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *StreamCounters) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *StreamCounters) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *StreamCounters) put(e *encoder) {
	e.raw("\xa4hoverruns")
	e.unsigned(v.Overruns, 0, 18446744073709551615)
	e.raw("iunderruns")
	e.unsigned(v.Underruns, 0, 18446744073709551615)
	e.raw("oblocks_consumed")
	e.unsigned(v.BlocksConsumed, 0, 18446744073709551615)
	e.raw("oblocks_produced")
	e.unsigned(v.BlocksProduced, 0, 18446744073709551615)
}

var streamCountersKeys = []key{
	{name: "overruns"},
	{name: "underruns"},
	{name: "blocks_consumed"},
	{name: "blocks_produced"},
}

func (v *StreamCounters) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Overruns = d.unsigned(0, 18446744073709551615)
	case 1:
		v.Underruns = d.unsigned(0, 18446744073709551615)
	case 2:
		v.BlocksConsumed = d.unsigned(0, 18446744073709551615)
	case 3:
		v.BlocksProduced = d.unsigned(0, 18446744073709551615)
	}
}

func (v *StreamCounters) get(d *decoder) {
	m := d.openMap([]uint64{15})
	if d.atKey(&m, "hoverruns") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "iunderruns") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "oblocks_consumed") {
		m.take(2)
		v.getField(d, 2)
	}
	if d.atKey(&m, "oblocks_produced") {
		m.take(3)
		v.getField(d, 3)
	}
	for field, ok := d.next(&m, streamCountersKeys); ok; field, ok = d.next(&m, streamCountersKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, streamCountersKeys)
}

// RingCounters: What happened on a ring, as one handle and the ring's writer saw it.
type RingCounters struct {
	// Blocks this handle got.
	Read uint64
	// Blocks committed by all writers.
	Written uint64
	// Blocks this handle lost to overwriting: exact. Together with `read` it is how far the handle has
	// come since it was opened.
	Overruns uint64
	// Blocks that a dying writer left unfinished.
	Abandoned uint64
	// Reads of this handle that found nothing.
	Underruns uint64
}

// RingCountersMaxSize is the length of the longest encoding.
const RingCountersMaxSize = 88

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *RingCounters) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *RingCounters) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, RingCountersMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *RingCounters) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *RingCounters) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *RingCounters) put(e *encoder) {
	e.raw("\xa5dread")
	e.unsigned(v.Read, 0, 18446744073709551615)
	e.raw("gwritten")
	e.unsigned(v.Written, 0, 18446744073709551615)
	e.raw("hoverruns")
	e.unsigned(v.Overruns, 0, 18446744073709551615)
	e.raw("iabandoned")
	e.unsigned(v.Abandoned, 0, 18446744073709551615)
	e.raw("iunderruns")
	e.unsigned(v.Underruns, 0, 18446744073709551615)
}

var ringCountersKeys = []key{
	{name: "read"},
	{name: "written"},
	{name: "overruns"},
	{name: "abandoned"},
	{name: "underruns"},
}

func (v *RingCounters) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Read = d.unsigned(0, 18446744073709551615)
	case 1:
		v.Written = d.unsigned(0, 18446744073709551615)
	case 2:
		v.Overruns = d.unsigned(0, 18446744073709551615)
	case 3:
		v.Abandoned = d.unsigned(0, 18446744073709551615)
	case 4:
		v.Underruns = d.unsigned(0, 18446744073709551615)
	}
}

func (v *RingCounters) get(d *decoder) {
	m := d.openMap([]uint64{31})
	if d.atKey(&m, "dread") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "gwritten") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "hoverruns") {
		m.take(2)
		v.getField(d, 2)
	}
	if d.atKey(&m, "iabandoned") {
		m.take(3)
		v.getField(d, 3)
	}
	if d.atKey(&m, "iunderruns") {
		m.take(4)
		v.getField(d, 4)
	}
	for field, ok := d.next(&m, ringCountersKeys); ok; field, ok = d.next(&m, ringCountersKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, ringCountersKeys)
}

// ChannelCounters: What happened on a channel, as one handle saw it.
type ChannelCounters struct {
	// Messages this handle lost to overwriting; places among them that a dying or stopped sender left
	// empty count too.
	Lost uint64
	// Messages this handle sent.
	Sent uint64
	// Times that a sender's place was passed by because it was stopped, of all handles. Its message
	// was sent again.
	Passed uint64
	// Messages this handle got.
	Received uint64
	// Messages that dying senders left unfinished, of all handles.
	Abandoned uint64
}

// ChannelCountersMaxSize is the length of the longest encoding.
const ChannelCountersMaxSize = 82

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *ChannelCounters) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *ChannelCounters) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, ChannelCountersMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *ChannelCounters) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *ChannelCounters) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *ChannelCounters) put(e *encoder) {
	e.raw("\xa5dlost")
	e.unsigned(v.Lost, 0, 18446744073709551615)
	e.raw("dsent")
	e.unsigned(v.Sent, 0, 18446744073709551615)
	e.raw("fpassed")
	e.unsigned(v.Passed, 0, 18446744073709551615)
	e.raw("hreceived")
	e.unsigned(v.Received, 0, 18446744073709551615)
	e.raw("iabandoned")
	e.unsigned(v.Abandoned, 0, 18446744073709551615)
}

var channelCountersKeys = []key{
	{name: "lost"},
	{name: "sent"},
	{name: "passed"},
	{name: "received"},
	{name: "abandoned"},
}

func (v *ChannelCounters) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Lost = d.unsigned(0, 18446744073709551615)
	case 1:
		v.Sent = d.unsigned(0, 18446744073709551615)
	case 2:
		v.Passed = d.unsigned(0, 18446744073709551615)
	case 3:
		v.Received = d.unsigned(0, 18446744073709551615)
	case 4:
		v.Abandoned = d.unsigned(0, 18446744073709551615)
	}
}

func (v *ChannelCounters) get(d *decoder) {
	m := d.openMap([]uint64{31})
	if d.atKey(&m, "dlost") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "dsent") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "fpassed") {
		m.take(2)
		v.getField(d, 2)
	}
	if d.atKey(&m, "hreceived") {
		m.take(3)
		v.getField(d, 3)
	}
	if d.atKey(&m, "iabandoned") {
		m.take(4)
		v.getField(d, 4)
	}
	for field, ok := d.next(&m, channelCountersKeys); ok; field, ok = d.next(&m, channelCountersKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, channelCountersKeys)
}

// ServiceInfo: A registered service.
type ServiceInfo struct {
	// Never used again for another registration.
	ID uint64
	// Process id.
	PID int32
	// Name, NUL-terminated.
	Name string
	// Bits of rt_ffi_service_flags.
	Flags uint32
	// Name of its reply ring, NUL-terminated.
	Reply string
	// Name of its control segment, NUL-terminated.
	Control string
	// Start time of the process; with pid, who it is.
	StartTime uint64
	// Time of the last heartbeat. In ns.
	HeartbeatNs uint64
}

// ServiceInfoMaxSize is the length of the longest encoding.
const ServiceInfoMaxSize = 289

// AppendCBOR appends the encoding to dst. After an error nothing is appended.
func (v *ServiceInfo) AppendCBOR(dst []byte) ([]byte, error) {
	e := encoder{out: dst, start: len(dst)}
	v.put(&e)
	return e.end()
}

// MarshalCBOR encodes the record.
func (v *ServiceInfo) MarshalCBOR() ([]byte, error) {
	return v.AppendCBOR(make([]byte, 0, ServiceInfoMaxSize))
}

// UnmarshalCBOR decodes a message that is nothing but such a record. Keys that
// the contract lacks are skipped. After an error the record is partly changed.
func (v *ServiceInfo) UnmarshalCBOR(data []byte) error {
	return v.UnmarshalCBORWith(data, Options{})
}

// UnmarshalCBORWith is UnmarshalCBOR with other limits, or strictly.
func (v *ServiceInfo) UnmarshalCBORWith(data []byte, options Options) error {
	d := newDecoder(data, options)
	v.get(&d)
	return d.end()
}

func (v *ServiceInfo) put(e *encoder) {
	e.raw("\xa8bid")
	e.unsigned(v.ID, 0, 18446744073709551615)
	e.raw("cpid")
	e.signed(int64(v.PID), -2147483648, 2147483647)
	e.raw("dname")
	e.text(v.Name, 63)
	e.raw("eflags")
	e.unsigned(uint64(v.Flags), 0, 4294967295)
	e.raw("ereply")
	e.text(v.Reply, 63)
	e.raw("gcontrol")
	e.text(v.Control, 63)
	e.raw("jstart_time")
	e.unsigned(v.StartTime, 0, 18446744073709551615)
	e.raw("lheartbeat_ns")
	e.unsigned(v.HeartbeatNs, 0, 18446744073709551615)
}

var serviceInfoKeys = []key{
	{name: "id"},
	{name: "pid"},
	{name: "name"},
	{name: "flags"},
	{name: "reply"},
	{name: "control"},
	{name: "start_time"},
	{name: "heartbeat_ns"},
}

func (v *ServiceInfo) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.ID = d.unsigned(0, 18446744073709551615)
	case 1:
		v.PID = int32(d.signed(-2147483648, 2147483647))
	case 2:
		v.Name = d.text(63)
	case 3:
		v.Flags = uint32(d.unsigned(0, 4294967295))
	case 4:
		v.Reply = d.text(63)
	case 5:
		v.Control = d.text(63)
	case 6:
		v.StartTime = d.unsigned(0, 18446744073709551615)
	case 7:
		v.HeartbeatNs = d.unsigned(0, 18446744073709551615)
	}
}

func (v *ServiceInfo) get(d *decoder) {
	m := d.openMap([]uint64{255})
	if d.atKey(&m, "bid") {
		m.take(0)
		v.getField(d, 0)
	}
	if d.atKey(&m, "cpid") {
		m.take(1)
		v.getField(d, 1)
	}
	if d.atKey(&m, "dname") {
		m.take(2)
		v.getField(d, 2)
	}
	if d.atKey(&m, "eflags") {
		m.take(3)
		v.getField(d, 3)
	}
	if d.atKey(&m, "ereply") {
		m.take(4)
		v.getField(d, 4)
	}
	if d.atKey(&m, "gcontrol") {
		m.take(5)
		v.getField(d, 5)
	}
	if d.atKey(&m, "jstart_time") {
		m.take(6)
		v.getField(d, 6)
	}
	if d.atKey(&m, "lheartbeat_ns") {
		m.take(7)
		v.getField(d, 7)
	}
	for field, ok := d.next(&m, serviceInfoKeys); ok; field, ok = d.next(&m, serviceInfoKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, serviceInfoKeys)
}
