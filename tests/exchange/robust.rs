//! Hostile input, very long input, and the way back out.

use proptest::prelude::*;
use smallmighty::domain::progress::silent;
use smallmighty::exchange::*;

use super::{column, context, import, says};

#[test]
fn many_issues_of_one_kind_are_summed_up() {
    let (_, _, read) = import(column("followers", &[&["1"; 2_000][..], &["lots"; 1_500]].concat()).as_bytes());
    assert_eq!((read.drafts.len(), read.issues.len()), (3_500, 501));
    says(&read.issues, None, "1000 more rows");
}

#[test]
fn what_is_written_comes_back_and_never_computes() {
    let texts = ["=1+1", "+49 30 1", "@ada", "'=x", "''", "\t=1", "a \"b\", c;d", "＝1", " -2", "Zoë\nB", "-", "1,5"];
    let table: Vec<Vec<Cell>> =
        texts.iter().map(|t| vec![Cell::Text("x y".into()), Cell::Text((*t).to_owned())]).collect();
    let bytes = write_csv(&["name", "notes"], &table);
    for (index, row) in csv::Reader::from_reader(&bytes[3..]).records().enumerate() {
        let cell = row.expect("CSV")[1].trim_start().to_owned();
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '＝']), "{index}: {cell:?}");
    }
    let drafts = import(&bytes).2.drafts;
    for (text, draft) in texts.iter().zip(&drafts) {
        assert_eq!(draft.notes.as_deref(), Some(text.trim()), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_break_the_import(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(sheet) = read(&bytes, &Choices::default()) {
            let read = drafts(&sheet, &propose(&sheet), &context(), &mut silent).expect("not stopped");
            prop_assert_eq!(sheet.len(), read.drafts.len() + read.refused.len());
        }
    }

    #[test]
    fn no_text_breaks_the_import(
        head in "(name|handle|followers|fee|date|likes|er|url|platform|[a-z]{0,3}|,|;){1,9}",
        body in "[-+0-9a-zK%€.,;:\"'/@ \r\n\t|()éß\u{feff}\u{0}]{0,300}",
    ) {
        if let Ok(sheet) = read(format!("{head}\n{body}").as_bytes(), &Choices::default()) {
            let mut mapping = propose(&sheet);
            for (index, field) in Field::all().enumerate() {
                mapping.assign(index % sheet.headers.len().max(1), field);
                let read = drafts(&sheet, &mapping, &context(), &mut silent).expect("not stopped");
                prop_assert_eq!(sheet.len(), read.drafts.len() + read.refused.len());
            }
        }
    }

    #[test]
    fn well_formed_tables_are_cut_as_the_csv_crate_cuts_them(
        table in proptest::collection::vec(proptest::collection::vec("[a-c,;\"\n é]{0,6}", 3), 1..6),
    ) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).expect("written");
        }
        let bytes = writer.into_inner().expect("written");
        let choices = Choices { delimiter: Some(','), header: Some(HeaderChoice::Missing), encoding: Some("utf-8") };
        if let Ok(sheet) = read(&bytes, &choices) {
            let rows: Vec<Vec<&str>> = sheet.rows().map(|row| row.cells().collect()).collect();
            let filled = table.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
            let filled: Vec<Vec<&str>> = filled.map(|row| row.iter().map(String::as_str).collect()).collect();
            prop_assert_eq!(rows, filled);
        }
    }
}
