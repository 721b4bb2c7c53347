//! Calls over TLS, with certificates on both sides.
//!
//! ```no_run
//! # use rt_audio_cbor::rpc::RpcError;
//! let own = rt_audio_cbor_tls::config("authority.pem", "client.pem", "client.key")?;
//! let client = rt_audio_cbor_tls::connect("tls:HOST:PORT", own, None, false)?;
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
