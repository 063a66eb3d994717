//! Whom a shortlist reaches: people counted once, people nearby, and how much of it is relevant.

use eframe::egui::Ui;

use super::figures::figures_ui;
use crate::app::model::Model;
use crate::report::figures::{Figure, figure};
use crate::report::outlook::Outlook;
use crate::report::picture::{nearby, reach};
use crate::ui::asks::Asks;
use crate::ui::chart::picture_ui;
use crate::ui::widget::muted_ui;

/// Paints them.
pub fn people_ui(ui: &mut Ui, model: &Model, outlook: &Outlook, asks: &mut Asks) {
    let numbers = model.settings.numbers;
    let source = format!("{}\n{}", outlook.sources.reach, outlook.sources.people);
    match &outlook.reach {
        Some(found) => picture_ui(ui, &reach(found, numbers).with_source(source.clone()), asks),
        None => drop(muted_ui(ui, "Nobody is on the shortlist yet")),
    }
    ui.add_space(12.0);
    match &outlook.nearby {
        Some((found, people)) => picture_ui(ui, &nearby(found, *people, numbers).with_source(source), asks),
        None => drop(muted_ui(ui, "Choose a place and a radius in the brief to see how many of them live nearby")),
    }
    ui.add_space(12.0);
    let figures = figures(model, outlook);
    if !figures.is_empty() {
        figures_ui(ui, "How they are counted", &figures);
    }
    if outlook.relevant.is_none() {
        muted_ui(ui, "Choose niches in the brief to see how many engagements are relevant to you");
    }
}

fn figures(model: &Model, outlook: &Outlook) -> Vec<Figure> {
    let numbers = model.settings.numbers;
    let mut figures = Vec::new();
    if let Some(found) = &outlook.reach {
        let sources = &outlook.sources;
        let often = found.frequency().map_or(String::new(), |times| numbers.decimal(times, 2));
        let meaning = "How often a person reached sees a post on average: all reach added up, over people counted once";
        figures.push(figure("Times each", often, String::new(), meaning));
        let gross = format!("The reach of all posts added up\n{}", sources.reach);
        figures.push(figure("Added up", numbers.count(found.gross), String::new(), &gross));
        let bounds = format!(
            "With every post at what it is projected to reach, people counted once lie between these whatever the overlaps\n{}",
            sources.people
        );
        let span = crate::ui::format::span(numbers, found.floor, found.ceiling);
        figures.push(figure("Hard bounds", String::new(), span, &bounds));
    }
    if let Some(all) = &outlook.relevant {
        let (plain, relevant) = (all.plain.middle(), all.relevant.middle());
        let share = if plain > 0.0 { relevant / plain } else { 0.0 };
        figures.push(figure("Engagements", numbers.count(plain), String::new(), &outlook.sources.posts));
        let meaning = "Engagements, each weighed by how close the creator's niches are to the brief's in the tree of \
                       niches. Choose it as the goal to get the most of it";
        let of = format!("{} of them", numbers.percent(share, 0));
        figures.push(figure("Relevant", numbers.count(relevant), of, meaning));
    }
    figures
}
