//! Reads a plain list of offers (creator, offer, price, value) into exact integers, fast.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::{ByteRecord, ReaderBuilder};

use crate::domain::Issue;

/// Decimals of a price: cents.
const PRICE_PLACES: u32 = 2;
/// The most decimals a value may have.
const VALUE_PLACES: u32 = 6;
/// The columns, in the order they are looked up; the offer's name may be missing.
const COLUMNS: [&str; 4] = ["creator", "price", "value", "offer"];

/// One offer of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedOffer {
    /// Place of the creator in [`OfferList::creators`].
    pub creator: u32,
    /// What the offer is called; may be empty.
    pub offer: String,
    /// Price in hundredths of a currency unit, 0 or more.
    pub price: i64,
    /// What it is expected to bring, in units of 1 / [`OfferList::value_scale`], 0 or more.
    pub value: i64,
    /// Row of the file, the first line being 1.
    pub row: u64,
}

/// A list of offers, with every row that couldn't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferList {
    /// Names of the creators, in the order of their first offer.
    pub creators: Vec<String>,
    /// The offers, in the order of the file.
    pub offers: Vec<ListedOffer>,
    /// How many units of value make 1: the smallest power of ten, up to a million, that holds every value exactly.
    pub value_scale: i64,
    /// Rows that were left out, with the reason.
    pub refused: Vec<Issue>,
}

/// A row whose value doesn't have its scale yet.
struct Line {
    offer: ListedOffer,
    decimals: u32,
}

/// Reads a list with a heading, its columns in any order, separated by comma, semicolon or tab, quoted where needed.
///
/// Numbers are plain: digits and at most one decimal mark, a point, or in a list without separating commas a comma
/// instead. Nothing is rounded and nothing dropped in silence: what can't be read exactly is in `refused`.
pub fn read_offers(bytes: &[u8]) -> OfferList {
    let text = decoded(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let delimiter = delimiter(text);
    let mut list = OfferList { creators: Vec::new(), offers: Vec::new(), value_scale: 1, refused: Vec::new() };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).unwrap_or(false) {
        list.refused.push(issue(
            None,
            None,
            "The file is empty",
            "Choose a file with the columns creator, offer, price and value",
        ));
        return list;
    }
    let columns = match find_columns(&record) {
        Ok(columns) => columns,
        Err(missing) => {
            list.refused.push(missing);
            return list;
        }
    };
    let mark = if delimiter == b',' { b'.' } else { decimal_mark(text, delimiter, &columns) };
    let mut known: HashMap<Vec<u8>, u32> = HashMap::new();
    let mut last: Option<u32> = None;
    let mut lines: Vec<Line> = Vec::with_capacity(text.len() / 24);
    let mut rows = Rows::new(text);
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Err(error) => {
                let problem = format!("A row can't be read ({error})");
                list.refused.push(issue(
                    error.position().map(|p| rows.at(p.byte())),
                    None,
                    &problem,
                    "It was left out",
                ));
                continue;
            }
            Ok(true) => {}
        }
        let row = rows.at(record.position().map_or(0, csv::Position::byte));
        match read_line(&record, &columns, mark, row) {
            Ok(mut line) => {
                let name = record.get(columns[0].unwrap_or(0)).unwrap_or_default().trim_ascii();
                let same = last.filter(|&at| list.creators[at as usize].as_bytes() == name);
                line.offer.creator = same.unwrap_or_else(|| number_of(name, &mut known, &mut list.creators));
                last = Some(line.offer.creator);
                lines.push(line);
            }
            Err(refused) => list.refused.push(refused),
        }
    }
    scale(lines, &mut list);
    list
}

/// Counts the lines of a text up to places that come in rising order; blank lines count too.
struct Rows<'a> {
    bytes: &'a [u8],
    newline: u8,
    at: usize,
    row: u64,
}

impl Rows<'_> {
    fn new(text: &str) -> Rows<'_> {
        let bytes = text.as_bytes();
        let newline = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        Rows { bytes, newline, at: 0, row: 1 }
    }

    /// The row of the first character from this place on that ends no line.
    fn at(&mut self, byte: u64) -> u64 {
        let from = (byte as usize).clamp(self.at, self.bytes.len());
        let blank = self.bytes[from..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = &self.bytes[self.at..from + blank];
        self.row += passed.iter().filter(|&&b| b == self.newline).count() as u64;
        self.at = from + blank;
        self.row
    }
}

/// The text of the file: UTF-8, or else Windows-1252, which every sequence of bytes is.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    }
}

/// The separator: whichever of the three is most frequent in the heading, a comma if none is there.
fn delimiter(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| heading.bytes().filter(|&b| b == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

/// Places of the columns in [`COLUMNS`] order.
fn find_columns(heading: &ByteRecord) -> Result<[Option<usize>; 4], Issue> {
    let find = |name: &str| heading.iter().position(|field| field.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
    let columns = COLUMNS.map(find);
    match columns[..3].iter().position(Option::is_none) {
        None => Ok(columns),
        Some(at) => Err(issue(
            Some(1),
            Some(COLUMNS[at]),
            &format!("There is no column \"{}\" in the heading", COLUMNS[at]),
            "The first line must name the columns creator, offer, price and value; nothing was read",
        )),
    }
}

/// In a list without separating commas: a comma if any price or value has one, or else a point.
fn decimal_mark(text: &str, delimiter: u8, columns: &[Option<usize>; 4]) -> u8 {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(true).flexible(true).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let numbers = columns[1..3].iter().flatten().filter_map(|&at| record.get(at));
        if numbers.into_iter().any(|field| field.contains(&b',')) {
            return b',';
        }
    }
    b'.'
}

/// Reads one row, all but the creator's place.
fn read_line(record: &ByteRecord, columns: &[Option<usize>; 4], mark: u8, row: u64) -> Result<Line, Issue> {
    let field = |at: usize| columns[at].and_then(|at| record.get(at)).unwrap_or_default().trim_ascii();
    if field(0).is_empty() {
        return Err(issue(Some(row), Some("creator"), "The row names no creator", "It was left out"));
    }
    let number = |at: usize, places: u32| {
        decimal(field(at), mark, places).map_err(|wrong| {
            let text = String::from_utf8_lossy(field(at));
            let problem = match wrong {
                Wrong::Empty => format!("The {} is empty", COLUMNS[at]),
                Wrong::Negative => format!("The {} {text} is negative", COLUMNS[at]),
                Wrong::TooFine => format!("The {} {text} has more than {places} decimals", COLUMNS[at]),
                Wrong::TooLarge => format!("The {} {text} is too large", COLUMNS[at]),
                Wrong::Garbage => {
                    format!("The {} \"{text}\" is not a plain number such as 1234{}56", COLUMNS[at], mark as char)
                }
            };
            issue(Some(row), Some(COLUMNS[at]), &problem, "The row was left out")
        })
    };
    let (price, places) = number(1, PRICE_PLACES)?;
    let too_large = || issue(Some(row), Some("price"), "The price is too large", "The row was left out");
    let price = price.checked_mul(10_i64.pow(PRICE_PLACES - places)).ok_or_else(too_large)?;
    let (value, decimals) = number(2, VALUE_PLACES)?;
    let offer = String::from_utf8_lossy(field(3)).into_owned();
    Ok(Line { offer: ListedOffer { creator: 0, offer, price, value, row }, decimals })
}

/// Why a number can't be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wrong {
    Empty,
    Negative,
    TooFine,
    TooLarge,
    Garbage,
}

/// The digits of a number as one integer, and how many of them are decimals; zeros at the end of these don't count.
fn decimal(field: &[u8], mark: u8, places: u32) -> Result<(i64, u32), Wrong> {
    let (negative, digits) = match field {
        [] => return Err(Wrong::Empty),
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let (whole, fraction) = match digits.iter().position(|&b| b == mark) {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, &digits[..0]),
    };
    let plain = whole.iter().chain(fraction).all(u8::is_ascii_digit) && !(whole.is_empty() && fraction.is_empty());
    if !plain {
        return Err(Wrong::Garbage);
    }
    let fraction = &fraction[..fraction.iter().rposition(|&b| b != b'0').map_or(0, |last| last + 1)];
    if fraction.len() > places as usize {
        return Err(Wrong::TooFine);
    }
    let mut number = 0_i64;
    for &digit in whole.iter().chain(fraction) {
        number = number.checked_mul(10).and_then(|n| n.checked_add(i64::from(digit - b'0'))).ok_or(Wrong::TooLarge)?;
    }
    if negative && number > 0 { Err(Wrong::Negative) } else { Ok((number, fraction.len() as u32)) }
}

/// The creator's place, a new one if the name is new.
fn number_of(name: &[u8], known: &mut HashMap<Vec<u8>, u32>, creators: &mut Vec<String>) -> u32 {
    match known.entry(name.to_vec()) {
        Entry::Occupied(entry) => *entry.get(),
        Entry::Vacant(entry) => {
            creators.push(String::from_utf8_lossy(name).into_owned());
            *entry.insert((creators.len() - 1) as u32)
        }
    }
}

/// Brings all values to the smallest common scale; those that don't fit into it are refused.
fn scale(lines: Vec<Line>, list: &mut OfferList) {
    let decimals = lines.iter().map(|line| line.decimals).max().unwrap_or(0);
    list.value_scale = 10_i64.pow(decimals);
    list.offers.reserve_exact(lines.len());
    for mut line in lines {
        match line.offer.value.checked_mul(10_i64.pow(decimals - line.decimals)) {
            Some(value) => {
                line.offer.value = value;
                list.offers.push(line.offer);
            }
            None => list.refused.push(issue(
                Some(line.offer.row),
                Some("value"),
                &format!("The value is too large beside others with {decimals} decimals"),
                "The row was left out; use fewer decimals",
            )),
        }
    }
    list.refused.sort_by_key(|issue| issue.row);
}

fn issue(row: Option<u64>, column: Option<&str>, problem: &str, hint: &str) -> Issue {
    Issue { row, column: column.map(str::to_owned), problem: problem.to_owned(), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(list: &OfferList) -> Vec<(&str, &str, i64, i64)> {
        let row = |o: &ListedOffer| (list.creators[o.creator as usize].clone(), o.offer.clone(), o.price, o.value);
        let all: Vec<_> = list.offers.iter().map(row).collect();
        all.into_iter().map(|(c, o, p, v)| (&*c.leak(), &*o.leak(), p, v)).collect()
    }

    #[test]
    fn columns_separators_and_quotes_may_vary() {
        let expected = vec![("a, b", "reel", 1250, 1500), ("c", "post", 300, 2000), ("a, b", "post", 0, 1)];
        let check = |text: &str| {
            let list = read_offers(text.as_bytes());
            assert_eq!((list.refused.len(), list.value_scale), (0, 1000), "{:?}", list.refused);
            assert_eq!(rows(&list), expected, "{text}");
        };
        check("creator,offer,price,value\n\"a, b\",reel,12.50,1.5\nc,post,3,2.000\n\"a, b\",post,0,0.001\n");
        check("\u{feff}Value;PRICE;Creator;Offer\r\n1,5;12,50;a, b;reel\r\n2;3;c;post\r\n0,001;0;\"a, b\";post\r\n");
        check(
            "price\tvalue\tnote\toffer\tcreator\n12.5\t1.5\t\treel\ta, b\n3.00\t2\tx\tpost\tc\n0\t.001\t\tpost\ta, b",
        );
    }

    #[test]
    fn what_cannot_be_read_exactly_is_refused_with_its_row() {
        let text = "creator,offer,price,value\na,x,1,1\nb,x,-1,1\nc,x,1.005,1\nd,x,1,\ne,x,ten,1\n,x,1,1\nf,x\n\
                    g,x,99999999999999999999,1\nh,x,1,0.0000001\ni,x,\"1,250\",1\nj,x,2,9223372036854775807\n\
                    k,x,3,0.5\nl,x,1,1e3\nm,x,-0,1\n";
        let list = read_offers(text.as_bytes());
        let refused: Vec<u64> = list.refused.iter().filter_map(|i| i.row).collect();
        assert_eq!(refused, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]);
        assert_eq!(rows(&list), [("a", "x", 100, 10), ("k", "x", 300, 5), ("m", "x", 0, 10)]);
        assert_eq!(list.refused[0].problem, "The price -1 is negative");
        let list = read_offers(b"creator,offer,price,value\r\n\r\na,x,1,1\r\na,\"x\r\ny\",-1,1\r\nb,x,-1,1\r\n");
        assert_eq!(list.refused.iter().filter_map(|i| i.row).collect::<Vec<u64>>(), [4, 6]);
    }

    #[test]
    fn a_file_without_the_columns_says_so() {
        let check = |text: &str, problem: &str| {
            let list = read_offers(text.as_bytes());
            assert_eq!(list.refused.iter().map(|i| i.problem.as_str()).collect::<Vec<_>>(), [problem]);
            assert!(list.offers.is_empty());
        };
        check("", "The file is empty");
        check("creator,offer,value\na,b,1\n", "There is no column \"price\" in the heading");
    }
}
