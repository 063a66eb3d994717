//! The form for one post of an account: copied by hand from the platform, one after the other.

use eframe::egui::{ComboBox, Id, Modal, RichText, Ui};

use super::form::{self, Pressed, field_ui, foot_ui};
use crate::app::Command;
use crate::app::model::Model;
use crate::app::outcome_text::{OutcomeField, OutcomeText};
use crate::domain::post::Counts;
use crate::domain::{AccountId, Currency, NumberStyle, Outcome, Platform, Post, PostId, PostKind};
use crate::ui::asks::Asks;
use crate::ui::format::plural;
use crate::ui::theme::{size, strong};
use crate::ui::widget::{flush_link_ui, group_label_ui, muted_ui};

/// What a post tells, in the order of the form.
const FIELDS: [OutcomeField; 7] = [
    OutcomeField::PostedOn,
    OutcomeField::Likes,
    OutcomeField::Comments,
    OutcomeField::Views,
    OutcomeField::Shares,
    OutcomeField::Saves,
    OutcomeField::Reach,
];

/// Whether a post was paid for, in words.
const PAID: [(Option<bool>, &str); 3] = [(Some(false), "no"), (Some(true), "yes"), (None, "not known")];

/// The form for one post.
pub struct PostEditor {
    /// The post as it is stored, if it is.
    before: Option<Post>,
    account: AccountId,
    typed: OutcomeText,
    kind: Option<PostKind>,
    sponsored: Option<bool>,
    wrong: Option<String>,
    /// How many were added since the form was opened.
    added: usize,
    /// Whether the first field takes the keyboard.
    fresh: bool,
}

impl PostEditor {
    /// For a new post of an account; `last` is the newest that is known, and most probably the same kind.
    pub fn new(account: AccountId, platform: Platform, last: Option<&Post>) -> PostEditor {
        PostEditor {
            before: None,
            account,
            typed: OutcomeText::default(),
            kind: last.map_or(Some(platform.usual_kind()), |post| post.kind),
            sponsored: Some(false),
            wrong: None,
            added: 0,
            fresh: true,
        }
    }

    /// For a post that is stored.
    pub fn of(post: &Post, numbers: NumberStyle) -> PostEditor {
        PostEditor {
            before: Some(post.clone()),
            account: post.account,
            typed: text_of(post, numbers),
            kind: post.kind,
            sponsored: post.sponsored,
            wrong: None,
            added: 0,
            fresh: true,
        }
    }

    fn read(&self, model: &Model) -> Result<Post, String> {
        let typed = self.typed.read(model.settings.numbers, model.settings.currency);
        let Outcome { posted_on, counts, .. } =
            typed.map_err(|(field, problem)| format!("{}: {problem}", field.label()))?;
        if counts == Counts::default() {
            return Err("Enter at least one number: likes, comments or views".to_owned());
        }
        let before = self.before.as_ref();
        // The hour is kept until the day changes.
        let at = before.and_then(|post| post.posted_at).filter(|at| Some(at.date()) == posted_on);
        Ok(Post {
            id: before.map_or(PostId(0), |post| post.id),
            account: self.account,
            posted_at: at.or(posted_on.map(|day| day.at(0, 0, 0, 0))),
            kind: self.kind,
            sponsored: self.sponsored,
            counts,
            url: before.map(|post| post.url.clone()).unwrap_or_default(),
        })
    }

    /// Asks for the change, if there is one. True if the form is done.
    fn send(&mut self, model: &Model, asks: &mut Asks) -> Result<bool, String> {
        let post = self.read(model)?;
        match &self.before {
            Some(before) if *before == post => Ok(true),
            Some(_) => form::send(Command::UpdatePost(Box::new(post)), model, asks).map(|()| true),
            None => {
                form::send(Command::AddPost(Box::new(post)), model, asks)?;
                // Whoever adds one mostly adds ten.
                (self.typed, self.fresh) = (OutcomeText::default(), true);
                self.added += 1;
                Ok(false)
            }
        }
    }
}

/// A post has no revenue, so that it doesn't matter in which currency that would be.
fn text_of(post: &Post, numbers: NumberStyle) -> OutcomeText {
    let posted_on = post.posted_at.map(|at| at.date());
    let outcome = Outcome { posted_on, counts: post.counts, ..Outcome::default() };
    OutcomeText::of(Some(&outcome), numbers, Currency::EUR)
}

/// Paints the form, while it is open.
pub fn post_editor_ui(ui: &mut Ui, model: &Model, open: &mut Option<PostEditor>, asks: &mut Asks) {
    let Some(editor) = open else { return };
    let mut done = false;
    let modal = Modal::new(Id::unique("post")).show(ui.ctx(), |ui| {
        ui.set_width(360.0);
        let title = if editor.before.is_some() { "Change post" } else { "Add posts" };
        ui.label(RichText::new(title).font(strong(size::LEAD)));
        let entered = fields_ui(ui, editor);
        let away = if editor.added > 0 { "Done" } else { "Cancel" };
        match foot_ui(ui, "Save post", away, editor.wrong.as_deref(), entered) {
            Pressed::Nothing => {}
            Pressed::Cancel => done = true,
            Pressed::Send => {
                let sent = editor.send(model, asks);
                done = *sent.as_ref().unwrap_or(&false);
                editor.wrong = sent.err();
            }
        }
        if let Some(post) = &editor.before {
            ui.add_space(8.0);
            if flush_link_ui(ui, "Remove post").clicked() {
                asks.run(Command::RemovePost(post.id));
                done = true;
            }
            return;
        }
        let told = match editor.added {
            0 => "Enter saves and begins the next. What you don't know stays empty".to_owned(),
            added => {
                format!("{} added; go on with the next", plural(model.settings.numbers, added, "post", "posts"))
            }
        };
        muted_ui(ui, told);
    });
    if done || form::left(&modal) {
        *open = None;
    }
}

/// True if Enter was pressed in a field.
fn fields_ui(ui: &mut Ui, editor: &mut PostEditor) -> bool {
    let mut entered = false;
    ui.columns(2, |columns| {
        for (place, field) in FIELDS.into_iter().enumerate() {
            let value = &mut editor.typed.cells[field as usize];
            let (response, pressed) = field_ui(&mut columns[place % 2], field.label(), value);
            entered |= pressed;
            if place == 0 && std::mem::take(&mut editor.fresh) {
                response.request_focus();
            }
        }
        let ui = &mut columns[FIELDS.len() % 2];
        let label = group_label_ui(ui, "Kind");
        let word = |kind: Option<PostKind>| kind.map_or("not known", |kind| kind.word(1));
        let shown = ComboBox::from_id_salt("kind").selected_text(word(editor.kind)).show_ui(ui, |ui| {
            for kind in PostKind::ALL.into_iter().map(Some).chain([None]) {
                ui.selectable_value(&mut editor.kind, kind, word(kind));
            }
        });
        shown.response.labelled_by(label.id);
        let ui = &mut columns[(FIELDS.len() + 1) % 2];
        let label = group_label_ui(ui, "Paid for by a brand");
        let word = |paid: Option<bool>| PAID.iter().find(|(value, _)| *value == paid).map_or("", |(_, word)| *word);
        let shown = ComboBox::from_id_salt("paid").selected_text(word(editor.sponsored)).show_ui(ui, |ui| {
            for (value, word) in PAID {
                ui.selectable_value(&mut editor.sponsored, value, word);
            }
        });
        shown.response.labelled_by(label.id);
    });
    entered
}
