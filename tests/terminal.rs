//! The commands of the terminal, run as a script would run them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn smallmighty(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_smallmighty"))
        .args(args)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .output()
        .expect("the program runs")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = smallmighty(folder, args);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{args:?} must print one object: {error}\n{text}"))
}

fn failing(folder: &Path, args: &[&str]) -> String {
    let output = smallmighty(folder, args);
    assert!(!output.status.success(), "{args:?} must fail");
    assert!(output.stdout.is_empty(), "problems go to standard error");
    String::from_utf8(output.stderr).expect("text")
}

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

#[test]
fn plan_over_offers_is_exact() {
    let folder = TempDir::new().unwrap();
    let offers = "creator,offer,price,value\na,x,6.00,60\na,y,5.00,55\nb,x,5.00,45.5\nc,x,4,40\n";
    write(&folder, "offers.csv", offers);
    let plan = json(folder.path(), &["plan", "--offers", "offers.csv", "--budget", "10", "--json"]);
    assert_eq!(plan["status"], "optimal");
    assert_eq!((plan["value"].as_f64(), plan["cost"].as_f64()), (Some(100.5), Some(10.0)));
    assert_eq!((plan["bound"].as_f64(), plan["gap"].as_f64()), (Some(100.5), Some(0.0)));
    let picks: Vec<&str> =
        plan["picks"].as_array().unwrap().iter().map(|pick| pick["creator"].as_str().unwrap()).collect();
    assert_eq!(picks, ["a", "b"]);
    assert!(plan["seconds"]["solve"].as_f64().unwrap() >= 0.0);
}

#[test]
fn frontier_over_offers_holds_every_step() {
    let folder = TempDir::new().unwrap();
    write(&folder, "offers.csv", "creator,offer,price,value\na,x,5,10\nb,x,10,15\n");
    let frontier = json(folder.path(), &["frontier", "--offers", "offers.csv", "--to", "15", "--json"]);
    let points: Vec<(f64, f64)> = frontier["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (point["budget"].as_f64().unwrap(), point["value"].as_f64().unwrap()))
        .collect();
    assert_eq!(points, [(0.0, 0.0), (5.0, 10.0), (10.0, 15.0), (15.0, 25.0)]);
}

#[test]
fn sample_creators_plan_pitch_and_check_work_together() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    assert!(
        smallmighty(at, &["sample", "--creators", "120", "--seed", "7", "--out", "r.smallmighty"]).status.success()
    );
    assert!(smallmighty(at, &["check", "--roster", "r.smallmighty"]).status.success());
    let creators = json(at, &["creators", "--roster", "r.smallmighty", "--limit", "3", "--json"]);
    assert_eq!((creators["total"].as_u64(), creators["creators"].as_array().unwrap().len()), (Some(120), 3));
    for key in ["name", "handle", "platform", "followers"] {
        assert!(creators["creators"][0].get(key).is_some(), "{key}");
    }
    let plan = json(at, &["plan", "--roster", "r.smallmighty", "--budget", "400", "--json"]);
    assert_eq!(plan["status"], "optimal");
    assert!(plan["cost"].as_f64().unwrap() <= 400.0);
    let kept = json(at, &["plan", "--roster", "r.smallmighty", "--campaign", "Autumn menu", "--json"]);
    assert!(kept["value"].as_f64().unwrap() > 0.0);
    let frontier = json(at, &["frontier", "--roster", "r.smallmighty", "--to", "400", "--json"]);
    let last = frontier["points"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["budget"].as_f64(), Some(400.0));
    assert_eq!(last["value"], plan["value"], "a roster gives the same figures all day long");
    let again = json(at, &["plan", "--roster", "r.smallmighty", "--budget", "400", "--json"]);
    assert_eq!((&again["picks"], &again["total"]), (&plan["picks"], &plan["total"]));
    let pitch = smallmighty(at, &["pitch", "--roster", "r.smallmighty", "--campaign", "Autumn menu", "--out", "out"]);
    assert!(pitch.status.success(), "{}", String::from_utf8_lossy(&pitch.stderr));
    assert_eq!(std::fs::read_dir(at.join("out")).unwrap().count(), 2);
    let unknown = failing(at, &["plan", "--roster", "r.smallmighty", "--campaign", "Nope"]);
    assert!(unknown.contains("Autumn menu"), "it names the campaigns there are: {unknown}");
}

#[test]
fn a_plan_can_aim_at_a_promise_or_a_target() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    assert!(
        smallmighty(at, &["sample", "--creators", "120", "--seed", "7", "--out", "r.smallmighty"]).status.success()
    );
    let planned =
        |more: &[&str]| json(at, &[&["plan", "--roster", "r.smallmighty", "--budget", "400", "--json"], more].concat());
    let plan = planned(&[]);
    assert!(plan.get("aim").is_none());
    let safe = planned(&["--aim", "safe", "--chance", "90"]);
    let promised = |plan: &Value| plan["total"]["promise"]["value"].as_f64().unwrap();
    assert!(promised(&safe) > promised(&planned(&["--aim", "most", "--chance", "90"])) - 0.01);
    assert_eq!((&safe["aim"]["aim"], &safe["aim"]["promise"]), (&"safe".into(), &safe["total"]["promise"]["value"]));
    let half = (plan["value"].as_f64().unwrap() / 4.0).round().to_string();
    let target = planned(&["--target", &half, "--chance", "80"]);
    assert_eq!((&target["aim"]["aim"], &target["aim"]["reached"]), (&"target".into(), &true.into()));
    assert!(target["aim"]["chance"].as_f64().unwrap() >= 0.8 && target["cost"].as_f64() < plan["cost"].as_f64());
    let never = planned(&["--target", "1e9"]);
    assert_eq!((&never["aim"]["reached"], &never["aim"]["proved_out_of_reach"]), (&false.into(), &true.into()));
    let lacks = failing(at, &["plan", "--roster", "r.smallmighty", "--budget", "400", "--aim", "target"]);
    assert!(lacks.contains("--target"), "it says what to add: {lacks}");
}

#[test]
fn import_accounts_for_every_row() {
    let folder = TempDir::new().unwrap();
    let list = "username,followers,engagement rate\n@ana,12.4K,3.4 %\n@bo,,\n,5,\n";
    write(&folder, "list.csv", list);
    let args = ["import", "list.csv", "--roster", "new.smallmighty", "--json"];
    let dry = json(folder.path(), &[&args[..], &["--dry-run"]].concat());
    let done = json(folder.path(), &args);
    for object in [&dry, &done] {
        let count = |key: &str| object[key].as_u64().unwrap_or_else(|| panic!("{key} in {object}"));
        assert_eq!(count("rows"), count("new") + count("changed") + count("same") + count("refused"));
        assert_eq!((count("rows"), count("new"), count("refused")), (3, 2, 1));
        assert_eq!(object["mapping"]["followers"]["field"], "followers");
        assert_eq!(object["detected"]["delimiter"], ",");
        assert_eq!(object["detected"]["header_row"], 1);
    }
    let creators = json(folder.path(), &["creators", "--roster", "new.smallmighty", "--search", "bo", "--json"]);
    assert_eq!(creators["creators"][0]["followers"], Value::Null, "unknown is not 0");
    let again = json(folder.path(), &args);
    assert_eq!((again["new"].as_u64(), again["same"].as_u64()), (Some(0), Some(2)));
}

#[test]
fn backtest_prints_the_scores() {
    let folder = TempDir::new().unwrap();
    let mut posts =
        String::from("creator,platform,followers,posted_at,kind,sponsored,views,likes,comments,shares,saves\n");
    for creator in 0..30 {
        for post in 0..14 {
            let likes = 50 + (creator * 37 + post * post * 13) % 90;
            let day = post + 1;
            posts += &format!("c{creator},instagram,5000,2026-03-{day:02} 10:00:00,image,0,,{likes},3,,\n");
        }
    }
    write(&folder, "posts.csv", &posts);
    let scores = json(folder.path(), &["backtest", "posts.csv", "--history", "3,5", "--json"]);
    for known in ["3", "5"] {
        let score = &scores["history"][known];
        assert!(score["posts"].as_u64().unwrap() > 100);
        for level in ["50", "80", "90", "95"] {
            assert!((0.0..=1.0).contains(&score["coverage"][level].as_f64().unwrap()));
        }
        assert!(score["pinball"].as_f64().unwrap() > 0.0 && score["baseline"]["pinball"].as_f64().unwrap() > 0.0);
        assert!((0.0..=1.0).contains(&score["totals"]["5"].as_f64().unwrap()));
        for simple in ["baseline", "median", "rate"] {
            assert!(score[simple]["pinball"].as_f64().unwrap() > 0.0, "{simple}");
        }
        assert_eq!(score["by_platform"]["instagram"]["posts"], score["posts"]);
        assert_eq!(score["by_tier"]["nano"]["posts"], score["posts"]);
    }
    let unknown = &json(folder.path(), &["backtest", "posts.csv", "--history", "50", "--json"])["history"]["50"];
    assert_eq!((unknown["posts"].as_u64(), &unknown["coverage"]), (Some(0), &Value::Null), "unknown is not 0");
}

#[test]
fn problems_are_sentences_with_a_failing_exit() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    write(&folder, "not.smallmighty", "hello");
    assert!(failing(at, &["check", "--roster", "missing.smallmighty"]).contains("missing.smallmighty"));
    assert!(failing(at, &["creators", "--roster", "not.smallmighty"]).contains("not.smallmighty"));
    assert!(failing(at, &["plan", "--offers", "missing.csv", "--budget", "5"]).contains("missing.csv"));
    write(&folder, "offers.csv", "creator,offer,price,value\na,x,5,10\n");
    assert!(failing(at, &["plan", "--offers", "offers.csv", "--budget", "-5"]).len() > 10);
    assert_eq!(std::fs::read_to_string(at.join("not.smallmighty")).unwrap(), "hello", "left as it was");
}

#[test]
fn a_budget_is_never_rounded_up() {
    let folder = TempDir::new().unwrap();
    write(&folder, "offers.csv", "creator,offer,price,value\na,x,0.01,5\nb,x,10,3\n");
    let plan = json(folder.path(), &["plan", "--offers", "offers.csv", "--budget", "10.005", "--json"]);
    assert_eq!((plan["value"].as_f64(), plan["cost"].as_f64()), (Some(5.0), Some(0.01)));
    let frontier = json(folder.path(), &["frontier", "--offers", "offers.csv", "--to", "10.005", "--json"]);
    assert_eq!(frontier["points"].as_array().unwrap().last().unwrap()["budget"], 10.0);
}

#[test]
fn one_list_that_cannot_be_read_keeps_all_out() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.csv", "handle,platform,followers\n@a,instagram,10\n");
    let problem = failing(folder.path(), &["import", "a.csv", "missing.csv", "--roster", "r.smallmighty", "--json"]);
    assert!(problem.contains("missing.csv") && problem.contains("Nothing was brought in"), "{problem}");
    assert!(!folder.path().join("r.smallmighty").exists(), "no roster was made");
}

#[test]
fn a_sample_is_made_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    write(&folder, "taken.smallmighty", "mine");
    failing(folder.path(), &["sample", "--creators", "5", "--out", "taken.smallmighty"]);
    failing(folder.path(), &["sample", "--creators", "5", "--out", "nowhere/new.smallmighty"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("taken.smallmighty")).unwrap(), "mine");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "taken.smallmighty" || name == "data"), "{left:?}");
}

#[test]
fn text_that_is_none_is_found_by_check() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    assert!(smallmighty(at, &["sample", "--creators", "40", "--out", "r.smallmighty"]).status.success());
    let creators = json(at, &["creators", "--roster", "r.smallmighty", "--limit", "40", "--json"]);
    let name = creators["creators"][20]["name"].as_str().unwrap().as_bytes().to_vec();
    let path = at.join("r.smallmighty");
    let mut bytes = std::fs::read(&path).unwrap();
    while let Some(place) = bytes.windows(name.len()).position(|window| window == name.as_slice()) {
        bytes[place + 1] = 0xff;
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(!failing(at, &["check", "--roster", "r.smallmighty"]).is_empty());
}
