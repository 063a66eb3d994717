//! Clutter: the share of paid posts, what is unknown about it, and what it does to a forecast.

use jiff::civil::{Date, date};
use smallmighty::domain::{NumberStyle, Post, Tier};
use smallmighty::forecast::*;

const TODAY: Date = date(2026, 6, 30);

/// Paid, unpaid and unmarked posts, one a day, newest first.
fn marked(flags: &[(Option<bool>, usize)]) -> Vec<Post> {
    let flags = flags.iter().flat_map(|(flag, count)| std::iter::repeat_n(*flag, *count));
    let days = std::iter::successors(Some(TODAY), |day| day.yesterday().ok());
    flags.zip(days).map(|(sponsored, day)| Post { sponsored, ..super::post(Some(day), 100, 1) }).collect()
}

fn count(posts: &[Post]) -> Clutter {
    clutter(&posts.iter().collect::<Vec<_>>(), Some(TODAY), ClutterWindow::default())
}

fn outcome(posts: &[Post], tier: Tier) -> CheckOutcome {
    clutter_check(&count(posts), tier, &ClutterBands::default(), NumberStyle::ENGLISH).outcome
}

#[test]
fn unmarked_posts_are_neither_paid_nor_unpaid() {
    let counted = count(&marked(&[(Some(true), 2), (None, 9), (Some(false), 8)]));
    let share = counted.share.unwrap();
    assert_eq!((share.count, share.of, counted.unknown), (2, 10, 9));
    let nothing = count(&marked(&[(None, 9)]));
    assert_eq!((nothing.share, nothing.unknown), (None, 9));
    assert_eq!(count(&[]), Clutter { share: None, unknown: 0 });
}

#[test]
fn only_posts_in_the_window_count() {
    let posts = marked(&[(Some(true), 4), (Some(false), 40), (Some(true), 100)]);
    let share = |posts: &[Post], window: ClutterWindow| {
        let share = clutter(&posts.iter().rev().collect::<Vec<_>>(), Some(TODAY), window).share.unwrap();
        (share.count, share.of)
    };
    assert_eq!(share(&posts, ClutterWindow::default()), (4, 30));
    assert_eq!(share(&posts, ClutterWindow { posts: 500, days: 90 }), (4 + 47, 91));
    assert_eq!(share(&posts, ClutterWindow { posts: 500, days: 3 }), (4, 4));
    let mut odd = posts[..10].to_vec();
    odd[0].posted_at = Some(date(2027, 1, 1).at(0, 0, 0, 0));
    odd[1].posted_at = None;
    assert_eq!(share(&odd, ClutterWindow::default()), (2, 8), "after today and without a day");
    odd.iter_mut().for_each(|post| post.posted_at = None);
    assert_eq!(share(&odd, ClutterWindow { posts: 8, days: 1 }), (2, 8), "no days: the order counts");
}

#[test]
fn only_a_share_beyond_chance_is_flagged() {
    let of = |paid: usize, unpaid: usize| marked(&[(Some(true), paid), (Some(false), unpaid)]);
    assert_eq!(outcome(&of(15, 15), Tier::Micro), CheckOutcome::LookCloser);
    assert_eq!(outcome(&of(3, 27), Tier::Micro), CheckOutcome::Fine);
    assert_eq!(outcome(&of(0, 30), Tier::Mega), CheckOutcome::Fine);
    for (paid, unpaid) in [(2, 6), (0, 3), (6, 24)] {
        assert!(matches!(outcome(&of(paid, unpaid), Tier::Micro), CheckOutcome::NotKnown { .. }), "{paid} {unpaid}");
    }
    assert_eq!(outcome(&of(12, 18), Tier::Micro), CheckOutcome::LookCloser);
    assert!(matches!(outcome(&of(12, 18), Tier::Mega), CheckOutcome::NotKnown { .. }), "the band follows the tier");
    assert!(matches!(outcome(&[], Tier::Nano), CheckOutcome::NotKnown { .. }));
    let own = ClutterBands { bands: [(0.0, 0.9); 6], ..ClutterBands::default() };
    let lax = clutter_check(&count(&of(15, 15)), Tier::Micro, &own, NumberStyle::ENGLISH);
    assert_eq!(lax.outcome, CheckOutcome::Fine);
    assert!(lax.sentence.starts_with("15 of 30 recent posts were paid for; 0\u{a0}% to 90\u{a0}% are usual"));
}

#[test]
fn the_effect_is_nearly_neutral_and_grows_with_the_share() {
    let effect = ClutterEffect::default();
    let band = ClutterBands::default().band(Tier::Micro);
    let of =
        |paid: usize, unpaid: usize| count(&marked(&[(Some(true), paid), (Some(false), unpaid)])).effect(band, &effect);
    let unknown = count(&[]).effect(band, &effect);
    assert_eq!(unknown.multiplier, 1.0);
    assert!(unknown.ln_sd > 0.0 && unknown.ln_sd < 0.02);
    assert!((of(3, 27).multiplier - 1.0).abs() < 1e-12);
    assert!((of(9, 21).multiplier - (-0.04_f64).exp()).abs() < 1e-12);
    assert!(of(30, 0).multiplier > 0.8 && of(30, 0).multiplier < of(15, 15).multiplier);
    assert!(of(30, 0).ln_sd > of(3, 27).ln_sd);
    let none = ClutterEffect { slope: 0.0, slope_sd: 0.0, ..effect.clone() };
    let off = count(&marked(&[(Some(true), 30)])).effect(band, &none);
    assert_eq!((off.multiplier, off.ln_sd), (1.0, 0.0));
}
