//! A killed process: what was acknowledged is there, nothing half, and the file isn't locked.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::*;

const ROSTER: &str = "SMALLMIGHTY_TEST_ROSTER";

/// No test of its own: run in a child process, it writes until it is killed, telling each finished edit.
#[test]
fn writes_until_killed() {
    let Some(path) = std::env::var_os(ROSTER).map(PathBuf::from) else { return };
    let mut store = open(&path);
    let mut n = store.entries(None).expect("entries").len();
    loop {
        // Several rows in each edit, so that half an edit would show.
        edit(&mut store, "Add", |tx| {
            let id = tx.add_creator(&Creator::named(format!("C{n}")))?;
            let account = tx.add_account(&account(id, Platform::Instagram, &format!("c{n}")))?;
            (0..200).try_for_each(|likes| tx.add_post(&post(account, today(), likes)).map(drop))
        });
        n += 1;
        println!("\nacknowledged {n}");
    }
}

fn start_writer(path: &Path) -> (Child, impl Iterator<Item = usize>) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["storage::crash::writes_until_killed", "--exact", "--nocapture", "--test-threads=1"])
        .env(ROSTER, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("output")).lines();
    let told = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    (child, told)
}

#[test]
fn a_kill_loses_nothing_acknowledged_and_leaves_nothing_half() {
    let (_folder, path, store) = new_roster();
    drop(store);
    for round in 1..=4 {
        let (mut child, mut told) = start_writer(&path);
        let mut acknowledged = told.by_ref().take(round * 3).last().expect("an edit");
        // Another process holds the file: told so, and looking works.
        assert!(Store::open(&path, &at(now(), None)).is_err());
        let reader = Store::open_read_only(&path).expect("opens");
        assert!(reader.entries(None).expect("entries").len() >= acknowledged);
        drop(reader);
        child.kill().expect("killed");
        child.wait().expect("gone");
        acknowledged = told.last().unwrap_or(acknowledged);
        let looking = Store::open_read_only(&path).expect("opens after a crash");
        assert!(looking.entries(None).expect("entries").len() >= acknowledged);
        drop(looking);
        let store = open(&path);
        let entries = store.entries(None).expect("entries");
        assert!(
            (acknowledged..=acknowledged + 1).contains(&entries.len()),
            "{acknowledged} told, {} there",
            entries.len()
        );
        assert!(entries.iter().all(|entry| entry.posts.len() == 200));
        all_is_well(&store);
    }
}
