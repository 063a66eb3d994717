//! The checks of the selected creator's accounts: what was looked at, what came out, and what to add.

use eframe::egui::{DragValue, RichText, Ui};

use crate::app::checks::left_open;
use crate::app::model::Model;
use crate::app::{Command, clock};
use crate::domain::{Account, AccountId, Audit, AuditKind, NumberStyle};
use crate::report::Card;
use crate::report::checks::{Check, CheckOutcome};
use crate::ui::asks::Asks;
use crate::ui::theme::palette;
use crate::ui::widget::{divider_ui, group_label_ui, muted_ui, plain_button_ui};

/// Numbers of an audit while they are typed in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct AuditState {
    /// Whose numbers they are; another account starts anew.
    of: Option<AccountId>,
    followers: u32,
    comments: u32,
}

/// Paints the checks of every account.
pub fn checks_ui(ui: &mut Ui, model: &Model, card: &Card, state: &mut AuditState, asks: &mut Asks) {
    if card.entry.accounts.is_empty() {
        muted_ui(ui, "No account yet. Edit the creator to add one");
        return;
    }
    muted_ui(ui, "Unusual isn't false: these say where to look, not what to think");
    for account in &card.entry.accounts {
        ui.add_space(4.0);
        group_label_ui(ui, account.platform.label());
        for check in model.checks(&card.entry, account) {
            check_ui(ui, &check);
        }
    }
    if let Some(account) = card.entry.main_account().filter(|_| !model.file.read_only) {
        audit_ui(ui, account, model.settings.numbers, state, asks);
    }
}

fn check_ui(ui: &mut Ui, check: &Check) {
    let colours = palette(ui);
    let (word, colour) = match &check.outcome {
        CheckOutcome::Fine => ("as usual", colours.muted),
        CheckOutcome::LookCloser => ("look closer", colours.warn),
        CheckOutcome::NotKnown { .. } => ("not known", colours.muted),
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(check.kind.label()).color(colours.text));
        ui.label(RichText::new(word).size(13.0).color(colour));
    });
    let source = &check.source;
    let from = format!("{}, {}. {}. {}", source.name, source.year, source.population, source.basis);
    let evidence: Vec<String> =
        check.evidence.iter().map(|figure| format!("{}: {}", figure.name, figure.text)).collect();
    let told = if evidence.is_empty() { from } else { format!("{}\n\n{from}", evidence.join("\n")) };
    muted_ui(ui, check.sentence.clone()).on_hover_text(told);
    if let CheckOutcome::NotKnown { add } = &check.outcome {
        muted_ui(ui, add.clone());
    }
    divider_ui(ui);
}

/// Two looks by hand, entered as how many of a sample were suspicious, with what that would leave open.
fn audit_ui(ui: &mut Ui, account: &Account, numbers: NumberStyle, state: &mut AuditState, asks: &mut Asks) {
    if state.of != Some(account.id) {
        *state = AuditState { of: Some(account.id), ..AuditState::default() };
    }
    group_label_ui(ui, &format!("Look yourself, at {}", account.platform.label()));
    let looks = [
        (
            AuditKind::Followers,
            "Open the list of followers, scroll to five places far apart and look at six profiles at each. Count those \
             without picture or posts that follow thousands",
            &mut state.followers,
        ),
        (
            AuditKind::Comments,
            "Open four posts of different weeks and read five comments of each, not only the first. Count those that are \
             off topic, copied or nothing but emoji",
            &mut state.comments,
        ),
    ];
    for (kind, how, suspicious) in looks {
        let sample = kind.sample();
        ui.label(RichText::new(format!("{sample} {}", kind.key())).color(palette(ui).text));
        muted_ui(ui, how);
        if let Some((words, sure)) = left_open(kind, *suspicious, numbers) {
            muted_ui(ui, words).on_hover_text(sure);
        }
        ui.horizontal(|ui| {
            let name = format!("Suspicious {} of {sample}", kind.key());
            ui.add(DragValue::new(suspicious).range(0..=sample).suffix(" suspicious")).accessible_name(&name);
            if plain_button_ui(ui, "Enter").accessible_name(format!("Enter the look at {}", kind.key())).clicked() {
                asks.run(Command::AddAudit(Audit {
                    account: account.id,
                    kind,
                    looked_at: sample,
                    suspicious: *suspicious,
                    taken_on: clock::today(),
                }));
                *suspicious = 0;
            }
        });
    }
}
