package rtaudiocbor

import "context"

// What calls fail with, for errors.Is.
const (
	// ErrNullPointer is RT_FFI_ERROR_NULL_POINTER.
	ErrNullPointer Code = 1
	// ErrInvalidArgument is RT_FFI_ERROR_INVALID_ARGUMENT.
	ErrInvalidArgument Code = 2
	// ErrNotFound is RT_FFI_ERROR_NOT_FOUND.
	ErrNotFound Code = 3
	// ErrExists is RT_FFI_ERROR_EXISTS.
	ErrExists Code = 4
	// ErrFull is RT_FFI_ERROR_FULL.
	ErrFull Code = 5
	// ErrEmpty is RT_FFI_ERROR_EMPTY.
	ErrEmpty Code = 6
	// ErrTimeout is RT_FFI_ERROR_TIMEOUT.
	ErrTimeout Code = 7
	// ErrClosed is RT_FFI_ERROR_CLOSED.
	ErrClosed Code = 8
	// ErrStale is RT_FFI_ERROR_STALE.
	ErrStale Code = 9
	// ErrVersionMismatch is RT_FFI_ERROR_VERSION_MISMATCH.
	ErrVersionMismatch Code = 10
	// ErrFingerprintMismatch is RT_FFI_ERROR_FINGERPRINT_MISMATCH.
	ErrFingerprintMismatch Code = 11
	// ErrPermission is RT_FFI_ERROR_PERMISSION.
	ErrPermission Code = 12
	// ErrOutOfMemory is RT_FFI_ERROR_OUT_OF_MEMORY.
	ErrOutOfMemory Code = 13
	// ErrSystem is RT_FFI_ERROR_SYSTEM.
	ErrSystem Code = 14
	// ErrCorrupt is RT_FFI_ERROR_CORRUPT.
	ErrCorrupt Code = 15
	// ErrBusy is RT_FFI_ERROR_BUSY.
	ErrBusy Code = 16
	// ErrInternal is RT_FFI_ERROR_INTERNAL.
	ErrInternal Code = 17
	// ErrUnsupported is RT_FFI_ERROR_UNSUPPORTED.
	ErrUnsupported Code = 18
)

// State that a host and a service share: format, gain, pan, counters, heartbeat.
type State struct{ object }

// Ring: A ring of audio blocks in shared memory. One handle writes at a time, any number reads,
// each with its own cursor. The first write makes a handle the writer until it is closed or its
// process dies; others get RT_FFI_ERROR_BUSY until then, and the next that writes takes over. The
// same holds for the one reader of a lossless ring.
type Ring struct{ object }

// Registry: The table of running services.
type Registry struct{ object }

// ABIVersion: RT_FFI_ABI_VERSION of the library.
func (c *Client) ABIVersion(ctx context.Context) (result_ uint32, err error) {
	sent := rtFfiABIVersionRequest{}
	var got rtFfiABIVersionReply
	_, _, err = c.call(ctx, "abi_version", using{}, &sent, &got, nil, nil)
	return got.Result, err
}

// OpenState opens a state that exists. RT_FFI_ERROR_STALE when its creator died.
func (c *Client) OpenState(ctx context.Context, name string) (state *State, err error) {
	sent := rtFfiStateOpenRequest{Name: name}
	var got rtFfiStateOpenReply
	_, at, err := c.call(ctx, "state.open", using{}, &sent, &got, nil, func(l carrier) {
		l.release("state.close", "estate", got.State)
	})
	if err != nil {
		return
	}
	if got.State != 0 {
		state = &State{newObject(c, got.State, at)}
	}
	return state, err
}

// Close ends the handle; its creator's close removes the name and marks the state closed.
func (h *State) Close(ctx context.Context) (err error) {
	var objects using
	sent := rtFfiStateCloseRequest{State: objects.last(h.client, &h.object)}
	var got rtFfiStateCloseReply
	_, _, err = h.client.call(ctx, "state.close", objects, &sent, &got, nil, nil)
	return err
}

// Format: The stream's format.
func (h *State) Format(ctx context.Context) (format StreamFormat, err error) {
	var objects using
	sent := rtFfiStateGetFormatRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateGetFormatReply
	_, _, err = h.client.call(ctx, "state.get_format", objects, &sent, &got, nil, nil)
	return got.Format, err
}

// Active says whether the stream runs; a service leaves its loop when it does not. 0 or 1.
func (h *State) Active(ctx context.Context) (active bool, err error) {
	var objects using
	sent := rtFfiStateGetActiveRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateGetActiveReply
	_, _, err = h.client.call(ctx, "state.get_active", objects, &sent, &got, nil, nil)
	return got.Active, err
}

// SetActive starts or stops the stream, and wakes those that wait for it.
func (h *State) SetActive(ctx context.Context, active bool) (err error) {
	var objects using
	sent := rtFfiStateSetActiveRequest{State: objects.id(h.client, &h.object), Active: active}
	var got rtFfiStateSetActiveReply
	_, _, err = h.client.call(ctx, "state.set_active", objects, &sent, &got, nil, nil)
	return err
}

// WaitActive waits until the stream is active or not as asked. Fails as rt_ffi_state_check does
// when nobody is left to change it.
func (h *State) WaitActive(ctx context.Context, active bool, timeoutMs int32) (err error) {
	var objects using
	sent := rtFfiStateWaitActiveRequest{State: objects.id(h.client, &h.object), Active: active, TimeoutMs: timeoutMs}
	var got rtFfiStateWaitActiveReply
	_, _, err = h.client.call(ctx, "state.wait_active", objects, &sent, &got, nil, nil)
	return err
}

// Check says whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the
// state, RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not for each
// block.
func (h *State) Check(ctx context.Context) (err error) {
	var objects using
	sent := rtFfiStateCheckRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateCheckReply
	_, _, err = h.client.call(ctx, "state.check", objects, &sent, &got, nil, nil)
	return err
}

// Gain: Linear gain, 0 to 16.
func (h *State) Gain(ctx context.Context) (gain float32, err error) {
	var objects using
	sent := rtFfiStateGetGainRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateGetGainReply
	_, _, err = h.client.call(ctx, "state.get_gain", objects, &sent, &got, nil, nil)
	return got.Gain, err
}

// SetGain sets the linear gain, 0 to 16.
func (h *State) SetGain(ctx context.Context, gain float32) (err error) {
	var objects using
	sent := rtFfiStateSetGainRequest{State: objects.id(h.client, &h.object), Gain: gain}
	var got rtFfiStateSetGainReply
	_, _, err = h.client.call(ctx, "state.set_gain", objects, &sent, &got, nil, nil)
	return err
}

// Pan, -1 (left) to 1 (right).
func (h *State) Pan(ctx context.Context) (pan float32, err error) {
	var objects using
	sent := rtFfiStateGetPanRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateGetPanReply
	_, _, err = h.client.call(ctx, "state.get_pan", objects, &sent, &got, nil, nil)
	return got.Pan, err
}

// SetPan sets the pan, -1 (left) to 1 (right).
func (h *State) SetPan(ctx context.Context, pan float32) (err error) {
	var objects using
	sent := rtFfiStateSetPanRequest{State: objects.id(h.client, &h.object), Pan: pan}
	var got rtFfiStateSetPanReply
	_, _, err = h.client.call(ctx, "state.set_pan", objects, &sent, &got, nil, nil)
	return err
}

// Counters: All counters, each read atomically.
func (h *State) Counters(ctx context.Context) (counters StreamCounters, err error) {
	var objects using
	sent := rtFfiStateGetCountersRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateGetCountersReply
	_, _, err = h.client.call(ctx, "state.get_counters", objects, &sent, &got, nil, nil)
	return got.Counters, err
}

// HeartbeatAge: Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none.
func (h *State) HeartbeatAge(ctx context.Context) (ageNs uint64, err error) {
	var objects using
	sent := rtFfiStateHeartbeatAgeRequest{State: objects.id(h.client, &h.object)}
	var got rtFfiStateHeartbeatAgeReply
	_, _, err = h.client.call(ctx, "state.heartbeat_age", objects, &sent, &got, nil, nil)
	return got.AgeNs, err
}

// OpenRing opens a ring that exists. Reading starts at the next block written, in a lossless ring
// at the first block that is still unread. RT_FFI_ERROR_STALE when its creator died.
func (c *Client) OpenRing(ctx context.Context, name string) (ring *Ring, err error) {
	sent := rtFfiRingOpenRequest{Name: name}
	var got rtFfiRingOpenReply
	_, at, err := c.call(ctx, "ring.open", using{}, &sent, &got, nil, func(l carrier) {
		l.release("ring.close", "dring", got.Ring)
	})
	if err != nil {
		return
	}
	if got.Ring != 0 {
		ring = &Ring{newObject(c, got.Ring, at)}
	}
	return ring, err
}

// Close ends the handle, gives an open claim and a lent block back, and leaves the writer's or
// reader's place to others. Its creator's close removes the name and marks the ring closed:
// writers get RT_FFI_ERROR_CLOSED, readers get it after the last block.
func (h *Ring) Close(ctx context.Context) (err error) {
	var objects using
	sent := rtFfiRingCloseRequest{Ring: objects.last(h.client, &h.object)}
	var got rtFfiRingCloseReply
	_, _, err = h.client.call(ctx, "ring.close", objects, &sent, &got, nil, nil)
	return err
}

// Slots in the ring.
func (h *Ring) Slots(ctx context.Context) (slots uint32, err error) {
	var objects using
	sent := rtFfiRingSlotsRequest{Ring: objects.id(h.client, &h.object)}
	var got rtFfiRingSlotsReply
	_, _, err = h.client.call(ctx, "ring.slots", objects, &sent, &got, nil, nil)
	return got.Slots, err
}

// Mode: What the ring does when a reader is late.
func (h *Ring) Mode(ctx context.Context) (mode RingMode, err error) {
	var objects using
	sent := rtFfiRingGetModeRequest{Ring: objects.id(h.client, &h.object)}
	var got rtFfiRingGetModeReply
	_, _, err = h.client.call(ctx, "ring.get_mode", objects, &sent, &got, nil, nil)
	return got.Mode, err
}

// Available: Blocks this handle could read now.
func (h *Ring) Available(ctx context.Context) (blocks uint64, err error) {
	var objects using
	sent := rtFfiRingAvailableRequest{Ring: objects.id(h.client, &h.object)}
	var got rtFfiRingAvailableReply
	_, _, err = h.client.call(ctx, "ring.available", objects, &sent, &got, nil, nil)
	return got.Blocks, err
}

// Counters of the ring and of this handle.
func (h *Ring) Counters(ctx context.Context) (counters RingCounters, err error) {
	var objects using
	sent := rtFfiRingGetCountersRequest{Ring: objects.id(h.client, &h.object)}
	var got rtFfiRingGetCountersReply
	_, _, err = h.client.call(ctx, "ring.get_counters", objects, &sent, &got, nil, nil)
	return got.Counters, err
}

// OpenRegistry opens the registry `name`, creating it when there is none. Exactly one opener
// initialises it.
func (c *Client) OpenRegistry(ctx context.Context, name string) (registry *Registry, err error) {
	sent := rtFfiRegistryOpenRequest{Name: name}
	var got rtFfiRegistryOpenReply
	_, at, err := c.call(ctx, "registry.open", using{}, &sent, &got, nil, func(l carrier) {
		l.release("registry.close", "hregistry", got.Registry)
	})
	if err != nil {
		return
	}
	if got.Registry != 0 {
		registry = &Registry{newObject(c, got.Registry, at)}
	}
	return registry, err
}

// Close ends the handle. Entries stay until they are unregistered or their process dies.
func (h *Registry) Close(ctx context.Context) (err error) {
	var objects using
	sent := rtFfiRegistryCloseRequest{Registry: objects.last(h.client, &h.object)}
	var got rtFfiRegistryCloseReply
	_, _, err = h.client.call(ctx, "registry.close", objects, &sent, &got, nil, nil)
	return err
}

// Find looks a live service up by its name. Asks the system whether its process still runs.
func (h *Registry) Find(ctx context.Context, name string) (service ServiceInfo, err error) {
	var objects using
	sent := rtFfiRegistryFindRequest{Registry: objects.id(h.client, &h.object), Name: name}
	var got rtFfiRegistryFindReply
	_, _, err = h.client.call(ctx, "registry.find", objects, &sent, &got, nil, nil)
	return got.Service, err
}

// List: Live services whose name starts with `prefix`, in order of name; the first `capacity` of
// them.
func (h *Registry) List(ctx context.Context, prefix string, capacity uint64) (services []ServiceInfo, err error) {
	var objects using
	sent := rtFfiRegistryListRequest{Registry: objects.id(h.client, &h.object), Prefix: prefix, Capacity: capacity}
	var got rtFfiRegistryListReply
	_, _, err = h.client.call(ctx, "registry.list", objects, &sent, &got, nil, nil)
	return got.Services, err
}

// Watch waits until the registry differs from `seen`: a service was entered, changed, taken out or
// collected. A death is no change by itself; RT_FFI_ERROR_STALE when every service entered has
// died.
func (h *Registry) Watch(ctx context.Context, seen uint64, timeoutMs int32) (generation uint64, err error) {
	var objects using
	sent := rtFfiRegistryWatchRequest{Registry: objects.id(h.client, &h.object), Seen: seen, TimeoutMs: timeoutMs}
	var got rtFfiRegistryWatchReply
	_, _, err = h.client.call(ctx, "registry.watch", objects, &sent, &got, nil, nil)
	return got.Generation, err
}

// RtNowNs: The contract's clock, now.
func (c *Client) RtNowNs(ctx context.Context) (result_ uint64, err error) {
	sent := rtFfiRtNowNsRequest{}
	var got rtFfiRtNowNsReply
	_, _, err = c.call(ctx, "rt_now_ns", using{}, &sent, &got, nil, nil)
	return got.Result, err
}
