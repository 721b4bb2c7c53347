// Nothing: this crate is never built.
