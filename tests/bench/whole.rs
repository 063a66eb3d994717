//! The whole program over a list of offers, and the memory that the optimiser takes beyond them.

use std::fmt::Write;
use std::process::Command;

use smallmighty::domain::progress::silent;
use smallmighty::optimise::{Choice, Effort, Market, Rules, Stock, frontier};

use super::dice::Dice;
use super::rows::{roster, row, timed};

/// Starts the program on a file of these offers, reads what it prints, and waits until it has ended.
pub fn process(name: &str, choices: &[Choice], pass: f64) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("offers.csv");
    let mut text = "creator,offer,price,value\n".to_owned();
    for (place, c) in choices.iter().enumerate() {
        let (price, value) = (c.price as f64 / 100.0, c.value as f64 / 1000.0);
        writeln!(text, "c{},o{place},{price:.2},{value:.3}", c.creator).expect("room");
    }
    std::fs::write(&path, &text).expect("written");
    let (time, printed) = timed(|| {
        let program = Command::new(env!("CARGO_BIN_EXE_smallmighty"))
            .args(["plan", "--budget", "5000", "--json", "--offers"])
            .arg(&path)
            .output();
        String::from_utf8(program.expect("started").stdout).expect("text")
    });
    assert!(printed.contains("\"optimal\""), "{printed}");
    row(&format!("{name}: plan --offers, whole process"), vec![time], "300", pass, "");
}

/// How much memory the program has taken at most since the peak was forgotten, in MB; `None` where the system doesn't
/// tell.
fn peak(forget: bool) -> Option<f64> {
    if forget {
        std::fs::write("/proc/self/clear_refs", "5").ok()?;
    }
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// The most memory taken beyond the offers themselves by other values with a budget step, and by a sorted market with
/// a frontier. To be called before anything else: memory that was given back is taken again without being counted.
pub fn memory(creators: u32) {
    let choices = roster(creators, 500, &mut Dice::new(42));
    let values: Vec<i64> = choices.iter().map(|c| c.value + 1).collect();
    let Some(before) = peak(true) else {
        println!("{creators} x 3: this system doesn't tell how much memory is taken");
        return;
    };
    let stock = Stock::new(&choices).expect("adds up");
    let mut valued = stock.with_values(values).expect("one for each");
    let step = valued.solve(&Rules::with_budget(500_000), &[], Effort::FULL, &mut silent);
    assert!(step.is_ok());
    let market = Market::new(&choices).expect("adds up");
    let budgets: Vec<i64> = (0..=10_000).map(|i| i * 500).collect();
    let points = frontier(&market, &Rules::default(), &budgets, Effort::FULL, &mut silent).expect("not cancelled");
    assert_eq!(points.len(), budgets.len());
    let taken = peak(false).unwrap_or(before) - before;
    println!("{creators} x 3, fives: {taken:.0} MB beyond the offers for both ways to solve and a frontier, target 64");
}
