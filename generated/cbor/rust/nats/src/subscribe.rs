//! Listening to what servers publish.

use std::time::{Duration, Instant};

use async_nats::{ConnectOptions, Message, Subscriber};
use futures_util::StreamExt;
use tokio::runtime::Runtime;
use rt_audio_cbor::rpc::{RpcError, Topic};

use crate::session::{cancelled, connect_nats, header, lost, within};

/// Of which the numbers of events are known at a time.
const SERVERS: usize = 64;
const OTHER_CONTRACT: i32 = i32::MIN + 9;
const FINGERPRINT: &str = "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89";

/// What a server published.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event<T> {
    /// The method's result.
    pub value: T,
    /// The id of the server.
    pub server: String,
    /// How many of the same server and name should have come since the last that did.
    pub lost: u64,
}

/// What is listened to, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listen<'a> {
    /// The name by which it is published, where that is not the method's.
    pub name: Option<&'a str>,
    /// Events of a server of another layout are understood or not, one by one.
    pub tolerant: bool,
    /// The limit of the time to connect.
    pub timeout: Option<Duration>,
}

/// Listens to the servers of an instance.
pub struct Subscription<T> {
    runtime: Runtime,
    _client: async_nats::Client,
    /// Taken by drop alone.
    heard: Option<Subscriber>,
    topic: Topic<T>,
    name: String,
    tolerant: bool,
    /// The server that was heard longest ago first.
    numbers: Vec<(String, u64)>,
}

impl<T> core::fmt::Debug for Subscription<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Subscription").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Listens to `nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE`. When the connection to NATS is lost it is
/// made again, and [`Event::lost`] tells what did not come.
///
/// # Errors
/// There is no NATS.
pub fn subscribe<T>(
    address: &str,
    topic: Topic<T>,
    listen: Listen<'_>,
    options: ConnectOptions,
) -> Result<Subscription<T>, RpcError> {
    let until = listen.timeout.map(|timeout| Instant::now() + timeout);
    let name = listen.name.unwrap_or(topic.method()).to_owned();
    let (runtime, client, service) = connect_nats(address, options, until)?;
    let (module, instance) = service.split_once('.').unwrap_or_default();
    let subject = format!("{module}-events.{instance}.{name}.*");
    let listening = async {
        let heard = client.subscribe(subject).await.map_err(lost)?;
        client.flush().await.map_err(lost)?;
        Ok::<_, RpcError>(heard)
    };
    let heard = runtime.block_on(within(until, listening))??;
    Ok(Subscription {
        runtime,
        _client: client,
        heard: Some(heard),
        topic,
        name,
        tolerant: listen.tolerant,
        numbers: Vec::new(),
    })
}

impl<T> Subscription<T> {
    /// The next event.
    ///
    /// # Errors
    /// `Deadline` and `Cancelled`; `Call` for an event of another method or layout, `Encoding` for one
    /// that is no result of the method: the next one may be.
    pub fn next(&mut self, timeout: Option<Duration>) -> Result<Event<T>, RpcError> {
        let until = timeout.map(|timeout| Instant::now() + timeout);
        let heard = self.heard.as_mut().ok_or(RpcError::Closed)?;
        let next = async {
            tokio::select! {
                message = heard.next() => message.ok_or_else(|| lost("no connection to NATS")),
                () = cancelled() => Err(RpcError::Cancelled),
            }
        };
        let message = self.runtime.block_on(within(until, next))??;
        self.event(&message)
    }

    fn event(&mut self, message: &Message) -> Result<Event<T>, RpcError> {
        let server = message.subject.rsplit('.').next().unwrap_or_default().to_owned();
        let number: u64 = header(message, "Ffi-Number").parse().unwrap_or_default();
        let known = self.numbers.iter().position(|(of, _)| *of == server);
        let last = known.map(|at| self.numbers.remove(at).1);
        if self.numbers.len() == SERVERS {
            self.numbers.remove(0);
        }
        self.numbers.push((server.clone(), number));
        let (method, made) = (header(message, "Ffi-Method"), header(message, "Ffi-Fingerprint"));
        if method != self.topic.method() || (made != FINGERPRINT && !self.tolerant) {
            let (name, wanted) = (&self.name, self.topic.method());
            return Err(RpcError::Call {
                code: OTHER_CONTRACT,
                name: "ffi.other_contract".to_owned(),
                text: format!("{name} of {server} is {method} of {made}, and not {wanted} of {FINGERPRINT}"),
            });
        }
        Ok(Event {
            value: self.topic.decode(&message.payload)?,
            server,
            lost: last.map_or(0, |last| number.saturating_sub(last).saturating_sub(1)),
        })
    }
}

impl<T> Drop for Subscription<T> {
    fn drop(&mut self) {
        let _entered = self.runtime.enter(); // which its end needs
        drop(self.heard.take());
    }
}
