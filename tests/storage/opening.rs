//! Opening: a good file opens, any other is left as it is with a sentence that says what to do.

use std::fs;

use rusqlite::Connection;
use smallmighty::storage::OpenError;

use super::*;

/// Opening must fail with a sentence that has `part` in it, for writing and for reading, and change no byte.
fn refused(path: &Path, part: &str) {
    let before = fs::read(path).ok();
    let names = |path: &Path| -> Vec<_> {
        let folder = fs::read_dir(path.parent().expect("a folder")).expect("readable");
        let mut names: Vec<_> = folder.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        names
    };
    let beside = names(path);
    for opened in [Store::open(path, &at(now(), None)), Store::open_read_only(path)] {
        let told = opened.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains(part), "“{told}” should say “{part}”");
        assert_eq!(fs::read(path).ok(), before, "{part}: the file was changed");
        assert_eq!(names(path), beside, "{part}: something was left beside the file");
    }
}

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

/// A filled, closed roster, changed from outside by `sql`.
fn tampered(sql: &str) -> (tempfile::TempDir, PathBuf) {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    drop(store);
    let conn = Connection::open(&path).expect("open");
    conn.execute_batch(sql).expect(sql);
    drop(conn);
    (folder, path)
}

#[test]
fn what_is_not_a_roster_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    refused(&folder.path().join("nothing.smallmighty"), "There is no file");
    let inner = folder.path().join("folder.smallmighty");
    fs::create_dir(&inner).expect("a folder");
    refused(&inner, "not a file but a folder");
    let check = |bytes: &[u8], part: &str| {
        let (_folder, path) = file("some.smallmighty", bytes);
        refused(&path, part);
    };
    check(b"", "the file is empty");
    check(b"name,handle\nAna,@ana\n", "another kind of file");
    check(&[0; 5_000], "another kind of file");
    check(b"SQLite format 3\0", "is damaged");
    let (_folder, path) = file("other.db", b"");
    Connection::open(&path).expect("open").execute_batch("CREATE TABLE t (a)").expect("table");
    refused(&path, "database of another program");
}

#[test]
fn a_newer_file_is_refused_kindly() {
    let (_folder, path) = tampered("PRAGMA user_version = 9999");
    refused(&path, "newer Smallmighty (file version 9999");
    let (_folder, path) = tampered("PRAGMA user_version = -1");
    refused(&path, "is damaged");
}

#[test]
fn foreign_tables_triggers_and_views_are_refused() {
    for sql in [
        "CREATE TRIGGER t AFTER UPDATE ON creators BEGIN DELETE FROM creators; END",
        "CREATE VIEW v AS SELECT * FROM creators",
        "CREATE TABLE extra (a)",
        "CREATE INDEX extra ON creators (name)",
    ] {
        let (_folder, path) = tampered(sql);
        refused(&path, "isn't part of a roster");
    }
    let (_folder, path) = tampered("DROP TABLE imports");
    refused(&path, "“imports” is missing");
    let (_folder, path) = tampered("PRAGMA application_id = 7");
    refused(&path, "another program");
}

#[test]
fn damage_is_refused() {
    let (_folder, path) = tampered("");
    let whole = fs::read(&path).expect("read");
    for len in [50, 99, 100, 4_095, 4_096, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..len]).expect("cut");
        refused(&path, "is damaged");
    }
    for page in 1..whole.len() / 4_096 {
        let mut wiped = whole.clone();
        wiped[page * 4_096..(page + 1) * 4_096].fill(0x5a);
        fs::write(&path, &wiped).expect("wiped");
        refused(&path, "is damaged");
    }
}

#[test]
fn one_bit_flipped_never_crashes_and_never_changes_the_file() {
    let (_folder, path) = tampered("");
    let whole = fs::read(&path).expect("read");
    for n in 0..300_usize {
        let bit = n.wrapping_mul(2_654_435_761) % (whole.len() * 8);
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &flipped).expect("flipped");
        match Store::open_read_only(&path) {
            // What passes the checks must be readable without a crash; a readable error is fine.
            Ok(store) => drop((store.entries(None), store.campaigns())),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        assert!(fs::read(&path).expect("read") == flipped, "bit {bit}");
    }
}

#[test]
fn creating_never_overwrites() {
    let (_folder, path) = file("notes.txt", b"mine");
    let refused = Store::create(&path, &at(now(), None)).err().expect("refused");
    assert!(matches!(refused, OpenError::Exists { .. }));
    assert_eq!(fs::read(&path).expect("read"), b"mine");
    let missing = path.with_file_name("no folder").join("roster.smallmighty");
    assert!(Store::create(&missing, &at(now(), None)).is_err());
}

#[test]
fn a_read_only_file_opens_for_looking_only() {
    let (_folder, path) = tampered("");
    let mut rights = fs::metadata(&path).expect("there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).expect("set");
    let told = Store::open(&path, &at(now(), None)).err().expect("refused").to_string();
    assert!(told.contains("Open it read-only"), "{told}");
    let mut store = Store::open_read_only(&path).expect("opens");
    assert!(store.is_read_only());
    assert_eq!(store.entries(None).expect("entries").len(), 2);
    assert!(matches!(store.edit("Fill", fill), Err(StoreError::ReadOnly)));
    assert!(matches!(store.set_setting("a", Some("b")), Err(StoreError::ReadOnly)));
    assert!(matches!(store.undo(), Err(StoreError::ReadOnly)));
}

#[test]
fn a_second_instance_is_told_and_can_look() {
    let (_folder, path, mut store) = new_roster();
    let told = Store::open(&path, &at(now(), None)).err().expect("refused").to_string();
    assert!(told.contains(&format!("process {}", std::process::id())), "{told}");
    let reader = Store::open_read_only(&path).expect("opens");
    assert_eq!(reader.entries(None).expect("entries").len(), 0);
    edit(&mut store, "Fill", fill);
    assert_eq!(digest(&reader), digest(&store));
    // The reader neither keeps the writer from closing nor loses the file.
    drop(store);
    assert_eq!(reader.entries(None).expect("entries").len(), 2);
    let mut store = open(&path);
    edit(&mut store, "More", |tx| tx.add_creator(&Creator::named("More")));
    assert_eq!(reader.entries(None).expect("entries").len(), 3);
    drop(reader);
    drop(store);
    assert_eq!(open(&path).entries(None).expect("entries").len(), 3);
}

#[test]
fn closing_leaves_one_ordinary_file() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    store.close().expect("closed");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("folder").flatten().map(|entry| entry.file_name()).collect();
    if cfg!(unix) {
        assert_eq!(left, ["roster.smallmighty"]);
    }
    let header = fs::read(&path).expect("read");
    assert_eq!((header[18], header[19]), (1, 1), "no log mode");
}

#[test]
fn a_stale_log_beside_a_replaced_file_is_set_aside() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    // As after a crash: the file and its log as they are now.
    let log = fs::read(folder.path().join("roster.smallmighty-wal")).expect("a log");
    edit(&mut store, "More", |tx| tx.add_creator(&Creator::named("More")));
    drop(store);
    fs::write(folder.path().join("roster.smallmighty-wal"), &log).expect("written");
    assert_eq!(Store::open_read_only(&path).expect("opens").entries(None).expect("entries").len(), 3);
    let store = open(&path);
    assert_eq!(store.entries(None).expect("entries").len(), 3);
    assert!(store.notices()[0].contains("set aside"), "{:?}", store.notices());
    all_is_well(&store);
    assert_eq!(fs::read(folder.path().join("roster.smallmighty-wal.set-aside")).expect("kept"), log);
}

#[test]
fn a_file_replaced_while_open_takes_no_more_changes() {
    let (folder, path, mut store) = new_roster();
    fs::rename(&path, folder.path().join("elsewhere.smallmighty")).expect("moved");
    assert!(matches!(store.edit("Fill", fill), Err(StoreError::Moved)));
}

/// A copy of the file that the version with this number wrote, in a folder of its own.
fn written_by(version: usize) -> (tempfile::TempDir, PathBuf) {
    let name = format!("v{version}.smallmighty");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(&name);
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(&name), &path).expect("copied");
    (folder, path)
}

#[test]
fn every_released_version_opens() {
    for (version, upgraded) in [(1, true), (2, false)] {
        let (folder, path) = written_by(version);
        let bytes = fs::read(&path).expect("bytes");
        // For looking only, a copy is brought up to date and the file stays as it is.
        let looking = Store::open_read_only(&path).expect("opens for looking");
        assert_eq!(looking.entries(None).expect("entries").len(), 3);
        drop(looking);
        assert!(fs::read(&path).expect("bytes") == bytes, "version {version} was changed by looking");
        let copies = folder.path().join("copies");
        let mut store = Store::open(&path, &at(now(), Some(copies))).expect("opens");
        let before = store.backups();
        assert_eq!(before.iter().map(|copy| copy.before_migration).collect::<Vec<_>>(), [upgraded]);
        let old = Store::open_read_only(&before[0].path).expect("the copy from before opens too");
        assert_eq!(old.entries(None).expect("entries").len(), 3);
        all_is_well(&store);
        let entries = store.entries(None).expect("entries");
        let names: Vec<&str> = entries.iter().map(|entry| entry.creator.name.as_str()).collect();
        assert_eq!(names, ["Ana Lima", "Bo Ek", "Imported One"]);
        assert_eq!(entries.iter().map(|entry| entry.posts.len()).collect::<Vec<_>>(), [5, 5, 1]);
        assert_eq!(store.imports().expect("imports").len(), 1);
        assert_eq!(store.setting("theme").expect("setting").as_deref(), Some("dark"));
        let brief = &store.campaigns().expect("campaigns")[0].scenarios[0].brief;
        assert_eq!((brief.rules.len(), brief.promise), (4, 0.8123));
        assert_eq!((brief.goal, brief.aim, brief.around.clone()), (Goal::Engagements, Aim::Most, None));
        // The steps speak of tables as they were, so they go with a migration; new ones can be taken back.
        assert_eq!(store.undo().expect("undo").is_none(), upgraded);
        edit(&mut store, "Add", |tx| tx.add_creator(&Creator::named("New")).map(drop));
        assert!(store.undo().expect("undo").is_some());
        assert_eq!(store.entries(None).expect("entries").len(), 3);
    }
}

#[test]
fn what_the_second_version_added_is_read() {
    let (_folder, path) = written_by(2);
    let store = open(&path);
    let booking = store.bookings().expect("bookings").remove(0);
    assert_eq!((booking.creator.as_str(), booking.fee.minor, booking.code.as_str()), ("Ana Lima", 12_000, "ANA10"));
    assert_eq!(booking.result.and_then(|result| result.counts.likes), Some(77));
    assert_eq!(store.own_assumptions().expect("assumptions"), [("order value".to_owned(), 42.0, Some(0.5))]);
    assert_eq!(store.niche_edits().expect("niches"), [("tea".to_owned(), "coffee".to_owned(), "matcha".to_owned())]);
    let overlaps = store.overlaps().expect("overlaps");
    assert_eq!(overlaps.iter().map(|overlap| overlap.share).collect::<Vec<_>>(), [0.25]);
}

#[test]
fn a_damaged_file_with_a_log_is_left_as_it_is() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    drop(store);
    let mut store = open(&path);
    edit(&mut store, "More", |tx| tx.add_creator(&Creator::named("More")));
    let beside = |ending: &str| folder.path().join(format!("crashed.smallmighty{ending}"));
    fs::copy(&path, beside("")).expect("copied");
    fs::copy(folder.path().join("roster.smallmighty-wal"), beside("-wal")).expect("copied");
    let mut bytes = fs::read(beside("")).expect("read");
    // All but the first page; the log covers only some of them.
    bytes[4_096..].fill(0x5a);
    fs::write(beside(""), &bytes).expect("written");
    let log = fs::read(beside("-wal")).expect("read");
    for opened in [Store::open(&beside(""), &at(now(), None)), Store::open_read_only(&beside(""))] {
        assert!(matches!(opened.err(), Some(OpenError::Damaged { .. })));
        assert!(fs::read(beside("")).expect("read") == bytes && fs::read(beside("-wal")).expect("read") == log);
    }
}
