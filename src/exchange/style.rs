//! How the values of a column are to be read, decided from all of them together and never cell by cell.

use super::alias::Unit;
use super::date::DateOrder;
use super::field::Field;
use super::number::DecimalMark;
use super::shape::{Dates, Numbers, Shape};
use crate::domain::{Currency, Measure};

/// Whether 3.4 means 3.4 % or 340 %.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ShareBasis {
    /// 3.4 is 3.4 %.
    #[default]
    Percent,
    /// 0.034 is 3.4 %.
    Fraction,
}

/// How the values of one column are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// What begins the decimals.
    pub decimal: DecimalMark,
    /// What shares are written in; a percent sign in a cell outranks it.
    pub basis: ShareBasis,
    /// What counts are multiplied by: 1, or 1,000 where they are written in thousands.
    /// `None` where the unit seems lost, as in "475.8" followers; such counts stay unknown.
    pub multiplier: Option<u64>,
    /// The order of day and month in dates such as 03/04/2026.
    pub order: DateOrder,
    /// The currency of amounts that name none themselves, where the column tells it.
    pub currency: Option<Currency>,
}

impl Default for Style {
    fn default() -> Self {
        Style {
            decimal: DecimalMark::default(),
            basis: ShareBasis::default(),
            multiplier: Some(1),
            order: DateOrder::default(),
            currency: None,
        }
    }
}

/// What remains open about a column's style.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Doubt {
    /// Some values have a decimal point, some a comma.
    MixedMarks,
    /// Every value is like "1.234".
    ThousandOrDecimal,
    /// Shares may be percentages or fractions.
    Basis,
    /// Counts with decimals.
    UnitLost,
    /// Day and month may be exchanged.
    Order,
    /// Digits lost in "2.28E+11".
    Scientific,
}

impl Doubt {
    /// The problem and the hint.
    pub(super) fn words(self, style: Style) -> (&'static str, &'static str) {
        let comma = style.decimal == DecimalMark::Comma;
        match self {
            Doubt::MixedMarks if comma => (
                "Some numbers have a decimal comma, some a decimal point",
                "Read with a decimal comma; check the samples",
            ),
            Doubt::MixedMarks => (
                "Some numbers have a decimal comma, some a decimal point",
                "Read with a decimal point; check the samples",
            ),
            Doubt::ThousandOrDecimal if comma => (
                "\u{201c}1.234\u{201d} could be a thousand or one and a bit",
                "Read as thousands; change the decimal mark if that is wrong",
            ),
            Doubt::ThousandOrDecimal => (
                "\u{201c}1,234\u{201d} could be a thousand or one and a bit",
                "Read as thousands; change the decimal mark if that is wrong",
            ),
            Doubt::Basis if style.basis == ShareBasis::Percent => {
                ("It isn't clear whether the shares are percentages", "Read as percentages: 0.5 is 0.5 %")
            }
            Doubt::Basis => ("It isn't clear whether the shares are percentages", "Read as fractions: 0.05 is 5 %"),
            Doubt::UnitLost => (
                "The unit seems lost: counts with decimals, such as 475.8",
                "Left unknown; choose thousands or millions, or import a file with whole numbers",
            ),
            Doubt::Order if style.order == DateOrder::DayFirst => {
                ("Day and month can't be told apart", "Read with the day first")
            }
            Doubt::Order => ("Day and month can't be told apart", "Read with the month first"),
            Doubt::Scientific => ("Some numbers are written like 2.28E+11 and have lost digits", "Taken as they are"),
        }
    }

    /// How much surer one would be without it.
    pub(super) fn factor(self) -> f64 {
        match self {
            Doubt::Scientific => 0.95,
            Doubt::MixedMarks | Doubt::Order | Doubt::Basis => 0.6,
            Doubt::ThousandOrDecimal => 0.5,
            Doubt::UnitLost => 0.3,
        }
    }
}

/// What the rest of the file says.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Neighbours {
    /// The decimal mark of the other columns.
    pub(super) mark: Option<DecimalMark>,
    /// Whether the unit of some column is lost.
    pub(super) unit_lost: bool,
}

/// Decides how a column of `field` is read.
pub(super) fn decide(shape: &Shape, field: Field, unit: Unit, neighbours: Neighbours) -> (Style, Vec<Doubt>) {
    let (mut style, mut doubts) = (Style::default(), Vec::new());
    if field.is_count() || field.is_share() || field == Field::Fee {
        style.decimal = decimal(&shape.numbers, field, neighbours.mark, &mut doubts);
        if shape.numbers.scientific > 0 {
            doubts.push(Doubt::Scientific);
        }
    }
    if field.is_share() {
        style.basis = basis(&shape.numbers, field, unit, &mut doubts);
    }
    if field.is_count() {
        style.multiplier = unit.multiplier.or(Some(1));
        if unit.multiplier.is_none() && unit_lost(&shape.numbers, field, neighbours) {
            style.multiplier = None;
            doubts.push(Doubt::UnitLost);
        }
    }
    if field.is_date() {
        style.order = order(&shape.dates, &mut doubts);
    }
    if field == Field::Fee {
        let mut signs = shape.numbers.currencies.iter();
        let mostly = shape.numbers.priced * 2 >= shape.numbers.readable;
        let only = signs.next().filter(|_| mostly && signs.next().is_none()).copied();
        style.currency = unit.currency.or(only);
    }
    (style, doubts)
}

/// The mark that most numbers of `columns` prove.
pub(super) fn common_mark<'a>(columns: impl Iterator<Item = &'a Shape>) -> Option<DecimalMark> {
    let numeric = columns.filter(|shape| shape.share(shape.numbers.readable) > 0.6);
    let certain = numeric.fold([0, 0], |sum, s| [sum[0] + s.numbers.certain[0], sum[1] + s.numbers.certain[1]]);
    match certain {
        [point, comma] if point > comma => Some(DecimalMark::Point),
        [point, comma] if comma > point => Some(DecimalMark::Comma),
        _ => None,
    }
}

fn decimal(numbers: &Numbers, field: Field, common: Option<DecimalMark>, doubts: &mut Vec<Doubt>) -> DecimalMark {
    let ([point, comma], [open_point, open_comma]) = (numbers.certain, numbers.open);
    if point > 0 && comma > 0 {
        doubts.push(Doubt::MixedMarks);
    }
    if point != comma {
        return if point > comma { DecimalMark::Point } else { DecimalMark::Comma };
    }
    if open_point == 0 && open_comma == 0 {
        return common.unwrap_or_default();
    }
    if open_point > 0 && open_comma > 0 {
        doubts.push(Doubt::MixedMarks);
    }
    let (as_decimal, as_group) = match open_point >= open_comma {
        true => (DecimalMark::Point, DecimalMark::Comma),
        false => (DecimalMark::Comma, DecimalMark::Point),
    };
    if field.is_share() {
        return as_decimal;
    }
    // Nobody asks for tenths of a cent, and nobody has a fraction of a follower: these are thousands.
    if field == Field::Fee && common != Some(as_group) {
        doubts.push(Doubt::ThousandOrDecimal);
    }
    as_group
}

fn basis(numbers: &Numbers, field: Field, unit: Unit, doubts: &mut Vec<Doubt>) -> ShareBasis {
    let plain = numbers.readable - numbers.percent;
    if unit.percent || plain == 0 || numbers.percent > plain {
        return ShareBasis::Percent;
    }
    let rate = field == Field::Measure(Measure::EngagementRate);
    match numbers.above_one {
        // Nobody's rate is above 30 % throughout: such values are percentages below 1. One of them among
        // small ones, with a median below 0.2, is a lucky creator.
        0 if rate && numbers.above_third * 10 >= plain * 3 && numbers.from_fifth * 2 >= plain => {
            doubts.push(Doubt::Basis);
            ShareBasis::Percent
        }
        0 => {
            if numbers.percent > 0 || (rate && numbers.above_third > 0) {
                doubts.push(Doubt::Basis);
            }
            ShareBasis::Fraction
        }
        above if above * 20 < plain && numbers.above_third * 5 < plain => {
            doubts.push(Doubt::Basis);
            ShareBasis::Fraction
        }
        _ => ShareBasis::Percent,
    }
}

/// Whole things with decimals and none of them large: "475.8" followers once were 475.8 million.
fn unit_lost(numbers: &Numbers, field: Field, neighbours: Neighbours) -> bool {
    let average = matches!(
        field,
        Field::Measure(
            Measure::AverageEngagements
                | Measure::AverageLikes
                | Measure::AverageComments
                | Measure::AverageViews
                | Measure::AverageReach
        )
    );
    let small = numbers.fractional * 10 >= numbers.readable * 3 && numbers.fractional > 0 && numbers.largest < 10_000.0;
    small && (!average || neighbours.unit_lost)
}

fn order(dates: &Dates, doubts: &mut Vec<Doubt>) -> DateOrder {
    let [day, month] = dates.certain;
    if (day > 0 && month > 0) || (day == month && dates.open > 0) {
        doubts.push(Doubt::Order);
    }
    if month > day { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}
