//! Backups and restoring, and files written whole.

use std::fs;

use smallmighty::storage::{restore, write_whole};

use super::*;

#[test]
fn a_copy_is_made_once_a_day_and_ten_are_kept() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    drop(store);
    let backups = folder.path().join("backups");
    let open_at = |time: DateTime| Store::open(&path, &at(time, Some(backups.clone()))).expect("opens");
    let hours = |n: i64| now().checked_add(jiff::SignedDuration::from_hours(n)).expect("a time");
    assert_eq!(open_at(hours(0)).backups().len(), 1);
    assert_eq!(open_at(hours(23)).backups().len(), 1);
    assert_eq!(open_at(hours(24)).backups().len(), 2);
    for day in 2..15 {
        open_at(hours(24 * day));
    }
    let kept = open_at(hours(24 * 14)).backups();
    assert_eq!(kept.len(), 10);
    assert_eq!((kept[0].made, kept[9].made), (hours(24 * 14), hours(24 * 5)));
    for backup in &kept {
        let store = Store::open_read_only(&backup.path).expect("a backup opens");
        assert_eq!(store.entries(None).expect("entries").len(), 2);
        all_is_well(&store);
    }
    // A clock set back must not stop backups, nor lose the newest.
    let after = open_at(hours(-24 * 365)).backups();
    assert_eq!((after.len(), after[0].made), (10, hours(24 * 14)));
}

#[test]
fn a_backup_that_cannot_be_made_is_told_and_does_not_lock_the_user_out() {
    let (folder, path, store) = new_roster();
    drop(store);
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "x").expect("written");
    let store = Store::open(&path, &at(now(), Some(in_the_way))).expect("opens all the same");
    assert!(store.notices()[0].contains("backup couldn't be made"), "{:?}", store.notices());
}

#[test]
fn restoring_brings_back_the_copy_and_keeps_what_was_there() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    drop(store);
    let mut store = Store::open(&path, &at(now(), Some(folder.path().join("backups")))).expect("opens");
    let before = digest(&store);
    let backup = store.backups()[0].path.clone();
    edit(&mut store, "More", |tx| tx.add_creator(&Creator::named("Later")));
    let later = digest(&store);
    assert!(restore(&backup, &path).expect_err("refused").to_string().contains("open in another window"));
    drop(store);
    let kept = restore(&backup, &path).expect("restored").expect("the old file");
    assert_eq!(digest(&open(&path)), before);
    assert_eq!(digest(&open(&kept)), later);
    // A backup that isn't whole changes nothing.
    let bytes = fs::read(&backup).expect("read");
    fs::write(&backup, &bytes[..bytes.len() / 2]).expect("cut");
    assert!(restore(&backup, &path).expect_err("refused").to_string().contains("damaged"));
    assert_eq!(digest(&open(&path)), before);
}

#[test]
fn restoring_after_a_crash_never_mixes_the_old_log_in() {
    let (folder, path, mut store) = new_roster();
    edit(&mut store, "Fill", fill);
    let copy = folder.path().join("crashed.smallmighty");
    fs::copy(&path, &copy).expect("copied");
    fs::copy(folder.path().join("roster.smallmighty-wal"), folder.path().join("crashed.smallmighty-wal"))
        .expect("copied");
    let full = digest(&store);
    drop(store);
    let empty = folder.path().join("empty.smallmighty");
    Store::create(&empty, &at(now(), None)).expect("created").close().expect("closed");
    let kept = restore(&empty, &copy).expect("restored").expect("the old file");
    let restored = open(&copy);
    assert_eq!(restored.entries(None).expect("entries").len(), 0);
    all_is_well(&restored);
    assert_eq!(digest(&open(&kept)), full, "the old file with its log");
}

#[test]
fn a_file_is_written_whole_or_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pitch.html");
    write_whole(&path, b"old").expect("written");
    write_whole(&path, b"new").expect("written again");
    assert_eq!(fs::read(&path).expect("read"), b"new");
    let told = write_whole(&folder.path().join("missing/pitch.html"), b"x").expect_err("refused").to_string();
    assert!(told.contains("folder doesn't exist"), "{told}");
    let told = write_whole(folder.path(), b"x").expect_err("refused").to_string();
    assert!(told.contains("can't be changed there"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 1, "nothing is left beside");
}
