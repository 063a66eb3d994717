//! Aside: what can't be asked to stop, done on a thread of its own while whoever needs it can still be called off.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::domain::{Cancelled, Report};

/// How long to wait between two reports of progress.
const PAUSE: Duration = Duration::from_micros(250);

/// Does `work` elsewhere and waits for it for as long as `report` says that it is wanted; called off, the work ends by
/// itself, and what it leaves behind (a table that is made once, say) is there for the next one who asks.
pub fn aside<T>(work: impl Fn() -> T + Clone + Send + 'static, report: &mut Report<'_>) -> Result<(), Cancelled> {
    let (sender, done) = channel::<()>();
    let theirs = work.clone();
    let thread = std::thread::Builder::new().name("aside".to_owned()).spawn(move || {
        drop(theirs());
        drop(sender);
    });
    if thread.is_err() {
        // Without a thread to be had it is done here, in one go.
        drop(work());
    }
    while done.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
        report(0, 0)?;
    }
    report(0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    #[test]
    fn whoever_waits_can_be_called_off_and_the_work_ends_all_the_same() {
        let (going, ended) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
        let (theirs, end) = (Arc::clone(&going), Arc::clone(&ended));
        let work = move || {
            while theirs.load(Ordering::Acquire) {
                std::thread::sleep(PAUSE);
            }
            end.store(true, Ordering::Release);
        };
        let mut asked = 0;
        let mut report = |_: u64, _: u64| {
            asked += 1;
            if asked > 3 { Err(Cancelled) } else { Ok(()) }
        };
        assert_eq!(aside(work.clone(), &mut report), Err(Cancelled));
        assert!(!ended.load(Ordering::Acquire));
        going.store(false, Ordering::Release);
        assert_eq!(aside(work, &mut |_, _| Ok(())), Ok(()));
        let deadline = Instant::now() + Duration::from_secs(20);
        while !ended.load(Ordering::Acquire) {
            assert!(Instant::now() < deadline);
        }
    }
}
