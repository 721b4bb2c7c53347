class Rust: pass
