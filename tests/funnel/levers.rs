//! Which assumption moves a plan most: hand-worked tornadoes and the named levers.

use smallmighty::domain::progress::silent;
use smallmighty::domain::{Cancelled, FeeStatus};

use super::*;

const REEL: [Deliverable; 1] = [Deliverable { kind: PostKind::Reel, count: 1 }];

fn swing(name: &str, points: [f64; 3]) -> Swing {
    Swing { name: name.to_owned(), points, words: [String::new(), String::new()] }
}

fn posts(count: usize) -> Evidence {
    let observations = (0..count)
        .map(|rank| Observation {
            value: 3000 + 100 * (rank as u64 % 5),
            age_days: Some(40.0 + rank as f64),
            kind: Some(PostKind::Reel),
            sponsored: Some(false),
        })
        .collect();
    Evidence { observations, ..Evidence::nothing(Platform::Instagram, Some(10_000)) }
}

struct Plan {
    evidence: Evidence,
    assumptions: Assumptions,
    funnel: FunnelAssumptions,
    universe: Option<Assumed>,
    status: FeeStatus,
}

impl Plan {
    fn of(evidence: Evidence) -> Plan {
        Plan {
            evidence,
            assumptions: Assumptions::standard(),
            funnel: FunnelAssumptions::standard(),
            universe: None,
            status: FeeStatus::Guess,
        }
    }

    fn levers(&self, outcome: Outcome) -> Option<Tornado> {
        let one =
            Planned { evidence: &self.evidence, deliverables: &REEL, paid: true, status: self.status, booked: false };
        let grounds = Grounds {
            planned: &[one, one],
            assumptions: &self.assumptions,
            funnel: &self.funnel,
            universe: self.universe.as_ref(),
        };
        levers(&grounds, outcome, &mut silent).expect("not cancelled")
    }

    fn bar(&self, outcome: Outcome, name: &str) -> Bar {
        self.levers(outcome).unwrap().bars.into_iter().find(|bar| bar.name == name).unwrap()
    }
}

#[test]
fn a_tornado_worked_out_by_hand() {
    let swings = [swing("a", [0.0, 1.0, 2.0]), swing("b", [-3.0, 0.0, 1.0]), swing("c", [1.0, 5.0, 9.0])];
    let mut calls = 0;
    let result = tornado(&swings, |x| {
        calls += 1;
        Ok::<f64, Cancelled>(10.0 * x[0] - 4.0 * x[1] + 0.0 * x[2])
    });
    let result = result.expect("not cancelled");
    assert_eq!((result.usual, calls), (10.0, 7));
    let bars: Vec<_> = result.bars.iter().map(|bar| (bar.name.as_str(), bar.at_low, bar.at_high)).collect();
    assert_eq!(bars, [("a", 0.0, 20.0), ("b", 22.0, 6.0), ("c", 10.0, 10.0)]);
    assert_eq!(result.bars.iter().map(Bar::width).collect::<Vec<_>>(), [20.0, 16.0, 0.0]);
    let none = tornado(&[], |_| Ok::<f64, Cancelled>(3.0)).expect("not cancelled");
    assert_eq!((none.usual, none.bars), (3.0, vec![]));
}

#[test]
fn the_usual_number_is_the_sum_of_the_projected_offers() {
    let plan = Plan::of(posts(8));
    let level = predict(&plan.evidence, Metric::Views, &plan.assumptions);
    let projected = deliver(&level, &REEL, true).projected();
    let chance = plan.funnel.acceptance.chance(FeeStatus::Guess);
    near(plan.levers(Outcome::Posts(Metric::Views)).unwrap().usual, 2.0 * chance * projected, 1e-12);
}

#[test]
fn shares_are_those_of_the_simulated_total() {
    let evidence: Vec<Evidence> = (0..20).map(|place| posts(place % 4 * 2)).collect();
    let middle = |assumptions: &Assumptions| {
        let offer = |seen: &Evidence| deliver(&predict(seen, Metric::Views, assumptions), &REEL, true);
        let offers: Vec<OfferForecast> = evidence.iter().map(offer).collect();
        let entry = |(key, forecast)| Entry { key, forecast, chance: 0.8 };
        total(&(0..).zip(&offers).map(entry).collect::<Vec<_>>(), 0.05, 1, 8192).middle()
    };
    let one =
        |evidence| Planned { evidence, deliverables: &REEL, paid: true, status: FeeStatus::Quoted, booked: false };
    let planned: Vec<Planned> = evidence.iter().map(one).collect();
    let (assumptions, funnel) = (Assumptions::standard(), FunnelAssumptions::standard());
    let grounds = Grounds { planned: &planned, assumptions: &assumptions, funnel: &funnel, universe: None };
    let usual = middle(&assumptions);
    let shown = levers(&grounds, Outcome::Posts(Metric::Views), &mut silent).expect("not cancelled");
    let shown = shown.unwrap().scaled_to(usual);
    near(shown.usual, usual, 1e-12);
    let bar = |name: &str| shown.bars.iter().find(|bar| bar.name == name).unwrap();
    for (z, at) in [
        (-1.281_551_57, bar("Paid against unpaid posts").at_low),
        (1.281_551_57, bar("Paid against unpaid posts").at_high),
    ] {
        let mut moved = assumptions.clone();
        moved.paid.multiplier *= (moved.paid.ln_sd * z).exp();
        near(at, middle(&moved), 0.02);
    }
    let curve = bar("What accounts of this size bring");
    for (z, at) in [(-1.281_551_57, curve.at_low), (1.281_551_57, curve.at_high)] {
        let mut moved = assumptions.clone();
        moved.priors.iter_mut().for_each(|prior| prior.at_10k *= (0.64_f64 * z).exp());
        near(at, middle(&moved), 0.06);
    }
}

#[test]
fn own_posts_take_the_curve_out_of_the_game() {
    let curve = "What accounts of this size bring";
    let outcome = Outcome::Posts(Metric::Views);
    let relative = |count: usize| {
        let plan = Plan::of(posts(count));
        plan.bar(outcome, curve).width() / plan.levers(outcome).unwrap().usual
    };
    let widths = [0, 3, 12].map(relative);
    assert!(widths[0] > 1.3 && widths[1] < widths[0] / 2.0 && widths[2] < widths[1] && widths[2] < 0.25, "{widths:?}");
    let (fresh, nothing) = (Plan::of(Evidence::nothing(Platform::Instagram, Some(10_000))), outcome);
    assert_eq!(fresh.levers(nothing).unwrap().bars[0].name, curve);
    // Posts of the last days hang on how much they still lack; old ones don't.
    let mut young = posts(5);
    for seen in &mut young.observations {
        seen.age_days = Some(0.5);
    }
    let ripening = "What young posts still lack";
    assert!(Plan::of(young).bar(outcome, ripening).width() > 3.0 * Plan::of(posts(5)).bar(outcome, ripening).width());
}

#[test]
fn money_hangs_on_click_rate_and_conversion() {
    let mut plan = Plan::of(posts(12));
    let names = |tornado: Tornado| tornado.bars.into_iter().map(|bar| bar.name).collect::<Vec<_>>();
    let views = names(plan.levers(Outcome::Posts(Metric::Views)).unwrap());
    assert!(!views.iter().any(|name| name == "Click rate" || name == "Orders per click" || name == "Margin"));
    assert_eq!(names(plan.levers(Outcome::Orders).unwrap())[..2], ["Click rate", "Orders per click"]);
    assert_eq!(plan.levers(Outcome::Contribution), None);
    (plan.funnel.order_value, plan.funnel.margin) = (Some(euros(40)), Some(yours(0.5, 0.2)));
    let orders = plan.levers(Outcome::Orders).unwrap().usual;
    let earned = plan.levers(Outcome::Contribution).unwrap();
    near(earned.usual, orders * 20.0, 1e-9);
    let margin = plan.bar(Outcome::Contribution, "Margin");
    near(margin.at_high / margin.at_low, (2.0 * 1.281_551_57 * 0.2_f64).exp(), 1e-6);
    assert_eq!(margin.words, ["× 0.77", "× 1.29"]);
    // A number the user is sure of moves nothing.
    plan.funnel.set_click_rate(Some(Platform::Instagram), Some(PostKind::Reel), yours(0.01, 0.0));
    assert_eq!(plan.bar(Outcome::Orders, "Click rate").width(), 0.0);
    let paid = plan.bar(Outcome::Orders, "Paid against unpaid posts");
    assert!(paid.at_low < paid.at_high);
}

#[test]
fn acceptance_moves_what_isnt_agreed() {
    let outcome = Outcome::Posts(Metric::Engagements);
    let mut plan = Plan::of(posts(12));
    let guess = plan.bar(outcome, "How many accept");
    near(guess.at_high / guess.at_low, 3.0, 1e-6);
    assert!(guess.words[0].starts_with("guess 25 %") && guess.words[1].starts_with("guess 75 %"), "{:?}", guess.words);
    plan.status = FeeStatus::Agreed;
    let agreed = plan.bar(outcome, "How many accept");
    assert!(agreed.at_high / agreed.at_low < 1.15 && agreed.at_high > guess.at_high);
}

#[test]
fn a_small_town_caps_reach() {
    let outcome = Outcome::Posts(Metric::Reach);
    let mut plan = Plan::of(posts(12));
    plan.status = FeeStatus::Agreed;
    let sum = plan.levers(outcome).unwrap().usual;
    let name = "People who could be reached";
    assert!(plan.levers(outcome).unwrap().bars.iter().all(|bar| bar.name != name));
    plan.universe = Some(yours(1e9, 0.3));
    near(plan.levers(outcome).unwrap().usual, sum, 1e-3);
    // Two equal offers in a town of as many people as both reach: 1 - (1 - 1/2)² of it.
    plan.universe = Some(yours(sum, 0.3));
    near(plan.levers(outcome).unwrap().usual, 0.75 * sum, 1e-6);
    plan.universe = Some(yours(100.0, 0.3));
    near(plan.levers(outcome).unwrap().usual, 100.0, 1e-9);
    assert_eq!(plan.levers(outcome).unwrap().bars[0].name, name);
    plan.universe = Some(yours(0.0, 0.0));
    assert_eq!(plan.levers(outcome).unwrap().usual, 0.0);
}
