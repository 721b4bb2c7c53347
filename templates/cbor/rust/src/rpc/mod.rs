//! The functions of the contract, called in another process.
//!
//! ```no_run
//! use {{lib}}::rpc::Client;
//!
//! let client = Client::connect("unix:/run/x.sock")?;
//! println!("{}", client.describe()?);
//! # Ok::<(), {{lib}}::rpc::RpcError>(())
//! ```

mod calls;
mod cancel;
mod error;
mod framed;
mod link;
#[allow(clippy::collapsible_match, clippy::match_single_binding, clippy::single_match)]
mod messages;
mod open;
mod socket;
mod topic;
mod transport;

pub use calls::*;
pub use cancel::Cancel;
pub use error::RpcError;
pub use framed::{Framed, Stream};
pub use socket::dial_tcp;
pub use topic::{Topic, topics};
pub use transport::Transport;
