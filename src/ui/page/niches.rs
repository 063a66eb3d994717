//! The tree of niches: who is in each, and what the user adds, moves or gives other words.

use std::collections::BTreeSet;

use eframe::egui::{RichText, TextEdit, Ui};

use crate::app::Command;
use crate::app::model::Model;
use crate::domain::text::fold;
use crate::report::niches::{NicheRow, NicheTree};
use crate::ui::asks::Asks;
use crate::ui::cached::Cached;
use crate::ui::format::plural;
use crate::ui::suggest::suggest_ui;
use crate::ui::theme::palette;
use crate::ui::widget::{
    chip_ui, cut_ui, divider_ui, group_label_ui, heading_ui, link_button_ui, muted_ui, plain_button_ui,
    primary_button_ui,
};

/// Words the tree doesn't know that are shown, at most.
const STRANGERS: usize = 12;

/// Parents offered while one is typed.
const OFFERED: usize = 5;

/// What the section remembers.
#[derive(Default)]
pub struct NichesState {
    search: String,
    tree: Cached<(u64, u64), NicheTree>,
    open: BTreeSet<String>,
    form: Option<NicheForm>,
}

/// A niche while it is added or changed.
#[derive(Default)]
struct NicheForm {
    name: String,
    /// Whether the name is that of a niche in the tree.
    known: bool,
    parent: String,
    synonyms: String,
    wrong: Option<String>,
    effect: Cached<(String, String, String, u64, u64), String>,
}

/// Paints the section.
pub fn niches_ui(ui: &mut Ui, model: &Model, state: &mut NichesState, asks: &mut Asks) {
    ui.set_width(ui.available_width());
    heading_ui(ui, "Niches");
    muted_ui(
        ui,
        "A brief's niche reaches whoever is in it or below it, and those near it in part. Give words of your own a place",
    );
    let NichesState { search, tree, open, form } = state;
    let tree = tree.get((model.roster.version, model.premises.version), || model.niche_tree());
    let may_change = !model.file.read_only;
    ui.horizontal(|ui| {
        ui.add(TextEdit::singleline(search).hint_text("Search").desired_width(240.0)).accessible_name("Search niches");
        if may_change && plain_button_ui(ui, "Add niche").clicked() {
            *form = Some(NicheForm { name: search.clone(), ..NicheForm::default() });
        }
    });
    if may_change && !tree.strangers.is_empty() {
        strangers_ui(ui, model, tree, form);
    }
    if let Some(open_form) = form
        && form_ui(ui, model, tree, open_form, asks)
    {
        *form = None;
    }
    let key = fold(search);
    let shown: Vec<&NicheRow> = tree.rows.iter().filter(|row| is_shown(row, tree, &key, open)).collect();
    ui.spacing_mut().item_spacing.y = 2.0;
    for row in shown {
        match row_ui(ui, model, row, key.is_empty(), open.contains(&row.id)) {
            Pressed::Nothing => {}
            Pressed::Fold => fold_row(open, &row.id),
            Pressed::Change => *form = Some(changing(row, tree)),
            Pressed::Restore => {
                asks.run(Command::SetNiche { name: row.name.clone(), parent: None, synonyms: String::new() });
            }
        }
        divider_ui(ui);
    }
}

fn fold_row(open: &mut BTreeSet<String>, id: &str) {
    if !open.remove(id) {
        open.insert(id.to_owned());
    }
}

/// Whether a row is in sight: what is searched for, else tops and whatever lies in an unfolded one.
fn is_shown(row: &NicheRow, tree: &NicheTree, key: &str, open: &BTreeSet<String>) -> bool {
    if !key.is_empty() {
        return fold(&row.name).contains(key) || row.synonyms.iter().any(|word| fold(word).contains(key));
    }
    let mut parent = row.parent.as_str();
    for _ in 0..row.depth {
        if !open.contains(parent) {
            return false;
        }
        parent = tree.rows.iter().find(|row| row.id == parent).map_or("", |row| row.parent.as_str());
    }
    true
}

fn changing(row: &NicheRow, tree: &NicheTree) -> NicheForm {
    let parent = tree.rows.iter().find(|other| other.id == row.parent);
    NicheForm {
        name: row.name.clone(),
        known: true,
        parent: parent.map(|parent| parent.name.clone()).unwrap_or_default(),
        synonyms: row.synonyms.join("; "),
        ..NicheForm::default()
    }
}

/// Words of the roster that the tree doesn't know.
fn strangers_ui(ui: &mut Ui, model: &Model, tree: &NicheTree, form: &mut Option<NicheForm>) {
    let numbers = model.settings.numbers;
    group_label_ui(ui, "Words of your creators that have no place yet")
        .on_hover_text("They fit only a brief that names the very same word. Click one to say where it belongs");
    ui.horizontal_wrapped(|ui| {
        for (word, count) in tree.strangers.iter().take(STRANGERS) {
            let label = format!("{word} · {}", numbers.count(*count as f64));
            if chip_ui(ui, &label, false).clicked() {
                *form = Some(NicheForm { name: word.clone(), ..NicheForm::default() });
            }
        }
        if tree.strangers.len() > STRANGERS {
            muted_ui(ui, format!("and {} more", numbers.count((tree.strangers.len() - STRANGERS) as f64)));
        }
    });
}

/// The form. True if it is done with.
fn form_ui(ui: &mut Ui, model: &Model, tree: &NicheTree, form: &mut NicheForm, asks: &mut Asks) -> bool {
    let mut done = false;
    ui.add_space(4.0);
    if form.known {
        group_label_ui(ui, &format!("Change {}", form.name));
    } else {
        let label = group_label_ui(ui, "Niche");
        ui.add(TextEdit::singleline(&mut form.name).desired_width(320.0)).labelled_by(label.id);
    }
    group_label_ui(ui, "Below which niche; empty for a top of its own");
    let key = fold(&form.parent);
    let is_whole = tree.rows.iter().any(|row| fold(&row.name) == key);
    let fits = |row: &&NicheRow| !key.is_empty() && !is_whole && fold(&row.name).contains(&key);
    let offers: Vec<(String, String)> =
        tree.rows.iter().filter(fits).take(OFFERED).map(|row| (row.name.clone(), String::new())).collect();
    ui.scope(|ui| {
        ui.set_max_width(320.0);
        if let Some(taken) = suggest_ui(ui, "Niche above it", "For example Food", &mut form.parent, &offers) {
            form.parent = offers[taken].0.clone();
        }
    });
    let label = group_label_ui(ui, "Other words for it, with semicolons between");
    ui.add(TextEdit::singleline(&mut form.synonyms).desired_width(f32::INFINITY)).labelled_by(label.id);
    let read = read(form, tree);
    if let Ok((name, parent, synonyms)) = &read {
        let key = (name.clone(), parent.clone(), synonyms.clone(), model.roster.version, model.premises.version);
        muted_ui(ui, form.effect.get(key, || model.niche_effect(name, parent, synonyms)).clone());
    }
    if let Some(wrong) = &form.wrong {
        ui.label(RichText::new(wrong).color(palette(ui).bad));
    }
    ui.horizontal(|ui| {
        if primary_button_ui(ui, "Save niche").clicked() {
            match read {
                Ok((name, parent, synonyms)) => {
                    asks.run(Command::SetNiche { name, parent: Some(parent), synonyms });
                    done = true;
                }
                Err(wrong) => form.wrong = Some(wrong),
            }
        }
        if plain_button_ui(ui, "Cancel").accessible_name("Cancel niche").clicked() {
            done = true;
        }
    });
    ui.add_space(8.0);
    done
}

/// Name, key of the parent and synonyms. The error is a sentence.
fn read(form: &NicheForm, tree: &NicheTree) -> Result<(String, String, String), String> {
    let name = form.name.trim();
    if name.is_empty() {
        return Err("A niche needs a name".to_owned());
    }
    let wanted = fold(&form.parent);
    let parent = tree.rows.iter().find(|row| fold(&row.name) == wanted);
    if parent.is_none() && !wanted.is_empty() {
        return Err(format!("No niche is called \u{201c}{}\u{201d}; choose one that is there", form.parent.trim()));
    }
    let own = tree.rows.iter().find(|row| fold(&row.name) == fold(name));
    let mut above = parent;
    for _ in 0..10 {
        let Some(row) = above else { break };
        if own.is_some_and(|own| own.id == row.id) {
            return Err(format!("{name} can't lie below itself"));
        }
        above = tree.rows.iter().find(|other| other.id == row.parent);
    }
    let words: Vec<&str> = form.synonyms.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
    Ok((name.to_owned(), parent.map(|row| row.id.clone()).unwrap_or_default(), words.join("; ")))
}

/// What was pressed in a row.
enum Pressed {
    Nothing,
    Fold,
    Change,
    Restore,
}

fn row_ui(ui: &mut Ui, model: &Model, row: &NicheRow, as_tree: bool, is_open: bool) -> Pressed {
    let mut pressed = Pressed::Nothing;
    ui.horizontal(|ui| {
        let width = ui.available_width();
        ui.scope(|ui| {
            ui.set_width(width * 0.34);
            if as_tree {
                ui.add_space(18.0 * row.depth as f32);
            }
            if as_tree && row.has_below {
                let mark = if is_open { "–" } else { "+" };
                let name = format!("{} {}", if is_open { "Fold" } else { "Unfold" }, row.name);
                if link_button_ui(ui, mark).accessible_name(name).clicked() {
                    pressed = Pressed::Fold;
                }
            } else {
                ui.add_space(24.0);
            }
            cut_ui(ui, RichText::new(&row.name));
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.14);
            let count = plural(model.settings.numbers, row.creators, "creator", "creators");
            let words = if row.creators == 0 { String::new() } else { count };
            cut_ui(ui, RichText::new(words).size(13.0).color(palette(ui).muted));
        });
        ui.scope(|ui| {
            ui.set_width(width * 0.2);
            if model.file.read_only {
                return;
            }
            if link_button_ui(ui, "Change").accessible_name(format!("Change {}", row.name)).clicked() {
                pressed = Pressed::Change;
            }
            if row.own && link_button_ui(ui, "Restore").accessible_name(format!("Restore {}", row.name)).clicked() {
                pressed = Pressed::Restore;
            }
        });
        let words = row.synonyms.join(", ");
        cut_ui(ui, RichText::new(&words).size(12.0).color(palette(ui).muted)).on_hover_text(words);
    });
    pressed
}
