//! The planner's side of files for others: the pitch and the roster as a list.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::answer::{Answer, Fresh, backups};
use super::clock;
use super::edit::keep_picks;
use super::model::Roster;
use super::pitching::{self, Formats};
use super::planner::Planner;
use crate::domain::{CreatorId, Money, NumberStyle, OfferId, Sex};
use crate::exchange::csv_out::{Cell, write_csv, write_tsv};
use crate::report::Card;
use crate::report::picture::Picture;
use crate::report::plan::Plan;
use crate::storage::write_whole;

impl Planner {
    /// Writes the open scenario's pitch into `folder` and notes which shortlist it holds.
    pub(super) fn export_pitch(&mut self, folder: &Path, formats: Formats) {
        let Some(pitch) = pitching::pitch(&self.model, clock::now()) else { return };
        let picks: Vec<OfferId> = match &self.model.plan.answer {
            Some(Ok(plan)) => plan.rows.iter().map(|row| row.offer).collect(),
            _ => Vec::new(),
        };
        let folder = folder.to_owned();
        let keep = self.model.plan.scenario.filter(|_| !self.model.file.read_only).map(|id| keep_picks(id, picks));
        let answers = self.engine.answers.0.clone();
        self.with_store_do(move |store| {
            let written = match pitching::write(&pitch, &folder, formats) {
                Ok(written) => written,
                Err(problem) => return Ok(Answer::Refused(problem)),
            };
            let names: Vec<String> = written
                .iter()
                .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
                .collect();
            let _heard = answers.send(Answer::Written(format!("Pitch written: {}", names.join(", ")), folder));
            let Some(keep) = keep else { return Ok(Answer::Backups(backups(store))) };
            let edited = store.edit(&keep.name, keep.work)?;
            Ok(Answer::Stored(None, Box::new(Fresh::read(store, &edited.changed)?), None))
        });
    }

    /// Writes the roster as a CSV file that opens safely in spreadsheets.
    pub(super) fn export_roster(&mut self, path: &Path) {
        let (cards, path) = (Arc::clone(&self.model.roster.cards), path.to_owned());
        let numbers = self.model.settings.numbers;
        self.with_store_do(move |_| {
            let rows: Vec<Vec<Cell>> = cards.iter().map(|card| csv_row(card)).collect();
            let text = format!("{} creators written", numbers.count(rows.len() as f64));
            Ok(match write_whole(&path, &write_csv(&HEADERS, &rows)) {
                Ok(()) => Answer::Written(text, path),
                Err(error) => Answer::Refused(error.to_string()),
            })
        });
    }

    /// Writes a chart as a file.
    pub(super) fn save_picture(&mut self, picture: Picture, path: PathBuf) {
        self.with_store_do(move |_| {
            Ok(match write_whole(&path, crate::pitch::picture(&picture).as_bytes()) {
                Ok(()) => Answer::Written(format!("Picture saved: {}", picture.title), path),
                Err(error) => Answer::Refused(error.to_string()),
            })
        });
    }
}

const HEADERS: [&str; 12] = [
    "Name",
    "Platform",
    "Handle",
    "Followers",
    "Engagement rate",
    "Place",
    "Sex",
    "Niches",
    "Tags",
    "Fee",
    "Currency",
    "Notes",
];

fn csv_row(card: &Card) -> Vec<Cell> {
    let creator = &card.entry.creator;
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let fee = card.fee.map(|fee| Cell::Exact(format!("{:.*}", fee.currency.digits() as usize, fee.units())));
    vec![
        text(&creator.name),
        text(card.platform().map_or("", |platform| platform.label())),
        text(&card.handle()),
        card.followers.map_or(Cell::Empty, |n| Cell::Number(n as f64)),
        card.rate.map_or(Cell::Empty, |(rate, _)| Cell::Exact(format!("{:.2}%", rate * 100.0))),
        text(&creator.place),
        text(creator.sex.map_or("", Sex::key)),
        text(&creator.niches.join("; ")),
        text(&creator.tags.join("; ")),
        fee.unwrap_or(Cell::Empty),
        text(card.fee.as_ref().map_or("", |fee| fee.currency.code())),
        text(&creator.notes),
    ]
}

/// Creators as a table for the clipboard, with its header.
pub fn roster_text(roster: &Roster, creators: &[CreatorId], numbers: NumberStyle) -> String {
    let rows: Vec<Vec<Cell>> = creators.iter().filter_map(|id| roster.card(*id)).map(|card| csv_row(card)).collect();
    write_tsv(&HEADERS, &rows, numbers.decimal)
}

const SHORTLIST: [&str; 13] = [
    "Creator",
    "Handle",
    "Platform",
    "Delivers",
    "Fee",
    "Currency",
    "Fee is",
    "Takes part, %",
    "Low",
    "Projected",
    "High",
    "Each",
    "Pinned",
];

/// A shortlist as a table for the clipboard, with its header, row by row as the page shows it: a sum of it would not be
/// the total, which counts each row by its chance.
pub fn shortlist_text(plan: &Plan, numbers: NumberStyle) -> String {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let money = |money: Money| Cell::Exact(format!("{:.*}", money.currency.digits() as usize, money.units()));
    let count = |value: f64| Cell::Number(if value < 100.0 { (value * 100.0).round() / 100.0 } else { value.round() });
    let rows = plan.rows.iter().map(|row| {
        vec![
            text(&row.name),
            // Without its sign, which a spreadsheet would take for a formula's.
            text(row.handle.trim_start_matches('@')),
            text(row.platform.map_or("", |platform| platform.label())),
            text(&row.delivers),
            money(row.fee),
            text(row.fee.currency.code()),
            text(row.status.key()),
            count(row.chance * 100.0),
            count(row.projection.low),
            count(row.projection.projected),
            count(row.projection.high),
            row.each().map_or(Cell::Empty, |each| Cell::Exact(format!("{each:.5}"))),
            text(if row.pinned { "yes" } else { "" }),
        ]
    });
    write_tsv(&SHORTLIST, &rows.collect::<Vec<_>>(), numbers.decimal)
}
