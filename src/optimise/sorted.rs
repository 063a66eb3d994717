//! Sorting a long list piece by piece, so that it can be stopped at any time.

use super::work::{CHUNK, Work};
use crate::domain::Cancelled;

/// Items looked at to find the borders of the pieces, and how many of them make a border.
const SAMPLE: usize = 1024;
const EACH: usize = 16;

/// The list in ascending order. Items that compare as equal must be the same.
pub(super) fn sorted<T: Ord + Copy>(mut list: Vec<T>, work: &mut Work) -> Result<Vec<T>, Cancelled> {
    let all = list.len();
    if all <= CHUNK {
        list.sort_unstable();
        work.pass(all)?;
        return Ok(list);
    }
    // Scattered, so that no regular order of the list makes the sample one-sided.
    let mut sample: Vec<T> = (0..SAMPLE).map(|i| list[i.wrapping_mul(2_654_435_761) % all]).collect();
    sample.sort_unstable();
    let mut borders: Vec<T> = sample.into_iter().skip(EACH / 2).step_by(EACH).collect();
    borders.dedup();
    let mut pieces = vec![Vec::with_capacity(all / borders.len().max(1)); borders.len() + 1];
    for chunk in list.chunks(CHUNK) {
        for &item in chunk {
            pieces[borders.partition_point(|border| *border <= item)].push(item);
        }
        work.pass(chunk.len())?;
    }
    list.clear();
    for mut piece in pieces {
        // A piece as long as the list is all alike, or nearly.
        if piece.len() > CHUNK && piece.len() < all {
            piece = sorted(piece, work)?;
        } else {
            piece.sort_unstable();
            work.pass(piece.len())?;
        }
        list.extend_from_slice(&piece);
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::progress::silent;

    #[test]
    fn pieces_make_the_same_order_as_the_whole() {
        let roll = |i: usize| i.wrapping_mul(2_654_435_761).wrapping_add(i << 7) % 1_000_003;
        for of in [roll, |i| i % 7, |i| 90_000 - i, |_| 5, |i| usize::from(i % 1_000 == 999)] {
            let list: Vec<usize> = (0..60_000).map(of).collect();
            let mut whole = list.clone();
            whole.sort_unstable();
            assert_eq!(sorted(list, &mut Work::new(0, &mut silent)), Ok(whole));
        }
    }
}
