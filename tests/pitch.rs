//! A pitch as a client gets it: the workbook's formulas and results, the page, and text that tries to be more than text.

#![allow(clippy::expect_used, reason = "a test may stop where something is missing")]

mod margin;
mod projected;

use std::io::Read;

use jiff::civil::date;
use smallmighty::domain::{Currency, FeeStatus, Goal, Money, NumberStyle, Platform};
use smallmighty::pitch::{
    Assumption, BackUp, BenchRow, FrontierPoint, Pitch, PitchBrief, PitchError, PitchRow, Proof, SourceRow, Totals,
    file_stem, html, xlsx,
};
use smallmighty::report::aimed::{Aimed, Reached, Safer};
use smallmighty::report::figures::figure;

/// Text that some program takes for a formula, a tag, a template or a path.
const PAYLOADS: [&str; 24] = [
    "=1+1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u{feff}=1+1",
    "＝1+1",
    "=HYPERLINK(\"http://127.0.0.1:9/?x=\"&A1,\"click\")",
    "=cmd|'/c calc'!A0",
    "{=1+1}",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></svg><svg/onload=1>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "&amp;<b>",
    "../../../../etc/passwd",
    "a\u{0}b\u{1b}\u{fffe}c",
    "_x003D_1+1",
    "مرحبا \u{202e}exe.png",
    "👩‍👩‍👧‍👦 &G&P",
];

fn euros(units: f64) -> Money {
    Money::from_units(units, Currency::EUR).expect("an amount")
}

fn row(name: &str, fee: f64, projected: f64) -> PitchRow {
    PitchRow {
        creator: name.into(),
        handle: name.to_lowercase(),
        platform: Some(Platform::Instagram),
        url: format!("https://www.instagram.com/{}/", name.to_lowercase()),
        place: "Freiburg".into(),
        niche: "food".into(),
        followers: Some(8_420),
        engagement_rate: Some(0.061),
        deliverables: "1 reel + 2 stories".into(),
        fee: euros(fee),
        fee_status: FeeStatus::Quoted,
        chance: 1.0,
        low: projected * 0.7,
        projected,
        high: projected * 1.5,
        posts_used: 12,
        own_share: 0.85,
        source: "posts.csv".into(),
    }
}

fn brief() -> PitchBrief {
    PitchBrief {
        goal: Goal::Engagements,
        budget: euros(500.0),
        starts: Some(date(2026, 10, 1)),
        ends: Some(date(2026, 10, 29)),
        platforms: vec![Platform::Instagram],
        niches: vec!["food".into()],
        rules: vec!["At least 2 creators".into()],
    }
}

fn pitch() -> Pitch {
    let point = |budget: f64, value: f64| FrontierPoint { budget: euros(budget), value };
    Pitch {
        client: "Café Lindner".into(),
        campaign: "Autumn menu".into(),
        scenario: "A".into(),
        agency: "Studio Dreisam".into(),
        prepared_on: date(2026, 9, 14),
        valid_until: Some(date(2026, 9, 30)),
        currency: Currency::EUR,
        numbers: NumberStyle::ENGLISH,
        brief: brief(),
        promise_level: 0.8,
        totals: Totals {
            cost: euros(215.5),
            left_over: euros(284.5),
            projected: 1480.0,
            middle: 1500.0,
            promise: 1210.0,
            low: 1100.0,
            high: 2050.0,
        },
        proof: Proof { proved: true, gap: 0.0, method: "Branch and bound over 300 creators".into() },
        aimed: Aimed::Most,
        rows: vec![row("Marta", 95.5, 760.0), row("Jonas", 120.0, 720.0)],
        frontier: vec![
            point(0.0, 0.0),
            point(250.0, 900.0),
            point(500.0, 1500.0),
            point(550.0, 1620.0),
            point(900.0, 1900.0),
        ],
        current: Some(point(500.0, 1500.0)),
        density: (0..50).map(|i| (f64::from(i) * 60.0, (-(f64::from(i) - 25.0).powi(2) / 50.0).exp())).collect(),
        outlook: vec![figure("Clicks", "120".into(), "40–310".into(), "Views times clicks per view")],
        back_ups: vec![BackUp { creator: "Clara".into(), replaces: vec!["Marta".into(), "Jonas".into()] }],
        bench: vec![BenchRow {
            creator: "Clara".into(),
            handle: "claravoss".into(),
            deliverables: "1 reel".into(),
            fee: None,
            brings_in: "In at 70 €".into(),
        }],
        assumptions: vec![Assumption {
            name: "Paid posts".into(),
            value: "× 0.90".into(),
            basis: "Median of 11 studies".into(),
            source: "A report".into(),
            year: Some(2024),
        }],
        sources: vec![SourceRow {
            creator: "Marta".into(),
            what: "Followers".into(),
            value: "8,420".into(),
            date: Some(date(2026, 9, 3)),
            source: "list.csv".into(),
        }],
        notes: vec!["One fee is a guess".into()],
        next_steps: Vec::new(),
    }
}

/// `pitch()` with `text` wherever text can come from outside.
fn filled_with(text: &str) -> Pitch {
    let mut p = pitch();
    let t = || text.to_owned();
    (p.client, p.campaign, p.scenario, p.agency) = (t(), t(), t(), t());
    (p.brief.niches, p.brief.rules, p.notes, p.next_steps) = (vec![t()], vec![t()], vec![t()], vec![t()]);
    p.proof.method = t();
    for row in &mut p.rows {
        (row.creator, row.handle, row.url, row.place) = (t(), t(), t(), t());
        (row.niche, row.deliverables, row.source) = (t(), t(), t());
    }
    for row in &mut p.bench {
        (row.creator, row.handle, row.deliverables, row.brings_in) = (t(), t(), t(), t());
    }
    for row in &mut p.outlook {
        (row.name, row.value, row.band, row.source) = (t(), t(), t(), t());
    }
    for row in &mut p.back_ups {
        (row.creator, row.replaces) = (t(), vec![t(), t()]);
    }
    for row in &mut p.assumptions {
        (row.name, row.value, row.basis, row.source) = (t(), t(), t(), t());
    }
    for row in &mut p.sources {
        (row.creator, row.what, row.value, row.source) = (t(), t(), t(), t());
    }
    p
}

/// One part of the workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn parts(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    archive.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

/// Cell, formula and stored result of every formula of a sheet.
fn formulas(sheet: &str) -> Vec<(String, String, String)> {
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(part, _)| part.to_owned())
    };
    let cells = sheet.split("<c ").skip(1).map(|cell| cell.split("</c>").next().unwrap_or_default());
    cells
        .filter(|cell| cell.contains("<f"))
        .map(|cell| {
            let get = |from, to| between(cell, from, to).expect(cell);
            (get("r=\"", "\""), get("<f>", "</f>"), get("<v>", "</v>"))
        })
        .collect()
}

#[test]
fn sums_costs_and_shares_are_live_with_their_results() {
    let bytes = xlsx(&pitch()).expect("a workbook");
    let found = formulas(&part(&bytes, "xl/worksheets/sheet2.xml"));
    let check = |cell: &str, formula: &str, result: f64| {
        let (_, f, v) = found.iter().find(|(at, _, _)| at == cell).unwrap_or_else(|| panic!("{cell} in {found:?}"));
        assert_eq!(f, formula, "{cell}");
        assert!((v.parse::<f64>().expect("a number") - result).abs() < 1e-9, "{cell}: {v}");
    };
    check("P5", "IF(COUNT(L5,N5)=2,L5*N5,\"–\")", 760.0);
    check("Q5", "IF(N(N5)&gt;0,J5/N5,\"–\")", 95.5 / 760.0);
    check("R6", "IF(N(Budget)&gt;0,J6/Budget,\"–\")", 0.24);
    check("J7", "SUM(J5:J6)", 215.5);
    check("P7", "SUM(P5:P6)", 1480.0);
    check("Q7", "IF(N(P7)&gt;0,SUMPRODUCT(J5:J6,L5:L6)/P7,\"–\")", 215.5 / 1480.0);
    check("J8", "Budget-J7", 284.5);
    check("J9", "IF(N(Total_promise)&gt;0,J7/Total_promise,\"–\")", 215.5 / 1210.0);
    let names = part(&bytes, "xl/workbook.xml");
    for name in ["Budget", "Promise_level", "Total_low", "Total_high", "Total_promise", "Total_counted"] {
        assert!(names.contains(&format!("<definedName name=\"{name}\">Assumptions!$B$")), "{name} in {names}");
    }
    let order =
        ["Summary", "Shortlist", "Projections", "Assumptions", "Sources"].map(|s| names.find(&format!("name=\"{s}\"")));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{names}");
    let charts = parts(&bytes).iter().filter(|name| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 2, "a chart of ranges and one of the frontier");
}

#[test]
fn imported_text_is_never_a_formula_a_link_or_a_tag() {
    let plain = xlsx(&pitch()).expect("a workbook");
    for text in PAYLOADS {
        let p = filled_with(text);
        let bytes = xlsx(&p).expect("a workbook");
        for sheet in 1..=5 {
            let name = format!("xl/worksheets/sheet{sheet}.xml");
            let now: Vec<_> = formulas(&part(&bytes, &name));
            assert_eq!(now, formulas(&part(&plain, &name)), "{text:?} changed the formulas of {name}");
            assert!(!part(&bytes, &name).contains("<hyperlink"), "{text:?}");
        }
        assert!(!parts(&bytes).iter().any(|part| part.contains("externalLink") || part.contains("vba")), "{text:?}");
        check_page(&html(&p).expect("a page"), text);
    }
}

/// Only tags and attributes of our own are on the page, and nothing is loaded or run.
fn check_page(page: &str, text: &str) {
    let ours = html(&filled_with("x")).expect("a page");
    let tags = |page: &str| page.matches('<').count();
    // A cut or empty text changes no tag; a link only appears for a web address, which no payload is.
    assert_eq!(tags(page), tags(&ours), "{text:?} changed the tags");
    let lower = page.to_lowercase();
    for bad in ["<script", "<img", "<iframe", "<link", "href=\"javascript", "@import", "url(", "src=", "<b>"] {
        let found = lower.find(bad).map(|at| &page[at..page.len().min(at + 40)]);
        let inside_text = bad == "src=" && text.contains("src=x");
        assert!(found.is_none() || inside_text, "{text:?}: {found:?}");
    }
    assert!(!page.contains(">49<"), "a template ran");
    assert!(!page.contains(['\u{0}', '\u{1b}', '\u{fffe}', '\u{202e}']), "{text:?}");
}

#[test]
fn headers_keep_the_sign_that_starts_codes() {
    let bytes = xlsx(&filled_with("Fish & chips &G")).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("&amp;LFish &amp;&amp; chips &amp;&amp;G&amp;R"), "{sheet}");
}

#[test]
fn the_page_stands_alone() {
    let page = html(&pitch()).expect("a page");
    let policy = "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"";
    assert!(page.contains(policy));
    assert_eq!(page.matches("<svg").count(), 2 + 1 + 2, "density, frontier, axis and a strip per creator");
    assert_eq!(page.matches("<title").count(), 1 + 5, "every picture says what it shows");
    for text in [
        "Autumn menu",
        "Café Lindner",
        "215.50\u{a0}€ brings about 1,500 engagements · 8 in 10: 1,100–2,050",
        "1–29 October 2026",
        "Proved best under these rules",
        "550\u{a0}€ instead of 500\u{a0}€ would bring 120 more engagements",
        "Marta is projected to bring most: 760 engagements · 8 in 10: 532–1,140",
        "The fees hold until 30 September 2026.",
        "2 of 2 (2 quoted)",
        "A report, 2024",
        "40–310",
        "Could replace Marta or Jonas",
        "quoted, 100\u{a0}%",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("href=\"https:&#x2f;&#x2f;www.instagram.com&#x2f;marta&#x2f;\""), "profiles are links");
}

#[test]
fn unknown_is_never_zero() {
    let mut p = pitch();
    p.rows.truncate(1);
    p.rows[0].followers = None;
    p.rows[0].engagement_rate = None;
    (p.rows[0].low, p.rows[0].projected, p.rows[0].high) = (f64::NAN, f64::NAN, f64::NAN);
    let page = html(&p).expect("a page");
    let cells: Vec<&str> = page.split("<td class=\"n\">").skip(1).filter_map(|c| c.split('<').next()).collect();
    assert_eq!(&cells[..2], ["–", "–"], "followers and rate");
    assert_eq!(&cells[3..6], ["–", "–", "–"], "projected, cost per engagement, counted");
    assert!(page.contains("not known") && !page.contains("NaN"));
    let bytes = xlsx(&p).expect("a workbook");
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for cell in ["G5", "H5", "M5", "N5", "O5"] {
        let found = sheet.split(&format!("<c r=\"{cell}\"")).nth(1).and_then(|c| c.split("</c>").next());
        assert!(found.is_some_and(|cell| cell.contains("t=\"s\"")), "{cell} holds a sign, not a number: {found:?}");
    }
    assert!(formulas(&sheet).contains(&("Q5".into(), "IF(N(N5)&gt;0,J5/N5,\"–\")".into(), "–".into())));
}

#[test]
fn any_number_of_creators_makes_a_pitch() {
    for count in [0, 1, 200] {
        let mut p = pitch();
        p.rows = (0..count).map(|i| row(&format!("Name {i} {}", "ö".repeat(500)), 1.0, f64::from(i) + 1.0)).collect();
        if count == 0 {
            (p.frontier, p.current, p.density) = (Vec::new(), None, Vec::new());
            (p.bench, p.assumptions, p.sources, p.notes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        }
        let page = html(&p).expect("a page");
        assert_eq!(page.contains("No creators are on this shortlist yet"), count == 0, "{count}");
        let sheet = part(&xlsx(&p).expect("a workbook"), "xl/worksheets/sheet2.xml");
        let sum = format!("SUM(J5:J{})", 4 + count.max(1));
        let projected = f64::from(count).to_string();
        assert!(formulas(&sheet).iter().any(|(_, f, v)| *f == sum && *v == projected), "{count}");
    }
}

#[test]
fn amounts_follow_currency_and_style() {
    let check = |code: &str, style: NumberStyle, minor: i64, shown: &str, format: &str| {
        let currency = Currency::from_code(code).expect("a code");
        let mut p = pitch();
        let money = Money::from_minor(minor, currency);
        (p.currency, p.numbers) = (currency, style);
        (p.brief.budget, p.totals.cost, p.totals.left_over) = (money, money, Money::from_minor(0, currency));
        p.rows.iter_mut().for_each(|row| row.fee = money);
        (p.frontier, p.current) = (Vec::new(), None);
        let page = html(&p).expect("a page");
        assert!(page.contains(shown), "{shown} on the page");
        let styles = part(&xlsx(&p).expect("a workbook"), "xl/styles.xml");
        assert!(styles.contains(format), "{format} in {styles}");
    };
    check("JPY", NumberStyle::ENGLISH, 60_000, "¥60,000", "&quot;¥&quot;#,##0;");
    check("KWD", NumberStyle::ENGLISH, 1_234_567, "1,234.567\u{a0}KWD", "#,##0.000\\ &quot;KWD&quot;");
    check("EUR", NumberStyle::GERMAN, 123_456, "1.234,56\u{a0}€", "#,##0.00\\ &quot;€&quot;");
}

#[test]
fn mixed_currencies_are_refused_with_the_name() {
    let mut p = pitch();
    p.rows[1].fee = Money::from_minor(100, Currency::USD);
    let error = PitchError::MixedCurrency { what: "Jonas".into(), found: "USD".into(), expected: "EUR".into() };
    assert_eq!(html(&p), Err(error.clone()));
    assert_eq!(xlsx(&p), Err(error));
}

#[test]
fn equal_pitches_give_equal_bytes() {
    assert_eq!(xlsx(&pitch()), xlsx(&pitch()));
    assert_eq!(html(&pitch()), html(&pitch()));
    let core = part(&xlsx(&pitch()).expect("a workbook"), "docProps/core.xml");
    assert_eq!(core.matches("2026-09-14T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn text_longer_than_a_cell_is_cut_with_a_mark() {
    let bytes = xlsx(&filled_with(&"👩".repeat(40_000))).expect("a workbook");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    let longest = strings.split("</t>").map(|t| t.rsplit('>').next().unwrap_or_default()).max_by_key(|t| t.len());
    let longest = longest.expect("a string");
    assert!(longest.encode_utf16().count() <= 32_767 && longest.ends_with("(cut: a cell holds no more)"));
}

#[test]
fn a_shortlist_without_proof_says_how_far_it_can_be() {
    let mut p = pitch();
    p.proof = Proof { proved: false, gap: 0.0042, method: "Stopped after 2 seconds".into() };
    let page = html(&p).expect("a page");
    assert!(page.contains("At most 0.42\u{a0}% from the best") && !page.contains("Proved best"));
}

#[test]
fn a_pitch_tells_the_aim_that_was_asked_for() {
    let mut p = pitch();
    p.proof = Proof { proved: false, gap: 0.102, method: "Searched".into() };
    let reached =
        Reached { target: 1200.0, needs: euros(215.5), at_least: Some(euros(150.0)), chance: 0.81, counted: false };
    p.aimed = Aimed::Target(reached);
    let page = html(&p).expect("a page");
    assert!(page.contains("1,200 engagements for as little money as possible"));
    assert!(page.contains("The least money found that reaches 1,200 engagements"));
    assert!(page.contains("less than 150\u{a0}€ can"));
    assert!(!page.contains("from the best") && !page.contains("A better shortlist may exist"), "of another question");
    let safer = Safer { promise: 1210.0, most_promise: 1100.0, most_middle: 1600.0, loss: 0.04, bound: None };
    p.aimed = Aimed::Safe(safer);
    let page = html(&p).expect("a page");
    assert!(page.contains("As many engagements as can be promised") && page.contains("at most 4.0\u{a0}%"));
}

#[test]
fn file_names_are_safe_everywhere() {
    let named = |campaign: &str, scenario: &str| {
        let mut p = pitch();
        (p.campaign, p.scenario) = (campaign.into(), scenario.into());
        file_stem(&p)
    };
    let check = |campaign: &str, scenario: &str, stem: &str| assert_eq!(named(campaign, scenario), stem, "{campaign}");
    check("Autumn menu", "A", "autumn-menu-a");
    check("Herbst: Menü?", "B / 2", "herbst-menü-b-2");
    check("CON", "", "pitch-con");
    check("COM1", "", "pitch-com1");
    check("../..", "", "pitch");
    check("trailing. ", "", "trailing");
    for text in PAYLOADS.into_iter().chain(["NUL.txt", "a\\b", "a:b", "-rf", ".hidden", "~", "LPT¹", "\u{200b}"]) {
        for name in [named(text, ""), named(&text.repeat(90), "B"), named("", text)] {
            let safe = name.chars().all(|c| c.is_alphanumeric() || c == '-');
            assert!(safe && !name.is_empty() && name.len() <= 120 && !name.starts_with('-') && !name.ends_with('-'));
        }
    }
    assert_ne!(named(&"long ".repeat(90), "A"), named(&"long ".repeat(90), "B"), "scenarios keep files apart");
}
