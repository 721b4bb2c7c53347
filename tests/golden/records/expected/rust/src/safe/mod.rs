//! The safe layer.

mod constants;
mod enums;
mod error;
mod records;

pub use constants::*;
pub use enums::{Channel, Options};
pub use error::{Error, Why};
pub use records::{Bits, Event, List, Native, Number, NumberAnonymous1, Packed};
