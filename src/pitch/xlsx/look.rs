//! How the workbook looks: fonts, colours and number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::domain::{Currency, Goal};
use crate::pitch::Pitch;

pub(super) const ACCENT: u32 = 0x0B6E4F;
pub(super) const LINE: u32 = 0x2F8F6E;
pub(super) const INNER: u32 = 0xBFE0D2;
pub(super) const HAIRLINE: u32 = 0xE4E3DF;
pub(super) const MUTED: u32 = 0x62676C;
const TEXT: u32 = 0x1F2328;
/// The number format of counts.
const COUNT: &str = "#,##0";

/// The formats of all sheets.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) muted: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) plain: Format,
    pub(super) index: Format,
    pub(super) strong: Format,
    pub(super) head: Format,
    pub(super) head_first: Format,
    pub(super) head_right: Format,
    pub(super) count: Format,
    /// Results: counts, and whole money where the goal is the margin.
    pub(super) result: Format,
    pub(super) percent: Format,
    pub(super) share: Format,
    pub(super) date: Format,
    pub(super) money: Format,
    pub(super) rate: Format,
    pub(super) total: Totals,
    /// The number format of money, for the axes of charts.
    pub(super) money_code: String,
    /// The number format of results, for the same.
    pub(super) result_code: String,
}

/// The formats of a line of sums.
pub(super) struct Totals {
    pub(super) text: Format,
    pub(super) result: Format,
    pub(super) share: Format,
    pub(super) money: Format,
    pub(super) rate: Format,
}

impl Look {
    /// The formats for a pitch in its currency; cents are shown only where some amount has them.
    pub(super) fn new(pitch: &Pitch) -> Look {
        let scale = pitch.currency.scale();
        let mut fees = pitch.rows.iter().map(|row| row.fee.minor).chain([pitch.brief.budget.minor]);
        let digits = if fees.all(|minor| minor % scale == 0) { 0 } else { pitch.currency.digits() };
        let money_code = money_code(pitch.currency, digits);
        let result_code = match pitch.brief.goal {
            Goal::Margin => self::money_code(pitch.currency, 0),
            _ => COUNT.to_owned(),
        };
        let digits = pitch.currency.digits();
        let rate_code =
            format!("[<0.1]{};{}", money_code_of(pitch.currency, digits + 1), money_code_of(pitch.currency, digits));
        let base = || Format::new().set_font_size(11).set_font_color(Color::RGB(TEXT)).set_align(FormatAlign::Top);
        let cell = || base().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(HAIRLINE));
        let sum = || base().set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(Color::RGB(MUTED));
        let head = || {
            base()
                .set_font_color(Color::RGB(MUTED))
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(MUTED))
        };
        Look {
            title: base().set_font_size(20).set_bold().set_font_color(Color::RGB(ACCENT)),
            heading: base().set_font_size(13).set_bold(),
            muted: base().set_font_color(Color::RGB(MUTED)),
            label: cell().set_text_wrap(),
            // Indented, so that text doesn't touch the number left of it.
            text: cell().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            plain: base().set_align(FormatAlign::Left).set_indent(1),
            index: cell().set_num_format("0").set_align(FormatAlign::Left),
            strong: cell().set_bold().set_text_wrap(),
            head: head().set_align(FormatAlign::Left).set_indent(1),
            head_first: head(),
            head_right: head().set_align(FormatAlign::Right),
            count: cell().set_num_format(COUNT),
            result: cell().set_num_format(&result_code),
            percent: cell().set_num_format("0.0%"),
            share: cell().set_num_format("0%"),
            date: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(1),
            money: cell().set_num_format(&money_code),
            rate: cell().set_num_format(&rate_code),
            total: Totals {
                text: sum(),
                result: sum().set_num_format(&result_code),
                share: sum().set_num_format("0%"),
                money: sum().set_num_format(&money_code),
                rate: sum().set_num_format(&rate_code),
            },
            money_code,
            result_code,
        }
    }
}

fn money_code(currency: Currency, digits: u32) -> String {
    // Differences can be negative; the sign stands before the symbol.
    let plain = money_code_of(currency, digits);
    format!("{plain};-{plain}")
}

fn money_code_of(currency: Currency, digits: u32) -> String {
    let zeros = match digits {
        0 => String::new(),
        digits => format!(".{}", "0".repeat(digits as usize)),
    };
    let symbol = currency.symbol();
    // The viewer's own country decides on marks and groups; only the place of the symbol is ours.
    if matches!(symbol.chars().last(), Some('$' | '£' | '₹' | '¥' | '₩')) {
        format!("\"{symbol}\"#,##0{zeros}")
    } else {
        format!("#,##0{zeros}\\ \"{symbol}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_the_digits_of_its_currency() {
        let check = |code: &str, format: &str| {
            let currency = Currency::from_code(code).expect("a code");
            assert_eq!(money_code_of(currency, currency.digits()), format, "{code}");
        };
        check("EUR", "#,##0.00\\ \"€\"");
        check("USD", "\"$\"#,##0.00");
        check("JPY", "\"¥\"#,##0");
        check("KWD", "#,##0.000\\ \"KWD\"");
    }
}
