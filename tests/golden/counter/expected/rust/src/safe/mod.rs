//! The safe layer.
#![allow(
    clippy::len_without_is_empty,
    clippy::new_ret_no_self,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::wrong_self_convention,
    reason = "names are the header's"
)]

mod callbacks;
mod counter;
mod error;
mod functions;
mod in_use;
mod support;

pub use counter::Counter;
pub use error::{Error, Why};
pub use functions::*;
