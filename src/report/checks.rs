//! What a look at an account finds: checks with their evidence, never a verdict.

pub use crate::forecast::{Check, CheckKind, CheckOutcome, ClutterWindow, Figure};
