//! Threads, progress, cancel and newest-wins. Knows nothing of what the work is about.

mod bell;
mod latest;
mod owner;
mod task;

pub use bell::Bell;
pub use latest::{Latest, Publish};
pub use owner::Owner;
pub use task::{Task, Worker};

use std::sync::Arc;

/// Called from any thread when there is something to poll: it wakes the window.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A wake for programs without a window.
pub fn no_wake() -> Wake {
    Arc::new(|| {})
}
