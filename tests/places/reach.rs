//! Different people reached: the formulas' figures, what no overlap can break, and what measured overlaps settle.

use proptest::prelude::*;
use smallmighty::domain::progress::silent;
use smallmighty::forecast::reach::{self, Kinship, Method, Pair, Reach, Shared, Universe};

fn unique_reach(reaches: &[f64], universe: Universe, pairs: &[Pair]) -> Reach {
    reach::unique_reach(reaches, universe, pairs, &mut silent).expect("not cancelled")
}

fn by_chance(reaches: &[f64], people: f64) -> Reach {
    unique_reach(reaches, Universe::exactly(people), &[])
}

fn all_pairs(count: usize, shared: impl Fn(usize, usize) -> Shared) -> Vec<Pair> {
    let pairs = (0..count).flat_map(|first| (first + 1..count).map(move |second| (first, second)));
    pairs.map(|(first, second)| Pair { first, second, shared: shared(first, second) }).collect()
}

#[test]
fn the_textbook_figures_come_out() {
    let reaches = [100_000.0, 150_000.0, 80_000.0, 50_000.0];
    let people = 1_000_000.0;
    let check = |pairs: &[Pair], point: f64, low: f64, high: f64| {
        let reach = unique_reach(&reaches, Universe::exactly(people), pairs);
        for (found, share) in [(reach.point, point), (reach.low, low), (reach.high, high)] {
            assert!((found / people - share).abs() < 6e-6, "{reach:?} isn't {share}");
        }
        assert_eq!((reach.floor, reach.ceiling, reach.gross), (150_000.0, 380_000.0, 380_000.0));
    };
    // Sainsbury's; Danaher's between Agostini's and Sainsbury's where overlaps are assumed.
    check(&[], 0.33139, 0.33139, 0.33139);
    check(&all_pairs(4, |_, _| Shared::Times(1.0)), 0.33139, 0.32973, 0.33139);
    check(&all_pairs(4, |_, _| Shared::Times(1.5)), 0.30988, 0.30927, 0.33139);
    check(&all_pairs(4, |_, _| Shared::Times(3.0)), 0.24537, 0.24537, 0.33139);
    let reach = by_chance(&reaches, people);
    assert_eq!(reach.method, Method::Independent);
    assert!((reach.frequency().expect("some") - 0.38 / 0.33139).abs() < 1e-4);
}

#[test]
fn a_measured_pair_is_exact() {
    let pair = [Pair { first: 1, second: 0, shared: Shared::People(344_653.0) }];
    let reach = unique_reach(&[1_000_000.0, 900_000.0], Universe::about(10_000_000.0), &pair);
    assert_eq!(reach.method, Method::Canonical);
    for people in [reach.point, reach.floor, reach.ceiling, reach.low, reach.high] {
        assert!((people - 1_555_347.0).abs() < 1e-3, "{reach:?}");
    }
}

#[test]
fn audiences_inside_of_one_another_add_nothing() {
    let reaches = [50_000.0, 20_000.0, 10_000.0];
    let pairs = all_pairs(3, |_, second| Shared::People(reaches[second]));
    let reach = unique_reach(&reaches, Universe::exactly(1e6), &pairs);
    assert_eq!((reach.floor, reach.ceiling), (50_000.0, 50_000.0));
    assert_eq!(reach.point, 50_000.0);
    let apart = unique_reach(&reaches, Universe::exactly(1e6), &all_pairs(3, |_, _| Shared::People(0.0)));
    assert!((apart.point - 80_000.0).abs() < 1e-6 && apart.floor == 80_000.0, "{apart:?}");
}

#[test]
fn a_wider_universe_overlaps_less() {
    let reaches = [40_000.0, 30_000.0, 30_000.0];
    let reach = unique_reach(&reaches, Universe { low: 90_000.0, likely: 200_000.0, high: 1e9 }, &[]);
    assert_eq!(reach.low, by_chance(&reaches, 90_000.0).point);
    assert_eq!(reach.point, by_chance(&reaches, 200_000.0).point);
    assert!(reach.low < reach.point && reach.point < reach.high && reach.high < 100_000.0);
    // A town of 45,000 caps the reach of any number of creators.
    let town = by_chance(&[30_000.0; 40], 45_000.0);
    assert_eq!(town.ceiling, 45_000.0);
    assert!(town.point <= 45_000.0 && town.point > 44_999.0);
}

#[test]
fn the_swiss_overlap_is_met_by_the_universe_it_implies() {
    // 115 influencers with 8.5 million followers together, 6,960,869 different ones (SRF Data 2017).
    let reach = by_chance(&[8_500_000.0 / 115.0; 115], 20_400_000.0);
    assert!((reach.point / 6_960_869.0 - 1.0).abs() < 0.005, "{reach:?}");
}

#[test]
fn odd_numbers_are_nobody() {
    let odd = [f64::NAN, -5.0, f64::INFINITY, 0.0];
    let reach = by_chance(&odd, 1e6);
    assert_eq!((reach.point, reach.gross, reach.frequency()), (0.0, 0.0, None));
    assert_eq!(by_chance(&[], 1e6).point, 0.0);
    assert_eq!(by_chance(&[7.0], 0.0).point, 7.0);
    assert_eq!(by_chance(&[7.0, 3.0], f64::NAN).point, 7.0);
    let nonsense = [
        Pair { first: 0, second: 0, shared: Shared::People(5.0) },
        Pair { first: 0, second: 9, shared: Shared::People(5.0) },
        Pair { first: 0, second: 1, shared: Shared::People(f64::NAN) },
        Pair { first: 0, second: 1, shared: Shared::Times(-1.0) },
    ];
    let reach = unique_reach(&[10.0, 10.0], Universe::exactly(100.0), &nonsense);
    assert_eq!((reach.point, reach.method), (by_chance(&[10.0, 10.0], 100.0).point, Method::Independent));
    // Tiny parts of a large universe aren't lost to rounding.
    assert!((by_chance(&[1.0; 10], 8e9).point - 10.0).abs() < 1e-6);
}

#[test]
fn statements_about_pairs_are_kept_sensible() {
    let pair = |shared| Pair { first: 0, second: 1, shared };
    // Nobody shares more than the smaller audience.
    let reach = unique_reach(&[100.0, 50.0, 50.0], Universe::exactly(1e6), &[pair(Shared::People(9_999.0))]);
    assert_eq!((reach.floor, reach.ceiling), (100.0, 150.0));
    // What was measured stands, whatever else is assumed of the same two, before or after.
    for pairs in [[Shared::People(0.0), Shared::Times(9.0)], [Shared::Times(9.0), Shared::People(0.0)]] {
        let reach = unique_reach(&[200.0, 300.0], Universe::exactly(1_000.0), &pairs.map(pair));
        assert!((reach.point - 500.0).abs() < 1e-9, "{reach:?}");
    }
}

#[test]
fn what_is_assumed_of_kin_raises_the_overlap() {
    let kin = Kinship::default();
    assert_eq!(kin.shared(false, false), None);
    let point = |niche, town| {
        let pairs: Vec<Pair> =
            kin.shared(niche, town).map(|shared| Pair { first: 0, second: 1, shared }).into_iter().collect();
        unique_reach(&[2e5, 1e5], Universe::exactly(1e6), &pairs)
    };
    assert!(point(false, false).point > point(true, false).point);
    assert!(point(true, false).point > point(true, true).point);
    // Assumed overlaps don't narrow what is possible, and chance stays within the range.
    assert_eq!(point(true, true).ceiling, 3e5);
    assert_eq!(point(true, true).high, point(false, false).point);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Sets of people drawn for real: what is measured on them holds, whatever the sets.
    #[test]
    fn real_audiences_stay_inside_the_bounds(audiences in prop::collection::vec(prop::collection::vec(0usize..60, 0..40), 1..7)) {
        let sets: Vec<std::collections::BTreeSet<usize>> = audiences.into_iter().map(|people| people.into_iter().collect()).collect();
        let reaches: Vec<f64> = sets.iter().map(|set| set.len() as f64).collect();
        let union = sets.iter().flatten().collect::<std::collections::BTreeSet<_>>().len() as f64;
        let measured = all_pairs(sets.len(), |first, second| {
            Shared::People(sets[first].intersection(&sets[second]).count() as f64)
        });
        for pairs in [&measured[..], &measured[..measured.len() / 2], &[]] {
            let reach = unique_reach(&reaches, Universe::exactly(60.0), pairs);
            prop_assert!(reach.floor <= union + 1e-9 && union <= reach.ceiling + 1e-9, "{reach:?} {union}");
        }
        if sets.len() <= 2 {
            prop_assert!((unique_reach(&reaches, Universe::exactly(60.0), &measured).point - union).abs() < 1e-6);
        }
    }

    #[test]
    fn nothing_leaves_the_bounds_and_more_creators_never_reach_fewer(
        reaches in prop::collection::vec(0.0f64..2e5, 1..9),
        sizes in prop::collection::vec(1.0f64..1e6, 3),
        times in 0.0f64..9.0,
        more in 0.0f64..2e5,
    ) {
        let universe = Universe { low: sizes[0], likely: sizes[1], high: sizes[2] };
        let pairs = all_pairs(reaches.len(), |_, _| Shared::Times(times));
        for pairs in [&pairs[..], &[]] {
            let reach = unique_reach(&reaches, universe, pairs);
            let largest = reaches.iter().copied().fold(0.0, f64::max);
            prop_assert!(reach.low <= reach.point && reach.point <= reach.high);
            prop_assert!(reach.floor <= reach.low && reach.high <= reach.ceiling);
            prop_assert!(reach.floor >= largest && reach.ceiling <= reach.gross.max(largest) * (1.0 + 1e-12));
            prop_assert!(reach.frequency().is_none_or(|times| times >= 1.0));
        }
        let fixed = Universe::exactly(2e5);
        let before = unique_reach(&reaches, fixed, &[]).point;
        let mut larger = reaches.clone();
        larger.push(more);
        prop_assert!(unique_reach(&larger, fixed, &[]).point >= before * (1.0 - 1e-12));
        let mut turned = larger.clone();
        turned.reverse();
        prop_assert!((unique_reach(&turned, fixed, &[]).point / unique_reach(&larger, fixed, &[]).point.max(1e-300) - 1.0).abs() < 1e-9 || more == 0.0);
    }
}
