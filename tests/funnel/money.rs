//! From views to the till: hand-worked sums, what is missing, and what must never be printed.

use smallmighty::domain::FeeStatus;

use super::*;

const REEL: [Deliverable; 1] = [Deliverable { kind: PostKind::Reel, count: 1 }];

fn offer(key: u64, views: &OfferForecast) -> FunnelOffer<'_> {
    FunnelOffer {
        key,
        platform: Platform::Instagram,
        deliverables: &REEL,
        views,
        engagements: views,
        reach: views,
        fee: Some(euros(400)),
        goods: Some(euros(50)),
        chance: 1.0,
    }
}

fn none() -> CampaignCosts {
    CampaignCosts::none(Currency::EUR)
}

fn total_of(offers: &[FunnelOffer], outlook: &Outlook, seed: u64, draws: usize) -> MoneyTotal {
    money_total(offers, outlook, seed, draws, || Ok::<(), ()>(())).expect("nobody says stop")
}

fn run(offers: &[FunnelOffer], funnel: &FunnelAssumptions, costs: CampaignCosts) -> MoneyTotal {
    let views = sure_views(1000.0);
    let (swings, reached) = (swings(offers, funnel, &views), [100_000.0; 8192]);
    total_of(offers, &Outlook { funnel, views: &views, swings, reached: &reached, costs }, 7, 8192)
}

fn swings(offers: &[FunnelOffer], funnel: &FunnelAssumptions, views: &Assumptions) -> Swings {
    let shock = views.shock.ln_sd;
    let rates = funnel.unsure(offers.iter().map(|offer| (offer.platform, offer.deliverables)), views);
    Swings::of(shock, shock, shock, &rates)
}

fn low(total: &Total) -> f64 {
    total.quantile(0.1)
}

fn high(total: &Total) -> f64 {
    total.quantile(0.9)
}

fn about(cost: Option<UnitCost>) -> f64 {
    match cost.unwrap().middle() {
        Cost::About(value) => value,
        Cost::AtLeast(value) => panic!("at least {value}"),
    }
}

#[test]
fn a_campaign_worked_out_by_hand() {
    let views = sure(100_000.0);
    let costs = CampaignCosts { fixed: euros(105), contingency: 0.10 };
    let total = run(&[offer(1, &views)], &sure_funnel(), costs);
    assert_eq!(total.missing, []);
    // 100,000 views make 1,000 clicks and 50 orders of 40 €, half of which is left; 450 € with a tenth on top and 105 €.
    near(total.views.middle(), 100_000.0, 0.002);
    near(total.clicks.mean(), 1000.0, 0.002);
    near(total.orders.mean(), 50.0, 0.005);
    near(total.orders_by_code.mean(), 25.0, 0.01);
    near(total.revenue.unwrap().mean(), 2000.0, 0.005);
    near(total.contribution.unwrap().mean(), 1000.0, 0.005);
    near(low(&total.costs.clone().unwrap()), 600.0, 1e-9);
    near(total.profit.unwrap().mean(), 400.0, 0.02);
    near(total.roi.unwrap().mean(), 400.0 / 600.0, 0.02);
    near(about(total.per_click), 0.6, 0.01);
    near(about(total.per_order), 12.0, 0.01);
    near(about(total.per_thousand_views), 6.0, 0.01);
    near(about(total.per_thousand_reached), 6.0, 0.01);
    near(about(total.per_engagement), 0.006, 0.01);
    // Nothing is unsure but how single orders come in: Poisson with mean 50 has 41 and 59 at 10 and 90 %.
    near(low(&total.orders), 50.0, 0.003);
    let [(fewest, most), _] = total.orders_by_chance;
    assert!((fewest - 41.0).abs() < 0.5 && (most - 59.0).abs() < 0.5, "{fewest} {most}");
    let break_even = total.break_even.unwrap();
    assert_eq!((break_even.orders, break_even.chance), (30, 1.0));
}

#[test]
fn single_orders_differ_around_their_average() {
    let views = sure(100_000.0);
    let by_chance = |spread: f64| {
        let mut funnel = sure_funnel();
        funnel.basket_spread = yours(spread, 0.0);
        let total = run(&[offer(1, &views)], &funnel, none());
        // What an order is worth doesn't depend on how single ones differ.
        near(total.revenue.unwrap().mean(), 2000.0, 0.001);
        total.orders_by_chance[1]
    };
    // The sum of 50 orders by chance, each with an sd of its average, has twice the variance of 50 equal ones.
    let width = |(low, high): (f64, f64)| high - low;
    near(width(by_chance(1.0)) / width(by_chance(0.0)), 2.0_f64.sqrt(), 0.01);
}

#[test]
fn rates_are_off_for_all_offers_together() {
    let views = sure(100_000.0);
    let spread_of = |funnel: &FunnelAssumptions, count: u64| {
        let offers: Vec<FunnelOffer> = (0..count).map(|key| offer(key, &views)).collect();
        let clicks = run(&offers, funnel, none()).clicks;
        (high(&clicks) / low(&clicks)).ln()
    };
    let mut together = sure_funnel();
    together.set_click_rate(None, None, yours(0.01, 0.5));
    let wanted = 2.0 * 1.281_55 * 0.5;
    near(spread_of(&together, 1), wanted, 0.03);
    near(spread_of(&together, 25), wanted, 0.03);
    // What creators differ by evens out.
    let mut apart = sure_funnel();
    apart.creator = yours(1.0, 0.5);
    near(spread_of(&apart, 1), wanted, 0.03);
    assert!(spread_of(&apart, 25) < wanted / 4.0);
}

#[test]
fn the_same_offers_give_the_same_total_in_any_order() {
    let (large, small) = (sure(90_000.0), sure(2_000.0));
    let mut offers: Vec<FunnelOffer> = vec![offer(3, &large), offer(1, &small), offer(2, &large)];
    offers[1].chance = 0.4;
    let mut funnel = FunnelAssumptions::standard();
    (funnel.order_value, funnel.margin) = (Some(euros(30)), Some(yours(0.4, 0.1)));
    let first = run(&offers, &funnel, none());
    offers.reverse();
    assert!(run(&offers, &funnel, none()) == first);
    assert!(low(&first.orders) <= first.orders.middle() && first.orders.middle() <= high(&first.orders));
}

#[test]
fn views_are_those_of_the_ordinary_total() {
    let level = predict(&Evidence::nothing(Platform::TikTok, Some(9_000)), Metric::Views, &Assumptions::standard());
    let views = deliver(&level, &REEL, true);
    let offers = [offer(5, &views), FunnelOffer { chance: 0.7, ..offer(2, &views) }];
    let assumptions = Assumptions::standard();
    let funnel = FunnelAssumptions::standard();
    let swings = swings(&offers, &funnel, &assumptions);
    let outlook = Outlook { funnel: &funnel, views: &assumptions, swings, reached: &[], costs: none() };
    let entries = offers.map(|offer| Entry { key: offer.key, forecast: offer.views, chance: offer.chance });
    let ordinary = total(&entries, assumptions.shock.ln_sd, 11, 3000);
    let views = total_of(&offers, &outlook, 11, 3000).views;
    assert_eq!(views.draws(), ordinary.draws());
    for p in [0.02, 0.2, 0.5, 0.7, 0.98] {
        assert!((views.quantile(p) - ordinary.quantile(p)).abs() < 1e-9 * ordinary.quantile(p), "{p}");
    }
}

#[test]
fn what_isnt_known_is_missing_and_never_nothing() {
    let views = sure(50_000.0);
    let mut funnel = sure_funnel();
    funnel.order_value = None;
    let total = run(&[offer(1, &views)], &funnel, none());
    assert_eq!(total.missing, [Missing::OrderValue]);
    assert!(total.revenue.is_none() && total.contribution.is_none() && total.roi.is_none());
    assert!(total.break_even.is_none() && total.per_order.is_some() && total.costs.is_some());

    let mut funnel = sure_funnel();
    funnel.margin = None;
    let total = run(&[offer(1, &views)], &funnel, none());
    assert_eq!(total.missing, [Missing::Margin]);
    assert!(total.revenue.is_some() && total.contribution.is_none() && total.profit.is_none());

    let unknown = [FunnelOffer { fee: None, ..offer(1, &views) }, FunnelOffer { goods: None, ..offer(2, &views) }];
    let total = run(&unknown, &sure_funnel(), none());
    assert_eq!(total.missing, [Missing::Fees(1), Missing::Goods(1)]);
    assert!(total.costs.is_none() && total.per_click.is_none() && total.per_thousand_views.is_none());
    assert!(total.roi.is_none() && total.break_even.is_none() && total.contribution.is_some());
    for missing in total.missing {
        let sentence = missing.sentence();
        assert!(sentence.contains("; add") && !sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
    }
}

#[test]
fn currencies_are_never_mixed() {
    let views = sure(50_000.0);
    let dollars = Money::from_minor(40_000, Currency::USD);
    let total = run(&[FunnelOffer { fee: Some(dollars), ..offer(1, &views) }], &sure_funnel(), none());
    assert_eq!(total.missing, [Missing::Currency(Currency::USD)]);
    assert!(total.costs.is_none() && total.per_order.is_none() && total.profit.is_none() && total.break_even.is_none());

    let mut funnel = sure_funnel();
    funnel.order_value = Some(dollars);
    let total = run(&[offer(1, &views)], &funnel, none());
    assert_eq!(total.missing, [Missing::Currency(Currency::USD)]);
    assert!(total.revenue.is_none() && total.contribution.is_none() && total.costs.is_some());

    // Nothing is nothing in any currency; yen have no cents.
    let nothing = Money::from_minor(0, Currency::USD);
    let total = run(&[FunnelOffer { goods: Some(nothing), ..offer(1, &views) }], &sure_funnel(), none());
    assert_eq!(total.missing, []);
    let yen = |minor: i64| Money::from_minor(minor, Currency::from_code("JPY").unwrap());
    let mut funnel = sure_funnel();
    funnel.order_value = Some(yen(4000));
    let costs = CampaignCosts { fixed: yen(60_000), contingency: 0.0 };
    let free = FunnelOffer { fee: Some(nothing), goods: Some(nothing), ..offer(1, &views) };
    assert_eq!(run(&[free], &funnel, costs).break_even.unwrap().orders, 30);
}

#[test]
fn costs_without_orders_are_at_least_so_much() {
    let views = sure(100.0);
    let mut funnel = sure_funnel();
    funnel.set_conversion(None, yours(0.01, 0.0));
    let total = run(&[offer(1, &views)], &funnel, none());
    let per_order = total.per_order.unwrap();
    assert_eq!((per_order.middle(), per_order.low()), (Cost::AtLeast(450.0), Cost::AtLeast(450.0)));
    assert!(per_order.chance_of_none() > 0.97);
    assert!(total.break_even.unwrap().chance < 0.001);
    near(total.roi.unwrap().middle(), -1.0, 0.001);

    // Some draws have an order and some haven't: what can be said is said, what can't is "at least".
    let cost = UnitCost::of(&[60.0, 60.0, 60.0, 40.0], &[3.0, 1.0, 0.0, 0.0], 1.0).unwrap();
    assert_eq!((cost.quantile(0.125), cost.quantile(0.375)), (Cost::About(20.0), Cost::About(60.0)));
    assert_eq!(cost.high(), Cost::AtLeast(60.0));
    near(cost.chance_of_none(), 0.5, 1e-12);
    assert_eq!(UnitCost::of(&[0.0], &[0.0], 1.0), None);
    assert_eq!(UnitCost::of(&[], &[], 1.0), None);
}

#[test]
fn who_refuses_costs_nothing_and_brings_nothing() {
    let views = sure(100_000.0);
    let with = |chance: f64| run(&[FunnelOffer { chance, ..offer(1, &views) }], &sure_funnel(), none());
    let half = with(0.5);
    near(half.views.mean(), 50_000.0, 0.005);
    near(half.costs.clone().unwrap().mean(), 225.0, 0.005);
    near(about(half.per_order), 9.0, 0.01);
    // Where nobody takes part nothing is lost, but nothing is earned back either.
    near(half.break_even.unwrap().chance, 0.5, 0.03);
    for chance in [0.0, f64::NAN, -1.0] {
        let never = with(chance);
        assert_eq!((high(&never.views), high(&never.costs.clone().unwrap())), (0.0, 0.0));
        assert_eq!((never.per_order, never.break_even, never.roi), (None, None, None));
        assert_eq!(never.missing, [Missing::NothingSpent]);
    }
    let acceptance = Acceptance::default();
    let chances = FeeStatus::ALL.map(|status| acceptance.chance(status));
    assert!(chances.is_sorted() && chances[0] > 0.0 && chances[3] < 1.0, "{chances:?}");
    assert_eq!(Acceptance::certain().chance(FeeStatus::Guess), 1.0);
    assert!(
        acceptance.moved(1.0).chance(FeeStatus::Asked) > 0.5 && acceptance.moved(-9.0).chance(FeeStatus::Asked) > 0.0
    );
    assert!(Chance::yours(1.2).is_none() && Chance::yours(f64::NAN).is_none());
}

#[test]
fn better_inputs_never_make_it_worse() {
    let views = sure(40_000.0);
    let mut last = (0.0, 0.0);
    for conversion in [0.0, 0.001, 0.01, 0.02, 0.05, 0.2, 1.0, 7.0] {
        let mut funnel = sure_funnel();
        funnel.set_conversion(None, yours(conversion, 0.3));
        let total = run(&[offer(1, &views)], &funnel, none());
        let now = (total.orders.middle(), total.break_even.unwrap().chance);
        assert!(now.0 >= last.0 && now.1 >= last.1, "{conversion}: {now:?} {last:?}");
        assert!(conversion > 0.2 || total.orders.quantile(1.0) <= total.clicks.quantile(1.0));
        last = now;
    }
    let mut last = 1.1;
    for fee in [0, 50, 100, 200, 400, 800, 1600] {
        let priced = FunnelOffer { fee: Some(euros(fee)), ..offer(1, &views) };
        let chance = run(&[priced], &sure_funnel(), none()).break_even.unwrap().chance;
        assert!(chance <= last, "{fee}");
        last = chance;
    }
    assert!(last < 0.01);
}

#[test]
fn huge_and_empty_campaigns_stay_finite() {
    let huge = sure(1e9);
    let mut offers: Vec<FunnelOffer> = (0..5).map(|key| offer(key, &huge)).collect();
    for offer in &mut offers {
        offer.fee = Some(Money::from_minor(i64::MAX, Currency::EUR));
    }
    let mut funnel = sure_funnel();
    funnel.set_click_rate(None, None, yours(1e300, 1e300));
    funnel.set_conversion(None, yours(1e300, 1e300));
    funnel.creator = yours(1.0, 1e300);
    funnel.basket_spread = yours(1e200, 0.0);
    funnel.order_value = Some(Money::from_minor(i64::MAX, Currency::EUR));
    let total = run(&offers, &funnel, CampaignCosts { fixed: offers[0].fee.unwrap(), contingency: f64::MAX.sqrt() });
    for spread in [Some(&total.orders), total.revenue.as_ref(), total.roi.as_ref()] {
        assert!(spread.is_some_and(|spread| low(spread).is_finite() && high(spread).is_finite()));
    }
    let empty = run(&[], &sure_funnel(), none());
    assert_eq!((high(&empty.orders), empty.break_even, empty.per_click), (0.0, None, None));
    let fixed = CampaignCosts { fixed: euros(60), contingency: 0.0 };
    let only_fixed = run(&[], &sure_funnel(), fixed);
    assert_eq!(only_fixed.break_even.map(|even| (even.orders, even.chance)), Some((3, 0.0)));
    assert_eq!(only_fixed.per_click.map(|cost| cost.middle()), Some(Cost::AtLeast(60.0)));

    let mut funnel = sure_funnel();
    funnel.margin = Some(yours(0.0, 0.0));
    let views = sure(1000.0);
    let lossy = run(&[offer(1, &views)], &funnel, none());
    assert_eq!((lossy.break_even, lossy.missing), (None, vec![Missing::NothingLeft]));
}

#[test]
fn an_offer_by_itself_adds_up_to_the_total() {
    let (one, two) = (sure(30_000.0), sure(70_000.0));
    let (funnel, views) = (sure_funnel(), sure_views(1000.0));
    let clicks = |of: &OfferForecast| funnel.offer_clicks(Platform::Instagram, &REEL, of, &views);
    let orders = |of: &OfferForecast| funnel.offer_orders(Platform::Instagram, &clicks(of));
    near(clicks(&one).projected() + clicks(&two).projected(), 1000.0, 0.002);
    near(orders(&one).projected(), 15.0, 0.01);
    near(funnel.offer_contribution(&orders(&two)).unwrap().projected(), 700.0, 0.01);
    assert_eq!(FunnelAssumptions::standard().offer_contribution(&orders(&two)), None);
    assert!(clicks(&sure(0.0)).projected() < 1e-4);
}

#[test]
fn a_bundle_clicks_as_its_posts_do() {
    let mut funnel = sure_funnel();
    funnel.set_click_rate(Some(Platform::Instagram), Some(PostKind::Story), yours(0.04, 0.8));
    let mut views = sure_views(1000.0);
    for kind in &mut views.kinds {
        kind.factor.multiplier = if kind.kind == PostKind::Story { 0.5 } else { 1.0 };
    }
    let bundle = [Deliverable { kind: PostKind::Reel, count: 1 }, Deliverable { kind: PostKind::Story, count: 2 }];
    // One reel brings as many views as two stories: (0.01 + 0.04) / 2, and four fifths of the clicks are unsure.
    let (rate, ln_sd) = funnel.offer_click_rate(Platform::Instagram, &bundle, &views);
    near(rate, 0.025, 1e-9);
    near(ln_sd, 0.64, 1e-9);
    assert_eq!(funnel.offer_click_rate(Platform::Instagram, &[], &views), (0.0, 0.0));
    assert_eq!(funnel.offer_click_rate(Platform::TikTok, &bundle, &views).0, 0.01);
}
