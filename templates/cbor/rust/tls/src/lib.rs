//! Calls over TLS, with certificates on both sides.
//!
//! ```no_run
//! # use {{lib}}::rpc::RpcError;
//! let own = {{lib}}_tls::config("authority.pem", "client.pem", "client.key")?;
//! let client = {{lib}}_tls::connect("tls:HOST:PORT", own, None, false)?;
//! println!("{}", client.describe()?);
//! # Ok::<(), RpcError>(())
//! ```

// Lines are broken as they were generated.
#[rustfmt::skip]
mod connect;
#[rustfmt::skip]
mod stream;

pub use connect::{config, connect};
pub use rustls;
