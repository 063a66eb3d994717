//! From what was said on the command line to what is printed.

use std::path::PathBuf;

use super::args::Verb;
use super::{json, print};
use crate::app::pitching::Formats;
use crate::app::terminal::{self as app, Wish};
use crate::domain::{Aim, Issue};

/// What a verb prints.
#[derive(Default)]
pub struct Done {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub problems: Vec<String>,
    /// Whether the exit code says so.
    pub failed: bool,
}

impl Done {
    fn text(output: String) -> Done {
        Done { output, ..Done::default() }
    }
}

/// Runs a verb. The error is a sentence.
pub fn run(verb: Verb) -> Result<Done, String> {
    match verb {
        Verb::Sample { creators, seed, out } => {
            app::sample(creators as usize, seed, &out)?;
            Ok(Done::text(format!("{creators} invented creators written to {}", out.display())))
        }
        Verb::Import { files, roster, dry_run, json } => import(&files, &roster, dry_run, json),
        Verb::Creators { roster, search, limit, json } => {
            let (total, cards) = app::creators(&roster, &search, limit)?;
            let value = || json::creators(total, &cards).to_string();
            Ok(Done::text(if json { value() } else { print::creators(total, &cards) }))
        }
        Verb::Plan { roster, offers, budget, campaign, aim, chance, target, json } => {
            if let (Some(offers), Some(budget)) = (&offers, budget) {
                return plan_offers(offers, budget, json);
            }
            let aim = aim.map(|key| Aim::ALL.into_iter().find(|aim| aim.key() == key).unwrap_or_default());
            let promise = chance.map(|percent| f64::from(percent) / 100.0);
            plan(roster, &Wish { budget, campaign, aim, promise, target }, json)
        }
        Verb::Frontier { roster, offers, to, json } => frontier(roster, offers, to, json),
        Verb::Backtest { posts, history, json } => backtest(posts, &history, json),
        Verb::Pitch { roster, campaign, out, format } => {
            let formats =
                Formats { xlsx: format.iter().any(|f| f == "xlsx"), html: format.iter().any(|f| f == "html") };
            let written = app::pitch(&roster, &campaign, &out, formats)?;
            let lines: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
            Ok(Done::text(lines.join("\n")))
        }
        Verb::Check { roster } => {
            let problems = app::check(&roster)?;
            match problems.is_empty() {
                true => Ok(Done::text(format!("{} is in order", roster.display()))),
                false => Ok(Done { problems, failed: true, ..Done::default() }),
            }
        }
    }
}

fn import(files: &[PathBuf], roster: &std::path::Path, dry_run: bool, json: bool) -> Result<Done, String> {
    let imports = app::import(files, roster, dry_run)?;
    let output = if json { json::imports(&imports).to_string() } else { print::imports(&imports, dry_run) };
    let lines = imports.iter().flat_map(|(name, _, done)| done.issues.iter().map(move |issue| issue_line(name, issue)));
    // In JSON the issues are part of the object.
    let problems = if json { Vec::new() } else { lines.take(100).collect() };
    Ok(Done { output, problems, failed: false })
}

fn issue_line(name: &str, issue: &Issue) -> String {
    let row = issue.row.map(|row| format!(", row {row}")).unwrap_or_default();
    let column = issue.column.as_ref().map(|column| format!(", column \u{201c}{column}\u{201d}")).unwrap_or_default();
    format!("{name}{row}{column}: {}. {}", issue.problem, issue.hint)
}

fn plan_offers(offers: &std::path::Path, budget: f64, json: bool) -> Result<Done, String> {
    let plan = app::plan_offers(offers, budget)?;
    let output = if json { json::offers_plan(&plan).to_string() } else { print::offers_plan(&plan) };
    Ok(Done { output, problems: refused(offers, &plan.refused), failed: false })
}

fn plan(roster: Option<PathBuf>, wish: &Wish, json: bool) -> Result<Done, String> {
    let roster = roster.ok_or("Name a roster with --roster, or a list of offers with --offers and --budget")?;
    let found = app::plan_roster(&roster, wish)?;
    let plan = &found.plan;
    let left_out = plan.left_out.iter().map(|(reason, count)| format!("Left out: {count} offers {}", reason.words()));
    let output = if json { json::roster_plan(&found).to_string() } else { print::roster_plan(&found) };
    Ok(Done { output, problems: left_out.chain(plan.flags.iter().cloned()).collect(), failed: false })
}

fn frontier(roster: Option<PathBuf>, offers: Option<PathBuf>, to: f64, json: bool) -> Result<Done, String> {
    if let Some(offers) = &offers {
        let found = app::frontier_offers(offers, to)?;
        let output =
            if json { json::offers_frontier(&found).to_string() } else { print::frontier(&found.points, "Value") };
        return Ok(Done { output, problems: refused(offers, &found.refused), failed: false });
    }
    let roster = roster.ok_or("Name a roster with --roster, or a list of offers with --offers")?;
    let (points, seconds) = app::frontier_roster(&roster, to)?;
    Ok(Done::text(if json {
        json::frontier(&points, seconds).to_string()
    } else {
        print::frontier(&points, "Engagements counted")
    }))
}

fn refused(file: &std::path::Path, refused: &[Issue]) -> Vec<String> {
    refused.iter().take(100).map(|issue| issue_line(&file.display().to_string(), issue)).collect()
}

fn backtest(posts: PathBuf, history: &[usize], json: bool) -> Result<Done, String> {
    let (scored, unused) = app::backtest(&posts, history)?;
    let problems = match unused {
        0 => Vec::new(),
        n => vec![format!("{n} posts have no usable count or creator and were left out")],
    };
    if json {
        return Ok(Done { output: json::backtest(&scored).to_string(), problems, failed: false });
    }
    Ok(Done { output: print::backtest(&scored), problems, failed: false })
}
