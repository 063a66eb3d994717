//! One piece of long work with progress and cancel.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use super::Wake;
use crate::domain::{Cancelled, Report};

#[derive(Default)]
struct Shared {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

/// The near end of a piece of work that runs elsewhere: its progress, its answer, a way to stop it.
pub struct Task<A> {
    shared: Arc<Shared>,
    answer: Receiver<A>,
}

/// The far end: reports progress and delivers the answer.
pub struct Worker<A> {
    shared: Arc<Shared>,
    answer: Sender<A>,
    wake: Wake,
    /// The last hundredth that woke the window.
    woken: u64,
}

impl<A: Send + 'static> Task<A> {
    /// Both ends of a piece of work; the caller decides on which thread the far end runs.
    pub fn new(wake: Wake) -> (Task<A>, Worker<A>) {
        let shared = Arc::new(Shared::default());
        let (sender, answer) = channel();
        let worker = Worker { shared: Arc::clone(&shared), answer: sender, wake, woken: 0 };
        (Task { shared, answer }, worker)
    }

    /// Runs `work` on a thread of its own.
    pub fn start<W>(name: &str, wake: Wake, work: W) -> std::io::Result<Task<A>>
    where
        W: FnOnce(&mut Report<'_>) -> A + Send + 'static,
    {
        let (task, worker) = Task::new(wake);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || worker.finish(work))?;
        Ok(task)
    }

    /// What is done and what there is in all; 0 in all while unknown.
    pub fn progress(&self) -> (u64, u64) {
        (self.shared.done.load(Ordering::Relaxed), self.shared.total.load(Ordering::Relaxed))
    }

    /// Asks the work to stop at its next report.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Release);
    }

    /// The answer once there is one. `Err` if the work ended without one, which only a panic does.
    pub fn poll(&self) -> Result<Option<A>, Cancelled> {
        match self.answer.try_recv() {
            Ok(answer) => Ok(Some(answer)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Cancelled),
        }
    }
}

impl<A> Worker<A> {
    /// Does the work and delivers its answer.
    pub fn finish(mut self, work: impl FnOnce(&mut Report<'_>) -> A) {
        let answer = work(&mut |done, total| self.report(done, total));
        // Nobody waits for it if the near end is gone.
        let _delivered = self.answer.send(answer);
        (self.wake)();
    }

    fn report(&mut self, done: u64, total: u64) -> Result<(), Cancelled> {
        self.shared.done.store(done, Ordering::Relaxed);
        self.shared.total.store(total, Ordering::Relaxed);
        let hundredth = done.saturating_mul(100).checked_div(total).unwrap_or(done / 1000);
        if hundredth != self.woken {
            self.woken = hundredth;
            (self.wake)();
        }
        if self.shared.cancelled.load(Ordering::Acquire) { Err(Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::no_wake;

    fn wait<A: Send + 'static>(task: &Task<A>) -> Result<A, Cancelled> {
        loop {
            if let Some(answer) = task.poll()? {
                return Ok(answer);
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn answers_and_progress_arrive() {
        let task = Task::start("test", no_wake(), |report| {
            report(5, 10).expect("nobody cancels");
            42
        })
        .expect("a thread");
        assert_eq!(wait(&task), Ok(42));
        assert_eq!(task.progress(), (5, 10));
    }

    #[test]
    fn cancel_stops_the_work_at_its_next_report() {
        let task = Task::start("test", no_wake(), |report| -> Result<(), Cancelled> {
            for done in 1.. {
                report(done, 0)?;
            }
            Ok(())
        })
        .expect("a thread");
        task.cancel();
        assert_eq!(wait(&task), Ok(Err(Cancelled)));
    }
}
