//! Constants: macros that are values.

use super::*;
