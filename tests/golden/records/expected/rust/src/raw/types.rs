//! Typedefs, function pointers, and types that stand for what Rust lacks.

use super::*;
use core::sync::atomic::*;
