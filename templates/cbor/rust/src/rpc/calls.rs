//! A client, its objects and what they can do.

use std::string::String;
use std::sync;
#[allow(unused_imports)]
use std::vec::Vec;

use super::RpcError;
use super::Transport;
use super::framed::Framed;
use super::{link, messages, socket};
{{#has_enums}}
#[allow(unused_imports)]
use crate::enums::*;
{{/has_enums}}
{{#has_records}}
#[allow(unused_imports)]
use crate::records::*;
{{/has_records}}

/// Codes that calls fail with: [`RpcError::code`].
pub mod code {
{{#errors}}
    /// {{c_name}}.
    pub const {{name}}: i32 = {{value}};
{{/errors}}
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
    /// Connects to `unix:PATH` or `tcp:HOST:PORT`. The crate `{{crate}}-cbor-tls` does
    /// with TLS, and `{{crate}}-cbor-nats` through NATS.
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
{{#calls}}

{{text}}
{{/calls}}
}
{{#objects}}

{{#doc}}
{{text}}
{{/doc}}
#[derive(Debug)]
pub struct {{name}} {
    client: Client,
    id: u64,
    epoch: u64,
}

#[allow(clippy::missing_errors_doc)]
impl {{name}} {
    fn id(&self, client: &Client) -> Result<u64, RpcError> {
        if self.id == 0 || !sync::Arc::ptr_eq(&self.client.link, &client.link) {
            return Err(RpcError::Closed);
        }
        Ok(self.id)
    }
{{#calls}}

{{text}}
{{/calls}}
}
{{#has_close}}

impl Drop for {{name}} {
    fn drop(&mut self) {
        if self.id != 0 {
            let sent = messages::{{close_request}} { {{close_field}}: self.id };
            self.client.lock().release("{{close_method}}", self.epoch, &sent);
        }
    }
}
{{/has_close}}
{{/objects}}
