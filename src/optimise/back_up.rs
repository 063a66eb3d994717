//! The few creators who repair most refusals.

use std::collections::BTreeMap;

use super::refusal::Refusal;

/// A creator worth asking in advance.
#[derive(Clone, PartialEq, Debug)]
pub struct BackUp {
    /// Who.
    pub creator: u32,
    /// Whose refusals they help to repair: those in whose best plan they join; ascending.
    pub repairs: Vec<u32>,
    /// The share of all that the refusals would cost if nobody stepped in that this creator repairs, 0..=1; the shares
    /// of several creators add up.
    pub share: f64,
}

/// The `most` creators who together repair most, the best first.
///
/// A refusal's best plan recovers its gap less its loss; those who join that plan are credited with equal parts of it,
/// as it takes all of them. Each refusal counts as often as any other. As credits add up, the creators with the most
/// credit are the best set of their number under this measure. Ties go to who repairs more refusals, then to the lower
/// number. A refusal whose gap isn't known counts in `repairs`, not in `share`.
pub fn back_ups(refusals: &[Refusal], most: usize) -> Vec<BackUp> {
    let mut credits: BTreeMap<u32, (f64, Vec<u32>)> = BTreeMap::new();
    let mut whole = 0.0;
    for refusal in refusals {
        let gap = refusal.gap.unwrap_or(0);
        whole += gap.max(0) as f64;
        // Beyond closing the gap there is nothing to repair.
        let recovered = gap.saturating_sub(refusal.loses.max(0)).max(0) as f64;
        for &creator in &refusal.joins {
            let (credit, repairs) = credits.entry(creator).or_default();
            *credit += recovered / refusal.joins.len() as f64;
            repairs.push(refusal.creator);
        }
    }
    let mut list: Vec<BackUp> = (credits.into_iter())
        .map(|(creator, (credit, mut repairs))| {
            repairs.sort_unstable();
            BackUp { creator, repairs, share: if whole > 0.0 { credit / whole } else { 0.0 } }
        })
        .collect();
    list.sort_by(|a, b| {
        b.share.total_cmp(&a.share).then(b.repairs.len().cmp(&a.repairs.len())).then(a.creator.cmp(&b.creator))
    });
    list.truncate(most);
    list
}
