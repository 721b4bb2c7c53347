//! The safe layer.

mod callbacks;
mod counter;
mod error;
mod functions;
mod support;

pub use counter::Counter;
pub use error::{Error, Why};
pub use functions::*;
