//! Bundles: which offers of one creator may be taken together, as choices of which at most one is taken.

/// Creators with more offers than this are bundled from the best of them.
const MOST_OFFERS: usize = 8;

/// Every combination of 1 to `most` of `count` offers, each as ascending places; single offers first.
///
/// Of many offers only the first 8 are combined, so order them best first; all of them stay as single choices.
pub fn bundles(count: usize, most: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (0..count).map(|place| vec![place]).collect();
    let combined = count.min(MOST_OFFERS);
    for set in 1_u32..1 << combined {
        let size = set.count_ones() as usize;
        if (2..=most).contains(&size) {
            all.push((0..combined).filter(|place| set & (1 << place) != 0).collect());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once() {
        assert_eq!(bundles(3, 1), [[0], [1], [2]]);
        assert_eq!(bundles(3, 2), [vec![0], vec![1], vec![2], vec![0, 1], vec![0, 2], vec![1, 2]]);
        assert_eq!(bundles(4, 9).len(), 15);
        assert_eq!(bundles(0, 3), Vec::<Vec<usize>>::new());
        assert_eq!(bundles(12, 2).len(), 12 + 28);
    }
}
