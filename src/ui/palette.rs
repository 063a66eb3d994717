//! The command palette: everything that can be done or found, by typing a few letters of it.

use eframe::egui::{Align2, Button, Id, Key, Label, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::asks::{Asks, PathFor};
use super::page::Page;
use super::theme::{palette, size};
use crate::app::model::Model;
use crate::app::{Command, Settings, ThemeChoice};
use crate::domain::CreatorId;
use crate::domain::text::fold;

/// Creators shown at most.
const CREATORS: usize = 8;

/// The palette while it is open.
#[derive(Default)]
pub struct PaletteState {
    open: bool,
    text: String,
    chosen: usize,
}

/// What a line of the palette does.
#[derive(Clone)]
enum Deed {
    Run(Command),
    Go(Page),
    Ask(PathFor),
    AddCreator,
    AddCampaign,
    Show(CreatorId),
}

/// What the window must do that no command does.
pub enum Pick {
    /// Open the form for a new creator.
    AddCreator,
    /// Open the form for a new campaign.
    AddCampaign,
    /// Show a creator in the roster.
    Show(CreatorId),
}

impl PaletteState {
    /// Opens it, empty.
    pub fn open(&mut self) {
        *self = PaletteState { open: true, ..PaletteState::default() };
    }
}

/// Paints the palette, while it is open.
pub fn palette_ui(ui: &mut Ui, model: &Model, state: &mut PaletteState, asks: &mut Asks) -> Option<Pick> {
    if !state.open {
        return None;
    }
    let lines = lines(model, &state.text);
    state.chosen = state.chosen.min(lines.len().saturating_sub(1));
    let moved = ui.input_mut(|input| {
        input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) as i64
            - input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) as i64
    });
    state.chosen = (state.chosen as i64 + moved).clamp(0, lines.len().saturating_sub(1) as i64) as usize;
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut picked = None;
    let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, [0.0, 72.0]);
    let modal = Modal::new(Id::unique("palette")).area(area).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        let field = TextEdit::singleline(&mut state.text).hint_text("Search or do…").desired_width(f32::INFINITY);
        ui.add(field).accessible_name("Search or do").request_focus();
        ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (place, (label, right, deed)) in lines.iter().enumerate() {
                let chosen = place == state.chosen;
                let right = RichText::new(right).size(size::SMALL).color(palette(ui).muted);
                let fill = if chosen { palette(ui).soft } else { palette(ui).surface };
                let button =
                    Button::new(label.as_str()).right_text(right).fill(fill).min_size(vec2(ui.available_width(), 28.0));
                let shown = ui.add(button).accessible_name(label.as_str());
                if chosen && moved != 0 {
                    shown.scroll_to_me(None);
                }
                if shown.clicked() || (enter && chosen) {
                    picked = Some(deed.clone());
                }
            }
            if lines.is_empty() {
                ui.add(Label::new(RichText::new("Nothing found").color(palette(ui).muted)));
            }
        });
    });
    if modal.should_close() || picked.is_some() {
        state.open = false;
    }
    match picked? {
        Deed::Run(command) => asks.run(command),
        Deed::Go(page) => asks.page = Some(page),
        Deed::Ask(path) => asks.path = Some(path),
        Deed::AddCreator => return Some(Pick::AddCreator),
        Deed::AddCampaign => return Some(Pick::AddCampaign),
        Deed::Show(creator) => return Some(Pick::Show(creator)),
    }
    None
}

type Line = (String, String, Deed);

fn lines(model: &Model, text: &str) -> Vec<Line> {
    let words: Vec<String> = fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let fits = |label: &str| {
        let folded = fold(label);
        words.iter().all(|word| folded.contains(word.as_str()))
    };
    let mut lines: Vec<Line> = deeds(model).into_iter().filter(|(label, _, _)| fits(label)).collect();
    if !words.is_empty() {
        let found =
            model.roster.cards.iter().filter(|card| words.iter().all(|word| card.folded.contains(word.as_str())));
        lines.extend(
            found.take(CREATORS).map(|card| (card.name().to_owned(), card.handle(), Deed::Show(card.entry.creator.id))),
        );
    }
    lines
}

fn deeds(model: &Model) -> Vec<Line> {
    let line = |label: &str, right: &str, deed: Deed| (label.to_owned(), right.to_owned(), deed);
    let theme = |theme| Deed::Run(Command::SetSettings(Box::new(Settings { theme, ..model.settings.clone() })));
    let mut lines = Vec::new();
    if let Some(undo) = &model.file.undo {
        lines.push(line(&format!("Undo {}", lower(undo)), "Ctrl Z", Deed::Run(Command::Undo)));
    }
    if let Some(redo) = &model.file.redo {
        lines.push(line(&format!("Redo {}", lower(redo)), "Ctrl Shift Z", Deed::Run(Command::Redo)));
    }
    lines.extend(Page::ALL.iter().zip(1..).map(|(page, n)| {
        line(&format!("Go to {}", page.label().to_lowercase()), &format!("Ctrl {n}"), Deed::Go(*page))
    }));
    lines.extend([
        line("Add creator…", "Ctrl N", Deed::AddCreator),
        line("New campaign…", "", Deed::AddCampaign),
        line("Import a list…", "Ctrl I", Deed::Ask(PathFor::Import)),
        line("Write pitch…", "Ctrl E", Deed::Ask(PathFor::Pitch { xlsx: true, html: true })),
        line("Copy scenario", "", Deed::Run(Command::CopyScenario)),
        line("Open roster…", "Ctrl O", Deed::Ask(PathFor::Open)),
        line("New roster…", "", Deed::Ask(PathFor::New)),
        line("Open sample roster", "", Deed::Run(Command::OpenSample)),
        line("Export roster as CSV…", "", Deed::Ask(PathFor::ExportRoster)),
        line("Back up now", "", Deed::Run(Command::BackUp)),
        line("Theme: light", "", theme(ThemeChoice::Light)),
        line("Theme: dark", "", theme(ThemeChoice::Dark)),
        line("Theme: as the system has it", "", theme(ThemeChoice::System)),
    ]);
    for campaign in &model.campaigns {
        for scenario in &campaign.scenarios {
            let label = format!("Open campaign {} · {}", campaign.name, scenario.name);
            lines.push((label, campaign.client.clone(), Deed::Run(Command::OpenScenario(scenario.id))));
        }
    }
    lines
}

/// The name of a step inside a sentence: "Add creator" becomes "add creator".
pub fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
