//! Functions and variables of the library.

use super::*;

unsafe extern "C" {
    /// Text for an error code, in English. Never NULL, never freed.
    pub fn rt_ffi_error_text(error: rt_ffi_error) -> *const c_char;

    /// Text of the calling thread's last failure, with names and numbers; "" when there was none.
    /// Valid until the thread's next failing call.
    pub fn rt_ffi_last_error() -> *const c_char;

    /// Copies the calling thread's last error text.
    ///
    /// - `buffer`: receives NUL-terminated text, cut off at a character when it does not fit
    /// - `capacity`: bytes in buffer
    /// - `length`: bytes the whole text takes without its NUL
    pub fn rt_ffi_last_error_copy(
        buffer: *mut c_char,
        capacity: usize,
        length: *mut usize,
    ) -> rt_ffi_error;

    /// `RT_FFI_ABI_VERSION` of the library.
    pub fn rt_ffi_abi_version() -> u32;

    /// Fingerprint of the contract the library was built from, 64 hexadecimal digits.
    pub fn rt_ffi_fingerprint() -> *const c_char;

    /// Removes from the system what nobody can use: states, rings and channels whose creators died,
    /// registries that no process has open and no living one is entered in. The first use of the library
    /// in a process does the same.
    ///
    /// - `collected`: how many
    pub fn rt_ffi_collect(collected: *mut u32) -> rt_ffi_error;

    /// Shares with the members of a group of users, from now on: what this process creates is theirs to
    /// open, read and write as well, never the world's, and what they share is this process's to open.
    /// Before anything else of the library, for who lives is known to the group as a whole. The
    /// environment variable `RT_AUDIO_GROUP` does the same for programs that do not ask.
    /// [`RT_FFI_ERROR_NOT_FOUND`] when there is no such group, [`RT_FFI_ERROR_PERMISSION`] when this process is no
    /// member, [`RT_FFI_ERROR_BUSY`] when it uses the library already, alone or with another group.
    ///
    /// - `group`: its name, or its number
    pub fn rt_ffi_use_group(group: *const c_char) -> rt_ffi_error;

    /// Creates the state `name` with defaults, or replaces one whose creator died.
    /// [`RT_FFI_ERROR_EXISTS`] while its creator lives.
    pub fn rt_ffi_state_create(name: *const c_char, state: *mut *mut rt_ffi_state) -> rt_ffi_error;

    /// Opens a state that exists. [`RT_FFI_ERROR_STALE`] when its creator died.
    pub fn rt_ffi_state_open(name: *const c_char, state: *mut *mut rt_ffi_state) -> rt_ffi_error;

    /// Ends the handle; its creator's close removes the name and marks the state closed.
    pub fn rt_ffi_state_close(state: *mut rt_ffi_state);

    /// The stream's format.
    pub fn rt_ffi_state_get_format(
        state: *const rt_ffi_state,
        format: *mut rt_ffi_stream_format,
    ) -> rt_ffi_error;

    /// Sets the stream's format: 8000 to 768000 Hz, 1 to `RT_FFI_MAX_CHANNELS`, 1 to `RT_FFI_MAX_FRAMES`.
    pub fn rt_ffi_state_set_format(
        state: *mut rt_ffi_state,
        format: *const rt_ffi_stream_format,
    ) -> rt_ffi_error;

    /// Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
    pub fn rt_ffi_state_get_active(state: *const rt_ffi_state, active: *mut bool) -> rt_ffi_error;

    /// Starts or stops the stream, and wakes those that wait for it.
    pub fn rt_ffi_state_set_active(state: *mut rt_ffi_state, active: bool) -> rt_ffi_error;

    /// Waits until the stream is active or not as asked. Fails as `rt_ffi_state_check` does when nobody is
    /// left to change it.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_state_wait_active(
        state: *const rt_ffi_state,
        active: bool,
        timeout_ms: i32,
    ) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_state_wait_active`.
    pub fn rt_ffi_state_descriptor(
        state: *const rt_ffi_state,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Whether the state's creator is still there: [`RT_FFI_ERROR_CLOSED`] when it closed the state,
    /// [`RT_FFI_ERROR_STALE`] when it died. Asks the system: meant for now and then, not for each block.
    pub fn rt_ffi_state_check(state: *const rt_ffi_state) -> rt_ffi_error;

    /// Linear gain, 0 to 16.
    pub fn rt_ffi_state_get_gain(state: *const rt_ffi_state, gain: *mut f32) -> rt_ffi_error;

    /// Sets the linear gain, 0 to 16.
    pub fn rt_ffi_state_set_gain(state: *mut rt_ffi_state, gain: f32) -> rt_ffi_error;

    /// Pan, -1 (left) to 1 (right).
    pub fn rt_ffi_state_get_pan(state: *const rt_ffi_state, pan: *mut f32) -> rt_ffi_error;

    /// Sets the pan, -1 (left) to 1 (right).
    pub fn rt_ffi_state_set_pan(state: *mut rt_ffi_state, pan: f32) -> rt_ffi_error;

    /// All counters, each read atomically.
    pub fn rt_ffi_state_get_counters(
        state: *const rt_ffi_state,
        counters: *mut rt_ffi_stream_counters,
    ) -> rt_ffi_error;

    /// Adds to the blocks produced.
    pub fn rt_ffi_state_add_produced(state: *mut rt_ffi_state, blocks: u64) -> rt_ffi_error;

    /// Adds to the blocks consumed.
    pub fn rt_ffi_state_add_consumed(state: *mut rt_ffi_state, blocks: u64) -> rt_ffi_error;

    /// Adds to the underruns.
    pub fn rt_ffi_state_add_underruns(state: *mut rt_ffi_state, count: u64) -> rt_ffi_error;

    /// Adds to the overruns.
    pub fn rt_ffi_state_add_overruns(state: *mut rt_ffi_state, count: u64) -> rt_ffi_error;

    /// Says that the service is alive, now.
    pub fn rt_ffi_state_touch_heartbeat(state: *mut rt_ffi_state) -> rt_ffi_error;

    /// Nanoseconds since the last touch; [`RT_FFI_ERROR_EMPTY`] when there was none.
    pub fn rt_ffi_state_heartbeat_age(state: *const rt_ffi_state, age_ns: *mut u64)
    -> rt_ffi_error;

    /// Creates the ring `name`, or replaces one whose creator died. [`RT_FFI_ERROR_EXISTS`] while its
    /// creator lives. The handle's own reading starts at the first block.
    ///
    /// - `slots`: a power of two, `RT_FFI_RING_MIN_SLOTS` to `RT_FFI_RING_MAX_SLOTS`
    pub fn rt_ffi_ring_create(
        name: *const c_char,
        slots: u32,
        mode: rt_ffi_ring_mode,
        ring: *mut *mut rt_ffi_ring,
    ) -> rt_ffi_error;

    /// Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
    /// first block that is still unread. [`RT_FFI_ERROR_STALE`] when its creator died.
    pub fn rt_ffi_ring_open(name: *const c_char, ring: *mut *mut rt_ffi_ring) -> rt_ffi_error;

    /// Ends the handle, gives an open claim and a lent block back, and leaves the writer's or reader's
    /// place to others. Its creator's close removes the name and marks the ring closed: writers get
    /// [`RT_FFI_ERROR_CLOSED`], readers get it after the last block.
    pub fn rt_ffi_ring_close(ring: *mut rt_ffi_ring);

    /// Slots in the ring.
    pub fn rt_ffi_ring_slots(ring: *const rt_ffi_ring, slots: *mut u32) -> rt_ffi_error;

    /// What the ring does when a reader is late.
    pub fn rt_ffi_ring_get_mode(
        ring: *const rt_ffi_ring,
        mode: *mut rt_ffi_ring_mode,
    ) -> rt_ffi_error;

    /// Writes a block; the oldest one goes if the ring is full. Never blocks. Not for a lossless ring.
    /// Needs 1 to `RT_FFI_MAX_CHANNELS` channels and at most `RT_FFI_MAX_FRAMES` frames; only the samples in
    /// use are copied. `sequence` is the caller's: [`rt_ffi_ring_counters`]::written is the position that
    /// this block gets in the ring.
    pub fn rt_ffi_ring_write_overwrite(
        ring: *mut rt_ffi_ring,
        block: *const rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Writes a block unless a reader of a lossless ring would lose one: [`RT_FFI_ERROR_FULL`]. On an
    /// overwriting ring the same as `rt_ffi_ring_write_overwrite`.
    pub fn rt_ffi_ring_try_write(
        ring: *mut rt_ffi_ring,
        block: *const rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Lends a block to fill. In a lossless ring it is the next slot itself and nothing is copied; in an
    /// overwriting one, where readers may be looking at the slot, it is the handle's own and committing
    /// copies the samples in use. `sequence` is set to the block's position in the ring; the other
    /// contents are stale. [`RT_FFI_ERROR_BUSY`] while a claim is open, [`RT_FFI_ERROR_FULL`] as with
    /// `rt_ffi_ring_try_write`.
    pub fn rt_ffi_ring_claim(
        ring: *mut rt_ffi_ring,
        block: *mut *mut rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Publishes the claimed block. The claim stays open when its channels or frames are refused.
    pub fn rt_ffi_ring_commit(
        ring: *mut rt_ffi_ring,
        block: *mut rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Gives the claimed slot back unwritten.
    pub fn rt_ffi_ring_abandon(
        ring: *mut rt_ffi_ring,
        block: *mut rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Waits until `rt_ffi_ring_try_write` finds room, which in an overwriting ring is always.
    /// [`RT_FFI_ERROR_STALE`] when the reader or the ring's creator died, also with `RT_FFI_WAIT_FOREVER`.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_ring_wait_space(ring: *mut rt_ffi_ring, timeout_ms: i32) -> rt_ffi_error;

    /// Copies the next block out, whole. [`RT_FFI_ERROR_EMPTY`] when there is none; `block` may have been
    /// written to even then. Samples beyond those in use come out as zero if `block` was zero or held a
    /// block before: what that had more is cleared, and no more. A reader that was overtaken goes on in
    /// the middle of the ring, with what it missed counted as overruns.
    pub fn rt_ffi_ring_read(ring: *mut rt_ffi_ring, block: *mut rt_ffi_audio_block)
    -> rt_ffi_error;

    /// Copies up to `capacity` blocks out. [`RT_FFI_ERROR_EMPTY`] when there is none.
    ///
    /// - `count`: blocks copied, at least 1 on success
    pub fn rt_ffi_ring_read_batch(
        ring: *mut rt_ffi_ring,
        blocks: *mut rt_ffi_audio_block,
        capacity: usize,
        count: *mut usize,
    ) -> rt_ffi_error;

    /// Writes `count` blocks in order, as `rt_ffi_ring_write_overwrite` or `rt_ffi_ring_try_write` by mode.
    ///
    /// - `written`: blocks written before the ring was full
    pub fn rt_ffi_ring_write_batch(
        ring: *mut rt_ffi_ring,
        blocks: *const rt_ffi_audio_block,
        count: usize,
        written: *mut usize,
    ) -> rt_ffi_error;

    /// Lends the next block to read in place. Lossless rings only: elsewhere the writer could change it.
    pub fn rt_ffi_ring_peek(
        ring: *mut rt_ffi_ring,
        block: *mut *const rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Gives the slot lent by `rt_ffi_ring_peek` back to the writer.
    pub fn rt_ffi_ring_release(
        ring: *mut rt_ffi_ring,
        block: *const rt_ffi_audio_block,
    ) -> rt_ffi_error;

    /// Waits until a block can be read: spins briefly, then sleeps. [`RT_FFI_ERROR_STALE`] when there is none
    /// and the writer or the ring's creator died, also with `RT_FFI_WAIT_FOREVER`.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_ring_wait(ring: *mut rt_ffi_ring, timeout_ms: i32) -> rt_ffi_error;

    /// A descriptor for poll, epoll, asyncio, Go's netpoller or tokio: `rt_ffi_ring_wait` without a thread.
    /// From then on a wait that ends in [`RT_FFI_ERROR_TIMEOUT`] leaves it armed: it becomes readable when the
    /// same wait would end otherwise, by a block or a death. So: read until [`RT_FFI_ERROR_EMPTY`], wait with
    /// `RT_FFI_NO_WAIT`, and sleep on the descriptor only if that timed out. It may be readable for nothing;
    /// the wait forgets that. Never read from it. [`RT_FFI_ERROR_BUSY`] beyond `RT_FFI_DESCRIPTORS`,
    /// [`RT_FFI_ERROR_UNSUPPORTED`] where there is no such thing: it is Linux's.
    ///
    /// - `descriptor`: the handle's own, and closed with it; a duplicate may live longer
    pub fn rt_ffi_ring_descriptor(ring: *mut rt_ffi_ring, descriptor: *mut i32) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_ring_wait_space`.
    pub fn rt_ffi_ring_space_descriptor(
        ring: *mut rt_ffi_ring,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Moves this handle's cursor past everything written so far. What is skipped is no overrun.
    pub fn rt_ffi_ring_skip(ring: *mut rt_ffi_ring) -> rt_ffi_error;

    /// Blocks this handle could read now.
    pub fn rt_ffi_ring_available(ring: *const rt_ffi_ring, blocks: *mut u64) -> rt_ffi_error;

    /// Counters of the ring and of this handle.
    pub fn rt_ffi_ring_get_counters(
        ring: *const rt_ffi_ring,
        counters: *mut rt_ffi_ring_counters,
    ) -> rt_ffi_error;

    /// Creates the channel `name`, or replaces one whose creator died. [`RT_FFI_ERROR_EXISTS`] while its
    /// creator lives. The handle's own receiving starts at the first message.
    ///
    /// - `content`: what messages are: the fingerprint of the contract that says so, or any text that those who open it must say as well; "" for bytes
    /// - `slots`: messages that it holds: a power of two, 2 to 65536, in all at most 1 GiB
    /// - `message_bytes`: bytes of the longest, 1 to `RT_FFI_CHANNEL_MAX_MESSAGE`
    pub fn rt_ffi_channel_create(
        name: *const c_char,
        content: *const c_char,
        slots: u32,
        message_bytes: u32,
        mode: rt_ffi_channel_mode,
        channel: *mut *mut rt_ffi_channel,
    ) -> rt_ffi_error;

    /// Opens a channel that exists. In a broadcast receiving starts at the next message sent.
    /// [`RT_FFI_ERROR_FINGERPRINT_MISMATCH`] when it was created with another content, [`RT_FFI_ERROR_STALE`] when
    /// its creator died.
    pub fn rt_ffi_channel_open(
        name: *const c_char,
        content: *const c_char,
        channel: *mut *mut rt_ffi_channel,
    ) -> rt_ffi_error;

    /// Ends the handle. Its creator's close removes the name and marks the channel closed: senders get
    /// [`RT_FFI_ERROR_CLOSED`], readers get it after the last message.
    pub fn rt_ffi_channel_close(channel: *mut rt_ffi_channel);

    /// Bytes of the longest message: room that is always enough for `rt_ffi_channel_receive`.
    pub fn rt_ffi_channel_message_bytes(
        channel: *const rt_ffi_channel,
        bytes: *mut u32,
    ) -> rt_ffi_error;

    /// Sends a message. Never blocks. In a queue [`RT_FFI_ERROR_FULL`] when nobody took the oldest yet.
    /// [`RT_FFI_ERROR_BUSY`] when all seats are taken, or when others were faster at each of many attempts.
    ///
    /// - `message`: its bytes; none are a message too
    pub fn rt_ffi_channel_send(
        channel: *mut rt_ffi_channel,
        message: *const u8,
        bytes: usize,
    ) -> rt_ffi_error;

    /// Copies the next message out, whole. [`RT_FFI_ERROR_EMPTY`] when there is none; `message` may have been
    /// written to even then. [`RT_FFI_ERROR_INVALID_ARGUMENT`] when there is too little room: the message
    /// stays.
    ///
    /// - `capacity`: room in `message`
    /// - `bytes`: bytes of the message
    pub fn rt_ffi_channel_receive(
        channel: *mut rt_ffi_channel,
        message: *mut u8,
        capacity: usize,
        bytes: *mut usize,
    ) -> rt_ffi_error;

    /// Waits until a message can be received: spins briefly, then sleeps. [`RT_FFI_ERROR_STALE`] when there is
    /// none and all senders or the channel's creator died, also with `RT_FFI_WAIT_FOREVER`.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_channel_wait(channel: *mut rt_ffi_channel, timeout_ms: i32) -> rt_ffi_error;

    /// Waits until `rt_ffi_channel_send` finds room, which in a broadcast is always. [`RT_FFI_ERROR_STALE`] when
    /// all readers or the channel's creator died, also with `RT_FFI_WAIT_FOREVER`.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_channel_wait_space(channel: *mut rt_ffi_channel, timeout_ms: i32)
    -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_channel_wait`.
    pub fn rt_ffi_channel_descriptor(
        channel: *mut rt_ffi_channel,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_channel_wait_space`.
    pub fn rt_ffi_channel_space_descriptor(
        channel: *mut rt_ffi_channel,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Counters of this handle and of the channel.
    pub fn rt_ffi_channel_get_counters(
        channel: *const rt_ffi_channel,
        counters: *mut rt_ffi_channel_counters,
    ) -> rt_ffi_error;

    /// Creates the server `name`, or replaces one whose process died. [`RT_FFI_ERROR_EXISTS`] while it lives.
    ///
    /// - `content`: as for `rt_ffi_channel_create`
    /// - `slots`: requests that may wait to be received: a power of two, 2 to 65536
    /// - `message_bytes`: bytes of the longest request or answer, 1 to `RT_FFI_CALL_MAX_MESSAGE`
    pub fn rt_ffi_server_create(
        name: *const c_char,
        content: *const c_char,
        slots: u32,
        message_bytes: u32,
        server: *mut *mut rt_ffi_server,
    ) -> rt_ffi_error;

    /// Ends the server. Clients that wait get [`RT_FFI_ERROR_CLOSED`], at once.
    pub fn rt_ffi_server_close(server: *mut rt_ffi_server);

    /// Copies the next request out, whole. Those whose deadline has passed are dropped.
    /// [`RT_FFI_ERROR_EMPTY`] when there is none; [`RT_FFI_ERROR_INVALID_ARGUMENT`] when there is too little room:
    /// the request stays; [`RT_FFI_ERROR_BUSY`] when 4096 calls wait for an answer already.
    ///
    /// - `capacity`: room in `request`
    /// - `bytes`: bytes of the request
    /// - `call`: names this call to `rt_ffi_server_reply`, in any order
    pub fn rt_ffi_server_receive(
        server: *mut rt_ffi_server,
        request: *mut u8,
        capacity: usize,
        bytes: *mut usize,
        call: *mut u64,
    ) -> rt_ffi_error;

    /// Waits until a request can be received, also when all clients so far have died.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_server_wait(server: *mut rt_ffi_server, timeout_ms: i32) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_server_wait`.
    pub fn rt_ffi_server_descriptor(
        server: *mut rt_ffi_server,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Answers a call, and ends it. Nothing is sent, and the call has ended, with [`RT_FFI_ERROR_TIMEOUT`] (its
    /// client no longer waits), [`RT_FFI_ERROR_STALE`] (its client is gone) and [`RT_FFI_ERROR_FULL`] (its client
    /// takes no answers).
    pub fn rt_ffi_server_reply(
        server: *mut rt_ffi_server,
        call: u64,
        answer: *const u8,
        bytes: usize,
    ) -> rt_ffi_error;

    /// Opens a way to the server `name`. Errors as for `rt_ffi_channel_open`.
    pub fn rt_ffi_client_open(
        name: *const c_char,
        content: *const c_char,
        client: *mut *mut rt_ffi_client,
    ) -> rt_ffi_error;

    /// Ends the handle; answers that come later are dropped.
    pub fn rt_ffi_client_close(client: *mut rt_ffi_client);

    /// Sends a request and waits for its answer: [`RT_FFI_ERROR_TIMEOUT`] when that does not come in time, and
    /// it is dropped if it comes later. [`RT_FFI_ERROR_CLOSED`] or [`RT_FFI_ERROR_STALE`] when the server closed or
    /// died meanwhile; it may have acted. [`RT_FFI_ERROR_BUSY`] while calls of `rt_ffi_client_send` are under way.
    /// [`RT_FFI_ERROR_INVALID_ARGUMENT`] when there is too little room: the answer is lost.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER` or milliseconds; the server is told, too
    /// - `capacity`: room in `answer`
    /// - `received`: bytes of the answer
    pub fn rt_ffi_client_call(
        client: *mut rt_ffi_client,
        request: *const u8,
        bytes: usize,
        timeout_ms: i32,
        answer: *mut u8,
        capacity: usize,
        received: *mut usize,
    ) -> rt_ffi_error;

    /// Sends a request and waits for nothing. [`RT_FFI_ERROR_FULL`] when the server is behind,
    /// [`RT_FFI_ERROR_BUSY`] with `RT_FFI_CALLS` under way.
    ///
    /// - `timeout_ms`: for how long its answer is wanted: it is dropped if it comes later
    /// - `call`: names this call to `rt_ffi_client_receive`
    pub fn rt_ffi_client_send(
        client: *mut rt_ffi_client,
        request: *const u8,
        bytes: usize,
        timeout_ms: i32,
        call: *mut u64,
    ) -> rt_ffi_error;

    /// Copies the next answer out, to any call that is under way. [`RT_FFI_ERROR_EMPTY`] when there is none;
    /// [`RT_FFI_ERROR_INVALID_ARGUMENT`] when there is too little room: the answer stays.
    ///
    /// - `capacity`: room in `answer`
    /// - `bytes`: bytes of the answer
    /// - `call`: which call it answers
    pub fn rt_ffi_client_receive(
        client: *mut rt_ffi_client,
        answer: *mut u8,
        capacity: usize,
        bytes: *mut usize,
        call: *mut u64,
    ) -> rt_ffi_error;

    /// Waits until an answer can be received; it may turn out to be one that came too late.
    /// [`RT_FFI_ERROR_CLOSED`] or [`RT_FFI_ERROR_STALE`] when the server closed or died, also with
    /// `RT_FFI_WAIT_FOREVER`.
    ///
    /// - `timeout_ms`: `RT_FFI_WAIT_FOREVER`, `RT_FFI_NO_WAIT` or milliseconds
    pub fn rt_ffi_client_wait(client: *mut rt_ffi_client, timeout_ms: i32) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_client_wait`.
    pub fn rt_ffi_client_descriptor(
        client: *mut rt_ffi_client,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Opens the registry `name`, creating it when there is none. Exactly one opener initialises it.
    pub fn rt_ffi_registry_open(
        name: *const c_char,
        registry: *mut *mut rt_ffi_registry,
    ) -> rt_ffi_error;

    /// Ends the handle. Entries stay until they are unregistered or their process dies.
    pub fn rt_ffi_registry_close(registry: *mut rt_ffi_registry);

    /// Removes the registry `name` from the system. Open handles go on working on their own.
    pub fn rt_ffi_registry_remove(name: *const c_char) -> rt_ffi_error;

    /// Enters a service. A dead owner's entry of the same name is replaced; [`RT_FFI_ERROR_EXISTS`] while it
    /// lives.
    ///
    /// - `control`: name of its control segment, "" for none
    /// - `reply`: name of its reply ring, "" for none
    /// - `pid`: the process that lives behind it; 0 for the caller
    /// - `id`: names this registration for ever
    pub fn rt_ffi_registry_register(
        registry: *mut rt_ffi_registry,
        name: *const c_char,
        control: *const c_char,
        reply: *const c_char,
        flags: rt_ffi_service_flags,
        pid: i32,
        id: *mut u64,
    ) -> rt_ffi_error;

    /// Takes an entry out. [`RT_FFI_ERROR_STALE`] when `id` has ended already.
    pub fn rt_ffi_registry_unregister(registry: *mut rt_ffi_registry, id: u64) -> rt_ffi_error;

    /// Changes what a registered service does, as when a standby takes over.
    pub fn rt_ffi_registry_set_flags(
        registry: *mut rt_ffi_registry,
        id: u64,
        flags: rt_ffi_service_flags,
    ) -> rt_ffi_error;

    /// Looks a live service up by its name. Asks the system whether its process still runs.
    pub fn rt_ffi_registry_find(
        registry: *const rt_ffi_registry,
        name: *const c_char,
        service: *mut rt_ffi_service_info,
    ) -> rt_ffi_error;

    /// Looks a service up by its name without asking whether its process still runs: takes no lock,
    /// makes no system call, and may find one that has just died.
    pub fn rt_ffi_registry_lookup(
        registry: *const rt_ffi_registry,
        name: *const c_char,
        service: *mut rt_ffi_service_info,
    ) -> rt_ffi_error;

    /// Live services whose name starts with `prefix`, in order of name; the first `capacity` of them.
    ///
    /// - `prefix`: "" for all
    /// - `capacity`: room in `services`
    /// - `count`: entries written
    pub fn rt_ffi_registry_list(
        registry: *const rt_ffi_registry,
        prefix: *const c_char,
        services: *mut rt_ffi_service_info,
        capacity: usize,
        count: *mut usize,
    ) -> rt_ffi_error;

    /// Waits until the registry differs from `seen`: a service was entered, changed, taken out or
    /// collected. A death is no change by itself; [`RT_FFI_ERROR_STALE`] when every service entered has died.
    ///
    /// - `seen`: generation seen last; 0 at first
    /// - `generation`: the generation now
    pub fn rt_ffi_registry_watch(
        registry: *const rt_ffi_registry,
        seen: u64,
        timeout_ms: i32,
        generation: *mut u64,
    ) -> rt_ffi_error;

    /// As `rt_ffi_ring_descriptor`, for `rt_ffi_registry_watch`: it becomes readable when the registry differs from
    /// the generation that the wait which armed it had seen.
    pub fn rt_ffi_registry_descriptor(
        registry: *const rt_ffi_registry,
        descriptor: *mut i32,
    ) -> rt_ffi_error;

    /// Removes the entries of dead processes.
    ///
    /// - `collected`: how many
    pub fn rt_ffi_registry_collect(
        registry: *mut rt_ffi_registry,
        collected: *mut u32,
    ) -> rt_ffi_error;

    /// Says that the service behind `id` is alive, now.
    pub fn rt_ffi_registry_heartbeat(registry: *mut rt_ffi_registry, id: u64) -> rt_ffi_error;

    /// Asks for real-time scheduling of the calling thread.
    ///
    /// - `period_ns`: time between its wake-ups
    /// - `want`: highest level to ask for; one that only another system has means this one's best
    /// - `grant`: what was obtained; getting less than asked is no error
    pub fn rt_ffi_rt_set_priority(
        period_ns: u64,
        want: rt_ffi_rt_level,
        grant: *mut rt_ffi_rt_grant,
    ) -> rt_ffi_error;

    /// Gives the calling thread back to ordinary scheduling.
    pub fn rt_ffi_rt_reset_priority() -> rt_ffi_error;

    /// Nanoseconds from one block to the next.
    ///
    /// Returns 0 when either argument is 0
    pub fn rt_ffi_rt_audio_period_ns(sample_rate: u32, frames: u32) -> u64;

    /// Locks all present and future memory of the process and touches the stack.
    pub fn rt_ffi_rt_lock_memory(stack_bytes: usize) -> rt_ffi_error;

    /// Sleeps until a time of the contract's clock.
    pub fn rt_ffi_rt_sleep_until(time_ns: u64) -> rt_ffi_error;

    /// The contract's clock, now.
    pub fn rt_ffi_rt_now_ns() -> u64;

    /// Process id of the caller.
    pub fn rt_ffi_pid() -> i32;
}
