//! Smallmighty.
fn main() {}
