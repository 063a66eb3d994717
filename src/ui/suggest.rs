//! A field that offers what fits while something is typed: towns, creators.

use eframe::egui::{Button, Key, RichText, TextEdit, Ui};

use super::theme::palette;

/// Paints the field and, while it is typed in, up to a handful of choices below it. The place of the one taken.
pub fn suggest_ui(
    ui: &mut Ui,
    name: &str,
    hint: &str,
    text: &mut String,
    offers: &[(String, String)],
) -> Option<usize> {
    let field = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
    let shown = ui.add(field).accessible_name(name);
    let entered = shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut taken = (entered && !offers.is_empty()).then_some(0);
    for (place, (label, more)) in offers.iter().enumerate() {
        let mut words = RichText::new(label).size(13.0);
        if place == 0 {
            words = words.color(palette(ui).accent);
        }
        let width = ui.available_width();
        let button = Button::new(words).right_text(RichText::new(more).size(12.0).weak());
        let button = button.frame_when_inactive(false).truncate().min_size(eframe::egui::vec2(width, 22.0));
        if ui.add(button).accessible_name(format!("Take {label}")).clicked() {
            taken = Some(place);
        }
    }
    taken
}
