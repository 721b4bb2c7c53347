//! C's own names and layouts: everything that `{{header}}` declares.
//!
//! Each record has C's size, alignment and offsets on every target, which is asserted when the
//! crate is compiled. Nothing here needs the standard library.
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    missing_docs,
    reason = "names and comments are the header's"
)]
#![allow(
    clippy::approx_constant,
    clippy::duplicate_underscore_argument,
    clippy::len_without_is_empty,
    clippy::new_ret_no_self,
    clippy::not_unsafe_ptr_arg_deref,
    clippy::pub_underscore_fields,
    clippy::should_implement_trait,
    clippy::unnecessary_cast,
    clippy::upper_case_acronyms,
    clippy::wildcard_imports,
    clippy::wrong_self_convention,
    improper_ctypes,
    improper_ctypes_definitions,
    unused_imports,
    reason = "the same source serves every header and every target"
)]

{{#bits}}
mod bits;
{{/bits}}
mod constants;
mod enums;
mod functions;
mod layout;
mod records;
mod types;

pub use constants::*;
pub use core::ffi::{
    CStr, c_char, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong,
    c_ulonglong, c_ushort, c_void,
};
pub use enums::*;
pub use functions::*;
pub use records::*;
pub use types::*;
