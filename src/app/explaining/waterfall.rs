//! The way from the user's own list to the best one.

use std::collections::BTreeSet;

use super::super::case::Case;
use super::super::conflict::part_words;
use super::super::slots::Slot;
use super::units;
use crate::domain::{Cancelled, Report};
use crate::optimise::{self, Broken, Part, Shortlist, Step};
use crate::report::explain::{Waterfall, WaterfallStep};

/// From the own list to the best one, swap by swap; `None` while there is no own list.
pub fn waterfall(case: &Case, best: &Shortlist, report: &mut Report<'_>) -> Result<Option<Waterfall>, Cancelled> {
    let question = &case.question;
    if question.own.is_empty() {
        return Ok(None);
    }
    let own = case.table.places(&question.own);
    let (choices, rules) = (&case.table.choices, &case.asked.rules);
    let worth = |list: &[u32]| case.table.worth(list);
    let found = optimise::waterfall(choices, rules, &own, &best.chosen, &worth, report)?;
    let cost = own.iter().map(|i| case.table.choices[*i as usize].price).sum();
    Ok(Some(Waterfall {
        own: units(found.start),
        cost: case.money(cost),
        broken: found.breaks.iter().map(|broken| sentence(case, broken)).collect(),
        left_out: left_out(case, &own),
        steps: found.steps.iter().map(|step| row(case, step)).collect(),
        best: units(best.value),
        best_cost: case.money(best.cost),
        proved: best.proved,
    }))
}

/// What of the brief a list breaks, as a sentence without a full stop.
fn sentence(case: &Case, broken: &Broken) -> String {
    let Broken::Rule { part, by } = broken else { return "Somebody is in it twice".to_owned() };
    let money = case.question.numbers.money(case.money(*by));
    let rule = part_words(part, &case.question, &case.asked);
    match part {
        Part::Budget => format!("It costs {money} more than there is for creators"),
        Part::Ceiling => format!("One creator costs {money} more than \u{201c}{rule}\u{201d} allows"),
        Part::MinCreators if *by == 1 => format!("1 creator is missing for \u{201c}{rule}\u{201d}"),
        Part::MinCreators => format!("{by} creators are missing for \u{201c}{rule}\u{201d}"),
        Part::Must(_) | Part::Never(_) | Part::Row(..) => format!("\u{201c}{rule}\u{201d} isn't kept"),
    }
}

/// Offers of the own list that no choice of it stands for, in words.
fn left_out(case: &Case, own: &[u32]) -> Vec<String> {
    let question = &case.question;
    let taken: Vec<Slot> = own.iter().flat_map(|choice| case.table.slots(*choice)).collect();
    let owners: BTreeSet<u32> = question.own.iter().filter_map(|offer| case.table.shelf.slots.owner(*offer)).collect();
    let mut words = Vec::new();
    for card in owners {
        let entry = &question.cards[card as usize].entry;
        for (place, offer) in (0..).zip(&entry.offers).filter(|(_, offer)| question.own.contains(&offer.id)) {
            let slot = Slot { card, offer: place };
            if taken.contains(&slot) {
                continue;
            }
            let reason = match case.table.considers(slot) {
                Err(reason) => reason.words(),
                Ok(_) => "beside another offer of theirs, which the brief doesn't allow",
            };
            words.push(format!("{}: {} {reason}", case.name(card), offer.summary()));
        }
    }
    words
}

fn row(case: &Case, step: &Step) -> WaterfallStep {
    let creator = |choice: &u32| case.table.choices[*choice as usize].creator;
    let (out, into): (Vec<u32>, Vec<u32>) =
        (step.out.iter().map(creator).collect(), step.into.iter().map(creator).collect());
    let words = |choices: &[u32], others: &[u32]| -> Vec<String> {
        let one = |choice: &u32| match others.contains(&creator(choice)) {
            true => format!("{} ({})", case.name(creator(choice)), case.delivers(*choice)),
            false => case.name(creator(choice)),
        };
        choices.iter().map(one).collect()
    };
    WaterfallStep {
        leaves: words(&step.out, &into),
        joins: words(&step.into, &out),
        gain: units(step.gain),
        cost: case.money(step.cost_change),
        keeps: step.feasible,
    }
}
