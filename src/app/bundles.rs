//! Bundles: which offers of one creator may be taken together, as choices of which at most one is taken.

/// No creator has more bundles than this; of creators with very many offers only the best are bundled.
const MOST_BUNDLES: usize = 600;

/// Every combination of 1 to `most` of `count` offers, each as ascending places; single offers first.
///
/// Each offer can be taken in so many `ways` (2 in a campaign of two phases), which multiplies the bundles. Where they
/// would be more than 600, only the first offers are combined, so order them best first; all of them stay as single
/// choices.
pub fn bundles(count: usize, most: usize, ways: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (0..count).map(|place| vec![place]).collect();
    let fits = |combined: &usize| number(*combined, most, ways) <= MOST_BUNDLES;
    let combined = (1..=count).take_while(fits).last().unwrap_or(0);
    for size in 2..=most.min(combined) {
        combine(combined, size, &mut Vec::new(), &mut all);
    }
    all
}

/// How many bundles of up to `most` of so many offers there are; far too many count as more than any limit.
fn number(count: usize, most: usize, ways: usize) -> usize {
    let (mut all, mut of_size) = (0_usize, 1_usize);
    for size in 1..=most.min(count) {
        of_size = of_size.saturating_mul(count - size + 1).saturating_mul(ways) / size;
        all = all.saturating_add(of_size);
    }
    all
}

/// Adds every ascending list of `size` places below `count` that begins with `begun`.
fn combine(count: usize, size: usize, begun: &mut Vec<usize>, all: &mut Vec<Vec<usize>>) {
    if begun.len() == size {
        all.push(begun.clone());
        return;
    }
    for place in begun.last().map_or(0, |last| last + 1)..count {
        begun.push(place);
        combine(count, size, begun, all);
        begun.pop();
    }
}

/// Every way to give `count` offers a phase, 1 or 2 each.
pub fn phasings(count: usize) -> impl Iterator<Item = Vec<u8>> {
    let phase = |code: u32, place: usize| if code >> place & 1 == 0 { 1 } else { 2 };
    (0..1_u32 << count.min(20)).map(move |code| (0..count).map(|place| phase(code, place)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once() {
        assert_eq!(bundles(3, 1, 1), [[0], [1], [2]]);
        assert_eq!(bundles(3, 2, 1), [vec![0], vec![1], vec![2], vec![0, 1], vec![0, 2], vec![1, 2]]);
        assert_eq!(bundles(4, 9, 1).len(), 15);
        assert_eq!(bundles(0, 3, 1), Vec::<Vec<usize>>::new());
        assert_eq!(bundles(12, 2, 1).len(), 12 + 66, "pairs of many offers are all there");
        assert_eq!(bundles(1_000, 2, 1).len(), 1_000 + 34 * 33 / 2, "the best of a thousand are combined");
    }

    #[test]
    fn phases_multiply_what_can_be_taken() {
        assert_eq!(phasings(2).collect::<Vec<_>>(), [[1, 1], [2, 1], [1, 2], [2, 2]]);
        let all = |count, most| bundles(count, most, 2).iter().map(|bundle| 1 << bundle.len()).sum::<usize>();
        assert_eq!(all(5, 5), 3_usize.pow(5) - 1);
        assert!(all(30, 3) <= MOST_BUNDLES + 60);
    }
}
