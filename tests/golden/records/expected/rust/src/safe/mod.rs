//! The safe layer.
#![allow(
    clippy::len_without_is_empty,
    clippy::new_ret_no_self,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::wrong_self_convention,
    reason = "names are the header's"
)]

mod constants;
mod enums;
mod error;
mod records;

pub use constants::*;
pub use enums::{Channel, Options};
pub use error::{Error, Why};
pub use records::{Bits, Event, List, Native, Number, NumberAnonymous1, Packed};
