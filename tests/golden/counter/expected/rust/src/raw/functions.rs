//! Functions and variables of the library.

use super::*;

unsafe extern "C" {
    /// The code's text, for ever.
    pub fn ctr_error_text(code: ctr_error) -> *const c_char;

    /// What the calling thread's last failure was about.
    pub fn ctr_last_error() -> *const c_char;

    /// Opens a counter by name.
    ///
    /// - `name`: of the counter
    pub fn ctr_counter_open(name: *const c_char, counter: *mut *mut ctr_counter) -> ctr_error;

    pub fn ctr_counter_close(counter: *mut ctr_counter);

    /// Adds; answers with the sum.
    pub fn ctr_counter_add(counter: *mut ctr_counter, amount: i64, sum: *mut i64) -> ctr_error;

    /// Whether anything was counted.
    pub fn ctr_counter_is_zero(counter: *const ctr_counter) -> bool;

    /// The last sums, the newest first.
    ///
    /// - `count`: how many there were
    pub fn ctr_counter_history(
        counter: *mut ctr_counter,
        sums: *mut i64,
        capacity: usize,
        count: *mut usize,
    ) -> ctr_error;

    /// Adds many at once.
    pub fn ctr_counter_add_all(
        counter: *mut ctr_counter,
        amounts: *const i64,
        count: usize,
    ) -> ctr_error;

    /// A label, or none.
    pub fn ctr_counter_label(counter: *mut ctr_counter, label: *const c_char) -> ctr_error;

    /// Shows the last sums to a visitor, in this thread.
    pub fn ctr_counter_visit(
        counter: *mut ctr_counter,
        visitor: ctr_visitor,
        user: *mut c_void,
    ) -> ctr_error;

    /// Waits for one of many; a name that is a keyword elsewhere.
    pub fn go(counter: *mut ctr_counter, r#type: u32) -> ctr_error;

    /// How many counters are open.
    pub fn ctr_open_count() -> u32;

    /// Closes nothing any more.
    pub fn ctr_reset();

    /// What every counter starts with.
    pub static ctr_starts: [i64; 4];

    /// How often any was opened.
    pub static mut ctr_opened: u32;
}
