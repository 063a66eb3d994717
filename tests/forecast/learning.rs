//! What a roster teaches: figures, kinds of post, payment and topics, each only as far as its creators go.

use smallmighty::domain::{Platform, PostKind};
use smallmighty::forecast::*;

use super::METRIC;
use super::proof::{simulate, truth};

fn learnt(histories: &[History]) -> Assumptions {
    Assumptions::standard().learnt(&histories.iter().collect::<Vec<_>>())
}

#[test]
fn figures_are_learnt_as_far_as_the_creators_go() {
    let histories = simulate(&truth(), 150, 12, 3);
    let learnt_from = |creators: usize| learnt(&histories[..creators]).prior(Platform::Instagram, METRIC).clone();
    let many = learnt_from(150);
    assert!((many.at_10k / 900.0).ln().abs() < 0.4, "{}", many.at_10k);
    assert!((many.post_sd / truth().post_sd).ln().abs() < 0.2, "{}", many.post_sd);
    assert!((many.between_sd / truth().between_sd).ln().abs() < 0.2, "{}", many.between_sd);
    assert_eq!(many.source.name, "Your roster");
    assert!(many.source.population.contains("1800 posts of 150 creators"), "{}", many.source.population);
    let table = Assumptions::standard().prior(Platform::Instagram, METRIC).clone();
    assert_eq!(learnt_from(4), table);
    assert_eq!(learnt(&[]), Assumptions::standard());
    // The table has 220 and the truth is 900: a few creators move it, many move it further.
    let few = learnt_from(5);
    assert!(few.at_10k > table.at_10k && few.at_10k.is_finite(), "{}", few.at_10k);
    let other = learnt(&histories);
    assert_eq!(other.prior(Platform::TikTok, METRIC), Assumptions::standard().prior(Platform::TikTok, METRIC));
}

#[test]
fn odd_rosters_teach_nothing_odd() {
    let post = |value| TimedPost { value, day: None, kind: Some(PostKind::Reel), sponsored: Some(true) };
    let odd = |creator: usize, value: u64, followers| History {
        creator: format!("creator {creator}"),
        platform: Platform::Instagram,
        metric: METRIC,
        followers,
        posts: vec![post(value); 6],
    };
    let rosters: [Vec<History>; 5] = [
        (0..8).map(|creator| odd(creator, 0, Some(0))).collect(),
        (0..8).map(|creator| odd(creator, u64::MAX, Some(u64::MAX))).collect(),
        (0..8).map(|creator| odd(creator, creator as u64 * 1_000_000, None)).collect(),
        (0..8).map(|creator| odd(creator, 3, Some(10_000_000))).collect(),
        (0..8).map(|creator| History { posts: vec![], ..odd(creator, 3, Some(9)) }).collect(),
    ];
    for roster in rosters {
        let assumptions = learnt(&roster);
        for followers in [None, Some(0), Some(5_000), Some(u64::MAX)] {
            let level = predict(&Evidence::nothing(Platform::Instagram, followers), METRIC, &assumptions);
            assert!(level.middle().is_finite() && level.width(0.8).is_finite() && level.width(0.8) >= 1.0);
        }
        let prior = assumptions.prior(Platform::Instagram, METRIC);
        let curve: Vec<f64> = (0..40).map(|step| prior.curve(2_u64.saturating_pow(step))).collect();
        assert!(curve.is_sorted(), "{curve:?}");
    }
}

#[test]
fn kinds_and_payment_are_learnt_from_creators_against_themselves() {
    let mut histories = simulate(&truth(), 60, 12, 8);
    for (place, post) in histories.iter_mut().flat_map(|history| history.posts.iter_mut().enumerate()) {
        post.kind = Some(if place % 3 == 0 { PostKind::Carousel } else { PostKind::Image });
        post.sponsored = Some(place % 2 == 0);
        let times = if place % 3 == 0 { 2.0 } else { 1.0 } * if place % 2 == 0 { 0.6 } else { 1.0 };
        post.value = (post.value as f64 * times) as u64;
    }
    let assumptions = learnt(&histories);
    let carousel = assumptions.kind(Platform::Instagram, METRIC, PostKind::Carousel);
    let table = Assumptions::standard();
    let before = table.kind(Platform::Instagram, METRIC, PostKind::Carousel);
    assert!((carousel.multiplier / 2.0).ln().abs() < 0.2, "{}", carousel.multiplier);
    assert!(carousel.ln_sd < before.ln_sd && carousel.source.population.contains("60"));
    assert!((0.5..0.75).contains(&assumptions.paid.multiplier), "{}", assumptions.paid.multiplier);
    // Two creators don't move what thousands of posts have shown; nor do creators with one sort only.
    assert_eq!(learnt(&histories[..2]), table);
    assert_eq!(assumptions.kind(Platform::Instagram, METRIC, PostKind::Image).multiplier, 1.0);
}

#[test]
fn a_topic_is_a_weak_multiplier_that_its_creators_confirm() {
    let histories = simulate(&truth(), 80, 10, 4);
    let mut assumptions = Assumptions::standard();
    assumptions.set_prior(truth());
    let doubled: Vec<History> = histories[..40]
        .iter()
        .map(|history| History {
            posts: history.posts.iter().map(|post| TimedPost { value: post.value * 2, ..*post }).collect(),
            ..history.clone()
        })
        .collect();
    let topics: Vec<(&str, &History)> = doubled
        .iter()
        .map(|history| ("travel", history))
        .chain(histories[40..].iter().map(|history| ("food", history)))
        .chain([("chess", &doubled[0])])
        .collect();
    let effects = topic_effects(&topics, &assumptions);
    let [travel, food, chess] = ["travel", "food", "chess"].map(|topic| &effects[topic]);
    assert!(travel.multiplier > 1.3 && travel.multiplier < 2.3, "{}", travel.multiplier);
    assert!(food.multiplier < travel.multiplier && travel.ln_sd < 0.2 && chess.ln_sd > 0.28 && chess.ln_sd < TOPIC_SD);
    let nothing = Evidence::nothing(Platform::Instagram, Some(10_000));
    let plain = predict(&nothing, METRIC, &assumptions);
    let level = predict_in(&nothing, Some(travel), METRIC, &assumptions);
    assert!((level.middle() / plain.middle() / travel.multiplier).ln().abs() < 0.05);
    assert!(level.width(0.8) < plain.width(0.8));
    assert_eq!(predict_in(&nothing, None, METRIC, &assumptions), plain);
    assert!(topic_effects(&[], &assumptions).is_empty());
}
