//! The track record: true truths, simulated, must be found; what isn't there must not.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

use super::*;

const TENTH: f64 = 1.281_551_57;

/// A forecast whose ln(1+x) is normal.
fn said(middle: f64, ln_sd: f64) -> Frozen {
    let at = |z: f64| ((1.0 + middle).ln() + ln_sd * z).exp_m1().max(0.0);
    Frozen::band_of(at(-TENTH), middle, at(TENTH), 0.8).unwrap()
}

fn scored(campaign: u64, forecast: Frozen, actual: f64) -> Scored {
    Scored {
        platform: Platform::Instagram,
        kind: Some(PostKind::Reel),
        metric: Metric::Views,
        campaign,
        forecast,
        applied: 1.0,
        actual,
    }
}

/// Results of `count` forecasts in campaigns of ten, each with a luck of its own; the truth is `bias` times what was said.
fn world(count: u64, bias: f64, seed: u64) -> Vec<Scored> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let normal: Normal<f64> = Normal::new(0.0, 1.0).unwrap();
    let mut luck: f64 = 0.0;
    let mut one = |place: u64| {
        if place.is_multiple_of(10) {
            luck = 0.1 * normal.sample(&mut random);
        }
        let middle: f64 = (7.0 + 1.2 * normal.sample(&mut random)).exp();
        let actual = bias * middle * (luck + 0.6 * normal.sample(&mut random)).exp();
        scored(place / 10, said(middle, 0.6), actual)
    };
    (0..count).map(&mut one).collect()
}

fn learnt(scored: &[Scored]) -> Factor {
    correction(scored, Metric::Views, None).unwrap()
}

#[test]
fn nine_results_are_one_sentence() {
    let mut results: Vec<Scored> = (0..9).map(|i| scored(i / 3, said(1000.0, 0.5), 900.0 + 50.0 * i as f64)).collect();
    results[8].actual = 9000.0;
    results[0].platform = Platform::TikTok;
    results[1].kind = None;
    let all = record(&results);
    assert_eq!(all.sentence(), "Our last 9 forecasts: 8 inside the 80 % band");
    let part = all.all.clone().unwrap();
    assert_eq!((part.results, part.campaigns), (9, 3));
    // Wilson for 8 of 9 at 95 %: 56.5 to 98.0 %.
    assert!((part.bands[1].low - 0.565).abs() < 0.001 && (part.bands[1].high - 0.980).abs() < 0.001);
    let platforms: Vec<_> = all.by_platform.iter().map(|(platform, part)| (*platform, part.results)).collect();
    assert_eq!(platforms, [(Platform::Instagram, 8), (Platform::TikTok, 1)]);
    assert_eq!(all.by_kind.iter().map(|(_, part)| part.results).collect::<Vec<_>>(), [8]);
    assert_eq!(all.by_metric.len(), 1);
    assert_eq!(record(&results[..1]).sentence(), "Our only forecast with a result so far: inside the 80 % band");
    assert!(record(&[]).sentence().starts_with("No results yet"));
    results[3].actual = f64::NAN;
    assert_eq!(record(&results).all.unwrap().results, 8);
}

#[test]
fn bias_is_a_geometric_mean_with_its_interval() {
    // Half and double even out; one and a half of each side doesn't.
    let middle = 999.0;
    let two = [scored(1, said(middle, 0.5), 499.0), scored(2, said(middle, 0.5), 1999.0)];
    let bias = record(&two).all.unwrap().bias.unwrap();
    near(bias.ratio, 1.0, 1e-6);
    assert!(bias.low < 0.2 && bias.high > 5.0, "{bias:?}");
    assert_eq!(record(&two[..1]).all.unwrap().bias, None);
    let many = record(&world(400, 0.8, 1)).all.unwrap().bias.unwrap();
    assert!(many.low < 0.8 && 0.8 < many.high && many.high < 0.9, "{many:?}");
    // Zero results stay numbers.
    let zeros = [scored(1, said(10.0, 0.5), 0.0), scored(2, said(0.0, 0.5), 0.0)];
    assert!(record(&zeros).all.unwrap().bias.unwrap().ratio.is_finite());
}

#[test]
fn a_true_bias_is_found_and_none_is_not_invented() {
    let few: Vec<f64> = [10, 100, 1000].map(|count| learnt(&world(count, 0.8, 3)).multiplier).to_vec();
    assert!((few[1] / 0.8 - 1.0).abs() < 0.15 && (few[2] / 0.8 - 1.0).abs() < 0.05, "{few:?}");
    // Over many users with ten results each: pulled part of the way, and never past the truth on average.
    let average = |bias: f64, count: u64| {
        let lns = (0..200).map(|seed| learnt(&world(count, bias, seed)).multiplier.ln());
        (lns.sum::<f64>() / 200.0).exp()
    };
    let (ten, fifty) = (average(0.8, 10), average(0.8, 50));
    assert!(fifty < ten && (0.80..0.84).contains(&fifty) && (0.82..0.95).contains(&ten), "{ten} {fifty}");
    assert!((average(1.0, 10) - 1.0).abs() < 0.02 && (average(1.0, 50) - 1.0).abs() < 0.02);
    // The uncertainty that it states is true: 80 % of the true biases lie inside.
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let normal: Normal<f64> = Normal::new(0.0, 0.3).unwrap();
    let inside = (0..400).filter(|seed| {
        let bias: f64 = normal.sample(&mut random);
        let factor = learnt(&world(20, bias.exp(), 1000 + seed));
        (factor.multiplier.ln() - bias).abs() < TENTH * factor.ln_sd
    });
    let share = inside.count() as f64 / 400.0;
    assert!((share - 0.8).abs() < 0.06, "{share}");
}

#[test]
fn correcting_makes_bands_hold_again() {
    let factor = learnt(&world(120, 0.6, 5));
    let later = world(4000, 0.6, 6);
    let coverage = |multiplier: f64, more_sd: f64| {
        let moved = later.iter().map(|one| {
            let middle = (1.0 + one.forecast.middle()) * multiplier - 1.0;
            scored(one.campaign, said(middle, 0.6_f64.hypot(more_sd)), one.actual)
        });
        record(&moved.collect::<Vec<_>>()).all.unwrap().bands[1].value()
    };
    let (before, after) = (coverage(1.0, 0.0), coverage(factor.multiplier, factor.ln_sd));
    assert!(before < 0.68 && (after - 0.8).abs() < 0.03, "{before} {after}");
}

#[test]
fn corrections_dont_undo_themselves() {
    // Thirty campaigns, each forecast with the correction learnt from those before.
    let mut seen: Vec<Scored> = Vec::new();
    let mut applied = 1.0;
    for campaign in 0..30 {
        for one in world(10, 0.7, 50 + campaign) {
            let middle = (1.0 + one.forecast.middle()) * applied - 1.0;
            seen.push(Scored { applied, ..scored(campaign, said(middle, 0.6), one.actual) });
        }
        applied = learnt(&seen).multiplier;
    }
    near(applied, 0.7, 0.06);
    let last: Vec<Scored> = seen[200..].to_vec();
    near(record(&last).all.unwrap().bias.unwrap().ratio, 1.0, 0.12);
}

#[test]
fn few_or_dependent_results_teach_little() {
    let miss = |campaign: u64| scored(campaign, said(1000.0, 0.5), 300.0);
    assert_eq!(correction(&[miss(1), miss(2)], Metric::Views, None), None);
    assert_eq!(correction(&[miss(1), miss(2), miss(3)], Metric::Likes, None), None);
    let three = learnt(&[miss(1), miss(2), miss(3)]);
    assert!((0.5..0.9).contains(&three.multiplier) && three.ln_sd > 0.15, "{three:?}");
    // A hundred results of one campaign say less than as many of twenty.
    let together = learnt(&(0..100).map(|_| miss(1)).collect::<Vec<_>>());
    let apart = learnt(&(0..100).map(|i| miss(i % 20)).collect::<Vec<_>>());
    assert!(together.multiplier > apart.multiplier && together.ln_sd > 1.7 * apart.ln_sd);
    // One mistyped result among twenty good ones hardly matters.
    let mut good = world(20, 1.0, 8);
    let before = learnt(&good).multiplier;
    good[4].actual = 1e12;
    near(learnt(&good).multiplier, before, 0.12);
    assert!(three.source.population.contains("3 results of 3 campaigns"));
}

#[test]
fn a_platform_learns_from_itself_once_it_can() {
    let on = |platform: Platform, results: Vec<Scored>| results.into_iter().map(move |one| Scored { platform, ..one });
    let mut results: Vec<Scored> = on(Platform::Instagram, world(200, 1.0, 21)).collect();
    results.extend(on(Platform::TikTok, world(200, 0.5, 22)));
    let of = |platform| correction(&results, Metric::Views, Some(platform)).unwrap().multiplier;
    assert!((of(Platform::Instagram) - 1.0).abs() < 0.12, "{}", of(Platform::Instagram));
    assert!((of(Platform::TikTok) / 0.5 - 1.0).abs() < 0.12, "{}", of(Platform::TikTok));
    // A few results of its own start from what the others teach, not from nothing.
    let few = |rest: Vec<Scored>| {
        let own = on(Platform::TikTok, world(6, 0.5, 23));
        correction(&own.chain(rest).collect::<Vec<_>>(), Metric::Views, Some(Platform::TikTok)).unwrap().multiplier
    };
    let (taught, alone) = (few(on(Platform::Instagram, world(200, 0.5, 24)).collect()), few(Vec::new()));
    assert!(taught < 0.93 * alone, "{taught} {alone}");
    // YouTube has none of its own and gets what all teach.
    assert_eq!(of(Platform::YouTube), correction(&results, Metric::Views, None).unwrap().multiplier);
}

#[test]
fn lopsided_forecasts_arent_biased_ones() {
    // Surprises reach twice as far upwards; the middle is true all the same.
    let at = |z: f64| (7.0 + if z > 0.0 { 0.8 * z } else { 0.4 * z }).exp_m1();
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let normal: Normal<f64> = Normal::new(0.0, 1.0).unwrap();
    let forecast = Frozen::new(&[-2.0, -1.0, 0.0, 1.0, 2.0].map(|z| (normal_share(z), at(z)))).unwrap();
    let results: Vec<Scored> = (0..2000).map(|i| scored(i, forecast.clone(), at(normal.sample(&mut random)))).collect();
    let factor = learnt(&results);
    near(factor.multiplier, 1.0, 0.04);
    // The plain ratio to the middle would have claimed a bias of a seventh.
    assert!(record(&results).all.unwrap().bias.unwrap().ratio > 1.12);
}

/// The normal distribution function at whole sds.
fn normal_share(z: f64) -> f64 {
    match z as i32 {
        -2 => 0.022_750,
        -1 => 0.158_655,
        0 => 0.5,
        1 => 0.841_345,
        _ => 0.977_250,
    }
}

#[test]
fn forecasts_freeze_as_they_were() {
    let nothing = Evidence::nothing(Platform::TikTok, Some(20_000));
    let level = predict(&nothing, Metric::Views, &Assumptions::standard());
    let forecast = deliver(&level, &[Deliverable { kind: PostKind::Video, count: 2 }], true);
    let frozen = Frozen::of(&forecast).unwrap();
    for p in FROZEN_AT {
        near(frozen.quantile(p), forecast.quantile(p), 1e-6);
    }
    near(frozen.quantile(0.8), forecast.quantile(0.8), 0.03);
    assert!(frozen.holds(0.8, forecast.middle()) && !frozen.holds(0.5, forecast.quantile(0.9)));
    // A forecast of nothing is met by nothing.
    let zero = Frozen::of(&sure(0.0)).unwrap();
    assert!(zero.holds(0.5, 0.0) && !zero.holds(0.95, 50.0));
    near(learnt(&vec![scored(1, zero, 0.0); 5]).multiplier, 1.0, 0.05);
}
