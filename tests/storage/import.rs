//! Import: rows meet the roster; what a row is silent about stays, and the same file twice changes nothing.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smallmighty::domain::progress::silent;
use smallmighty::storage::{Imported, OutcomeKind};

use super::*;

fn row(row: u64, name: &str, platform: Option<Platform>, handle: &str) -> Draft {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Draft { row, name: some(name), platform, handle: some(handle), ..Draft::default() }
}

fn with_followers(mut draft: Draft, value: f64, taken_on: Option<Date>) -> Draft {
    draft.readings.push((Measure::Followers, value));
    draft.taken_on = taken_on;
    draft
}

fn with_email(mut draft: Draft, email: &str) -> Draft {
    draft.email = Some(email.to_owned());
    draft
}

fn with_post(mut draft: Draft, day: Option<i8>, likes: u64, url: &str) -> Draft {
    draft.post = Some(PostDraft {
        posted_at: day.map(|day| date(2026, 2, day).at(9, 0, 0, 0)),
        kind: Some(PostKind::Reel),
        counts: Counts { likes: Some(likes), ..Counts::default() },
        url: url.to_owned(),
        ..PostDraft::default()
    });
    draft
}

fn with_fee(mut draft: Draft, euros: i64) -> Draft {
    draft.fee = Some(Money::from_minor(euros * 100, Currency::EUR));
    draft
}

/// Previews, imports, and imports again: all must agree, and nothing may happen the second time.
fn import(store: &mut Store, drafts: &[Draft]) -> Imported {
    let before = digest(store);
    let preview = store.preview(drafts, "list.csv", now(), &mut silent).expect("a preview");
    assert_eq!(digest(store), before, "a preview changes nothing");
    let imported = edit(store, "Import list.csv", |tx| tx.import(drafts, "list.csv", now(), &mut silent));
    assert_eq!(preview, imported, "a preview tells what happens");
    assert_eq!(imported.rows, imported.new + imported.changed + imported.same + imported.refused);
    assert_eq!(imported.rows, drafts.len() as u64);
    let after = digest(store);
    // On another day, for "today" must not matter.
    let later = date(2026, 4, 1).at(8, 0, 0, 0);
    let again = edit(store, "Again", |tx| tx.import(drafts, "list.csv", later, &mut silent));
    assert_eq!((again.new, again.changed, again.refused), (0, 0, imported.refused), "twice: {:#?}", news(&again));
    assert_eq!(digest(store), after, "twice");
    imported
}

fn news(imported: &Imported) -> Vec<&smallmighty::storage::Outcome> {
    imported.outcomes.iter().filter(|outcome| outcome.kind != OutcomeKind::Same).collect()
}

fn counts(imported: &Imported) -> [u64; 4] {
    [imported.new, imported.changed, imported.same, imported.refused]
}

/// Imports `known`, then `drafts`; the counts of the second, and how many creators and accounts there are.
fn check(known: &[Draft], drafts: &[Draft], expected: [u64; 4], creators: usize, accounts: usize) -> Store {
    let (folder, _path, mut store) = new_roster();
    import(&mut store, known);
    let imported = import(&mut store, drafts);
    let entries = store.entries(None).expect("entries");
    let found = entries.iter().map(|entry| entry.accounts.len()).sum::<usize>();
    assert_eq!((counts(&imported), entries.len(), found), (expected, creators, accounts), "{:#?}", imported.outcomes);
    all_is_well(&store);
    drop(folder);
    store
}

const IG: Option<Platform> = Some(Platform::Instagram);
const TT: Option<Platform> = Some(Platform::TikTok);

#[test]
fn a_row_finds_its_creator() {
    let ana = || with_email(row(2, "Ana Lima", IG, "ana.eats"), "ana@example.org");
    // By handle, in any case, with or without the platform.
    check(&[ana()], &[row(2, "", IG, "@ANA.eats")], [0, 0, 1, 0], 1, 1);
    check(&[ana()], &[row(2, "", None, "ana.eats")], [0, 0, 1, 0], 1, 1);
    // The same handle elsewhere is someone else's until more is known.
    check(&[ana()], &[row(2, "", TT, "ana.eats")], [1, 0, 0, 0], 2, 2);
    // By e-mail address, which brings an account.
    check(&[ana()], &[with_email(row(2, "Ana", TT, "ana.tt"), "ANA@example.org")], [0, 1, 0, 0], 1, 2);
    // Not by the address of an agency: another name with another handle is another person.
    check(&[ana()], &[with_email(row(2, "Bo Ek", TT, "bo"), "ana@example.org")], [1, 0, 0, 0], 2, 2);
    // By name only without a handle, and only if one creator has it.
    check(&[ana()], &[row(2, "ANA LIMA", None, "")], [0, 1, 0, 0], 1, 1);
    check(&[ana()], &[row(2, "Ana Lima", TT, "other")], [1, 0, 0, 0], 2, 2);
    let two = [ana(), row(3, "Ana Lima", IG, "second")];
    check(&two, &[row(2, "Ana Lima", None, "")], [0, 0, 0, 1], 2, 2);
    // A handle on two platforms needs the platform.
    let two = [ana(), row(3, "", TT, "ana.eats")];
    check(&two, &[row(2, "", None, "ana.eats")], [0, 0, 0, 1], 2, 2);
    // A row that names nobody.
    check(&[ana()], &[row(2, "", IG, "")], [0, 0, 0, 1], 1, 1);
    // An account whose platform nobody knew learns it.
    let store = check(&[row(2, "", None, "ana.eats")], &[row(2, "", IG, "ana.eats")], [0, 1, 0, 0], 1, 1);
    assert_eq!(store.entries(None).expect("entries")[0].accounts[0].platform, Platform::Instagram);
}

#[test]
fn a_silent_field_keeps_what_is_known() {
    let (_folder, _path, mut store) = new_roster();
    let mut full = with_email(row(2, "Ana Lima", IG, "ana.eats"), "ana@example.org");
    full.place = Some(String::from("Porto"));
    full.notes = Some(String::from("Likes cakes"));
    full.niches = vec![String::from("Food")];
    import(&mut store, &[full]);
    let mut other = row(2, "Ana Maria Lima", IG, "ana.eats");
    other.phone = Some(String::from("+351 1"));
    other.notes = Some(String::from("Met in May"));
    other.niches = vec![String::from("food"), String::from("travel")];
    let imported = import(&mut store, &[other]);
    let fields: Vec<_> =
        imported.outcomes[0].changes.iter().map(|c| (c.field, c.old.as_str(), c.new.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("Name", "Ana Lima", "Ana Maria Lima"),
            ("Phone", "", "+351 1"),
            ("Notes", "Likes cakes", "Likes cakes\nMet in May"),
            ("Niches", "", "travel"),
        ]
    );
    let creator = store.entries(None).expect("entries")[0].creator.clone();
    assert_eq!((creator.place.as_str(), creator.email.as_str()), ("Porto", "ana@example.org"));
    assert_eq!(creator.niches, ["Food", "travel"]);
}

#[test]
fn values_become_history() {
    let known = [with_followers(row(2, "Ana", IG, "ana"), 1_000.0, Some(date(2026, 2, 1)))];
    let latest = |draft: Draft, expected: [u64; 4], history: usize| {
        let store = check(&known, &[draft], expected, 1, 1);
        let account = store.entries(None).expect("entries")[0].accounts[0].clone();
        assert_eq!(store.readings(account.id).expect("history").len(), history);
        account.followers()
    };
    let ana = || row(2, "", IG, "ana");
    assert_eq!(latest(with_followers(ana(), 1_100.0, Some(date(2026, 3, 1))), [0, 1, 0, 0], 2), Some(1_100));
    assert_eq!(latest(with_followers(ana(), 1_100.0, Some(date(2026, 2, 1))), [0, 1, 0, 0], 2), Some(1_100));
    assert_eq!(latest(with_followers(ana(), 900.0, Some(date(2026, 1, 1))), [0, 1, 0, 0], 2), Some(1_000));
    assert_eq!(latest(with_followers(ana(), 1_000.0, Some(date(2026, 2, 1))), [0, 0, 1, 0], 1), Some(1_000));
    assert_eq!(latest(with_followers(ana(), 1_000.0, None), [0, 0, 1, 0], 1), Some(1_000));
    assert_eq!(latest(with_followers(ana(), 1_200.0, None), [0, 1, 0, 0], 2), Some(1_200));
    assert_eq!(latest(ana(), [0, 0, 1, 0], 1), Some(1_000));
    // What can't be is told and left out; the rest of the row is used.
    let (_folder, _path, mut store) = new_roster();
    let imported =
        import(&mut store, &[with_followers(ana(), -5.0, None), with_followers(row(3, "", IG, "bo"), f64::NAN, None)]);
    assert_eq!((counts(&imported), imported.issues.len()), ([2, 0, 0, 0], 2));
    assert_eq!(store.entries(None).expect("entries")[0].accounts[0].followers(), None);
}

#[test]
fn fees_become_offers() {
    let ana = |fee| with_fee(row(2, "Ana", TT, "ana"), fee);
    let store = check(&[ana(100)], &[ana(120)], [0, 1, 0, 0], 1, 1);
    let offers = store.entries(None).expect("entries")[0].offers.clone();
    assert_eq!((offers.len(), offers[0].summary().as_str()), (1, "1 video"));
    assert_eq!((offers[0].fee.map(|fee| fee.minor), offers[0].status), (Some(12_000), FeeStatus::Guess));
    check(&[ana(100)], &[ana(100)], [0, 0, 1, 0], 1, 1);
    // Other deliverables are another offer; their order doesn't matter.
    let bundle = |order: [PostKind; 2]| {
        let deliverables = order.map(|kind| Deliverable { kind, count: 1 }).to_vec();
        Draft { deliverables, fee_status: Some(FeeStatus::Agreed), ..ana(300) }
    };
    let store = check(&[ana(100)], &[bundle([PostKind::Story, PostKind::Reel])], [0, 1, 0, 0], 1, 1);
    assert_eq!(store.entries(None).expect("entries")[0].offers.len(), 2);
    let (one, other) = (bundle([PostKind::Story, PostKind::Reel]), bundle([PostKind::Reel, PostKind::Story]));
    check(&[one], &[other], [0, 0, 1, 0], 1, 1);
    // A new fee is no longer the agreed one.
    let agreed = Draft { fee_status: Some(FeeStatus::Agreed), ..ana(100) };
    let store = check(&[agreed], &[ana(150)], [0, 1, 0, 0], 1, 1);
    assert_eq!(store.entries(None).expect("entries")[0].offers[0].status, FeeStatus::Guess);
}

#[test]
fn posts_are_known_by_address_or_by_time_and_kind() {
    let ana = |day, likes, url: &str| with_post(row(2, "", IG, "ana"), day, likes, url);
    let likes = |store: &Store| -> Vec<_> {
        store.entries(None).expect("entries")[0].posts.iter().map(|post| post.counts.likes.unwrap_or(0)).collect()
    };
    let store = check(&[ana(Some(1), 5, "u/1")], &[ana(Some(1), 9, "u/1")], [0, 1, 0, 0], 1, 1);
    assert_eq!(likes(&store), [9]);
    let store = check(&[ana(Some(1), 5, "u/1")], &[ana(Some(1), 5, "u/2")], [1, 0, 0, 0], 1, 1);
    assert_eq!(likes(&store), [5, 5]);
    // An address learnt later.
    check(&[ana(Some(1), 5, "")], &[ana(Some(1), 5, "u/1")], [0, 1, 0, 0], 1, 1);
    check(&[ana(Some(1), 5, "u/1")], &[ana(Some(1), 5, "")], [0, 0, 1, 0], 1, 1);
    // A list without dates: equal ones are the same, leftovers are paired in order, extra ones are new.
    let known: Vec<_> = [5, 6, 7].map(|likes| ana(None, likes, "")).to_vec();
    let drafts: Vec<_> = [7, 5, 9, 10].map(|likes| ana(None, likes, "")).to_vec();
    let store = check(&known, &drafts, [1, 1, 2, 0], 1, 1);
    assert_eq!(likes(&store), [5, 9, 7, 10]);
    // Twins stay two.
    let store = check(&[], &[ana(Some(1), 5, ""), ana(Some(1), 5, "")], [2, 0, 0, 0], 1, 1);
    assert_eq!(likes(&store), [5, 5]);
    // Silent counts keep what is known.
    let mut silent = ana(Some(1), 5, "");
    silent.post.as_mut().expect("a post").counts = Counts { views: Some(70), ..Counts::default() };
    let store = check(&[ana(Some(1), 5, "")], &[silent], [0, 1, 0, 0], 1, 1);
    let counts = store.entries(None).expect("entries")[0].posts[0].counts;
    assert_eq!((counts.likes, counts.views), (Some(5), Some(70)));
}

#[test]
fn numbers_without_an_account_are_told() {
    let known = [with_email(row(2, "Ana", IG, "ana"), "a@b.c"), with_email(row(3, "Ana", TT, "ana.tt"), "a@b.c")];
    let (_folder, _path, mut store) = new_roster();
    import(&mut store, &known);
    let imported = import(&mut store, &[with_followers(with_email(row(2, "", None, ""), "a@b.c"), 9.0, None)]);
    assert_eq!((counts(&imported), imported.issues.len()), ([0, 0, 1, 0], 1));
    assert!(imported.issues[0].problem.contains("several accounts"));
}

/// What a random row may say about itself besides whom it is about; rows contradict each other on purpose.
fn with_random_news(rng: &mut ChaCha8Rng, mut draft: Draft) -> Draft {
    let (kind, value) = (rng.random_range(0..6), rng.random_range(1..4));
    let dated = rng.random_bool(0.5).then(|| date(2026, 1, value as i8));
    match kind {
        0 => with_followers(draft, value as f64, dated),
        1 => with_fee(draft, value),
        2 => with_post(draft, dated.map(|day| day.day()), value as u64, ""),
        3 => with_post(draft, dated.map(|day| day.day()), value as u64, &format!("u/{value}")),
        4 => {
            draft.notes = Some(format!("note {value}"));
            draft.place = Some(format!("Place {value}"));
            draft
        }
        _ => draft,
    }
}

/// A row that says some of what identifies one of four people, in no consistent spelling.
fn row_about_someone(rng: &mut ChaCha8Rng, number: u64) -> Draft {
    let (name, email, accounts) = [
        ("Ana Lima", "ana@x.org", [(IG, "ana"), (TT, "ana.tt")].as_slice()),
        ("Bo Ek", "office@x.org", &[(TT, "bo"), (Some(Platform::YouTube), "bo")]),
        ("Cy Day", "office@x.org", &[(IG, "cy")]),
        ("Di", "", &[(Some(Platform::Blog), "")]),
    ][rng.random_range(0..4)];
    let (platform, handle) = accounts[rng.random_range(0..accounts.len())];
    let names_account = rng.random_bool(0.5) && !handle.is_empty();
    let mut draft = match names_account {
        true => {
            row(number, "", platform, &if rng.random_bool(0.5) { handle.to_uppercase() } else { format!("@{handle}") })
        }
        false => row(number, "", None, ""),
    };
    // An address shared by an office needs the name with it.
    if !names_account || rng.random_bool(0.5) {
        draft.name = Some(if rng.random_bool(0.5) { name.to_uppercase() } else { name.to_owned() });
    }
    draft.email = (rng.random_bool(0.5) && draft.name.is_some() && !email.is_empty()).then(|| email.to_owned());
    draft
}

/// A row out of few names, handles and addresses thrown together, so that rows contradict each other about people too.
fn row_about_anyone(rng: &mut ChaCha8Rng, number: u64) -> Draft {
    let mut pick = |options: &[&'static str]| options[rng.random_range(0..options.len())];
    let name = pick(&["", "Ana", "Ana Lima", "Bo", "bo", "Cy Ek", "Ek"]);
    let handle = pick(&["", "", "ana", "@Ana", "bo", "cy"]);
    let email = pick(&["", "", "a@x.org", "b@x.org", "A@x.org "]);
    let url = pick(&["", "", "", "https://blog.example/1", "blog.example/2"]);
    let draft = row(number, name, [None, IG, TT, Some(Platform::Blog)][rng.random_range(0..4)], handle);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Draft { email: some(email), url: some(url), ..draft }
}

/// Imports random files; each twice without news, and all of them taken back step by step.
fn check_random_files(seeds: std::ops::Range<u64>, files: usize, rows: u64, about: fn(&mut ChaCha8Rng, u64) -> Draft) {
    for seed in seeds {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (_folder, _path, mut store) = new_roster();
        let mut states = vec![digest(&store)];
        for _ in 0..files {
            let count = rng.random_range(1..=rows);
            let mut drafts = Vec::new();
            for number in 2..2 + count {
                let draft = about(&mut rng, number);
                drafts.push(with_random_news(&mut rng, draft));
            }
            import(&mut store, &drafts);
            states.push(digest(&store));
        }
        states.dedup();
        for state in states.iter().rev().skip(1) {
            store.undo().expect("undo");
            assert_eq!(&digest(&store), state, "seed {seed}");
        }
        all_is_well(&store);
    }
}

#[test]
fn a_file_about_real_people_changes_nothing_the_second_time_and_can_be_taken_back() {
    check_random_files(0..40, 3, 30, row_about_someone);
}

#[test]
fn a_file_that_contradicts_itself_about_people_changes_nothing_the_second_time() {
    check_random_files(0..100, 1, 4, row_about_anyone);
}

#[test]
fn stopping_leaves_nothing() {
    let (_folder, _path, mut store) = new_roster();
    let drafts: Vec<_> = (0..2_000).map(|n| row(n, "", IG, &format!("c{n}"))).collect();
    let before = digest(&store);
    for stop_at in [1, 4, 12] {
        let mut calls = 0;
        let mut report = |_: u64, total: u64| {
            calls += 1;
            assert_eq!(total, 4_000);
            if calls == stop_at { Err(Cancelled) } else { Ok(()) }
        };
        let stopped = store.edit("Import", |tx| tx.import(&drafts, "list.csv", now(), &mut report));
        assert!(matches!(stopped, Err(StoreError::Cancelled)));
        assert_eq!(digest(&store), before);
        assert_eq!(store.undo_name().expect("name"), None);
    }
}

#[test]
fn posts_whose_creator_is_a_handle_reach_the_account() {
    let (_folder, _path, mut store) = new_roster();
    let (instagram, tiktok) = (Some(Platform::Instagram), Some(Platform::TikTok));
    let list =
        [row(1, "Marta Lind", instagram, "@marta.eats"), row(2, "Jo Ek", tiktok, "joek"), row(3, "sam", None, "")];
    import(&mut store, &list);
    let post = |number, name: &str, platform| with_post(row(number, name, platform, ""), Some(3), 40, "");
    // Another platform's handle is somebody else, and whoever bears the name goes before a handle.
    let posts = [post(1, "Marta.Eats", instagram), post(2, "@joek", None), post(3, "joek", instagram)];
    import(&mut store, &posts);
    let entries = store.entries(None).expect("entries");
    let of = |name: &str| entries.iter().find(|entry| entry.creator.name == name).map(|entry| entry.posts.len());
    assert_eq!((of("Marta Lind"), of("Jo Ek"), of("sam")), (Some(1), Some(1), Some(0)));
    assert_eq!(entries.len(), 4, "@joek on Instagram is new");
}
