//! What the user says about one creator: in whatever it costs, out whatever it brings, or as the optimiser has it.

use eframe::egui::Ui;

use crate::app::Command;
use crate::domain::{Brief, CreatorId, Rule};
use crate::ui::asks::Asks;
use crate::ui::widget::link_button_ui;

/// The change of the brief that pins or bars a creator, or takes either back; `name` names the step.
pub fn stance(brief: &Brief, creator: CreatorId, rule: Option<Rule>, name: &'static str) -> Command {
    let mut brief = brief.clone();
    brief.rules.retain(|rule| !matches!(rule, Rule::MustHave(c) | Rule::Never(c) if *c == creator));
    brief.rules.extend(rule);
    Command::KeepBrief(name, Box::new(brief))
}

/// The buttons that pin or bar a creator; true while one of them has the keyboard.
pub fn stance_ui(ui: &mut Ui, brief: &Brief, creator: CreatorId, name: &str, pinned: bool, asks: &mut Asks) -> bool {
    let never = link_button_ui(ui, "never").accessible_name(format!("Never {name}"));
    let never = never.on_hover_text("Keep this creator out of the shortlist");
    if never.clicked() {
        asks.run(stance(brief, creator, Some(Rule::Never(creator)), "Bar creator"));
    }
    let (word, hint) = match pinned {
        true => ("unpin", "Let the optimiser decide about this creator"),
        false => ("pin", "Keep this creator in the shortlist"),
    };
    let pin = link_button_ui(ui, word).accessible_name(format!("{} {name}", if pinned { "Unpin" } else { "Pin" }));
    let pin = pin.on_hover_text(hint);
    if pin.clicked() {
        asks.run(match pinned {
            true => stance(brief, creator, None, "Unpin creator"),
            false => stance(brief, creator, Some(Rule::MustHave(creator)), "Pin creator"),
        });
    }
    pin.has_focus() || never.has_focus()
}
