//! Earned media value, break-even, and whether A is really better than B.

use super::*;

#[test]
fn earned_media_value_is_off_until_the_user_says_what_actions_are_worth() {
    let mut table = EmvTable::empty(Currency::EUR);
    assert_eq!(table.worth(|_| Some(1000.0)), None);
    // A thousand likes for 100 €, a thousand views for 9 €.
    table.set(Metric::Likes, Some(euros(100))).unwrap();
    table.set(Metric::Views, Some(euros(9))).unwrap();
    let counts = |metric| match metric {
        Metric::Likes => Some(500.0),
        Metric::Views => Some(20_000.0),
        _ => None,
    };
    assert_eq!(table.worth(counts), Some(Emv { value: euros(230), left_out: vec![] }));
    let known = |metric| counts(metric).filter(|_| metric != Metric::Views);
    assert_eq!(table.worth(known), Some(Emv { value: euros(50), left_out: vec![Metric::Views] }));
    assert_eq!(table.worth(|_| None), None);
    assert_eq!(table.worth(|_| Some(f64::NAN)), None);
    assert_eq!(table.worth(|_| Some(1e300)), None);
    table.set(Metric::Likes, None).unwrap();
    assert_eq!(table.values(), [(Metric::Views, euros(9))]);
}

#[test]
fn no_action_is_counted_twice_and_no_currency_is_mixed() {
    let mut table = EmvTable::empty(Currency::EUR);
    table.set(Metric::Engagements, Some(euros(100))).unwrap();
    let before = table.clone();
    let twice = Err(EmvProblem::Twice(Metric::Engagements));
    assert_eq!(table.set(Metric::Likes, Some(euros(100))), twice);
    assert_eq!(
        table.set(Metric::Views, Some(Money::from_minor(5, Currency::USD))),
        Err(EmvProblem::Currency(Currency::USD))
    );
    assert_eq!(table.set(Metric::Views, Some(euros(-1))), Err(EmvProblem::Negative));
    assert_eq!(table, before);
    table.set(Metric::Reach, Some(euros(10))).unwrap();
    assert_eq!(table.set(Metric::Views, Some(euros(10))), Err(EmvProblem::Twice(Metric::Reach)));
    // The same value may be entered anew.
    table.set(Metric::Engagements, Some(euros(120))).unwrap();
    assert_eq!(table.values().len(), 2);
    assert!(EmvProblem::Twice(Metric::Reach).sentence().contains("take that value out"));
}

#[test]
fn break_even_asks_for_whole_orders() {
    assert_eq!(break_even_orders(450.0, 18.5), Ok(25));
    assert_eq!(break_even_orders(-5.0, 18.5), Ok(0));
    assert_eq!(break_even_orders(450.0, 0.0), Err(Missing::NothingLeft));
}

fn orders(events: u64) -> Counted {
    Counted { events, exposure: 1.0 }
}

#[test]
fn seven_orders_against_four_say_less_than_one_thinks() {
    // Beta(7.5, 4.5) lies above one half with 81.7 % (numerically integrated).
    near(better_result(orders(7), orders(4)).unwrap(), 0.8166, 0.002);
    near(better_result(orders(4), orders(7)).unwrap(), 1.0 - 0.8166, 0.01);
    near(better_result(orders(3), orders(3)).unwrap(), 0.5, 1e-9);
    near(better_result(orders(0), orders(0)).unwrap(), 0.5, 1e-9);
    // Half the orders for half the money say nothing.
    let cheap = Counted { events: 20, exposure: 100.0 };
    near(better_result(cheap, Counted { events: 40, exposure: 200.0 }).unwrap(), 0.5, 0.1);
    assert!(better_result(cheap, Counted { events: 20, exposure: 200.0 }).unwrap() > 0.95);
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(better_result(orders(3), Counted { events: 3, exposure }), None);
    }
    assert!(better_result(orders(u64::MAX), orders(0)).unwrap() > 0.999);
}

#[test]
fn it_says_how_long_to_keep_testing() {
    let more = more_needed(orders(7), orders(4), 0.95).unwrap();
    assert!((20..=30).contains(&more), "{more}");
    // So many more in the same proportion do settle it.
    let grown = |events: f64| Counted { events: (events * (1.0 + more as f64 / 11.0)).round() as u64, exposure: 1.0 };
    assert!(better_result(grown(7.0), grown(4.0)).unwrap() > 0.94);
    assert_eq!(more_needed(orders(30), orders(2), 0.95), Some(0));
    assert_eq!(more_needed(orders(5), orders(5), 0.95), None);
    assert_eq!(more_needed(orders(0), orders(0), 0.95), None);
}

#[test]
fn forecasts_are_compared_over_their_whole_width() {
    let nothing = Evidence::nothing(Platform::Instagram, Some(10_000));
    let level = predict(&nothing, Metric::Views, &Assumptions::standard());
    let unsure = deliver(&level, &[Deliverable { kind: PostKind::Reel, count: 1 }], false);
    near(better_forecast(&unsure, &unsure), 0.5, 1e-3);
    let double = better_forecast(&unsure.scaled(2.0, 0.0), &unsure);
    assert!(double > 0.55 && double < 0.75, "{double}");
    near(better_forecast(&unsure, &unsure.scaled(2.0, 0.0)), 1.0 - double, 0.01);
    assert!(better_forecast(&sure(200.0), &sure(100.0)) > 0.999);
    near(better_forecast(&sure(0.0), &sure(0.0)), 0.5, 1e-9);
    assert!(better_forecast(&sure(5.0), &sure(0.0)) > 0.999);
}
