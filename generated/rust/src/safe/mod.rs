//! The safe layer.
#![allow(
    clippy::len_without_is_empty,
    clippy::new_ret_no_self,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::wrong_self_convention,
    reason = "names are the header's"
)]

mod channel;
mod client;
mod constants;
pub mod contract;
mod enums;
mod error;
mod functions;
mod records;
mod registry;
mod ring;
pub mod rt;
mod server;
mod state;
mod support;

pub use channel::Channel;
pub use client::Client;
pub use constants::*;
pub use enums::{ChannelMode, RingMode, RtLevel, ServiceFlags};
pub use error::{Error, Why};
pub use functions::*;
pub use records::{
    AudioBlock, ChannelCounters, RingCounters, RtGrant, ServiceInfo, StreamCounters, StreamFormat,
};
pub use registry::Registry;
pub use ring::{Ring, RingClaim, RingPeek};
pub use server::Server;
pub use state::State;
