//! Draws that are kept from one total to the next: of more offers than are kept, only the longest unused make way.

use std::cell::Cell;

use smallmighty::forecast::*;

use super::{offer, seen};

#[test]
fn only_draws_that_were_long_unused_are_made_again() {
    let forecast = offer(&seen(&[150, 900, 300, 420]), 1);
    let entries: Vec<Entry> = (1..=560).map(|key| Entry { key, forecast: &forecast, chance: 1.0 }).collect();
    let (mut draws, asked) = (Draws::new(1, 1_024), Cell::new(0));
    let mut sum = |entries: &[Entry]| {
        asked.set(0);
        let count = &mut |_, _| {
            asked.set(asked.get() + 1);
            Ok(())
        };
        assert_eq!(draws.total(entries, 0.05, count), Ok(total(entries, 0.05, 1, 1_024)));
        // It is asked for every offer that is drawn, and a little while adding up.
        asked.get()
    };
    assert!(sum(&entries[..500]) >= 500, "all are new");
    assert!(sum(&entries[..500]) < 50, "all are kept");
    assert!((20..50).contains(&sum(&entries[500..520])), "twenty are new");
    assert!(sum(&entries[..500]) < 60, "few have made way for them");
    assert!(sum(&entries[20..540]) < 80, "what is needed again doesn't make way for what is new");
}
