//! The roster file: what is kept, what is refused, what can be taken back.
#![allow(clippy::expect_used)]

#[path = "storage/backups.rs"]
mod backups;
#[path = "storage/crash.rs"]
mod crash;
#[path = "storage/facts.rs"]
mod facts;
#[path = "storage/import.rs"]
mod import;
#[path = "storage/opening.rs"]
mod opening;
#[path = "storage/undo.rs"]
mod undo;
#[path = "storage/verbs.rs"]
mod verbs;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime, date};
use smallmighty::domain::post::Counts;
use smallmighty::domain::*;
use smallmighty::storage::{OpenOptions, Store, StoreError, Tx};

/// Noon of the day all these tests happen on.
fn now() -> DateTime {
    date(2026, 3, 14).at(12, 0, 0, 0)
}

fn today() -> Date {
    now().date()
}

fn at(time: DateTime, backup_dir: Option<PathBuf>) -> OpenOptions {
    OpenOptions { now: time, backup_dir }
}

/// A new roster in a folder of its own, which goes when the folder is dropped.
fn new_roster() -> (tempfile::TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roster.smallmighty");
    let store = Store::create(&path, &at(now(), None)).expect("a new roster");
    (folder, path, store)
}

fn open(path: &Path) -> Store {
    Store::open(path, &at(now(), None)).expect("the roster opens")
}

/// Runs an edit that must succeed.
fn edit<T>(store: &mut Store, name: &str, change: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>) -> T {
    store.edit(name, change).expect(name).value
}

fn account(creator: CreatorId, platform: Platform, handle: &str) -> Account {
    let (id, handle) = (AccountId(0), handle.to_owned());
    Account { id, creator, platform, handle, url: String::new(), latest: Vec::new() }
}

fn followers(value: f64, taken_on: Date) -> Reading {
    Reading { measure: Measure::Followers, value, taken_on, source: String::from("typed in") }
}

fn post(account: AccountId, day: Date, likes: u64) -> Post {
    Post {
        id: PostId(0),
        account,
        posted_at: Some(day.at(18, 30, 0, 0)),
        kind: Some(PostKind::Reel),
        sponsored: Some(false),
        counts: Counts { likes: Some(likes), views: Some(likes * 20), ..Counts::default() },
        url: String::new(),
    }
}

fn offer(creator: CreatorId, account: Option<AccountId>, euros: i64) -> Offer {
    Offer {
        id: OfferId(0),
        creator,
        account,
        deliverables: vec![
            Deliverable { kind: PostKind::Reel, count: 1 },
            Deliverable { kind: PostKind::Story, count: 2 },
        ],
        fee: Some(Money::from_minor(euros * 100, Currency::EUR)),
        status: FeeStatus::Quoted,
        source: String::from("e-mail"),
        dated: Some(today()),
        note: String::new(),
    }
}

fn brief() -> Brief {
    Brief::with_budget(Money::from_minor(50_000, Currency::EUR))
}

/// Two creators with everything, and a campaign that refers to them.
fn fill(tx: &Tx<'_>) -> Result<(CreatorId, CreatorId, ScenarioId), StoreError> {
    let mut first = Creator::named("Ana Lima");
    first.email = String::from("ana@example.org");
    first.niches = vec![String::from("food"), String::from("travel")];
    first.tags = vec![String::from("regional")];
    let ana = tx.add_creator(&first)?;
    let bo = tx.add_creator(&Creator::named("Bo Ek"))?;
    let mut on_instagram = account(ana, Platform::Instagram, "ana.eats");
    on_instagram.latest = vec![followers(1_200.0, date(2026, 1, 1)), followers(1_300.0, date(2026, 2, 1))];
    let anas = tx.add_account(&on_instagram)?;
    let bos = tx.add_account(&account(bo, Platform::TikTok, "bo"))?;
    for day in 1..=5 {
        tx.add_post(&post(anas, date(2026, 2, day), 40 + day as u64))?;
        tx.add_post(&post(bos, date(2026, 2, day), 400 + day as u64))?;
    }
    let picked = tx.add_offer(&offer(ana, Some(anas), 120))?;
    tx.add_offer(&offer(bo, Some(bos), 90))?;
    let mut asked = brief();
    asked.platforms = vec![Platform::TikTok, Platform::Instagram];
    asked.niches = vec![String::from("food")];
    asked.rules = vec![Rule::MinCreators(2), Rule::MustHave(ana), Rule::Never(bo), Rule::MaxShare(60)];
    asked.promise = 0.8123;
    asked.starts = Some(date(2026, 5, 1));
    let (_, scenario) = tx.add_campaign("Spring", "Café Blau", &asked)?;
    tx.set_picks(scenario, &[picked])?;
    Ok((ana, bo, scenario))
}

/// Everything the roster knows, as text: two equal ones are equal rosters.
fn digest(store: &Store) -> String {
    let entries = store.entries(None).expect("entries");
    let accounts = entries.iter().flat_map(|entry| &entry.accounts);
    let history: Vec<_> = accounts.map(|account| store.readings(account.id).expect("readings")).collect();
    let campaigns = store.campaigns().expect("campaigns");
    let imports = store.imports().expect("imports");
    let bookings = store.bookings().expect("bookings");
    let overlaps = store.overlaps().expect("overlaps");
    let assumed = (store.own_assumptions().expect("assumptions"), store.niche_edits().expect("niches"));
    format!("{entries:#?}\n{history:#?}\n{campaigns:#?}\n{imports:#?}\n{bookings:#?}\n{overlaps:#?}\n{assumed:#?}")
}

fn all_is_well(store: &Store) {
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}
