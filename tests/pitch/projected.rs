//! Projected numbers in a pitch: they add up on the page and in the workbook, and are drawn where they lie.

use smallmighty::pitch::{Pitch, html, xlsx};

use super::{euros, formulas, part, pitch, row};

/// Three creators whose averages lie beyond, above and inside their bands' centres. Total and promise differ from
/// every sum of other columns, so that a mix-up shows.
fn skewed() -> Pitch {
    let mut p = pitch();
    p.rows = vec![row("Marta", 95.5, 1_000.0), row("Jonas", 120.0, 720.0), row("Clara", 50.0, 300.0)];
    (p.rows[0].low, p.rows[0].high) = (100.0, 800.0);
    (p.rows[1].chance, p.rows[2].chance) = (0.5, 0.8);
    (p.totals.cost, p.totals.left_over, p.totals.projected) = (euros(265.5), euros(234.5), 1_600.0);
    p
}

/// The last column of a table's lines, the sums last: the counted numbers of the shortlist.
fn shown(table: &str) -> Vec<f64> {
    let lines = table.split("<tr>").filter(|line| line.contains("<td class=\"n\">"));
    let cell = |line: &str| line.rsplit("<td class=\"n\">").next()?.split('<').next()?.replace(',', "").parse().ok();
    lines.map(|line| cell(line).expect("a number")).collect()
}

/// The stored number of a cell.
fn stored(sheet: &str, cell: &str) -> f64 {
    let cell = sheet.split(&format!("<c r=\"{cell}\"")).nth(1).expect(cell);
    let value = cell.split("</c>").next().and_then(|cell| cell.split("<v>").nth(1)?.split("</v>").next());
    value.and_then(|value| value.parse().ok()).expect("a number")
}

#[test]
fn rows_add_up_to_the_total_on_the_page() {
    let page = html(&skewed()).expect("a page");
    let table = page.split("<h2>The shortlist</h2>").nth(1).and_then(|rest| rest.split("</table>").next());
    let mut numbers = shown(table.expect("a table"));
    let total = numbers.pop().expect("a line of sums");
    assert_eq!(numbers, [1_000.0, 360.0, 240.0]);
    assert_eq!(numbers.iter().sum::<f64>(), total);
    assert_eq!(page.matches("Projected is the average of the outcomes").count(), 1, "said once");
    assert!(page.contains("brings about 1,500 engagements · 8 in 10: 1,100–2,050"));
}

#[test]
fn rows_add_up_to_the_total_in_the_workbook() {
    let mut p = skewed();
    // What the page is told doesn't matter: the sum is live.
    p.totals.projected = 1.0;
    let bytes = xlsx(&p).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let sum: f64 = ["P5", "P6", "P7"].map(|cell| stored(&sheet, cell)).iter().sum();
    assert_eq!((sum, stored(&sheet, "P8")), (1_600.0, 1_600.0));
    let has = |sheet: &str, formula: &str, result: f64| {
        let near = |v: &str| v.parse::<f64>().is_ok_and(|v| (v - result).abs() < 1e-9);
        assert!(formulas(sheet).iter().any(|(_, f, v)| f == formula && near(v)), "{formula} in {:?}", formulas(sheet));
    };
    has(&sheet, "SUM(P5:P7)", 1_600.0);
    // Half of 120 and four fifths of 50 are paid on average.
    let each = (95.5 + 60.0 + 40.0) / 1_600.0;
    has(&sheet, "IF(N(P8)&gt;0,SUMPRODUCT(J5:J7,L5:L7)/P8,\"–\")", each);
    let summary = part(&bytes, "xl/worksheets/sheet1.xml");
    has(&summary, "Shortlist!P8", 1_600.0);
    has(&summary, "Shortlist!Q8", each);
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert_eq!(strings.matches("Projected is the average of the outcomes").count(), 1, "said once");
}

#[test]
fn a_sum_over_something_unknown_is_unknown() {
    let mut p = skewed();
    p.rows[1].projected = f64::NAN;
    let found = formulas(&part(&xlsx(&p).expect("a workbook"), "xl/worksheets/sheet2.xml"));
    let sum = found.iter().find(|(cell, _, _)| cell == "P8").expect("a sum");
    assert_eq!((sum.1.as_str(), sum.2.as_str()), ("IF(COUNT(P5:P7)=ROWS(P5:P7),SUM(P5:P7),\"–\")", "–"));
}

#[test]
fn an_average_outside_its_band_is_drawn_outside() {
    let p = skewed();
    let page = html(&p).expect("a page");
    let strip = page.split("<title id=\"strip0-t\">").nth(1).and_then(|rest| rest.split("</svg>").next());
    let strip = strip.expect("a strip");
    let after = |from: &str| -> f64 {
        let text = strip.split(from).nth(1).and_then(|rest| rest.split('"').next()).expect(from);
        text.parse().expect("a number")
    };
    assert!(strip.starts_with("Marta: projected 1,000 engagements<"), "{strip}");
    let band_ends = after("class=\"band\" x=\"") + after("width=\"");
    // Jonas's band ends highest, at 1,080, so both places differ.
    assert!(after("cx=\"") > band_ends + 10.0, "{strip}");
    let parts = part(&xlsx(&p).expect("a workbook"), "xl/worksheets/sheet3.xml");
    let found = formulas(&parts);
    let first = found.first().expect("a part").0.trim_start_matches('E').to_owned();
    assert_eq!((stored(&parts, &format!("E{first}")), stored(&parts, &format!("F{first}"))), (700.0, 0.0));
}

#[test]
fn the_axis_reaches_the_highest_average() {
    let mut p = skewed();
    p.rows[0].projected = 5_000.0;
    let page = html(&p).expect("a page");
    let dots: Vec<&str> = page.split("cx=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_ne!(dots[0], dots[1], "the dot of 5,000 isn't held at the end of a band");
    let band = page.split("strip0-t").nth(2).and_then(|rest| rest.split("width=\"").nth(1));
    let width: f64 = band.and_then(|rest| rest.split('"').next()).and_then(|w| w.parse().ok()).expect("a width");
    assert!(width < 50.0, "700 of 5,000 is a narrow band: {width}");
}

#[test]
fn the_density_marks_promise_and_middle() {
    let page = html(&skewed()).expect("a page");
    assert!(page.contains(">middle 1,500</text>") && page.contains(">promise 1,210 (80\u{a0}% sure)</text>"));
    // 1,500 of an axis from 0 to 2,940 over the places 16 to 624.
    assert!(page.contains("<line class=\"projected\" x1=\"326.2\""), "the line stands at its value");
}

#[test]
fn the_chart_of_the_frontier_reads_its_table() {
    let p = skewed();
    let bytes = xlsx(&p).expect("a workbook");
    let (chart, sheet) = (part(&bytes, "xl/charts/chart2.xml"), part(&bytes, "xl/worksheets/sheet3.xml"));
    let ranges: Vec<&str> = chart.split("<c:f>").skip(1).filter_map(|rest| rest.split("</c:f>").next()).collect();
    let cells = |range: &str| range.trim_start_matches("Projections!").replace('$', "");
    let [budgets, values, budget, value] = [0, 1, 2, 3].map(|i| cells(ranges[i]));
    let ends = |range: &str| range.split(':').map(|cell| stored(&sheet, cell)).collect::<Vec<f64>>();
    assert_eq!((ends(&budgets), ends(&values)), (vec![0.0, 900.0], vec![0.0, 1_900.0]));
    assert_eq!((ends(&budget), ends(&value)), (vec![500.0], vec![1_500.0]));
}

#[test]
fn long_sheets_print_one_page_wide_with_their_column_names() {
    let bytes = xlsx(&skewed()).expect("a workbook");
    let names = part(&bytes, "xl/workbook.xml");
    for sheet in ["Shortlist", "Projections", "Sources"] {
        assert!(names.contains(&format!("\">{sheet}!$")), "{sheet} repeats its column names: {names}");
    }
    for sheet in 2..=5 {
        let setup = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(setup.contains("fitToHeight=\"0\"") && setup.contains("orientation=\"landscape\""), "{sheet}");
    }
}

#[test]
fn people_counted_once_are_less_than_their_rows() {
    let mut p = skewed();
    p.brief.goal = smallmighty::domain::Goal::Reach;
    p.totals.projected = 1_234.0;
    let found = formulas(&part(&xlsx(&p).expect("a workbook"), "xl/worksheets/sheet2.xml"));
    let sum = found.iter().find(|(cell, _, _)| cell == "P8").expect("a sum");
    assert_eq!((sum.1.as_str(), sum.2.as_str()), ("Total_counted", "1234"));
    let page = html(&p).expect("a page");
    assert!(page.contains("1,234") && page.contains("the whole is less than the sum of the rows"));
}
