//! Import as the app uses it: bytes to sheet, mapping and drafts.

// Functions that tests share may expect as tests do.
#![allow(clippy::expect_used)]

mod guessed;
mod robust;
mod sex;

use std::fmt::Write;

use smallmighty::domain::progress::silent;
use smallmighty::domain::{Cancelled, Currency, Draft, FeeStatus, Measure, Platform, PostKind};
use smallmighty::exchange::*;

fn context() -> Context {
    Context { currency: Currency::EUR, platform: None, today: jiff::civil::date(2026, 6, 1) }
}

fn sheet(bytes: &[u8]) -> Sheet {
    read(bytes, &Choices::default()).expect("a table")
}

fn import(bytes: &[u8]) -> (Sheet, Mapping, Drafts) {
    let sheet = sheet(bytes);
    let mapping = propose(&sheet);
    let drafts = drafts(&sheet, &mapping, &context(), &mut silent).expect("not stopped");
    assert_eq!(sheet.len(), drafts.drafts.len() + drafts.refused.len(), "every row is accounted for");
    (sheet, mapping, drafts)
}

fn rows(text: &str) -> Vec<Draft> {
    import(text.as_bytes()).2.drafts
}

fn fields(bytes: &[u8]) -> Vec<&'static str> {
    import(bytes).1.columns.iter().map(|column| column.field.key()).collect()
}

fn value(draft: &Draft, measure: Measure) -> Option<f64> {
    draft.readings.iter().find(|(m, _)| *m == measure).map(|(_, value)| *value)
}

fn column(name: &str, values: &[&str]) -> String {
    let mut text = format!("handle;{name}\n");
    for (index, value) in values.iter().enumerate() {
        writeln!(text, "@creator_{index};{value}").expect("a string");
    }
    text
}

/// Reads one column of a measure and checks each of its values.
#[track_caller]
fn check_measure(name: &str, measure: Measure, cells: &[(&str, Option<f64>)]) {
    let values: Vec<&str> = cells.iter().map(|(cell, _)| *cell).collect();
    let drafts = rows(&column(name, &values));
    let read: Vec<Option<f64>> = drafts.iter().map(|draft| value(draft, measure)).collect();
    let expected: Vec<Option<f64>> = cells.iter().map(|(_, value)| *value).collect();
    assert_eq!(read, expected, "{name}: {values:?}");
}

#[track_caller]
fn check_fee(cells: &[(&str, Option<(i64, &str)>)]) {
    let values: Vec<&str> = cells.iter().map(|(cell, _)| *cell).collect();
    let read: Vec<_> =
        rows(&column("fee", &values)).iter().map(|d| d.fee.map(|m| (m.minor, m.currency.code().to_owned()))).collect();
    let expected: Vec<_> = cells.iter().map(|(_, fee)| fee.map(|(minor, code)| (minor, code.to_owned()))).collect();
    assert_eq!(read, expected, "{values:?}");
}

#[track_caller]
fn says(issues: &[smallmighty::domain::Issue], row: Option<u64>, part: &str) {
    assert!(issues.iter().any(|i| i.row == row && i.problem.contains(part)), "no {part:?} in {issues:#?}");
}

#[test]
fn encodings_are_recognised() {
    let check = |bytes: &[u8], encoding: &str| {
        let sheet = sheet(bytes);
        assert_eq!((sheet.encoding, sheet.row(0).cell(0)), (encoding, "Zoë"), "{bytes:?}");
        assert_eq!(sheet.headers, ["name", "place"]);
    };
    check("name,place\nZoë,Köln\n".as_bytes(), "UTF-8");
    check("\u{feff}name,place\nZoë,Köln\n".as_bytes(), "UTF-8");
    check(b"name,place\nZo\xeb,K\xf6ln\n", "windows-1252");
    let wide: Vec<u8> = "name,place\nZoë,Köln\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[&[0xff, 0xfe], &wide[..]].concat(), "UTF-16LE");
    check(&wide, "UTF-16LE");
    let choices = Choices { encoding: Some("windows-1250"), ..Choices::default() };
    assert_eq!(read(b"name\n\xa3\xf3d\x9f\n", &choices).expect("a table").row(0).cell(0), "Łódź");
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let check = |bytes: &[u8], error: ReadError| {
        assert_eq!(read(bytes, &Choices::default()).expect_err("refused"), error);
        assert!(error.to_string().ends_with('.'));
    };
    check(b"", ReadError::Empty);
    check(b" \r\n\t ", ReadError::Empty);
    check(b"PK\x03\x04\x14\x00", ReadError::Workbook);
    check(b"SQLite format 3\0\x10\x00", ReadError::NotText);
    check(&[0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x80, 0x81, 0xff, 0x00, 0x13], ReadError::NotText);
    let no_line = Choices { header: Some(HeaderChoice::Line(9)), ..Choices::default() };
    assert_eq!(read(b"a,b\n", &no_line).expect_err("refused"), ReadError::NoSuchHeader);
}

#[test]
fn lines_are_counted_and_quoted_breaks_kept() {
    let (sheet, _, read) = import(b"sep=;\r\nname;notes\r\n\"Ada\r\nL.\";\"x;y\"\r\n;\r\nBob;\"say \"\"hi\"\"\"\r\n");
    assert_eq!((sheet.delimiter, sheet.header_row, sheet.blank_rows), (';', Some(2), 1));
    assert_eq!(read.drafts.iter().map(|d| d.row).collect::<Vec<_>>(), [3, 6]);
    assert_eq!(read.drafts[0].name.as_deref(), Some("Ada L."));
    assert_eq!(read.drafts[0].notes.as_deref(), Some("x;y"));
    assert_eq!(read.drafts[1].notes.as_deref(), Some("say \"hi\""));
    assert_eq!(import(b"name,notes\rA,b\rC,d\r").2.drafts[1].row, 3);
}

#[test]
fn an_unclosed_quote_is_named_and_costs_no_rows() {
    let mut text = "name,email\n\"Bob,bob@x.org\n".to_owned();
    for index in 0..2_000 {
        writeln!(text, "Name {index},u{index}@x.org").expect("a string");
    }
    let (sheet, _, read) = import(text.as_bytes());
    assert_eq!((sheet.len(), read.drafts.len()), (2_001, 2_001));
    says(&sheet.issues, Some(2), "never closed");
    assert_eq!(read.drafts[2_000].email.as_deref(), Some("u1999@x.org"));
}

#[test]
fn ragged_rows_are_kept_and_said() {
    let (sheet, mapping, read) = import(b"name,place,notes\nAda\nBob,Ulm,x,extra\n,,\n");
    assert_eq!((mapping.columns.len(), sheet.len(), sheet.blank_rows, read.drafts.len()), (3, 2, 1, 2));
    says(&sheet.issues, Some(2), "1 of 3");
    says(&sheet.issues, Some(3), "4 cells for 3");
}

#[test]
fn headers_are_found_where_they_stand() {
    let check = |text: &str, row: Option<u64>, count: usize| {
        let sheet = sheet(text.as_bytes());
        assert_eq!((sheet.header_row, sheet.len()), (row, count), "{text:?}");
    };
    check("name,followers\nA,1\n", Some(1), 1);
    check("Campaign summer,,\nall figures as of May,,\nCreator Name,Handle,Followers\nA,@a,1\n", Some(3), 1);
    check("xq_1,6196161750,215250,English\ngau,5644590915,515280,Portuguese\n", None, 2);
    let forced = Choices { header: Some(HeaderChoice::Missing), ..Choices::default() };
    assert_eq!(read(b"name,followers\nA,1\n", &forced).expect("a table").len(), 2);
    let (sheet, ..) = import(b"followers,followers,\n1.2K,1200,x\n");
    assert_eq!(sheet.headers, ["followers", "followers (2)", "Column 3"]);
}

#[test]
fn every_kind_of_list_gets_a_sensible_mapping() {
    // A ranking whose "name" is a handle, with each count as text and as a number.
    let ranking = "Rank,name,instagram name,Category_1,Category_2,followers,followers,country,Eng. (Auth.),Eng. (Avg.)\n\
        1,marta.bakes,Marta 🥐,Food,Family,409.8M,409800000,Spain,1.8M,2.4M\n\
        2,jonas_rides,Jonas Rad,Sports,,2.7K,2700,Germany,1K,1.1K\n3,ida99,Ida Bär,,,5K,5000,Austria,1K,1.2K\n";
    assert_eq!(
        fields(ranking.as_bytes()),
        [
            "ignore",
            "handle",
            "name",
            "niches",
            "niches",
            "ignore",
            "followers",
            "country",
            "ignore",
            "average_engagements"
        ]
    );
    // No header at all.
    let bare =
        "xq_cow,6196161750,215250,True,English\ngau1,5644590915,515280,True,Portuguese\nsum_t,77,60,False,Korean\n";
    assert_eq!(fields(bare.as_bytes()), ["handle", "ignore", "ignore", "ignore", "language"]);
    assert_eq!(fields(b"marta.b,1200\njonas_r,15000\n"), ["handle", "followers"]);
    // Totals and other people's numbers stay out.
    let totals = "rank,youtuber,subscribers,video views,uploads,country,country_rank,population\n1,Big Cats,1200,99,7,India,3,5\n";
    assert_eq!(
        fields(totals.as_bytes()),
        ["ignore", "name", "followers", "ignore", "posts", "country", "ignore", "ignore"]
    );
    // A partner template.
    let partner = "First Name,Last Name,Instagram Handle,TikTok Handle,Niches,Monthly Rate (USD),Deliverables,Status,Manager Email\n\
        Ada,Lo,@ada,@ada.tt,food;travel,\"1,200\",IGR:2; IGS:3,Contracted,m@x.org\n";
    let drafts = rows(partner);
    assert_eq!(drafts[0].name.as_deref(), Some("Ada Lo"));
    assert_eq!((drafts[0].platform, drafts[0].handle.as_deref()), (Some(Platform::Instagram), Some("ada")));
    assert_eq!(drafts[0].fee.map(|f| (f.minor, f.currency)), Some((120_000, Currency::USD)));
    assert_eq!(drafts[0].fee_status, Some(FeeStatus::Agreed));
    assert_eq!((drafts[0].deliverables.len(), drafts[0].niches.len(), drafts[0].email.is_none()), (2, 2, true));
    says(&import(partner.as_bytes()).2.issues, Some(2), "another account");
    // A channel is a medium or somebody's own; a rate is a fee or a share.
    let channels = "Channel,Subscribers,Rate\nBig Cats,1200,3.4%\nSmall Cats,300,5%\n";
    assert_eq!(fields(channels.as_bytes()), ["name", "followers", "engagement_rate"]);
    // A link of another kind isn't a profile, a share of fakes isn't a second share, and one platform is everybody's.
    let links = "Name,IG followers,Affiliate Link,credibility,fake\nAda,12,https://x.example/a,0.8,0.2\n";
    assert_eq!(fields(links.as_bytes()), ["name", "followers", "ignore", "real_share", "ignore"]);
    assert_eq!(rows(links)[0].platform, Some(Platform::Instagram));
}

#[test]
fn a_list_of_posts_is_known_by_its_dates_and_counts() {
    let text = "Account username,Publish time,Permalink,Post type,Views,Likes,Comments,Saves,Reach,sponsored\n\
        marta,03/27/2026 06:08,https://www.instagram.com/reel/x1/,IG reel,\"12,400\",\"1,002\",0,,9000,1\n\
        marta,03/04/2026 06:08,https://www.instagram.com/p/x2/,IG image,,12,3,1,,0\n";
    let (_, mapping, read) = import(text.as_bytes());
    assert_eq!(mapping.kind(), ListKind::Posts);
    let post = read.drafts[0].post.clone().expect("a post");
    assert_eq!(post.posted_at.map(|at| at.to_string()).as_deref(), Some("2026-03-27T06:08:00"));
    assert_eq!((post.kind, post.sponsored), (Some(PostKind::Reel), Some(true)));
    assert_eq!((post.counts.views, post.counts.likes, post.counts.comments), (Some(12_400), Some(1_002), Some(0)));
    assert_eq!((post.counts.saves, post.counts.shares), (None, None));
    let second = read.drafts[1].post.clone().expect("a post");
    assert_eq!(second.posted_at.map(|at| at.date().to_string()).as_deref(), Some("2026-03-04"));
    assert_eq!(second.counts.views, None);
    assert_eq!(import(b"name,followers\nA,1\n").1.kind(), ListKind::Creators);
}

#[test]
fn counts_are_read_by_their_column() {
    use Measure::*;
    check_measure("Followers", Followers, &[("42.9K", Some(42_900.0)), ("1.2M", Some(1.2e6)), ("900", Some(900.0))]);
    check_measure(
        "Follower",
        Followers,
        &[("1,2 Mio", Some(1.2e6)), ("12,5 Tsd.", Some(12_500.0)), ("12 tys.", Some(12e3))],
    );
    check_measure("Followers", Followers, &[("1.234", Some(1234.0)), ("12.500", Some(12_500.0))]);
    check_measure("Followers", Followers, &[("1,234", Some(1234.0)), ("12,500,000", Some(12.5e6))]);
    check_measure("Followers", Followers, &[("1\u{202f}234", Some(1234.0)), ("1'500", Some(1500.0))]);
    check_measure("Followers (k)", Followers, &[("12.5", Some(12_500.0)), ("8", Some(8_000.0))]);
    check_measure("avg likes", AverageLikes, &[("348.5", Some(348.5)), ("0", Some(0.0)), ("12", Some(12.0))]);
    check_measure(
        "Followers",
        Followers,
        &[("", None), ("-", None), ("N/A'", None), ("#VALOR!", None), ("0", Some(0.0))],
    );
    check_measure(
        "Followers",
        Followers,
        &[("-5", None), ("many", None), ("1e99", None), ("10-20k", None), ("7", Some(7.0))],
    );
    // Where one unit is lost, an average of 8.7 likes isn't believed either.
    let (_, mapping, read) = import(b"handle,followers,avg likes\n@a_1,475.8,8.7\n@b_1,366.2,8.3\n");
    assert_eq!((&read.drafts[0].readings[..], mapping.columns[1].style.multiplier), (&[][..], None));
    says(&mapping.issues(), None, "unit seems lost");
}

#[test]
fn shares_are_percent_or_fraction_for_the_whole_column() {
    use Measure::*;
    check_measure("ER", EngagementRate, &[("1.39%", Some(0.0139)), ("0,5 %", None), ("3.4 %", Some(0.034))]);
    check_measure("ER", EngagementRate, &[("0.0139", Some(0.0139)), ("0.034", Some(0.034)), ("0.2", Some(0.2))]);
    check_measure("ER", EngagementRate, &[("1.39", Some(0.0139)), ("0.9", Some(0.009)), ("3.4", Some(0.034))]);
    check_measure("ER (%)", EngagementRate, &[("0.2", Some(0.002)), ("0.1", Some(0.001))]);
    check_measure("Tasa", RealShare, &[("", None)]);
    check_measure("credibility", RealShare, &[("0.8", Some(0.8)), ("0.75", Some(0.75))]);
    check_measure("fake followers", RealShare, &[("25%", Some(0.75)), ("130%", None)]);
    check_measure("ER", EngagementRate, &[("0.5", Some(0.005)), ("0.35", Some(0.0035)), ("0.9", Some(0.009))]);
    let doubtful = import(column("ER", &["0.5", "0.35", "0.9"]).as_bytes());
    says(&doubtful.1.issues(), None, "percentages");
    assert!(doubtful.1.columns[1].confidence < 0.6);
}

#[test]
fn fees_are_exact_or_unknown() {
    check_fee(&[
        ("95 €", Some((9_500, "EUR"))),
        ("$120.50", Some((12_050, "USD"))),
        ("", None),
        ("0", Some((0, "EUR"))),
    ]);
    check_fee(&[("1.200,00", Some((120_000, "EUR"))), ("80,5", Some((8_050, "EUR"))), ("free", None), ("-20", None)]);
    check_fee(&[("1'234.56", Some((123_456, "EUR"))), ("USD 12.5", Some((1_250, "USD"))), ("12.345", None)]);
    check_fee(&[("99999999999999999999", None), ("1.5k €", Some((150_000, "EUR"))), ("0.07", Some((7, "EUR")))]);
    let yen = rows("handle,fee,currency\n@a_1,1500,JPY\n@b_1,12.50,\n@c_1,5,wampum\n");
    let read: Vec<_> = yen.iter().map(|d| d.fee.map(|m| (m.minor, m.currency.code().to_owned()))).collect();
    assert_eq!(read, [Some((1500, "JPY".into())), Some((1250, "EUR".into())), None]);
    let (_, mapping, read) = import(column("fee", &["1.200", "1.500"]).as_bytes());
    assert_eq!(read.drafts[0].fee.map(|m| m.minor), Some(120_000));
    assert!(mapping.columns[1].confidence < 0.6);
    says(&mapping.issues(), None, "could be a thousand");
}

#[test]
fn amounts_are_exact_in_either_style() {
    use DecimalMark::{Comma, Point};
    let check = |text: &str, mark, expected: Result<Option<i64>, ()>| {
        let read = parse_money(text, mark, Currency::EUR).map(|m| m.map(|m| m.minor)).map_err(|_| ());
        assert_eq!(read, expected, "{text:?}");
    };
    check("1,234.56", Point, Ok(Some(123_456)));
    check("1.234,56", Comma, Ok(Some(123_456)));
    check("1\u{a0}234,56", Comma, Ok(Some(123_456)));
    check("1\u{202f}234,56", Comma, Ok(Some(123_456)));
    check("-1.000", Comma, Ok(Some(-100_000)));
    check("-1.000", Point, Ok(Some(-100)));
    check("3.000", Comma, Ok(Some(300_000)));
    check("12.345", Point, Err(()));
    check("1e3", Point, Err(()));
    check("(12.00)", Point, Ok(Some(-1200)));
    check("12-", Point, Ok(Some(-1200)));
    check("١٢٫٥٠", Comma, Err(()));
    check("", Point, Ok(None));
    check("NaN", Point, Err(()));
    check("1.005", Point, Err(()));
    check("1,23,456.00", Point, Ok(Some(12_345_600)));
    check("12.", Point, Ok(Some(1200)));
    check(".5", Point, Ok(Some(50)));
    check("1.2.3", Point, Err(()));
}

#[test]
fn handles_and_addresses_tell_who_it_is() {
    let check = |cell: &str, handle: Option<&str>, platform, url: bool| {
        let draft = rows(&format!("name,handle,followers\nAda,{cell},7\n")).remove(0);
        assert_eq!((draft.handle.as_deref(), draft.platform, draft.url.is_some()), (handle, platform, url), "{cell}");
    };
    check("@ada.l", Some("ada.l"), None, false);
    check("90071992547409931", Some("90071992547409931"), None, false);
    check("https://www.tiktok.com/@ada?x=1", Some("ada"), Some(Platform::TikTok), true);
    check("instagram.com/ada/", Some("ada"), Some(Platform::Instagram), true);
    check("two words", None, None, false);
    let both = rows("handle,platform,ig_followers,tiktok_followers\n@ada,TikTok,100,200\n");
    assert_eq!(both[0].readings, [(Measure::Followers, 200.0)]);
    let glued = rows("Rank,Name \n1,\"Ada L\n@ada_l\"\n");
    assert_eq!((glued[0].name.as_deref(), glued[0].handle.as_deref()), (Some("Ada L"), Some("ada_l")));
    let (_, _, read) = import(b"name,handle,followers\n,,12\n-,n/a,\nAda,,\n");
    assert_eq!(read.refused.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 3]);
    assert!(read.refused[0].reason.contains("no name, handle or address"));
    assert_eq!(guess_platform("ranking_instagram_2022-12.csv"), Some(Platform::Instagram));
}

#[test]
fn dates_keep_their_order_and_no_day_is_invented() {
    let taken = |cells: &[&str]| -> Vec<Option<String>> {
        rows(&column("last updated", cells)).iter().map(|d| d.taken_on.map(|day| day.to_string())).collect()
    };
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(taken(&["03/04/2026", "27/03/2026"]), [day("2026-04-03"), day("2026-03-27")]);
    assert_eq!(taken(&["03/04/2026", "03/27/2026"]), [day("2026-03-04"), day("2026-03-27")]);
    assert_eq!(
        taken(&["2026-03", "2026-02-30", "1970-01-01", "2031-01-01", "2026-05-01"])[..4],
        [None, None, None, None]
    );
    let open = import(column("last updated", &["03/04/2026"]).as_bytes()).1;
    says(&open.issues(), None, "Day and month");
}

#[test]
fn the_user_can_change_every_column() {
    let sheet = sheet(b"who,likes,followers\nada_1,12,475.8\nbob_2,15,366.2\n");
    let mut mapping = propose(&sheet);
    says(&mapping.issues(), None, "who the creators are");
    mapping.assign(0, Field::Handle);
    mapping.assign(1, Field::Measure(Measure::AverageLikes));
    let lost = drafts(&sheet, &mapping, &context(), &mut silent).expect("not stopped");
    assert_eq!(lost.drafts[0].readings, [(Measure::AverageLikes, 12.0)]);
    mapping.restyle(2, Style { multiplier: Some(1_000_000), ..mapping.columns[2].style });
    let read = drafts(&sheet, &mapping, &context(), &mut silent).expect("not stopped");
    assert_eq!(value(&read.drafts[0], Measure::Followers), Some(475_800_000.0));
    mapping.assign(1, Field::Notes);
    assert_eq!(mapping.columns[2].style.multiplier, Some(1_000_000), "the user's word stays");
    mapping.assign(1, Field::Handle);
    assert_eq!((mapping.columns[0].field, mapping.columns[1].field), (Field::Ignore, Field::Handle));
    for field in Field::all() {
        mapping.assign(0, field);
        let read = drafts(&sheet, &mapping, &context(), &mut silent).expect("not stopped");
        assert_eq!(read.drafts.len() + read.refused.len(), 2, "{field:?}");
    }
}

#[test]
fn work_is_reported_and_can_be_stopped() {
    let text = column("followers", &vec!["12"; 10_000]);
    let sheet = sheet(text.as_bytes());
    let mapping = propose(&sheet);
    let mut reports = 0;
    let mut stop = |done: u64, total: u64| {
        reports += 1;
        if done * 2 > total { Err(Cancelled) } else { Ok(()) }
    };
    assert_eq!(drafts(&sheet, &mapping, &context(), &mut stop), Err(Cancelled));
    assert!(reports > 2);
    let part = drafts_of(5..8, &sheet, &mapping, &context(), &mut silent).expect("not stopped");
    assert_eq!(part.drafts.iter().map(|d| d.row).collect::<Vec<_>>(), [7, 8, 9]);
}
