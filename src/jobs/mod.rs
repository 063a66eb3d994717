//! Threads, progress, cancel and newest-wins. Knows nothing of what the work is about.

mod aside;
mod bell;
mod crew;
mod latest;
mod owner;
mod task;

pub use aside::aside;
pub use bell::Bell;
pub use crew::crew;
pub use latest::{Latest, Publish};
pub use owner::Owner;
pub use task::{Task, Worker};

use std::sync::Arc;

/// Called from any thread when there is something to poll: it wakes the window.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Drops something whose end takes time, such as a file that is still being written, on a thread of its own.
pub fn retire<T: Send + 'static>(done: T) {
    // If there is no thread to be had it ends here and now, a little later for whoever waits.
    let _thread = std::thread::Builder::new().name("closing".to_owned()).spawn(move || drop(done));
}

/// A wake for programs without a window.
pub fn no_wake() -> Wake {
    Arc::new(|| {})
}
