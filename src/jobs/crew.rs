//! A crew: the pieces of one piece of work, done by as many threads as the machine has processors.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use crate::domain::{Cancelled, Report};

/// Does pieces 0 to `pieces` of some work and hands each result to `done`, in no particular order. A piece should take
/// half a millisecond or so: `report` is asked between pieces, and when it says stop the pieces in hand are still handed
/// over, so that nothing that was done is lost.
pub fn crew<R: Send>(
    pieces: usize,
    work: impl Fn(usize) -> R + Sync,
    mut done: impl FnMut(usize, R),
    report: &mut Report<'_>,
) -> Result<(), Cancelled> {
    let hands = std::thread::available_parallelism().map_or(1, usize::from).min(pieces);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|piece| *piece < pieces);
    std::thread::scope(|scope| {
        let (sender, finished) = channel();
        for _ in 1..hands {
            let (sender, stop, take, work) = (sender.clone(), &stop, &take, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Acquire)
                    && let Some(piece) = take()
                    && sender.send((piece, work(piece))).is_ok()
                {}
            });
        }
        drop(sender);
        let mut outcome = Ok(());
        while let Some(piece) = take() {
            outcome = report(piece as u64, pieces as u64);
            if outcome.is_err() {
                stop.store(true, Ordering::Release);
                break;
            }
            done(piece, work(piece));
            finished.try_iter().for_each(|(piece, result)| done(piece, result));
        }
        finished.iter().for_each(|(piece, result)| done(piece, result));
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once() {
        for pieces in [0, 1, 2, 1000] {
            let mut seen = vec![0; pieces];
            let mut take = |piece: usize, square: usize| {
                assert_eq!(square, piece * piece);
                seen[piece] += 1;
            };
            crew(pieces, |piece| piece * piece, &mut take, &mut |_, _| Ok(())).expect("nobody stops it");
            assert!(seen.iter().all(|times| *times == 1), "{seen:?}");
        }
    }

    #[test]
    fn stopped_work_hands_over_what_is_done() {
        let (begun, mut done) = (AtomicUsize::new(0), 0);
        let mut asked = 0;
        let mut report = |_: u64, _: u64| {
            asked += 1;
            if asked > 3 { Err(Cancelled) } else { Ok(()) }
        };
        let work = |_| begun.fetch_add(1, Ordering::Relaxed);
        assert_eq!(crew(1_000_000, work, |_, _| done += 1, &mut report), Err(Cancelled));
        assert_eq!(done, begun.load(Ordering::Relaxed), "no piece is lost");
        assert!(done < 1_000_000);
    }
}
