//! Who is a woman, a man or neither, as lists tell it; what they leave open stays open.

use smallmighty::domain::Sex;

use super::{fields, import, rows, says};

#[test]
fn a_column_of_sex_is_read_in_many_languages() {
    let check = |heading: &str, cells: &[(&str, Option<Sex>)]| {
        let lines: Vec<String> = cells.iter().enumerate().map(|(i, (cell, _))| format!("@c_{i};{cell}\n")).collect();
        let read = rows(&format!("handle;{heading}\n{}", lines.concat()));
        let told: Vec<Option<Sex>> = read.iter().map(|draft| draft.sex).collect();
        assert_eq!(told, cells.iter().map(|(_, sex)| *sex).collect::<Vec<_>>(), "{heading}");
    };
    let (female, male, other) = (Some(Sex::Female), Some(Sex::Male), Some(Sex::Other));
    check("Gender", &[("Female", female), ("male", male), ("Non-binary", other), ("", None), ("n/a", None)]);
    check("sex", &[("F", female), ("M", male), ("x", other)]);
    check("Geschlecht", &[("weiblich", female), ("Männlich", male), ("divers", other), ("k.A.", None)]);
    check("Genre", &[("femme", female), ("Homme", male)]);
    check("Płeć", &[("Kobieta", female), ("mężczyzna", male)]);
    check("Sexo", &[("mujer", female), ("H", male), ("Otro", other)]);
}

#[test]
fn what_tells_no_sex_stays_unknown_and_is_said() {
    let (_, mapping, read) = import(b"handle,gender\n@a,female\n@b,f/m\n@c,brand\n@d,male\n");
    assert_eq!(mapping.columns[1].field.key(), "sex");
    assert_eq!(read.drafts.iter().map(|draft| draft.sex.is_some()).collect::<Vec<_>>(), [true, false, false, true]);
    says(&read.issues, Some(3), "doesn't tell a sex");
}

#[test]
fn other_columns_are_not_taken_for_it() {
    assert_eq!(fields(b"handle,genre\n@a,Rock\n@b,Food\n"), ["handle", "niches"]);
    assert_eq!(fields(b"handle,audience gender\n@a,62 % female\n@b,F\n")[1], "ignore");
    assert_eq!(fields(b"handle,gender\n@a,62 % female\n@b,70 % male\n")[1], "ignore");
    assert_eq!(fields(b"handle,gender,genre\n@a,f,m\n@b,m,f\n"), ["handle", "sex", "niches"]);
}
