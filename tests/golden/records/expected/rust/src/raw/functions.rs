//! Functions and variables of the library.

use super::*;
