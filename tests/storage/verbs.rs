//! What is stored comes back; what breaks a rule is refused in words.

use super::*;

#[test]
fn everything_stored_comes_back_after_reopening() {
    let (_folder, path, mut store) = new_roster();
    let (ana, bo, _) = edit(&mut store, "Fill", fill);
    let before = digest(&store);
    store.close().expect("closed");
    let store = open(&path);
    assert_eq!(digest(&store), before);
    let entries = store.entries(Some(&[ana])).expect("one entry");
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!(entry.creator.niches, ["food", "travel"]);
    assert_eq!(entry.accounts[0].followers(), Some(1_300));
    assert_eq!(entry.posts.iter().map(|post| post.counts.likes).collect::<Vec<_>>(), [45, 44, 43, 42, 41].map(Some));
    assert_eq!(entry.offers[0].summary(), "1 reel + 2 stories");
    let campaigns = store.campaigns().expect("campaigns");
    let scenario = &campaigns[0].scenarios[0];
    assert_eq!((scenario.name.as_str(), scenario.picks.as_slice()), ("A", [entry.offers[0].id].as_slice()));
    assert_eq!(scenario.brief.platforms, [Platform::TikTok, Platform::Instagram]);
    assert_eq!(scenario.brief.rules, [Rule::MinCreators(2), Rule::MustHave(ana), Rule::Never(bo), Rule::MaxShare(60)]);
    assert_eq!((scenario.brief.promise, scenario.brief.starts), (0.8123, Some(date(2026, 5, 1))));
    all_is_well(&store);
}

#[test]
fn an_edit_tells_what_to_read_again() {
    let (_folder, _path, mut store) = new_roster();
    let (ana, bo, scenario) = edit(&mut store, "Fill", fill);
    let bos = store.entries(Some(&[bo])).expect("Bo")[0].clone();
    let changed = |store: &mut Store, change: &dyn Fn(&Tx<'_>) -> Result<(), StoreError>| {
        store.edit("Edit", change).expect("an edit").changed
    };
    let reading = followers(5.0, today());
    let after = changed(&mut store, &|tx| tx.add_reading(bos.accounts[0].id, &reading));
    assert_eq!((after.creators.as_slice(), after.campaigns), ([bo].as_slice(), false));
    let after = changed(&mut store, &|tx| tx.remove_post(bos.posts[0].id));
    assert_eq!(after.creators, [bo]);
    let after = changed(&mut store, &|tx| tx.update_brief(scenario, &brief()));
    assert_eq!((after.creators.len(), after.campaigns), (0, true));
    let after = changed(&mut store, &|tx| {
        tx.remove_creator(bo)?;
        tx.rename_scenario(scenario, "B")?;
        tx.add_account(&account(ana, Platform::X, "ana")).map(drop)
    });
    assert_eq!((after.creators, after.campaigns, after.all), (vec![ana, bo], true, false));
    let undone = store.undo().expect("undone").expect("a step");
    assert_eq!((undone.name.as_str(), undone.changed.creators), ("Edit", vec![ana, bo]));
}

#[test]
fn broken_rules_are_refused_in_words_and_change_nothing() {
    let (_folder, _path, mut store) = new_roster();
    let (ana, bo, scenario) = edit(&mut store, "Fill", fill);
    let before = digest(&store);
    let mut check = |part: &str, change: &dyn Fn(&Tx<'_>) -> Result<(), StoreError>| {
        let refused = store.edit("Edit", |tx| {
            tx.add_creator(&Creator::named("Half done"))?;
            change(tx)
        });
        let told = refused.expect_err(part).to_string();
        assert!(told.contains(part) && told.contains("Nothing was changed"), "{told}");
        assert_eq!(digest(&store), before, "{part}");
    };
    check("already has this handle", &|tx| tx.add_account(&account(bo, Platform::Instagram, "@ANA.eats")).map(drop));
    check("already has this name", &|tx| tx.add_campaign("Spring", "", &brief()).map(drop));
    check("name can't be empty", &|tx| tx.add_creator(&Creator::named(" \u{7}")).map(drop));
    check("no longer in the roster", &|tx| tx.remove_creator(CreatorId(999)));
    check("no longer in the roster", &|tx| tx.set_picks(scenario, &[OfferId(999)]));
    check("at least one scenario", &|tx| tx.remove_scenario(scenario));
    check("can't be negative", &|tx| tx.add_offer(&offer(ana, None, -1)).map(drop));
    check("at least one deliverable", &|tx| {
        tx.add_offer(&Offer { deliverables: Vec::new(), ..offer(ana, None, 1) }).map(drop)
    });
    check("larger than a roster holds", &|tx| {
        let anas = AccountId(1);
        tx.add_post(&Post { counts: Counts { likes: Some(u64::MAX), ..Counts::default() }, ..post(anas, today(), 1) })
            .map(drop)
    });
    for value in [-1.0, f64::NAN, f64::INFINITY] {
        check("Followers can't be", &|tx| tx.add_reading(AccountId(1), &followers(value, today())));
    }
    check("million characters", &|tx| tx.add_creator(&Creator::named("x".repeat(1_000_001))).map(drop));
    all_is_well(&store);
}

#[test]
fn the_newest_reading_counts_whenever_it_was_stored() {
    let (_folder, _path, mut store) = new_roster();
    let (ana, ..) = edit(&mut store, "Fill", fill);
    let anas = store.entries(Some(&[ana])).expect("Ana")[0].accounts[0].id;
    let now_known = |store: &Store| store.entries(Some(&[ana])).expect("Ana")[0].accounts[0].followers();
    edit(&mut store, "Older", |tx| tx.add_reading(anas, &followers(900.0, date(2025, 1, 1))));
    assert_eq!(now_known(&store), Some(1_300));
    edit(&mut store, "Same day", |tx| tx.add_reading(anas, &followers(1_301.0, date(2026, 2, 1))));
    assert_eq!(now_known(&store), Some(1_301));
    let history: Vec<f64> = store.readings(anas).expect("history").iter().map(|reading| reading.value).collect();
    assert_eq!(history, [900.0, 1_200.0, 1_300.0, 1_301.0]);
}

#[test]
fn a_copied_scenario_has_brief_and_picks() {
    let (_folder, _path, mut store) = new_roster();
    let (_, _, scenario) = edit(&mut store, "Fill", fill);
    edit(&mut store, "Copy", |tx| tx.copy_scenario(scenario, "B"));
    let campaigns = store.campaigns().expect("campaigns");
    let [a, b] = campaigns[0].scenarios.as_slice() else { panic!("two scenarios") };
    assert_eq!((&a.brief, &a.picks, b.name.as_str()), (&b.brief, &b.picks, "B"));
    edit(&mut store, "Remove", |tx| tx.remove_scenario(scenario));
    assert_eq!(store.campaigns().expect("campaigns")[0].scenarios.len(), 1);
}

#[test]
fn settings_stay_out_of_undo() {
    let (_folder, path, mut store) = new_roster();
    store.set_setting("theme", Some("dark")).expect("set");
    store.set_setting("theme", Some("light")).expect("set");
    assert!(store.undo().expect("undo").is_none());
    drop(store);
    let mut store = open(&path);
    assert_eq!(store.setting("theme").expect("read").as_deref(), Some("light"));
    store.set_setting("theme", None).expect("removed");
    assert_eq!(store.setting("theme").expect("read"), None);
}

#[test]
fn what_nobody_chose_is_planned_in_the_currency_of_most_fees() {
    let (_folder, _path, mut store) = new_roster();
    let american = || smallmighty::app::Settings::for_locale("en-US");
    assert_eq!(store.commonest_currency().expect("read"), None);
    assert_eq!(american().of(&store).expect("read").currency, Currency::USD);
    edit(&mut store, "Fill", fill);
    assert_eq!(store.commonest_currency().expect("read"), Some(Currency::EUR));
    assert_eq!(american().of(&store).expect("read").currency, Currency::EUR);
    store.set_setting("currency", Some("CHF")).expect("set");
    let chosen = american().of(&store).expect("read");
    assert_eq!((chosen.currency.code(), chosen.numbers), ("CHF", american().numbers));
}
