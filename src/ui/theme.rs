//! Colours by meaning, type sizes and spacing, for light and dark; the only place that names a colour.

use eframe::egui::style::{HandleShape, WidgetVisuals};
use eframe::egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Theme, Ui, Vec2, Visuals,
};
use std::sync::Arc;

/// Colours by what they mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Behind tables, bars and fields.
    pub surface: Color32,
    /// Thin lines between things.
    pub hairline: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub muted: Color32,
    /// The one main action of a page, and "chosen".
    pub accent: Color32,
    /// Behind something chosen.
    pub soft: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind a chip that isn't chosen.
    pub chip: Color32,
    /// Look here.
    pub warn: Color32,
    /// Something is wrong.
    pub bad: Color32,
    /// The line of a chart.
    pub line: Color32,
    /// The likely part of a chart.
    pub inner_band: Color32,
    /// The less likely part of a chart.
    pub outer_band: Color32,
}

/// The light palette.
pub const LIGHT: Palette = Palette {
    background: Color32::from_rgb(0xF7, 0xF7, 0xF5),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    hairline: Color32::from_rgb(0xE4, 0xE3, 0xDF),
    text: Color32::from_rgb(0x1F, 0x23, 0x28),
    muted: Color32::from_rgb(0x63, 0x68, 0x6D),
    accent: Color32::from_rgb(0x0B, 0x6E, 0x4F),
    soft: Color32::from_rgb(0xDD, 0xEF, 0xE7),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    chip: Color32::from_rgb(0xEE, 0xEE, 0xEB),
    warn: Color32::from_rgb(0x9A, 0x5B, 0x00),
    bad: Color32::from_rgb(0xB3, 0x26, 0x1E),
    line: Color32::from_rgb(0x2F, 0x8F, 0x6E),
    inner_band: Color32::from_rgb(0xBF, 0xE0, 0xD2),
    outer_band: Color32::from_rgb(0xDF, 0xF0, 0xE8),
};

/// The dark palette.
pub const DARK: Palette = Palette {
    background: Color32::from_rgb(0x17, 0x19, 0x1A),
    surface: Color32::from_rgb(0x1F, 0x22, 0x23),
    hairline: Color32::from_rgb(0x34, 0x38, 0x3A),
    text: Color32::from_rgb(0xEC, 0xED, 0xEE),
    muted: Color32::from_rgb(0x9B, 0xA1, 0xA6),
    accent: Color32::from_rgb(0x4C, 0xC3, 0x8A),
    soft: Color32::from_rgb(0x1E, 0x3A, 0x2F),
    on_accent: Color32::from_rgb(0x0E, 0x15, 0x12),
    chip: Color32::from_rgb(0x2A, 0x2E, 0x30),
    warn: Color32::from_rgb(0xF1, 0xA1, 0x0D),
    bad: Color32::from_rgb(0xFF, 0x7B, 0x80),
    line: Color32::from_rgb(0x4C, 0xC3, 0x8A),
    inner_band: Color32::from_rgb(0x2A, 0x5A, 0x46),
    outer_band: Color32::from_rgb(0x20, 0x39, 0x2F),
};

/// The palette of the theme that is on.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Sizes of type: small print, text, lead, title, headline.
pub mod size {
    /// Small print.
    pub const SMALL: f32 = 12.0;
    /// Text.
    pub const BODY: f32 = 14.0;
    /// Lead.
    pub const LEAD: f32 = 16.0;
    /// Title.
    pub const TITLE: f32 = 20.0;
    /// Headline.
    pub const HEADLINE: f32 = 28.0;
}

/// The family of the semibold face.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The semibold face in a size.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, strong_family())
}

/// The regular face in a size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Installs fonts and both themes.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
}

fn fonts() -> FontDefinitions {
    // Inter with tabular figures first; egui's own fonts behind it for emoji and symbols, then, through the
    // window, the system's for other scripts.
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 2] = [
        ("inter", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
        ("inter-strong", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| std::iter::once(first.to_owned()).chain(behind.clone()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, family("inter"));
    fonts.families.insert(strong_family(), family("inter-strong"));
    fonts
}

fn style(palette: &Palette, base: Visuals) -> Style {
    let mut style = Style { visuals: visuals(palette, base), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, regular(size::SMALL)),
        (TextStyle::Body, regular(size::BODY)),
        (TextStyle::Button, regular(size::BODY)),
        (TextStyle::Heading, strong(size::TITLE)),
        (TextStyle::Monospace, regular(size::BODY)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 8.0);
    spacing.button_padding = Vec2::new(12.0, 4.0);
    spacing.interact_size = Vec2::new(32.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(12);
    spacing.slider_rail_height = 4.0;
    spacing.icon_width = 16.0;
    spacing.scroll.floating = true;
    spacing.scroll.dormant_handle_opacity = 0.15;
    spacing.scroll.active_handle_opacity = 0.3;
    spacing.scroll.interact_handle_opacity = 0.5;
    style.animation_time = 0.08;
    style
}

fn visuals(palette: &Palette, base: Visuals) -> Visuals {
    let corner = CornerRadius::same(6);
    let widget = |fill: Color32, line: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let mut visuals = base;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.muted);
    visuals.widgets.noninteractive = widget(palette.surface, palette.hairline, palette.text);
    visuals.widgets.inactive = widget(palette.chip, palette.hairline, palette.text);
    visuals.widgets.hovered = widget(palette.chip, palette.muted, palette.text);
    visuals.widgets.active = widget(palette.soft, palette.accent, palette.text);
    visuals.widgets.open = widget(palette.soft, palette.accent, palette.text);
    visuals.selection.bg_fill = palette.soft;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.background;
    visuals.extreme_bg_color = palette.surface;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.code_bg_color = palette.chip;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.panel_fill = palette.background;
    let shade = Color32::from_black_alpha(if visuals.dark_mode { 90 } else { 28 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 12, spread: 0, color: shade };
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals.striped = false;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_both_themes() {
        for (theme, p) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("text on background", p.text, p.background),
                ("text on surface", p.text, p.surface),
                ("text on soft", p.text, p.soft),
                ("text on chip", p.text, p.chip),
                ("muted on background", p.muted, p.background),
                ("muted on surface", p.muted, p.surface),
                ("muted on chip", p.muted, p.chip),
                ("accent on background", p.accent, p.background),
                ("accent on soft", p.accent, p.soft),
                ("on accent", p.on_accent, p.accent),
                ("warn on background", p.warn, p.background),
                ("warn on chip", p.warn, p.chip),
                ("bad on background", p.bad, p.background),
            ];
            for (name, front, back) in pairs {
                assert!(contrast(front, back) >= 4.5, "{theme}: {name} is {:.2}", contrast(front, back));
            }
        }
    }
}
