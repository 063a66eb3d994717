//! Newest request wins: a worker that answers the last question asked and forgets all earlier ones.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::Wake;
use crate::domain::{Cancelled, Report};

/// Hands an answer, or a part of one, to whoever asked. Answers to questions that are no longer the newest
/// are dropped.
pub type Publish<'a, N> = dyn FnMut(N) + 'a;

type Work<'a, Q, N> = dyn FnMut(Q, &mut Publish<'_, N>, &mut Report<'_>) -> Result<(), Cancelled> + 'a;

/// What the thread and its owner share.
struct Shared<Q> {
    waiting: Mutex<Waiting<Q>>,
    asked: Condvar,
    /// Number of the newest question; a running answer stops as soon as it isn't its own any more.
    newest: AtomicU64,
}

struct Waiting<Q> {
    question: Option<(u64, Q)>,
    closing: bool,
}

enum News<N> {
    Part(u64, N),
    /// The answer to this question has ended, and whether by a panic.
    Done(u64, bool),
}

/// A named thread that answers the newest question of kind `Q` with parts of kind `N`.
pub struct Latest<Q, N> {
    shared: Arc<Shared<Q>>,
    news: Receiver<News<N>>,
    asked: u64,
    done: u64,
    failed: bool,
    thread: Option<JoinHandle<()>>,
}

impl<Q: Send + 'static, N: Send + 'static> Latest<Q, N> {
    /// Starts the thread. `work` gets a question, a way to publish parts of the answer as they come, and a
    /// report whose `Err` must end it through `?`.
    pub fn start<W>(name: &str, wake: Wake, mut work: W) -> std::io::Result<Latest<Q, N>>
    where
        W: FnMut(Q, &mut Publish<'_, N>, &mut Report<'_>) -> Result<(), Cancelled> + Send + 'static,
    {
        let shared = Arc::new(Shared {
            waiting: Mutex::new(Waiting { question: None, closing: false }),
            asked: Condvar::new(),
            newest: AtomicU64::new(0),
        });
        let (sender, news) = channel();
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || answer_until_closed(&theirs, &sender, &wake, &mut work))?;
        Ok(Latest { shared, news, asked: 0, done: 0, failed: false, thread: Some(thread) })
    }

    /// Asks; whatever was asked before is forgotten, and its running answer stops at its next report.
    pub fn ask(&mut self, question: Q) {
        self.asked += 1;
        self.shared.newest.store(self.asked, Ordering::Release);
        let mut waiting = self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.question = Some((self.asked, question));
        self.shared.asked.notify_one();
    }

    /// The parts that have come for the newest question, in order; never one for an older question.
    pub fn poll(&mut self) -> Vec<N> {
        let mut parts = Vec::new();
        while let Ok(news) = self.news.try_recv() {
            match news {
                News::Part(number, part) if number == self.asked => parts.push(part),
                News::Done(number, failed) => {
                    self.done = number;
                    self.failed |= failed;
                }
                News::Part(..) => {}
            }
        }
        parts
    }

    /// Whether an answer has ended by a panic since this was last asked.
    pub fn take_failure(&mut self) -> bool {
        std::mem::take(&mut self.failed)
    }

    /// Whether the newest question is still being answered (as of the last poll).
    pub fn busy(&self) -> bool {
        self.done != self.asked
    }
}

fn answer_until_closed<Q, N>(shared: &Shared<Q>, sender: &Sender<News<N>>, wake: &Wake, work: &mut Work<'_, Q, N>) {
    while let Some((number, question)) = next_question(shared) {
        let current = || shared.newest.load(Ordering::Acquire) == number;
        let mut publish = |part| {
            if current() && sender.send(News::Part(number, part)).is_ok() {
                wake();
            }
        };
        let mut report = |_done: u64, _total: u64| if current() { Ok(()) } else { Err(Cancelled) };
        // A cancelled answer has a newer question waiting, so nobody misses it.
        let ended = catch_unwind(AssertUnwindSafe(|| work(question, &mut publish, &mut report)));
        if sender.send(News::Done(number, ended.is_err())).is_err() {
            return;
        }
        wake();
    }
}

fn next_question<Q>(shared: &Shared<Q>) -> Option<(u64, Q)> {
    let mut waiting = shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if waiting.closing {
            return None;
        }
        if let Some(question) = waiting.question.take() {
            return Some(question);
        }
        waiting = shared.asked.wait(waiting).unwrap_or_else(PoisonError::into_inner);
    }
}

impl<Q, N> Drop for Latest<Q, N> {
    fn drop(&mut self) {
        self.shared.newest.store(u64::MAX, Ordering::Release);
        self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner).closing = true;
        self.shared.asked.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic over there has been reported by the panic hook already.
            let _ended = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::no_wake;
    use std::time::{Duration, Instant};

    fn wait_for<N: Send + 'static, Q: Send + 'static>(latest: &mut Latest<Q, N>) -> Vec<N> {
        let deadline = Instant::now() + Duration::from_secs(20);
        let mut all = Vec::new();
        while latest.busy() {
            assert!(Instant::now() < deadline, "no answer");
            all.extend(latest.poll());
            std::thread::sleep(Duration::from_millis(1));
        }
        all
    }

    #[test]
    fn only_the_newest_question_is_answered() {
        let mut latest = Latest::start("test", no_wake(), |question: u32, publish, report| {
            for step in 0..1000 {
                report(step, 1000)?;
                std::thread::sleep(Duration::from_micros(200));
            }
            publish(question);
            Ok(())
        })
        .expect("a thread");
        for question in 0..100 {
            latest.ask(question);
            std::thread::sleep(Duration::from_micros(300));
            for answer in latest.poll() {
                assert_eq!(answer, question, "an answer to an older question was shown");
            }
        }
        assert_eq!(wait_for(&mut latest), vec![99]);
    }

    #[test]
    fn a_panic_is_told_and_the_next_question_is_answered() {
        let mut latest = Latest::start("test", no_wake(), |question: u32, publish, _report| {
            assert!(question != 1, "on purpose");
            publish(question);
            Ok(())
        })
        .expect("a thread");
        latest.ask(1);
        assert!(wait_for(&mut latest).is_empty());
        assert!(latest.take_failure() && !latest.take_failure());
        latest.ask(2);
        assert_eq!(wait_for(&mut latest), vec![2]);
    }

    #[test]
    fn parts_come_in_order_and_dropping_stops_the_work() {
        let mut latest = Latest::start("test", no_wake(), |count: u32, publish, report| {
            for part in 0..count {
                publish(part);
            }
            loop {
                report(0, 0)?;
                if count > 0 {
                    return Ok(());
                }
            }
        })
        .expect("a thread");
        latest.ask(3);
        assert_eq!(wait_for(&mut latest), vec![0, 1, 2]);
        latest.ask(0);
        drop(latest);
    }
}
