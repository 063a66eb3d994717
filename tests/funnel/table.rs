//! The table of assumptions: read whole, with sources, open to the user and restorable.

use smallmighty::domain::FeeStatus;

use super::*;

const TABLE: &str = include_str!("../../assets/funnel.csv");

#[test]
fn every_row_is_read_and_has_a_source() {
    let (funnel, issues) = FunnelAssumptions::from_table(TABLE);
    assert_eq!(issues, []);
    assert_eq!(TABLE.lines().count() - 1, funnel.clicks.len() + funnel.conversions.len() + 3 + FeeStatus::ALL.len());
    let named = |origin: &Origin| match origin {
        Origin::Table(source) => {
            assert!(source.name != "Guess" && !source.population.is_empty() && !source.basis.is_empty());
        }
        Origin::Yours => panic!("nobody typed it in"),
    };
    for platform in Platform::ALL {
        for kind in PostKind::ALL {
            let rate = funnel.click_rate(platform, kind);
            named(&rate.origin);
            assert!(rate.value > 0.0 && rate.value < 0.1 && rate.ln_sd > 0.3, "{platform:?} {kind:?}");
        }
        named(&funnel.conversion(platform).origin);
    }
    for status in FeeStatus::ALL {
        named(&funnel.acceptance.of(status).origin);
    }
    for assumed in [&funnel.creator, &funnel.code_share, &funnel.basket_spread] {
        named(&assumed.origin);
    }
    assert_eq!((funnel.order_value, &funnel.margin), (None, &None));
}

#[test]
fn low_and_high_are_tenths() {
    let rate = FunnelAssumptions::standard().click_rate(Platform::Instagram, PostKind::Reel).clone();
    let (low, high) = rate.band();
    near(high / low, 20.0, 1e-9);
    near(rate.at(0.0), 0.005, 1e-12);
    let acceptance = FunnelAssumptions::standard().acceptance;
    near(acceptance.of(FeeStatus::Guess).at(-1.281_551_57), 0.25, 1e-6);
    near(acceptance.of(FeeStatus::Guess).at(1.281_551_57), 0.75, 1e-6);
}

#[test]
fn bad_rows_are_issues_and_the_rest_stands() {
    let bad = "click,nowhere,,0.1,0.1,0.1,a,b,c,d\nclick,,poem,0.1,0.1,0.1,a,b,c,d\nclick,,,2,1,3,a,b,c,d\n\
               conversion,,,0.1,0.2,0.3,a,b,c,d\nconversion,,,0.1,NaN,0.3,a,b,c,d\naccept,,maybe,0.5,0.4,0.6,a,b,c,d\n\
               wish,,,0.5,0.4,0.6,a,b,c,d\ncreator,,,1,0.5,2,,b,c,d\ncreator,,,0,0,0,a,b,c,d\n";
    let (funnel, issues) = FunnelAssumptions::from_table(&format!("{TABLE}{bad}"));
    assert_eq!(funnel, FunnelAssumptions::standard());
    assert_eq!(issues.len(), bad.lines().count());
    let first = TABLE.lines().count() as u64 + 1;
    assert_eq!(issues.iter().filter_map(|issue| issue.row).collect::<Vec<_>>(), (first..first + 9).collect::<Vec<_>>());
    // An empty table still answers, and says that it guesses.
    let (empty, _) = FunnelAssumptions::from_table("");
    assert!(matches!(&empty.click_rate(Platform::X, PostKind::Image).origin, Origin::Table(s) if s.name == "Guess"));
    assert!(empty.conversion(Platform::X).ln_sd > FunnelAssumptions::standard().conversion(Platform::X).ln_sd);
}

#[test]
fn own_numbers_count_and_the_table_comes_back() {
    let mut funnel = FunnelAssumptions::standard();
    funnel.set_click_rate(Some(Platform::TikTok), None, yours(0.02, 0.1));
    funnel.set_conversion(Some(Platform::TikTok), yours(0.03, 0.1));
    funnel.acceptance.set(FeeStatus::Asked, Chance::yours(0.7).unwrap());
    (funnel.order_value, funnel.margin) = (Some(euros(25)), Some(yours(0.6, 0.0)));
    assert_eq!(funnel.click_rate(Platform::TikTok, PostKind::Video).origin, Origin::Yours);
    assert_ne!(funnel.click_rate(Platform::YouTube, PostKind::Video).origin, Origin::Yours);
    assert_eq!((funnel.conversion(Platform::TikTok).value, funnel.acceptance.chance(FeeStatus::Asked)), (0.03, 0.7));
    near(funnel.margin_per_order().unwrap(), 15.0, 1e-12);
    funnel.restore();
    assert_eq!((funnel.order_value.take(), funnel.margin.take()), (Some(euros(25)), Some(yours(0.6, 0.0))));
    assert_eq!(funnel, FunnelAssumptions::standard());
    for (value, ln_sd) in [(-0.1, 0.0), (f64::NAN, 0.0), (0.1, f64::INFINITY), (0.1, -1.0)] {
        assert_eq!(Assumed::yours(value, ln_sd), None);
    }
}

#[test]
fn more_buyers_stand_behind_codes_than_codes_show() {
    let [low, middle, high] = FunnelAssumptions::standard().buyers_behind(9);
    near(middle, 20.0, 1e-9);
    assert!(9.0 < low && low < middle && middle < high && high < 40.0);
    assert_eq!(FunnelAssumptions::standard().buyers_behind(0), [0.0; 3]);
}

#[test]
fn own_results_teach_a_rate() {
    let table = FunnelAssumptions::standard().conversion(Platform::Instagram).clone();
    let after = |results: &[(u64, f64)]| {
        let results: Vec<Counted> =
            results.iter().map(|(events, from)| Counted { events: *events, exposure: *from }).collect();
        table.learnt(&results)
    };
    assert_eq!(after(&[]), table);
    assert_eq!(after(&[(5, 0.0), (5, f64::NAN), (5, -3.0)]), table);
    // Twice the table's rate in one campaign pulls part of the way, in thirty nearly all of it.
    let (one, many) = (after(&[(20, 1000.0)]), after(&[(20, 1000.0); 30]));
    assert!(0.013 < one.value && one.value < 0.02 && one.ln_sd < 0.6 * table.ln_sd, "{one:?}");
    near(many.value, 0.02, 0.05);
    assert!(many.ln_sd < 0.1 && many.ln_sd > 0.03, "{many:?}");
    // However large, one campaign doesn't settle it.
    assert!(after(&[(20_000, 1e6)]).ln_sd > 0.2);
    let none = after(&[(0, 500.0)]);
    assert!(none.value < table.value && none.value > 0.001, "{none:?}");
    // A handful of clicks teaches next to nothing.
    near(after(&[(0, 3.0)]).value, table.value, 0.03);
    assert!(matches!(&one.origin, Origin::Table(source) if source.population == "20 of 1000 in 1 campaigns"));
    for odd in [after(&[(u64::MAX, 1.0)]), after(&[(0, 1e300)]), after(&[(u64::MAX, 1e300), (0, 1e-300)])] {
        assert!(odd.value.is_finite() && odd.ln_sd.is_finite() && odd.value > 0.0, "{odd:?}");
    }
    assert_eq!(yours(0.02, 0.0).learnt(&[Counted { events: 9, exposure: 10.0 }]), yours(0.02, 0.0));
}
