//! A client, its objects and what they can do.

use std::string::String;
use std::sync;
#[allow(unused_imports)]
use std::vec::Vec;

use super::RpcError;
use super::Transport;
use super::framed::Framed;
use super::{link, messages, socket};
#[allow(unused_imports)]
use crate::enums::*;
#[allow(unused_imports)]
use crate::records::*;

/// Codes that calls fail with: [`RpcError::code`].
pub mod code {
    /// RT_FFI_ERROR_NULL_POINTER.
    pub const NULL_POINTER: i32 = 1;
    /// RT_FFI_ERROR_INVALID_ARGUMENT.
    pub const INVALID_ARGUMENT: i32 = 2;
    /// RT_FFI_ERROR_NOT_FOUND.
    pub const NOT_FOUND: i32 = 3;
    /// RT_FFI_ERROR_EXISTS.
    pub const EXISTS: i32 = 4;
    /// RT_FFI_ERROR_FULL.
    pub const FULL: i32 = 5;
    /// RT_FFI_ERROR_EMPTY.
    pub const EMPTY: i32 = 6;
    /// RT_FFI_ERROR_TIMEOUT.
    pub const TIMEOUT: i32 = 7;
    /// RT_FFI_ERROR_CLOSED.
    pub const CLOSED: i32 = 8;
    /// RT_FFI_ERROR_STALE.
    pub const STALE: i32 = 9;
    /// RT_FFI_ERROR_VERSION_MISMATCH.
    pub const VERSION_MISMATCH: i32 = 10;
    /// RT_FFI_ERROR_FINGERPRINT_MISMATCH.
    pub const FINGERPRINT_MISMATCH: i32 = 11;
    /// RT_FFI_ERROR_PERMISSION.
    pub const PERMISSION: i32 = 12;
    /// RT_FFI_ERROR_OUT_OF_MEMORY.
    pub const OUT_OF_MEMORY: i32 = 13;
    /// RT_FFI_ERROR_SYSTEM.
    pub const SYSTEM: i32 = 14;
    /// RT_FFI_ERROR_CORRUPT.
    pub const CORRUPT: i32 = 15;
    /// RT_FFI_ERROR_BUSY.
    pub const BUSY: i32 = 16;
    /// RT_FFI_ERROR_INTERNAL.
    pub const INTERNAL: i32 = 17;
    /// RT_FFI_ERROR_UNSUPPORTED.
    pub const UNSUPPORTED: i32 = 18;
}

/// Calls functions in another process. Clones share one connection, on which one call is made at a
/// time.
#[derive(Clone)]
pub struct Client {
    link: sync::Arc<sync::Mutex<link::Link>>,
}

impl core::fmt::Debug for Client {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

#[allow(clippy::missing_errors_doc)]
impl Client {
    /// Connects to `unix:PATH` or `tcp:HOST:PORT`. The crate `rt-audio-cbor-tls` does
    /// with TLS, and `rt-audio-cbor-nats` through NATS.
    ///
    /// # Errors
    /// Nobody is there, or a server of another layout.
    pub fn connect(address: &str) -> Result<Self, RpcError> {
        Self::connect_with(address, None, false)
    }

    /// As [`Client::connect`], with a limit of each call's time. To a tolerant one a server of
    /// another layout may answer: each message says whether it is understood.
    ///
    /// # Errors
    /// Nobody is there, or a server of another layout.
    pub fn connect_with(address: &str, timeout: Option<core::time::Duration>, tolerant: bool) -> Result<Self, RpcError> {
        let address = String::from(address);
        let dial = move |until| -> Result<std::boxed::Box<dyn Transport>, RpcError> {
            Ok(std::boxed::Box::new(Framed::new(socket::Socket::dial(&address, until)?)))
        };
        Self::over(dial, timeout, tolerant)
    }

    /// As [`Client::connect_with`], over what `dial` makes: first of all, and whenever what it made
    /// has ended.
    ///
    /// # Errors
    /// Nobody is there, or a server of another layout.
    pub fn over<F>(dial: F, timeout: Option<core::time::Duration>, tolerant: bool) -> Result<Self, RpcError>
    where
        F: FnMut(Option<std::time::Instant>) -> Result<std::boxed::Box<dyn Transport>, RpcError> + Send + 'static,
    {
        let link = link::Link::new(std::boxed::Box::new(dial), timeout, tolerant)?;
        Ok(Self {
            link: sync::Arc::new(sync::Mutex::new(link)),
        })
    }

    /// The limit of each call's time, from now on.
    pub fn set_timeout(&self, timeout: Option<core::time::Duration>) {
        self.lock().timeout = timeout;
    }

    /// The server's schema.
    ///
    /// # Errors
    /// As any call.
    pub fn describe(&self) -> Result<String, RpcError> {
        let (_, got): (_, link::Described) = self.lock().call("ffi.describe", &[], &link::Nothing, &[0])?;
        Ok(got.cddl)
    }

    fn lock(&self) -> sync::MutexGuard<'_, link::Link> {
        self.link.lock().unwrap_or_else(sync::PoisonError::into_inner)
    }

    /// `RT_FFI_ABI_VERSION` of the library.
    pub fn abi_version(&self) -> Result<u32, RpcError> {
        let sent = messages::RtFfiAbiVersionRequest {  };
        let mut link = self.lock();
        let (_, got): (_, messages::RtFfiAbiVersionReply) = link.call("abi_version", &[], &sent, &[0])?;
        drop(link);
        Ok(got.result)
    }

    /// Opens a state that exists. `RT_FFI_ERROR_STALE` when its creator died.
    pub fn state_open(&self, name: &str) -> Result<State, RpcError> {
        let sent = messages::RtFfiStateOpenRequest { name: String::from(name) };
        let mut link = self.lock();
        let (_, got): (_, messages::RtFfiStateOpenReply) = link.call("state.open", &[], &sent, &[0])?;
        let epoch = link.epoch;
        drop(link);
        Ok(State { client: self.clone(), id: got.state, epoch })
    }

    /// Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
    /// first block that is still unread. `RT_FFI_ERROR_STALE` when its creator died.
    pub fn ring_open(&self, name: &str) -> Result<Ring, RpcError> {
        let sent = messages::RtFfiRingOpenRequest { name: String::from(name) };
        let mut link = self.lock();
        let (_, got): (_, messages::RtFfiRingOpenReply) = link.call("ring.open", &[], &sent, &[0])?;
        let epoch = link.epoch;
        drop(link);
        Ok(Ring { client: self.clone(), id: got.ring, epoch })
    }

    /// Opens the registry `name`, creating it when there is none. Exactly one opener initialises it.
    pub fn registry_open(&self, name: &str) -> Result<Registry, RpcError> {
        let sent = messages::RtFfiRegistryOpenRequest { name: String::from(name) };
        let mut link = self.lock();
        let (_, got): (_, messages::RtFfiRegistryOpenReply) = link.call("registry.open", &[], &sent, &[0])?;
        let epoch = link.epoch;
        drop(link);
        Ok(Registry { client: self.clone(), id: got.registry, epoch })
    }

    /// The contract's clock, now.
    pub fn rt_now_ns(&self) -> Result<u64, RpcError> {
        let sent = messages::RtFfiRtNowNsRequest {  };
        let mut link = self.lock();
        let (_, got): (_, messages::RtFfiRtNowNsReply) = link.call("rt_now_ns", &[], &sent, &[0])?;
        drop(link);
        Ok(got.result)
    }
}

/// State that a host and a service share: format, gain, pan, counters, heartbeat.
#[derive(Debug)]
pub struct State {
    client: Client,
    id: u64,
    epoch: u64,
}

#[allow(clippy::missing_errors_doc)]
impl State {
    fn id(&self, client: &Client) -> Result<u64, RpcError> {
        if self.id == 0 || !sync::Arc::ptr_eq(&self.client.link, &client.link) {
            return Err(RpcError::Closed);
        }
        Ok(self.id)
    }

    /// Ends the handle; its creator's close removes the name and marks the state closed.
    pub fn close(mut self) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateCloseRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateCloseReply) = link.call("state.close", &[self.epoch], &sent, &[0])?;
        drop(link);
        self.id = 0;
        Ok(())
    }

    /// The stream's format.
    pub fn get_format(&self) -> Result<StreamFormat, RpcError> {
        let sent = messages::RtFfiStateGetFormatRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateGetFormatReply) = link.call("state.get_format", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.format)
    }

    /// Whether the stream runs; a service leaves its loop when it does not. 0 or 1.
    pub fn get_active(&self) -> Result<bool, RpcError> {
        let sent = messages::RtFfiStateGetActiveRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateGetActiveReply) = link.call("state.get_active", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.active)
    }

    /// Starts or stops the stream, and wakes those that wait for it.
    pub fn set_active(&self, active: bool) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateSetActiveRequest { state: self.id(&self.client)?, active };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateSetActiveReply) = link.call("state.set_active", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(())
    }

    /// Waits until the stream is active or not as asked. Fails as `rt_ffi_state_check` does when nobody is
    /// left to change it.
    pub fn wait_active(&self, active: bool, timeout_ms: i32) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateWaitActiveRequest { state: self.id(&self.client)?, active, timeout_ms };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateWaitActiveReply) = link.call("state.wait_active", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(())
    }

    /// Whether the state's creator is still there: `RT_FFI_ERROR_CLOSED` when it closed the state,
    /// `RT_FFI_ERROR_STALE` when it died. Asks the system: meant for now and then, not for each block.
    pub fn check(&self) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateCheckRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateCheckReply) = link.call("state.check", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(())
    }

    /// Linear gain, 0 to 16.
    pub fn get_gain(&self) -> Result<f32, RpcError> {
        let sent = messages::RtFfiStateGetGainRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateGetGainReply) = link.call("state.get_gain", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.gain)
    }

    /// Sets the linear gain, 0 to 16.
    pub fn set_gain(&self, gain: f32) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateSetGainRequest { state: self.id(&self.client)?, gain };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateSetGainReply) = link.call("state.set_gain", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(())
    }

    /// Pan, -1 (left) to 1 (right).
    pub fn get_pan(&self) -> Result<f32, RpcError> {
        let sent = messages::RtFfiStateGetPanRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateGetPanReply) = link.call("state.get_pan", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.pan)
    }

    /// Sets the pan, -1 (left) to 1 (right).
    pub fn set_pan(&self, pan: f32) -> Result<(), RpcError> {
        let sent = messages::RtFfiStateSetPanRequest { state: self.id(&self.client)?, pan };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiStateSetPanReply) = link.call("state.set_pan", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(())
    }

    /// All counters, each read atomically.
    pub fn get_counters(&self) -> Result<StreamCounters, RpcError> {
        let sent = messages::RtFfiStateGetCountersRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateGetCountersReply) = link.call("state.get_counters", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.counters)
    }

    /// Nanoseconds since the last touch; `RT_FFI_ERROR_EMPTY` when there was none.
    pub fn heartbeat_age(&self) -> Result<u64, RpcError> {
        let sent = messages::RtFfiStateHeartbeatAgeRequest { state: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiStateHeartbeatAgeReply) = link.call("state.heartbeat_age", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.age_ns)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        if self.id != 0 {
            let sent = messages::RtFfiStateCloseRequest { state: self.id };
            self.client.lock().release("state.close", self.epoch, &sent);
        }
    }
}

/// A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each with
/// its own cursor. The first write makes a handle the writer until it is closed or its process dies;
/// others get `RT_FFI_ERROR_BUSY` until then, and the next that writes takes over. The same holds for
/// the one reader of a lossless ring.
#[derive(Debug)]
pub struct Ring {
    client: Client,
    id: u64,
    epoch: u64,
}

#[allow(clippy::missing_errors_doc)]
impl Ring {
    fn id(&self, client: &Client) -> Result<u64, RpcError> {
        if self.id == 0 || !sync::Arc::ptr_eq(&self.client.link, &client.link) {
            return Err(RpcError::Closed);
        }
        Ok(self.id)
    }

    /// Ends the handle, gives an open claim and a lent block back, and leaves the writer's or reader's
    /// place to others. Its creator's close removes the name and marks the ring closed: writers get
    /// `RT_FFI_ERROR_CLOSED`, readers get it after the last block.
    pub fn close(mut self) -> Result<(), RpcError> {
        let sent = messages::RtFfiRingCloseRequest { ring: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiRingCloseReply) = link.call("ring.close", &[self.epoch], &sent, &[0])?;
        drop(link);
        self.id = 0;
        Ok(())
    }

    /// Slots in the ring.
    pub fn slots(&self) -> Result<u32, RpcError> {
        let sent = messages::RtFfiRingSlotsRequest { ring: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRingSlotsReply) = link.call("ring.slots", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.slots)
    }

    /// What the ring does when a reader is late.
    pub fn get_mode(&self) -> Result<RingMode, RpcError> {
        let sent = messages::RtFfiRingGetModeRequest { ring: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRingGetModeReply) = link.call("ring.get_mode", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.mode)
    }

    /// Blocks this handle could read now.
    pub fn available(&self) -> Result<u64, RpcError> {
        let sent = messages::RtFfiRingAvailableRequest { ring: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRingAvailableReply) = link.call("ring.available", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.blocks)
    }

    /// Counters of the ring and of this handle.
    pub fn get_counters(&self) -> Result<RingCounters, RpcError> {
        let sent = messages::RtFfiRingGetCountersRequest { ring: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRingGetCountersReply) = link.call("ring.get_counters", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.counters)
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        if self.id != 0 {
            let sent = messages::RtFfiRingCloseRequest { ring: self.id };
            self.client.lock().release("ring.close", self.epoch, &sent);
        }
    }
}

/// The table of running services.
#[derive(Debug)]
pub struct Registry {
    client: Client,
    id: u64,
    epoch: u64,
}

#[allow(clippy::missing_errors_doc)]
impl Registry {
    fn id(&self, client: &Client) -> Result<u64, RpcError> {
        if self.id == 0 || !sync::Arc::ptr_eq(&self.client.link, &client.link) {
            return Err(RpcError::Closed);
        }
        Ok(self.id)
    }

    /// Ends the handle. Entries stay until they are unregistered or their process dies.
    pub fn close(mut self) -> Result<(), RpcError> {
        let sent = messages::RtFfiRegistryCloseRequest { registry: self.id(&self.client)? };
        let mut link = self.client.lock();
        let (_, _): (_, messages::RtFfiRegistryCloseReply) = link.call("registry.close", &[self.epoch], &sent, &[0])?;
        drop(link);
        self.id = 0;
        Ok(())
    }

    /// Looks a live service up by its name. Asks the system whether its process still runs.
    pub fn find(&self, name: &str) -> Result<ServiceInfo, RpcError> {
        let sent = messages::RtFfiRegistryFindRequest { registry: self.id(&self.client)?, name: String::from(name) };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRegistryFindReply) = link.call("registry.find", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.service)
    }

    /// Live services whose name starts with `prefix`, in order of name; the first `capacity` of them.
    pub fn list(&self, prefix: &str, capacity: u64) -> Result<Vec<ServiceInfo>, RpcError> {
        let sent = messages::RtFfiRegistryListRequest { registry: self.id(&self.client)?, prefix: String::from(prefix), capacity };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRegistryListReply) = link.call("registry.list", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.services)
    }

    /// Waits until the registry differs from `seen`: a service was entered, changed, taken out or
    /// collected. A death is no change by itself; `RT_FFI_ERROR_STALE` when every service entered has died.
    pub fn watch(&self, seen: u64, timeout_ms: i32) -> Result<u64, RpcError> {
        let sent = messages::RtFfiRegistryWatchRequest { registry: self.id(&self.client)?, seen, timeout_ms };
        let mut link = self.client.lock();
        let (_, got): (_, messages::RtFfiRegistryWatchReply) = link.call("registry.watch", &[self.epoch], &sent, &[0])?;
        drop(link);
        Ok(got.generation)
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        if self.id != 0 {
            let sent = messages::RtFfiRegistryCloseRequest { registry: self.id };
            self.client.lock().release("registry.close", self.epoch, &sent);
        }
    }
}
