//! The seam between calls and what carries them.

use std::time::Instant;
use std::vec::Vec;

use super::RpcError;

/// Carries calls to one server, one at a time. Its end is the end of the objects there.
pub trait Transport: Send {
    /// Sends a request and waits for its answer, a status and a payload. The first one is of
    /// `ffi.hello`, and chooses the server.
    ///
    /// # Errors
    /// `Deadline`, `Cancelled` when [`Cancel::is_due`](super::Cancel::is_due), and `Lost`.
    fn exchange(&mut self, method: &str, payload: &[u8], until: Option<Instant>) -> Result<(i32, Vec<u8>), RpcError>;
    /// Sends a request whose answer nobody wants.
    fn forget(&mut self, method: &str, payload: &[u8], until: Option<Instant>);
    /// Whether there is no way to the server any more, or no such server.
    fn has_ended(&self) -> bool;
}
