//! A bell that programs without a window wait for instead of a frame.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::Wake;

/// Rung when there is something to poll.
#[derive(Clone, Default)]
pub struct Bell {
    rung: Arc<(Mutex<bool>, Condvar)>,
}

impl Bell {
    /// A wake that rings this bell.
    pub fn wake(&self) -> Wake {
        let rung = Arc::clone(&self.rung);
        Arc::new(move || {
            *rung.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            rung.1.notify_all();
        })
    }

    /// Waits until the bell has rung since the last wait, or for a tenth of a second.
    pub fn wait(&self) {
        let ring = self.rung.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.rung.1.wait_timeout_while(ring, Duration::from_millis(100), |rung| !*rung);
        let (mut ring, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *ring = false;
    }
}
