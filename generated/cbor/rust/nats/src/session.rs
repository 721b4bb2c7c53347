//! A client's session with one server.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::connection::State;
use async_nats::{ConnectOptions, Event, HeaderMap, Message, StatusCode, Subscriber};
use futures_util::StreamExt;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use rt_audio_cbor::rpc::{Cancel, RpcError, Transport};

/// Of the protocol: the server ends, it knows no such session.
const SESSION_OVER: [i32; 2] = [i32::MIN + 10, i32::MIN + 12];

/// What happened to the connections, whoever noticed it.
#[derive(Clone, Copy, Default)]
struct Health {
    interruptions: u64,
    has_ended: bool,
}

pub(crate) struct Session {
    runtime: Runtime,
    client: async_nats::Client,
    health: Arc<watch::Sender<Health>>,
    inbox: String,
    /// Taken by drop alone.
    answers: Option<Subscriber>,
    group: String,
    /// Empty before `ffi.hello`.
    own: String,
    id: String,
    number: u64,
    /// Numbers of calls that the server is to be told of.
    abandoned: Vec<u64>,
}

pub(crate) fn lost(text: impl core::fmt::Display) -> RpcError {
    RpcError::Lost(text.to_string())
}

pub(crate) async fn within<T>(until: Option<Instant>, work: impl Future<Output = T>) -> Result<T, RpcError> {
    match until {
        Some(until) => tokio::time::timeout_at(until.into(), work).await.map_err(|_| RpcError::Deadline),
        None => Ok(work.await),
    }
}

pub(crate) fn header(message: &Message, name: &str) -> String {
    let value = message.headers.as_ref().and_then(|headers| headers.get(name));
    value.map(ToString::to_string).unwrap_or_default()
}

/// A connection to NATS, what runs it, and MODULE.INSTANCE of the address.
pub(crate) fn connect_nats(
    address: &str,
    options: ConnectOptions,
    until: Option<Instant>,
) -> Result<(Runtime, async_nats::Client, String), RpcError> {
    let (servers, group, options) = match address.split_once("://").and_then(|(scheme, rest)| {
        let (servers, service) = rest.split_once('/')?;
        service.contains('.').then_some((scheme, servers, service))
    }) {
        Some(("nats", servers, service)) => (servers, service, options),
        Some(("nats+tls", servers, service)) => (servers, service, options.require_tls(true)),
        _ => return Err(lost(format!("{address} is not like nats://HOST:PORT/MODULE.INSTANCE"))),
    };
    let servers: Vec<String> = servers.split(',').map(|server| format!("nats://{server}")).collect();
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let connecting = options.reconnect_delay_callback(|_| Duration::from_millis(100)).connect(servers);
    let client = runtime.block_on(within(until, connecting))?.map_err(lost)?;
    Ok((runtime, client, group.to_owned()))
}

impl Session {
    pub(crate) fn open(address: &str, options: ConnectOptions, until: Option<Instant>) -> Result<Self, RpcError> {
        let health = Arc::new(watch::Sender::new(Health::default()));
        let noticed = Arc::clone(&health);
        let options = options.event_callback(move |event| {
            if matches!(event, Event::Disconnected | Event::Closed) {
                noticed.send_modify(|health| health.interruptions += 1);
            }
            core::future::ready(())
        });
        let (runtime, client, group) = connect_nats(address, options, until)?;
        let inbox = client.new_inbox();
        let answers = runtime.block_on(within(until, client.subscribe(format!("{inbox}.*"))))?.map_err(lost)?;
        Ok(Self {
            runtime,
            client,
            health,
            inbox,
            answers: Some(answers),
            group: format!("{group}."),
            own: String::new(),
            id: String::new(),
            number: 0,
            abandoned: Vec::new(),
        })
    }

    fn headers(&self, number: u64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if !self.own.is_empty() {
            headers.insert("Ffi-Session", self.id.as_str());
            headers.insert("Ffi-Call", number.to_string());
        }
        headers
    }

    fn subject(&self, method: &str) -> String {
        format!("{}{method}", if self.own.is_empty() { &self.group } else { &self.own })
    }

    /// Begins the session that the server has offered.
    fn begin(&mut self, hello: &Message) {
        let module = self.group.split('.').next().unwrap_or_default();
        self.own = format!("{module}.{}.", header(hello, "Ffi-Server"));
        self.id = header(hello, "Ffi-Session");
        let lease = Duration::from_millis(header(hello, "Ffi-Lease-Ms").parse().unwrap_or(15_000).clamp(100, 86_400_000));
        let (client, health) = (self.client.clone(), Arc::clone(&self.health));
        let (subject, headers) = (format!("{}ffi.lease", self.own), self.headers(0));
        let renewed = async move {
            while !health.borrow().has_ended {
                tokio::time::sleep(lease / 5).await;
                let asked = client.request_with_headers(subject.clone(), without_call(&headers), "".into());
                let is_gone = match tokio::time::timeout(lease / 2, asked).await {
                    Ok(Ok(answer)) => status_of(&answer).is_some_and(|status| SESSION_OVER.contains(&status)),
                    Ok(Err(error)) => error.kind() == async_nats::RequestErrorKind::NoResponders,
                    Err(_) => false, // calls have deadlines of their own
                };
                if is_gone {
                    health.send_modify(|health| health.has_ended = true);
                }
            }
        };
        self.runtime.spawn(renewed);
    }

    /// Lets the server end calls that nobody waits for.
    fn tell(&mut self, until: Option<Instant>) {
        if self.own.is_empty() || self.client.connection_state() != State::Connected {
            return;
        }
        while let Some(number) = self.abandoned.pop() {
            let (subject, headers) = (self.subject("ffi.cancel"), self.headers(number));
            let sent = self.client.publish_with_headers(subject, headers, "".into());
            let _ = self.runtime.block_on(within(until, sent));
        }
    }

    fn end(&self) {
        self.health.send_modify(|health| health.has_ended = true);
    }
}

fn without_call(headers: &HeaderMap) -> HeaderMap {
    let mut session = HeaderMap::new();
    if let Some(id) = headers.get("Ffi-Session") {
        session.insert("Ffi-Session", id.clone());
    }
    session
}

/// None of a message that nobody took.
fn status_of(answer: &Message) -> Option<i32> {
    match answer.status {
        Some(StatusCode::NO_RESPONDERS) => None,
        _ => Some(header(answer, "Ffi-Status").parse().unwrap_or(0)),
    }
}

/// Until the call of this thread is given up.
pub(crate) async fn cancelled() {
    while !Cancel::is_due() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A connection to NATS, or none in time.
async fn connected(client: &async_nats::Client, until: Option<Instant>) -> Result<(), RpcError> {
    while client.connection_state() != State::Connected {
        if until.is_some_and(|until| Instant::now() >= until) {
            return Err(lost("no connection to NATS; the call was not made"));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

impl Transport for Session {
    fn exchange(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError> {
        if self.has_ended() {
            return Err(lost("the session has ended; the call was not made"));
        }
        self.tell(until);
        self.number += 1;
        let (subject, headers) = (self.subject(method), self.headers(self.number));
        let reply = format!("{}.{}", self.inbox, self.number);
        let payload = payload.to_vec();
        let (client, mut health) = (&self.client, self.health.subscribe());
        let answers = self.answers.as_mut().ok_or(RpcError::Closed)?;
        let exchanged = async {
            connected(client, until).await?;
            health.mark_unchanged();
            let sent = client.publish_with_reply_and_headers(subject, reply.clone(), headers, payload.into());
            sent.await.map_err(|error| lost(format!("{error}; the call was not made")))?;
            loop {
                tokio::select! {
                    answer = answers.next() => match answer {
                        Some(answer) if answer.subject.as_str() == reply => return Ok(answer),
                        Some(_) => {} // of a call that was given up
                        None => return Err(lost("no connection to NATS; the call may have been made")),
                    },
                    _ = health.changed() => return Err(lost("the server or NATS is gone; the call may have been made")),
                }
            }
        };
        let exchanged = async {
            tokio::select! {
                exchanged = exchanged => exchanged,
                () = cancelled() => Err(RpcError::Cancelled),
            }
        };
        let answer = match self.runtime.block_on(within(until, exchanged)).and_then(|answer| answer) {
            Ok(answer) => answer,
            Err(error) => {
                self.abandoned.push(self.number);
                self.tell(Some(Instant::now() + Duration::from_secs(1)));
                return Err(error);
            }
        };
        let Some(status) = status_of(&answer) else {
            self.end();
            return Err(lost("nobody serves it; the call was not made"));
        };
        if SESSION_OVER.contains(&status) {
            self.end();
        }
        if status == SESSION_OVER[1] {
            return Err(lost("the server knows the session no more; the call was not made"));
        }
        if method == "ffi.hello" && status == 0 {
            self.begin(&answer);
        }
        Ok((status, answer.payload.to_vec()))
    }

    fn forget(&mut self, method: &str, payload: &[u8], until: Option<Instant>) {
        self.number += 1;
        let (subject, headers) = (self.subject(method), self.headers(self.number));
        let sent = self.client.publish_with_headers(subject, headers, payload.to_vec().into());
        let _ = self.runtime.block_on(within(until, sent));
    }

    fn has_ended(&self) -> bool {
        self.health.borrow().has_ended
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.own.is_empty() && !self.has_ended() {
            let until = Some(Instant::now() + Duration::from_secs(1));
            self.forget("ffi.goodbye", &[], until);
            let _ = self.runtime.block_on(within(until, self.client.flush()));
        }
        self.end();
        let _entered = self.runtime.enter(); // which its end needs
        drop(self.answers.take());
    }
}
