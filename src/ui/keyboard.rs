//! The keyboard's place in the window.

use eframe::egui::{Context, Id, Key};

/// Lets Tab go on from where the keyboard was. A field that is left with Enter or Esc has no focus any more, and without
/// this the next Tab would begin at the top of the window. Call it before anything is painted.
pub fn keep_place(ctx: &Context) {
    let key = Id::unique("place of the keyboard");
    if let Some(focused) = ctx.memory(|memory| memory.focused()) {
        ctx.data_mut(|data| data.insert_temp(key, focused));
    } else if ctx.input(|input| input.key_pressed(Key::Tab))
        && let Some(left) = ctx.data(|data| data.get_temp::<Id>(key))
        // What isn't painted any more can't be gone on from.
        && ctx.read_response(left).is_some()
    {
        ctx.memory_mut(|memory| memory.request_focus(left));
    }
}
