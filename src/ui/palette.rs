//! The command palette: everything that can be done or found, by typing a few letters of it.

use eframe::egui::{
    Align2, Button, Context, Id, Key, KeyboardShortcut, Label, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui,
    vec2,
};

use super::asks::{Asks, PathFor};
use super::find;
use super::page::Page;
use super::theme::{palette, size};
use crate::app::model::Model;
use crate::app::{Command, Settings, ThemeChoice};
use crate::domain::CreatorId;
use crate::domain::text::fold;

/// Keys of the pages, in the order of [`Page::ALL`].
pub const PAGE_KEYS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// Creators shown at most.
const CREATORS: usize = 8;

/// The palette while it is open.
#[derive(Default)]
pub struct PaletteState {
    open: bool,
    text: String,
    chosen: usize,
    found: Found,
}

/// The creators found, and what they were searched for: words and version of the roster.
#[derive(Default)]
struct Found {
    made_for: Option<(Vec<String>, u64)>,
    lines: Vec<Line>,
}

/// A line of the palette.
#[derive(Clone)]
struct Line {
    label: String,
    right: String,
    deed: Deed,
    /// Why it can't be done now, if it can't.
    obstacle: Option<&'static str>,
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
    let lines = lines(ui.ctx(), model, state);
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
            for (place, line) in lines.iter().enumerate() {
                let chosen = place == state.chosen;
                let shown = line_ui(ui, line, chosen);
                if chosen && moved != 0 {
                    shown.scroll_to_me(None);
                }
                if line.obstacle.is_none() && (shown.clicked() || (enter && chosen)) {
                    picked = Some(line.deed.clone());
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

fn line_ui(ui: &mut Ui, line: &Line, chosen: bool) -> eframe::egui::Response {
    let right = line.obstacle.unwrap_or(&line.right);
    let right = RichText::new(right).size(size::SMALL).color(palette(ui).muted);
    let fill = if chosen { palette(ui).soft } else { palette(ui).surface };
    let button = Button::new(line.label.as_str()).right_text(right).fill(fill);
    let button = button.min_size(vec2(ui.available_width(), 28.0));
    ui.add_enabled(line.obstacle.is_none(), button).accessible_name(line.label.as_str())
}

fn lines(ctx: &Context, model: &Model, state: &mut PaletteState) -> Vec<Line> {
    let words = find::words(&state.text);
    let fits = |label: &str| {
        let folded = fold(label);
        words.iter().all(|word| folded.contains(word.as_str()))
    };
    let mut lines: Vec<Line> = deeds(ctx, model).into_iter().filter(|line| fits(&line.label)).collect();
    // The roster may be long, so it is searched only when something has changed, not in every frame.
    let wanted = Some((words, model.roster.version));
    if state.found.made_for != wanted {
        let words = wanted.as_ref().map(|(words, _)| words.as_slice()).unwrap_or_default();
        state.found.lines = creators(model, words);
        state.found.made_for = wanted;
    }
    lines.extend(state.found.lines.iter().cloned());
    lines
}

fn creators(model: &Model, words: &[String]) -> Vec<Line> {
    let line = |card: &std::sync::Arc<crate::report::Card>| Line {
        label: card.name().to_owned(),
        right: card.handle(),
        deed: Deed::Show(card.entry.creator.id),
        obstacle: None,
    };
    find::matches(model, words).take(CREATORS).map(line).collect()
}

/// Why a deed can't be done now, as a sentence; `None` if it can.
fn obstacle(deed: &Deed, model: &Model) -> Option<&'static str> {
    match deed {
        Deed::Run(command) => command.obstacle(model),
        Deed::Ask(wanted) => wanted.obstacle(model),
        Deed::AddCreator => Command::AddCreator(Box::default()).obstacle(model),
        Deed::AddCampaign => Command::AddCampaign { name: String::new(), client: String::new() }.obstacle(model),
        Deed::Go(_) | Deed::Show(_) => None,
    }
}

fn deeds(ctx: &Context, model: &Model) -> Vec<Line> {
    let keys = |modifiers, key| ctx.format_shortcut(&KeyboardShortcut::new(modifiers, key));
    let (command, shift) = (Modifiers::COMMAND, Modifiers::COMMAND | Modifiers::SHIFT);
    let theme = |theme| Deed::Run(Command::SetSettings(Box::new(Settings { theme, ..model.settings.clone() })));
    let none = String::new;
    let mut deeds: Vec<(String, String, Deed)> = Vec::new();
    if let Some(undo) = &model.file.undo {
        deeds.push((format!("Undo {}", lower(undo)), keys(command, Key::Z), Deed::Run(Command::Undo)));
    }
    if let Some(redo) = &model.file.redo {
        deeds.push((format!("Redo {}", lower(redo)), keys(shift, Key::Z), Deed::Run(Command::Redo)));
    }
    for (page, key) in Page::ALL.into_iter().zip(PAGE_KEYS) {
        deeds.push((format!("Go to {}", page.label().to_lowercase()), keys(command, key), Deed::Go(page)));
    }
    let pitch = PathFor::Pitch { xlsx: true, html: true };
    let fixed = [
        ("Add creator…", keys(command, Key::N), Deed::AddCreator),
        ("New campaign…", none(), Deed::AddCampaign),
        ("Import a list…", keys(command, Key::I), Deed::Ask(PathFor::Import)),
        ("Write pitch…", keys(command, Key::E), Deed::Ask(pitch)),
        ("Book this shortlist", none(), Deed::Run(Command::BookShortlist)),
        ("Copy scenario", none(), Deed::Run(Command::CopyScenario)),
        ("Open roster…", keys(command, Key::O), Deed::Ask(PathFor::Open)),
        ("Open roster read only…", none(), Deed::Ask(PathFor::OpenReadOnly)),
        ("New roster…", none(), Deed::Ask(PathFor::New)),
        ("Open sample roster", none(), Deed::Run(Command::OpenSample)),
        ("Export roster as CSV…", none(), Deed::Ask(PathFor::ExportRoster)),
        ("Back up now", none(), Deed::Run(Command::BackUp)),
        ("Theme: light", none(), theme(ThemeChoice::Light)),
        ("Theme: dark", none(), theme(ThemeChoice::Dark)),
        ("Theme: as the system has it", none(), theme(ThemeChoice::System)),
    ];
    deeds.extend(fixed.map(|(label, right, deed)| (label.to_owned(), right, deed)));
    for campaign in &model.campaigns {
        for scenario in &campaign.scenarios {
            let label = format!("Open campaign {} · {}", campaign.name, scenario.name);
            deeds.push((label, campaign.client.clone(), Deed::Run(Command::OpenScenario(scenario.id))));
        }
    }
    let line = |(label, right, deed)| Line { obstacle: obstacle(&deed, model), label, right, deed };
    deeds.into_iter().map(line).collect()
}

/// The name of a step inside a sentence: "Add creator" becomes "add creator".
pub fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
