//! Proposes which column fills which field, from the headers and from the shape of the values.

use super::alias::{self, Unit};
use super::field::Field;
use super::mapping::{Column, ListKind, Mapping};
use super::shape::{Shape, Words, shapes};
use super::sheet::Sheet;
use super::style::Style;
use crate::domain::Measure;

/// Below this share of readable values a column isn't what its header says.
const LEAST_FIT: f64 = 0.3;

/// Proposes a field for every column of `sheet`.
pub fn propose(sheet: &Sheet) -> Mapping {
    let named = sheet.header_row.is_some();
    let columns = sheet.headers.iter().zip(shapes(sheet)).enumerate();
    let columns = columns.map(|(index, (header, shape))| column(index, header, shape, named)).collect();
    let mut mapping = Mapping { columns };
    if is_list_of_posts(&mapping) {
        read_as_posts(&mut mapping);
    } else {
        read_as_creators(&mut mapping);
    }
    mend_rates(&mut mapping);
    mend_genres(&mut mapping);
    drop_misfits(&mut mapping);
    guess_by_values(&mut mapping, named);
    tell_names_from_handles(&mut mapping);
    keep_the_better_one(&mut mapping);
    mapping.settle();
    mapping
}

fn column(index: usize, header: &str, shape: Shape, named: bool) -> Column {
    let told = named.then(|| alias::told(strip_copy(header))).flatten();
    Column {
        index,
        header: header.to_owned(),
        field: told.map_or(Field::Ignore, |told| told.field),
        confidence: 0.0,
        platform: told.and_then(|told| told.platform),
        style: Style::default(),
        samples: shape.samples.clone(),
        filled: shape.filled,
        shape,
        unit: told.map_or(Unit::default(), |told| told.unit),
        sureness: told.map_or(0.0, |told| told.sureness),
        doubts: Vec::new(),
        styled: false,
        remark: None,
    }
}

/// The second "followers" is called "followers (2)".
fn strip_copy(header: &str) -> &str {
    let copy = header.rsplit_once(" (").filter(|(_, n)| n.strip_suffix(')').is_some_and(|n| n.parse::<u32>().is_ok()));
    copy.map_or(header, |(name, _)| name)
}

/// A list of posts has counts beside a date, an address or a kind of each post.
fn is_list_of_posts(mapping: &Mapping) -> bool {
    let has = |test: &dyn Fn(&Column) -> bool| mapping.columns.iter().any(test);
    let dated = has(&|c| c.field == Field::PostedAt && c.fit() >= 0.5 && c.filled > 0);
    let addressed = has(&|c| c.field == Field::PostUrl && c.fit() >= 0.5 && c.filled > 0);
    let kinds = has(&|c| c.field == Field::PostKind && c.fit() >= 0.5 && c.filled > 0);
    (dated || addressed || kinds) && has(&|c| c.field.is_post_count() && c.fit() >= LEAST_FIT)
}

fn read_as_posts(mapping: &mut Mapping) {
    let addressed = mapping.column_of(Field::PostUrl).is_some();
    for column in &mut mapping.columns {
        match column.field {
            // Those of one post aren't those of the account; its likes and comments say the same.
            Field::Measure(Measure::AverageEngagements | Measure::EngagementRate) => column.release(None),
            Field::ProfileUrl if !addressed && column.shape.words.share(column.shape.words.posts) >= 0.5 => {
                column.field = Field::PostUrl;
            }
            _ => {}
        }
    }
}

fn read_as_creators(mapping: &mut Mapping) {
    let dated = mapping.column_of(Field::TakenOn).is_some();
    for column in &mut mapping.columns {
        match column.field {
            Field::PostedAt if !dated && alias::means_date(strip_copy(&column.header)) => {
                (column.field, column.sureness) = (Field::TakenOn, 0.6);
            }
            Field::PostKind if column.fit() >= 0.5 => (column.field, column.sureness) = (Field::Deliverables, 0.6),
            field if field.is_post_count() => column.release(Some((
                format!("{} of a creator could be a total or an average", field.label()),
                "Left out; choose an average if it is one".to_owned(),
            ))),
            field if field.is_post() => column.release(None),
            _ => {}
        }
    }
}

/// "Engagement" is a rate or a count, and "rate" a fee or a share; the values tell.
fn mend_rates(mapping: &mut Mapping) {
    for column in &mut mapping.columns {
        let numbers = &column.shape.numbers;
        column.field = match column.field {
            Field::Measure(Measure::EngagementRate) if numbers.percent == 0 && numbers.largest > 1_000.0 => {
                Field::Measure(Measure::AverageEngagements)
            }
            Field::Measure(Measure::AverageEngagements) | Field::Fee if numbers.percent * 2 > numbers.readable => {
                Field::Measure(Measure::EngagementRate)
            }
            field => field,
        };
    }
}

/// "Genre" is what somebody posts about in English and who they are in French; the values tell.
fn mend_genres(mapping: &mut Mapping) {
    let known = mapping.column_of(Field::Sex).is_some();
    let mut genres = mapping.columns.iter_mut().filter(|column| column.field == Field::Niches);
    if let Some(column) = genres.find(|c| !known && c.filled > 0 && c.shape.words.share(c.shape.words.sexes) > 0.8) {
        column.field = Field::Sex;
    }
}

fn drop_misfits(mapping: &mut Mapping) {
    let named = mapping.column_of(Field::Name).is_some() || mapping.column_of(Field::Handle).is_some();
    for column in mapping.columns.iter_mut().filter(|column| column.field != Field::Ignore) {
        let misfit = column.filled > 0 && column.fit() < LEAST_FIT;
        if misfit && !named && column.field == Field::Platform && alias::means_channel(&column.header) {
            (column.field, column.sureness) = (Field::Name, 0.7);
        } else if misfit {
            // A "source" that isn't a platform, a "status" that isn't one of a fee: nothing to complain about.
            let plain = matches!(column.field, Field::Platform | Field::FeeStatus | Field::PostKind | Field::Currency);
            let remark = (
                format!("Most values don't look like {}", column.field.label().to_lowercase()),
                "Left out; choose a field if it is one".to_owned(),
            );
            column.release((!plain).then_some(remark));
        }
    }
}

/// Looks at the values of columns whose headers say nothing.
fn guess_by_values(mapping: &mut Mapping, named: bool) {
    let counts = |column: &Column| {
        let numbers = &column.shape.numbers;
        column.shape.share(numbers.readable) > 0.9
            && numbers.fractional == 0
            && (numbers.largest >= 500.0 || numbers.open != [0, 0])
    };
    let single = mapping.columns.iter().filter(|c| counts(c)).count() == 1;
    for index in 0..mapping.columns.len() {
        let column = &mapping.columns[index];
        let words = &column.shape.words;
        let most = |count: u64, least: f64| words.looked > 0 && words.share(count) >= least;
        if column.sureness > 0.0 || column.remark.is_some() {
            continue;
        }
        let guess = match () {
            () if most(words.emails, 0.7) => (Field::Email, 0.8),
            () if most(if named { words.profiles } else { words.addresses }, 0.7) && !most(words.posts, 0.3) => {
                (Field::ProfileUrl, 0.7)
            }
            () if most(words.platforms, 0.8) => (Field::Platform, 0.7),
            () if most(words.languages, 0.7) => (Field::Language, 0.7),
            () if most(words.countries, 0.7) => (Field::Country, 0.6),
            () if is_money(column) => (Field::Fee, 0.6),
            () if named => continue,
            () if most(words.handles, 0.7) => (Field::Handle, 0.5),
            () if most(words.phones, 0.8) => (Field::Phone, 0.4),
            () if column.shape.share(column.shape.numbers.percent) > 0.8 => {
                (Field::Measure(Measure::EngagementRate), 0.5)
            }
            () if single && counts(column) => (Field::Measure(Measure::Followers), 0.4),
            () => continue,
        };
        // What is paid for one of a creator's posts isn't what the creator asks for.
        let wanted = guess.0 != Field::Fee || mapping.kind() == ListKind::Creators;
        if wanted && mapping.column_of(guess.0).is_none() {
            let column = &mut mapping.columns[index];
            (column.field, column.sureness) = guess;
        } else if guess.0 == Field::Fee {
            mapping.columns[index].remark = Some((
                "Amounts of money that may be another fee".to_owned(),
                "Left out; choose the fee if these are the better ones".to_owned(),
            ));
        }
    }
    name_the_rest(mapping, named);
}

/// Amounts that mostly name their currency.
fn is_money(column: &Column) -> bool {
    let numbers = &column.shape.numbers;
    column.shape.share(numbers.priced) > 0.5 && column.shape.share(numbers.readable) > 0.7
}

/// Without a header and without a handle, the first column of words is the name; many numbers need the user.
fn name_the_rest(mapping: &mut Mapping, named: bool) {
    if named {
        return;
    }
    let known = [Field::Handle, Field::ProfileUrl, Field::Name].iter().any(|field| mapping.column_of(*field).is_some());
    let is_text =
        |c: &&mut Column| c.field == Field::Ignore && c.filled > 0 && c.shape.share(c.shape.numbers.readable) < 0.2;
    if let Some(column) = mapping.columns.iter_mut().find(is_text).filter(|_| !known) {
        (column.field, column.sureness) = (Field::Name, 0.4);
    }
    for column in mapping.columns.iter_mut().filter(|c| c.field == Field::Ignore) {
        if column.filled > 0 && column.shape.share(column.shape.numbers.readable) > 0.9 {
            column.remark = Some(("Numbers without a name".to_owned(), "Left out; choose what they count".to_owned()));
        }
    }
}

/// Rankings call a handle "name" and a name "instagram name"; the values tell which is which.
fn tell_names_from_handles(mapping: &mut Mapping) {
    let share = |c: &Column, count: fn(&Words) -> u64| c.shape.words.share(count(&c.shape.words));
    let marked = |c: &Column| share(c, |words| words.marked) > 0.5;
    let sure = |c: &Column| marked(c) || share(c, |words| words.handles) >= 0.8;
    // A lone column of single words may well be names; digits, points and underscores in them tell.
    let signed = |c: &Column| marked(c) || share(c, |words| words.signed) >= 0.15;
    let unlike = |c: &Column| share(c, |words| words.handleable + words.addresses) < 0.6;
    let find = |test: &dyn Fn(&Column) -> bool| mapping.columns.iter().position(test);
    let name_like_handle = find(&|c| c.field == Field::Name && sure(c));
    let other_name = find(&|c| c.field == Field::Name && !sure(c));
    let handle = find(&|c| c.field == Field::Handle);
    let Some(first) = name_like_handle else { return };
    match (handle, other_name) {
        (Some(second), _) if unlike(&mapping.columns[second]) => {
            mapping.columns[first].field = Field::Handle;
            mapping.columns[second].field = Field::Name;
        }
        (Some(_), _) => {}
        (None, None) if !signed(&mapping.columns[first]) => {}
        (None, _) => {
            mapping.columns[first].field = Field::Handle;
            mapping.columns[first].sureness = mapping.columns[first].sureness.min(0.85);
        }
    }
}

/// Of several columns for one field the one with exact numbers and most values is kept.
fn keep_the_better_one(mapping: &mut Mapping) {
    let worth = |c: &Column| {
        let numbers = &c.shape.numbers;
        let exact = 1.0 - c.shape.share(numbers.suffixed);
        let filled = c.filled as f64 / mapping.columns.iter().map(|c| c.filled).max().unwrap_or(1).max(1) as f64;
        c.sureness * (0.5 + 0.5 * c.fit()) * (0.7 + 0.3 * exact) * (0.2 + 0.8 * filled)
    };
    let worths: Vec<f64> = mapping.columns.iter().map(worth).collect();
    for index in 0..mapping.columns.len() {
        let column = &mapping.columns[index];
        let (target, account) = (column.field.target(), column.account());
        if column.field.may_repeat() {
            continue;
        }
        let rivals = mapping.columns.iter().filter(|c| c.field.target() == target && c.account() == account);
        let better =
            rivals.filter(|c| worths[c.index] > worths[index] || (worths[c.index] == worths[index] && c.index < index));
        if let Some(better) = better.max_by(|a, b| worths[a.index].total_cmp(&worths[b.index])) {
            let remark = (
                format!("{} is already read from \u{201c}{}\u{201d}", column.field.label(), better.header),
                "Left out; choose it if it is the better one".to_owned(),
            );
            mapping.columns[index].release(Some(remark));
        }
    }
}
