//! A thread that owns something nobody else may touch, such as the roster file, and runs work on it in order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

type Work<S> = Box<dyn FnOnce(&mut S) + Send>;

/// A named thread that owns an `S`.
pub struct Owner<S> {
    sender: Option<Sender<Work<S>>>,
    waiting: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl<S: Send + 'static> Owner<S> {
    /// Starts the thread and hands it `state`.
    pub fn start(name: &str, state: S) -> std::io::Result<Owner<S>> {
        let (sender, receiver) = channel::<Work<S>>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&waiting);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let mut state = state;
            for work in receiver {
                // One broken piece of work must not take the file's only door with it: a transaction that
                // unwinds is rolled back, and the state stays usable.
                let _outcome = catch_unwind(AssertUnwindSafe(|| work(&mut state)));
                theirs.fetch_sub(1, Ordering::AcqRel);
            }
        })?;
        Ok(Owner { sender: Some(sender), waiting, thread: Some(thread) })
    }

    /// Queues work; it runs after everything queued before it.
    pub fn run(&self, work: impl FnOnce(&mut S) + Send + 'static) {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        let sent = self.sender.as_ref().is_some_and(|sender| sender.send(Box::new(work)).is_ok());
        if !sent {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
        }
    }

    /// Whether work is queued or running.
    pub fn busy(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }
}

impl<S> Drop for Owner<S> {
    /// Waits until all queued work is done and `S` has been dropped over there.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn work_runs_in_order_and_survives_a_panic() {
        let owner = Owner::start("test", Vec::new()).expect("a thread");
        let (sender, receiver) = channel();
        for i in 0..100 {
            owner.run(move |list: &mut Vec<i32>| list.push(i));
        }
        owner.run(|_| panic!("on purpose"));
        owner.run(move |list| sender.send(list.clone()).expect("a listener"));
        assert_eq!(receiver.recv().expect("an answer"), (0..100).collect::<Vec<_>>());
        while owner.busy() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn dropping_waits_for_queued_work() {
        let (sender, receiver) = channel();
        let owner = Owner::start("test", ()).expect("a thread");
        owner.run(move |()| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            sender.send(7).expect("a listener");
        });
        drop(owner);
        assert_eq!(receiver.try_recv(), Ok(7));
    }
}
