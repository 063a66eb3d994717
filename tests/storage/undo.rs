//! Undo and redo: random histories go back and forth through exactly the same states.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

/// One random edit; it may be refused, and then must change nothing.
fn random_edit(store: &mut Store, rng: &mut ChaCha8Rng) -> bool {
    let entries = store.entries(None).expect("entries");
    let campaigns = store.campaigns().expect("campaigns");
    let pick = |rng: &mut ChaCha8Rng, len: usize| rng.random_range(0..len.max(1));
    let entry = entries.get(pick(rng, entries.len()));
    let account_of = entry.and_then(|entry| entry.accounts.get(pick(rng, entry.accounts.len())));
    let scenario = campaigns.get(pick(rng, campaigns.len())).map(|campaign| campaign.scenarios[0].clone());
    let (number, what): (u32, u32) = (rng.random_range(0..40), rng.random_range(0..26));
    let fraction: f64 = rng.random();
    let name = format!("Nº {number} “{what}”\n\\");
    let edited = store.edit(&format!("Edit {what}"), |tx| match (what, entry, account_of) {
        (0, ..) => tx.add_creator(&Creator::named(name)).map(drop),
        (1, Some(entry), _) => tx.remove_creator(entry.creator.id),
        (2 | 3, Some(entry), _) => {
            let mut creator = entry.creator.clone();
            creator.notes = name;
            creator.niches = (0..number % 4).map(|n| format!("niche {}", (n + what) % 5)).collect();
            creator.tags = (0..number % 3).map(|n| format!("tag {n}")).collect();
            tx.update_creator(&creator)
        }
        (4 | 5, Some(entry), _) => tx
            .add_account(&account(entry.creator.id, Platform::ALL[pick_of(number, 14)], &format!("h{number}")))
            .map(drop),
        (6, _, Some(account)) => tx.remove_account(account.id),
        (7, _, Some(account)) => tx.update_account(&Account { url: name, ..account.clone() }),
        (8 | 9, _, Some(account)) => tx.add_reading(
            account.id,
            &Reading {
                measure: Measure::EngagementRate,
                value: fraction,
                ..followers(1.0, date(2026, 1, 1 + (number % 28) as i8))
            },
        ),
        (10 | 11, _, Some(account)) => (0..number).try_for_each(|n| {
            tx.add_post(&post(account.id, date(2026, 2, 1 + (n % 28) as i8), u64::from(n) << number)).map(drop)
        }),
        (12, Some(entry), _) => entry.posts.iter().step_by(2).try_for_each(|post| tx.remove_post(post.id)),
        (13, Some(entry), _) => entry.posts.iter().try_for_each(|post| {
            tx.update_post(&Post { counts: Counts::default(), kind: None, url: name.clone(), ..post.clone() })
        }),
        (14, Some(entry), account) => {
            tx.add_offer(&offer(entry.creator.id, account.map(|account| account.id), i64::from(number))).map(drop)
        }
        (15, Some(entry), _) => entry.offers.iter().try_for_each(|offer| tx.remove_offer(offer.id)),
        (16, ..) => tx.add_campaign(&name, "", &brief()).map(drop),
        (17, Some(entry), _) => scenario.map_or(Ok(()), |scenario| {
            let mut brief = scenario.brief;
            brief.promise = 0.5 + fraction / 3.0;
            brief.rules = vec![Rule::MustHave(entry.creator.id), Rule::MinCreators(number)];
            brief.niches.push(name);
            tx.update_brief(scenario.id, &brief)
        }),
        (18, Some(entry), _) => scenario.map_or(Ok(()), |scenario| {
            tx.set_picks(scenario.id, &entry.offers.iter().map(|offer| offer.id).collect::<Vec<_>>())
        }),
        (20, Some(entry), _) => scenario.map_or(Ok(()), |scenario| {
            let mut brief = scenario.brief;
            brief.goal = Goal::ALL[pick_of(number, Goal::ALL.len())];
            brief.around = Some(facts::around(fraction));
            brief.rules = facts::every_rule(entry.creator.id, number);
            tx.update_brief(scenario.id, &brief)
        }),
        (21, Some(entry), _) => scenario.map_or(Ok(()), |scenario| {
            let offers: Vec<OfferId> = entry.offers.iter().map(|offer| offer.id).collect();
            tx.set_own(scenario.id, &offers)?;
            offers.iter().try_for_each(|offer| {
                tx.set_posting(scenario.id, *offer, (number % 3 > 0).then(|| date(2026, 4, 1 + (number % 28) as i8)))
            })?;
            let booking = facts::booking(scenario.id, entry.offers.first().map(|offer| offer.id), fraction);
            let id = tx.add_booking(&booking)?;
            tx.set_result(id, &facts::outcome(u64::from(number)))
        }),
        (22, _, Some(account)) => tx.set_audience(account.id, &[facts::share(account.id, fraction)]),
        (23, _, Some(account)) => tx.add_audit(&facts::audit(account.id, number)),
        (24, Some(entry), _) if entry.creator.id.0 > 1 => tx.set_overlap(
            &Overlap { one: CreatorId(1), other: entry.creator.id, share: fraction, source: name },
            number % 4 > 0,
        ),
        (25, ..) => {
            tx.set_assumption(&format!("key {}", number % 5), (number % 4 > 0).then_some((fraction, None)))?;
            tx.set_niche(&format!("niche {}", number % 5), (number % 4 > 0).then_some("food"), &name)
        }
        (19, ..) => campaigns.first().map_or(Ok(()), |campaign| tx.remove_campaign(campaign.id)),
        _ => Ok(()),
    });
    edited.is_ok_and(|edited| !edited.changed.is_empty())
}

fn pick_of(number: u32, len: usize) -> usize {
    number as usize % len
}

/// A history of random edits; the state after each.
fn random_history(store: &mut Store, seed: u64, steps: usize) -> Vec<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut states = vec![digest(store)];
    for _ in 0..steps {
        let changed = random_edit(store, &mut rng);
        let state = digest(store);
        assert_eq!(states.last() != Some(&state), changed, "told {changed} (seed {seed})");
        if changed {
            states.push(state);
        }
    }
    states
}

#[test]
fn every_history_goes_back_and_forth_through_the_same_states() {
    for seed in 0..12 {
        let (_folder, path, mut store) = new_roster();
        let states = random_history(&mut store, seed, 60);
        for state in states.iter().rev().skip(1) {
            assert!(store.undo().expect("undo").is_some());
            assert_eq!(&digest(&store), state, "undo, seed {seed}");
        }
        assert!(store.undo().expect("undo").is_none(), "seed {seed}");
        for state in states.iter().skip(1) {
            assert!(store.redo().expect("redo").is_some());
            assert_eq!(&digest(&store), state, "redo, seed {seed}");
        }
        assert!(store.redo().expect("redo").is_none(), "seed {seed}");
        all_is_well(&store);
        // Half way back, a restart, and all the way.
        let half = states.len() / 2;
        for _ in half..states.len() - 1 {
            store.undo().expect("undo");
        }
        drop(store);
        let mut store = open(&path);
        assert_eq!(digest(&store), states[half], "restart, seed {seed}");
        while store.undo().expect("undo").is_some() {}
        assert_eq!(digest(&store), states[0]);
        while store.redo().expect("redo").is_some() {}
        assert_eq!(Some(&digest(&store)), states.last());
        all_is_well(&store);
    }
}

#[test]
fn a_new_edit_forgets_what_could_be_redone() {
    let (_folder, _path, mut store) = new_roster();
    edit(&mut store, "One", |tx| tx.add_creator(&Creator::named("One")));
    edit(&mut store, "Two", |tx| tx.add_creator(&Creator::named("Two")));
    store.undo().expect("undo");
    assert_eq!(store.redo_name().expect("name").as_deref(), Some("Two"));
    edit(&mut store, "Three", |tx| tx.add_creator(&Creator::named("Three")));
    assert_eq!(store.redo_name().expect("name"), None);
    assert_eq!(store.undo_name().expect("name").as_deref(), Some("Three"));
    store.undo().expect("undo");
    store.undo().expect("undo");
    assert!(store.entries(None).expect("entries").is_empty());
    all_is_well(&store);
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_step() {
    let (_folder, _path, mut store) = new_roster();
    let (ana, _, scenario) = edit(&mut store, "Fill", fill);
    let entry = store.entries(Some(&[ana])).expect("Ana")[0].clone();
    let asked = store.campaigns().expect("campaigns")[0].scenarios[0].clone();
    let edited = store.edit("Nothing", |tx| {
        tx.update_creator(&entry.creator)?;
        tx.update_account(&entry.accounts[0])?;
        tx.update_post(&entry.posts[0])?;
        tx.update_offer(&entry.offers[0])?;
        tx.update_brief(scenario, &asked.brief)?;
        tx.set_picks(scenario, &asked.picks)
    });
    assert!(edited.expect("an edit").changed.is_empty());
    assert_eq!(store.undo_name().expect("name").as_deref(), Some("Fill"));
}

#[test]
fn two_hundred_steps_are_kept() {
    let (_folder, _path, mut store) = new_roster();
    for n in 0..230 {
        edit(&mut store, &format!("Add {n}"), |tx| tx.add_creator(&Creator::named(format!("C{n}"))));
    }
    let mut undone = 0;
    while store.undo().expect("undo").is_some() {
        undone += 1;
    }
    assert_eq!((undone, store.entries(None).expect("entries").len()), (200, 30));
    all_is_well(&store);
}

#[test]
fn fractions_survive_undo_to_the_last_bit() {
    let (_folder, _path, mut store) = new_roster();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let values: Vec<f64> = (0..20_000).map(|n| rng.random::<f64>() * 10_f64.powi(n % 16)).collect();
    let (ana, ..) = edit(&mut store, "Fill", fill);
    let anas = store.entries(Some(&[ana])).expect("Ana")[0].accounts[0].id;
    edit(&mut store, "Measure", |tx| {
        values.iter().try_for_each(|value| tx.add_reading(anas, &followers(*value, today())))
    });
    let before: Vec<u64> = store.readings(anas).expect("readings").iter().map(|r| r.value.to_bits()).collect();
    edit(&mut store, "Remove", |tx| tx.remove_creator(ana));
    store.undo().expect("undo");
    let after: Vec<u64> = store.readings(anas).expect("readings").iter().map(|r| r.value.to_bits()).collect();
    assert!(before == after);
}
