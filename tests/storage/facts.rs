//! Rules of every kind, bookings with results, audiences, audits, overlaps and own assumptions.

use super::*;

/// One rule of every kind.
pub fn every_rule(creator: CreatorId, number: u32) -> Vec<Rule> {
    let groups = [
        Group::Platform(Platform::TikTok),
        Group::Tier(Tier::Nano),
        Group::Niche("vegan: food".into()),
        Group::Place("Köln".into()),
        Group::Sex(Sex::Female),
        Group::Tag("vip".into()),
        Group::Phase(2),
    ];
    let mut rules: Vec<Rule> = groups.iter().map(|group| Rule::MinOf(group.clone(), number)).collect();
    rules.extend([
        Rule::MinCreators(number),
        Rule::MaxCreators(number + 1),
        Rule::MaxOf(groups[0].clone(), 3),
        Rule::MinShareOf(groups[1].clone(), 10),
        Rule::MaxShareOf(groups[2].clone(), 50),
        Rule::MaxShare(40),
        Rule::MaxCost(Metric::Views, 2_500),
        Rule::MustHave(creator),
        Rule::Never(creator),
        Rule::NotTogether(vec![creator, CreatorId(9_999)]),
        Rule::OnlyTogether(vec![creator]),
        Rule::OffersEach(2),
        Rule::Contingency(10),
        Rule::FixedCost(5_000, "boosting".into()),
        Rule::Phases(60),
    ]);
    rules
}

pub fn around(fraction: f64) -> Around {
    Around { name: "Freiburg, Germany".into(), latitude: 47.0 + fraction, longitude: 7.85, km: 15.0 }
}

pub fn booking(scenario: ScenarioId, offer: Option<OfferId>, fraction: f64) -> Booking {
    let quantiles = std::array::from_fn(|place| (place as f64 + fraction) * 10.0);
    Booking {
        id: BookingId(0),
        scenario,
        offer,
        creator: "Ana Lima".into(),
        platform: Some(Platform::Instagram),
        kind: Some(PostKind::Reel),
        delivers: "1 reel".into(),
        fee: Money::from_minor(12_000, Currency::EUR),
        projected: Frozen { metric: Metric::Engagements, quantiles, applied: 0.9 },
        booked_on: today(),
        result: None,
        code: "ANA10".into(),
        link: String::new(),
    }
}

pub fn outcome(number: u64) -> Outcome {
    Outcome {
        posted_on: Some(today()),
        counts: Counts { likes: Some(number), ..Counts::default() },
        orders: Some(number / 10),
        ..Outcome::default()
    }
}

pub fn share(account: AccountId, share: f64) -> AudienceShare {
    let (place, country) = ("Freiburg".into(), "Germany".into());
    AudienceShare { account, place, country, share, taken_on: today(), source: "media kit".into() }
}

pub fn audit(account: AccountId, number: u32) -> Audit {
    Audit { account, kind: AuditKind::Followers, looked_at: 30, suspicious: number % 30, taken_on: today() }
}

#[test]
fn a_brief_of_every_kind_comes_back() {
    let (_folder, path, mut store) = new_roster();
    let (ana, _, scenario) = edit(&mut store, "Fill", fill);
    let mut asked = brief();
    asked.goal = Goal::Mix(Mix { weights: [10, 0, 30, 0, 60] });
    asked.aim = Aim::Target;
    asked.target = Some(1_234.5);
    asked.around = Some(around(0.9));
    asked.rules = every_rule(ana, 2);
    edit(&mut store, "Change", |tx| tx.update_brief(scenario, &asked));
    store.close().expect("closed");
    let store = open(&path);
    assert_eq!(store.campaigns().expect("campaigns")[0].scenarios[0].brief, asked);
    all_is_well(&store);
}

#[test]
fn facts_about_audiences_come_back_and_odd_ones_are_refused() {
    let (_folder, _path, mut store) = new_roster();
    let (ana, bo, _) = edit(&mut store, "Fill", fill);
    let account = store.entries(Some(&[ana])).expect("entry")[0].accounts[0].id;
    let changed = store.edit("Audit", |tx| {
        tx.set_audience(account, &[share(account, 0.4), share(account, 0.2)])?;
        tx.add_audit(&audit(account, 3))?;
        tx.set_overlap(&Overlap { one: bo, other: ana, share: 0.3, source: "a tool".into() }, true)
    });
    let changed = changed.expect("stored").changed;
    assert_eq!((changed.creators.as_slice(), changed.campaigns), ([ana].as_slice(), true));
    let entry = &store.entries(Some(&[ana])).expect("entry")[0];
    assert_eq!(entry.audience.iter().map(|share| share.share).collect::<Vec<_>>(), [0.4, 0.2]);
    assert_eq!(entry.audits, [audit(account, 3)]);
    assert_eq!(entry.growth.iter().map(|(_, _, count)| *count).collect::<Vec<_>>(), [1_200.0, 1_300.0]);
    let overlaps = store.overlaps().expect("overlaps");
    assert_eq!((overlaps[0].one, overlaps[0].other, overlaps[0].share), (ana, bo, 0.3));
    let refused = |store: &mut Store, part: &str, change: &dyn Fn(&Tx<'_>) -> Result<(), StoreError>| {
        let before = digest(store);
        let error = store.edit("Odd", |tx| change(tx)).expect_err(part).to_string();
        assert!(error.contains(part), "{error}");
        assert_eq!(digest(store), before);
    };
    refused(&mut store, "100 %", &|tx| tx.set_audience(account, &[share(account, 0.7), share(account, 0.7)]));
    refused(&mut store, "looked at", &|tx| tx.add_audit(&Audit { suspicious: 31, ..audit(account, 0) }));
    let alone = Overlap { one: ana, other: ana, share: 0.1, source: String::new() };
    refused(&mut store, "two creators", &|tx| tx.set_overlap(&alone, true));
    refused(&mut store, "can't be assumed", &|tx| tx.set_assumption("paid", Some((f64::NAN, None))));
}

#[test]
fn bookings_outlive_the_offer_and_keep_their_result() {
    let (_folder, path, mut store) = new_roster();
    let (ana, _, scenario) = edit(&mut store, "Fill", fill);
    let offer = store.entries(Some(&[ana])).expect("entry")[0].offers[0].id;
    let id = edit(&mut store, "Book", |tx| tx.add_booking(&booking(scenario, Some(offer), 0.123_456_789_012_345_6)));
    edit(&mut store, "Result", |tx| tx.set_result(id, &outcome(77)));
    edit(&mut store, "Remove", |tx| tx.remove_creator(ana));
    let found = store.bookings().expect("bookings").remove(0);
    let kept = booking(scenario, None, 0.123_456_789_012_345_6);
    assert_eq!(found, Booking { id, result: Some(outcome(77)), ..kept });
    assert_eq!(found.result.as_ref().and_then(|result| result.of(Goal::Orders)), Some(7));
    store.undo().expect("undo");
    assert_eq!(store.bookings().expect("bookings")[0].offer, Some(offer));
    edit(&mut store, "Take back", |tx| tx.set_result(id, &Outcome::default()));
    store.close().expect("closed");
    assert_eq!(open(&path).bookings().expect("bookings")[0].result, None);
    let mut broken = booking(scenario, None, 0.0);
    broken.projected.quantiles[8] = -1.0;
    assert!(open(&path).edit("Book", |tx| tx.add_booking(&broken)).is_err());
}
