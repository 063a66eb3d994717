//! Odd lists of posts through the terminal, as a user would give them: every one gets an answer or a sentence, and no
//! number beyond what is plausible.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const HEADER: &str = "creator,platform,followers,posted_at,kind,sponsored,views,likes,comments,shares,saves\n";

fn smallmighty(folder: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_smallmighty"))
        .args(args)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .output()
        .expect("the program runs")
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one object")
}

/// One creator's posts, a day apart, with these likes.
fn posts(creator: &str, followers: &str, year: u32, likes: &[u64]) -> String {
    let row = |(day, likes): (usize, &u64)| {
        format!(
            "{creator},instagram,{followers},{year}-{:02}-{:02} 10:00:00,image,0,,{likes},0,,\n",
            1 + day / 28,
            1 + day % 28
        )
    };
    likes.iter().enumerate().map(row).collect()
}

/// So many creators alike.
fn many(creators: usize, followers: &str, year: u32, likes: &[u64]) -> String {
    (0..creators).map(|creator| posts(&format!("c{creator}"), followers, year, likes)).collect()
}

/// All numbers in an object.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        Value::Object(values) => values.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_backtest_answers_every_list_of_posts() {
    let folder = TempDir::new().expect("a folder");
    let mut viral = [120; 14];
    viral[7] = 120_000;
    let garbage = "x,y,z\n,,,,,,,,,,\na,instagram,abc,never,image,0,,many,3,,\n\u{1},\u{2}\n\"unclosed,instagram,5\n";
    let lists = [
        ("one post", posts("a", "5000", 2025, &[100])),
        ("one creator", posts("a", "5000", 2025, &[100; 30])),
        ("zeros", many(12, "5000", 2025, &[0; 14])),
        ("viral", many(12, "5000", 2025, &viral)),
        ("three likes", many(12, "10000000", 2025, &[3; 14])),
        ("the future", many(12, "5000", 2090, &[100; 14])),
        ("no followers", many(12, "", 2025, &[100; 14])),
        ("impossible", many(12, "9223372036854775807", 2025, &[u64::MAX; 14])),
        ("garbage", many(12, "5000", 2025, &[100; 9]) + garbage),
    ];
    for (name, list) in lists {
        std::fs::write(folder.path().join("posts.csv"), format!("{HEADER}{list}")).expect("a file");
        let scores = json(&smallmighty(&folder, &["backtest", "posts.csv", "--history", "0,3", "--json"]));
        assert!(numbers(&scores).iter().all(|number| (0.0..1e6).contains(number)), "{name}: {scores}");
    }
}

#[test]
fn what_is_no_list_of_posts_is_told_in_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let check = |text: &[u8], says: &str| {
        std::fs::write(folder.path().join("posts.csv"), text).expect("a file");
        let output = smallmighty(&folder, &["backtest", "posts.csv"]);
        let told = String::from_utf8(output.stderr).expect("text");
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(told.contains(says) && !told.contains("panicked"), "{told}");
    };
    check(b"", "nothing in it");
    check(HEADER.as_bytes(), "no posts below its header");
    check(b"name,town\nAda,Ulm\nBob,Bonn\n", "isn't a list of posts");
    check(&[0, 159, 146, 150, 0, 1, 2, 255, 254, 0], "");
}

#[test]
fn a_plan_over_extreme_creators_promises_what_is_plausible() {
    let folder = TempDir::new().expect("a folder");
    let mut viral = [100; 12];
    viral[6] = 100_000;
    let kinds: [(&str, &str, u32, &[u64]); 7] = [
        ("one", "5000", 2025, &[500]),
        ("zeros", "5000", 2025, &[0; 12]),
        ("viral", "5000", 2025, &viral),
        ("three", "10000000", 2025, &[3; 12]),
        ("future", "5000", 2090, &[100; 12]),
        ("nofollowers", "", 2025, &[100; 12]),
        ("impossible", "9223372036854775807", 2025, &[u64::MAX; 12]),
    ];
    let list = |(name, followers, ..): &(&str, &str, u32, &[u64])| format!("{name},instagram,{followers},50 EUR\n");
    let list: String = kinds.iter().map(list).collect();
    std::fs::write(folder.path().join("list.csv"), format!("creator,platform,followers,fee\n{list}")).expect("a file");
    let all: String = kinds.iter().map(|(name, followers, year, likes)| posts(name, followers, *year, likes)).collect();
    std::fs::write(folder.path().join("posts.csv"), format!("{HEADER}{all}")).expect("a file");
    let told = json(&smallmighty(&folder, &["import", "list.csv", "posts.csv", "--roster", "r.smallmighty", "--json"]));
    assert!(told.to_string().contains("is too large"), "counts no post can have are told: {told}");
    let plan = json(&smallmighty(&folder, &["plan", "--roster", "r.smallmighty", "--budget", "350", "--json"]));
    assert_eq!(plan["picks"].as_array().map(Vec::len), Some(7), "{plan}");
    assert!(numbers(&plan).iter().all(|number| (0.0..1e6).contains(number)), "{plan}");
    let value = |name: &str| {
        let picks = plan["picks"].as_array().expect("picks");
        picks.iter().find(|pick| pick["creator"] == name).and_then(|pick| pick["value"].as_f64()).expect("a value")
    };
    assert!(value("zeros") < 3.0 && value("three") < 60.0, "{plan}");
    assert!((80.0..300.0).contains(&value("viral")) && (80.0..130.0).contains(&value("nofollowers")), "{plan}");
    assert!((80.0..130.0).contains(&value("future")), "{plan}");
}
