//! Calls through NATS.
//!
//! ```no_run
//! # use {{lib}}::rpc::RpcError;
//! let client = {{lib}}_nats::connect("nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE", None, false)?;
//! println!("{}", client.describe()?);
//! # Ok::<(), RpcError>(())
//! ```

// Lines are broken as they were generated.
#[rustfmt::skip]
mod connect;
#[rustfmt::skip]
mod session;
#[rustfmt::skip]
mod subscribe;

pub use connect::{connect, connect_with};
pub use subscribe::{Event, Listen, Subscription, subscribe};
