//! Putting slopes in order, steepest first, exactly.

use super::hull::Slope;
use super::sorted::sorted;
use super::work::{CHUNK, Work};
use crate::domain::Cancelled;

/// The items by falling slope; those of equal slope stay in their order.
pub(super) fn steepest<T: Copy>(
    items: &[T],
    slope: impl Fn(&T) -> Slope,
    work: &mut Work,
) -> Result<Vec<T>, Cancelled> {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(items.len());
    for chunk in items.chunks(CHUNK) {
        // Floats of positive numbers sort like their bits; turned round for falling order.
        let key = |item: &T| !slope(item).key().to_bits();
        let from = keys.len() as u32;
        keys.extend(chunk.iter().map(key).zip(from..));
        work.pass(chunk.len())?;
    }
    let keys = sorted(keys, work)?;
    let mut list: Vec<T> = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(CHUNK) {
        list.extend(chunk.iter().map(|&(_, i)| items[i as usize]));
        work.pass(chunk.len())?;
    }
    let above = |a: &T, b: &T| slope(a).above(slope(b));
    let mut from = 0;
    for run in keys.chunk_by(|a, b| a.0 == b.0) {
        let range = from..from + run.len();
        from = range.end;
        work.pass(run.len())?;
        if !in_order(&list[range.clone()], &above, work)? {
            list[range].sort_by(|a, b| above(b, a).cmp(&above(a, b)));
        }
    }
    // Beyond 53 bits the floats themselves may be off by a little: an insertion pass makes the order exact.
    for i in 1..list.len() {
        let mut j = i;
        while j > 0 && above(&list[j], &list[j - 1]) {
            list.swap(j, j - 1);
            j -= 1;
        }
        work.pass(i - j + 1)?;
    }
    Ok(list)
}

/// Whether nothing is above what comes before it.
fn in_order<T>(run: &[T], above: &impl Fn(&T, &T) -> bool, work: &mut Work) -> Result<bool, Cancelled> {
    for i in 1..run.len() {
        if above(&run[i], &run[i - 1]) {
            return Ok(false);
        }
        work.pass(1)?;
    }
    Ok(true)
}
