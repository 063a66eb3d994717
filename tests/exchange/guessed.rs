//! What columns are taken for where their values say more than their headers.

use smallmighty::domain::{Currency, Measure, Platform};
use smallmighty::exchange::{ShareBasis, propose};

use super::{check_measure, column, fields, import, rows, says, sheet};

#[test]
fn marked_handles_outrank_a_heading_of_names() {
    for heading in ["creator", "name", "influencer"] {
        let text = format!(
            "{heading},followers\n@anna,1000\nhttps://www.instagram.com/bert/?hl=de,2000\n\
            https://www.tiktok.com/@carl,3000\nyoutube.com/@dora,4.5K\nemil,5\n"
        );
        let read = rows(&text);
        let told: Vec<_> = read.iter().map(|d| (d.handle.as_deref().expect("a handle"), d.platform)).collect();
        let (bert, carl) = (Some(Platform::Instagram), Some(Platform::TikTok));
        let dora = Some(Platform::YouTube);
        assert_eq!(told, [("anna", None), ("bert", bert), ("carl", carl), ("dora", dora), ("emil", None)], "{heading}");
        assert!(read.iter().all(|draft| draft.name.is_none()), "{heading}");
    }
    // Another column that is the handle stays it; names with a handle among them stay names.
    assert_eq!(fields(b"creator,handle\n@anna,anna.b\n@bert,bert_c\n"), ["name", "handle"]);
    assert_eq!(fields(b"creator,followers\nAnna Bo,12\n@bert,13\nCarl Do,14\n"), ["name", "followers"]);
    // The address of a post is nobody's.
    assert_eq!(fields(b"creator,followers\nhttps://www.instagram.com/p/x1/,12\n"), ["name", "followers"]);
}

#[test]
fn amounts_with_a_currency_are_a_fee_where_none_is_named() {
    for heading in ["Preis pro Beitrag", "Betrag", "Was es kostet"] {
        let text = column(heading, &["1.250,50 \u{20ac}", "50 \u{20ac}", "", "80"]);
        let (_, mapping, read) = import(text.as_bytes());
        let fees: Vec<_> = read.drafts.iter().map(|d| d.fee.map(|m| (m.minor, m.currency))).collect();
        let euro = |minor| Some((minor, Currency::EUR));
        assert_eq!(fees, [euro(125_050), euro(5_000), None, euro(8_000)], "{heading}");
        assert!((0.5..=0.6).contains(&mapping.columns[1].confidence), "{heading}");
    }
    // Bare numbers are nobody's fee, and a fee that is named stays the fee.
    assert_eq!(fields(column("Betrag", &["1250", "50"]).as_bytes()), ["handle", "ignore"]);
    assert_eq!(fields(column("EMV", &["1250 \u{20ac}", "50 \u{20ac}"]).as_bytes()), ["handle", "ignore"]);
    let posts = "username,date,likes,Betrag\nanna_1,2026-03-27,12,50 \u{20ac}\nbert_2,2026-03-28,13,60 \u{20ac}\n";
    assert_eq!(fields(posts.as_bytes())[3], "ignore");
    says(&propose(&sheet(posts.as_bytes())).issues(), None, "Amounts of money");
    let two = "handle,Betrag,fee\n@anna,\u{20ac}5,\u{20ac}7\n@bert,\u{20ac}6,\u{20ac}8\n";
    assert_eq!(fields(two.as_bytes()), ["handle", "ignore", "fee"]);
    says(&propose(&sheet(two.as_bytes())).issues(), None, "Amounts of money");
}

#[test]
fn one_high_rate_among_small_ones_keeps_the_fractions() {
    use Measure::EngagementRate;
    check_measure("ER", EngagementRate, &[("0.5", Some(0.5)), ("0.034", Some(0.034)), ("0.012", Some(0.012))]);
    let basis = |cells: &[&str]| propose(&sheet(column("engagement rate", cells).as_bytes())).columns[1].style.basis;
    assert_eq!(basis(&["0.5", "0.034", "0.012"]), ShareBasis::Fraction);
    assert_eq!(basis(&["0.5", "0.4", "0.012"]), ShareBasis::Percent);
    assert_eq!(basis(&["1.5", "0.034", "0.012"]), ShareBasis::Percent);
    says(&propose(&sheet(column("ER", &["0.5", "0.034", "0.012"]).as_bytes())).issues(), None, "percentages");
}
