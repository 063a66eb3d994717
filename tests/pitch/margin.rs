//! A margin is money wherever a pitch writes it, and may be less than nothing.

use smallmighty::domain::Goal;
use smallmighty::pitch::{Pitch, html, xlsx};

use super::{part, parts, pitch};

fn margin() -> Pitch {
    let mut p = pitch();
    p.brief.goal = Goal::Margin;
    p
}

/// The number format of a cell.
fn format(bytes: &[u8], sheet: &str, cell: &str) -> String {
    let (sheet, styles) = (part(bytes, sheet), part(bytes, "xl/styles.xml"));
    let after = |text: &str, from: &str| -> String {
        let found = text.split(from).nth(1).and_then(|rest| rest.split('"').next());
        found.unwrap_or_else(|| panic!("{from} in {text}")).to_owned()
    };
    let style: usize = after(&sheet, &format!("<c r=\"{cell}\" s=\"")).parse().expect("a number");
    let formats = styles.split("<cellXfs").nth(1).expect("formats");
    let id = after(formats.split("<xf ").nth(style + 1).expect("a format"), "numFmtId=\"");
    match id.as_str() {
        "3" => "#,##0".to_owned(),
        id => after(&styles, &format!("<numFmt numFmtId=\"{id}\" formatCode=\"")),
    }
}

#[test]
fn a_margin_is_money_in_every_cell_and_on_every_axis() {
    let (plain, bytes) = (xlsx(&pitch()).expect("a workbook"), xlsx(&margin()).expect("a workbook"));
    let cells = [
        ("xl/worksheets/sheet1.xml", "B11"),
        ("xl/worksheets/sheet2.xml", "N5"),
        ("xl/worksheets/sheet2.xml", "P7"),
        ("xl/worksheets/sheet4.xml", "B7"),
    ];
    for (sheet, cell) in cells {
        assert_eq!(format(&plain, sheet, cell), "#,##0", "{sheet} {cell}");
        assert_eq!(format(&bytes, sheet, cell), "#,##0\\ &quot;€&quot;;-#,##0\\ &quot;€&quot;", "{sheet} {cell}");
    }
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("Margin reached with 80\u{a0}% certainty") && !strings.contains("Number of margin"));
    for chart in ["xl/charts/chart1.xml", "xl/charts/chart2.xml"] {
        assert!(part(&bytes, chart).contains("€ of margin"), "{chart}");
    }
    let page = html(&margin()).expect("a page");
    assert!(page.contains(">€ of margin of the whole shortlist</text>") && page.contains(">€ of margin</text>"));
    assert!(page.contains("would bring 120\u{a0}€ more margin"));
}

#[test]
fn a_margin_below_nothing_is_drawn_below_nothing() {
    let mut p = margin();
    (p.rows[0].low, p.rows[1].low) = (-300.0, -40.0);
    let page = html(&p).expect("a page");
    assert!(page.contains("Starts at -300\u{a0}€") || page.contains("Starts at −300\u{a0}€"));
    let starts: Vec<&str> =
        page.split("class=\"band\" x=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(starts.len() == 2 && starts[0] != starts[1], "both bands would begin at 0: {starts:?}");
    let charts = |p: &Pitch| {
        let names = parts(&xlsx(p).expect("a workbook"));
        names.iter().filter(|name| name.starts_with("xl/charts/chart")).count()
    };
    assert_eq!((charts(&margin()), charts(&p)), (2, 1), "stacked bars can't begin below 0");
}

#[test]
fn a_sheet_of_people_says_that_their_number_doesnt_follow() {
    let note = |goal: Goal| {
        let p = Pitch { brief: smallmighty::pitch::PitchBrief { goal, ..pitch().brief }, ..pitch() };
        part(&xlsx(&p).expect("a workbook"), "xl/sharedStrings.xml").contains("Counted, low, high and promise")
    };
    assert!(note(Goal::Reach) && note(Goal::Nearby) && !note(Goal::Engagements));
}
