//! What the page shows: every number already written in the user's style, every picture already drawn.

use minijinja::{Value, context};

use super::density::density;
use super::frontier::frontier;
use super::intervals::{axis, shared_scale, strip};
use super::scale::Scale;
use crate::domain::{FeeStatus, Money};
use crate::pitch::text::{at_handle, readable, web_address};
use crate::pitch::words;
use crate::pitch::{Assumption, BAND, BackUp, BenchRow, Pitch, PitchRow, SourceRow};
use crate::report::figures::Figure;

/// What is shown where nothing is known.
const UNKNOWN: &str = "–";

/// Everything on the page under the names that the template uses.
pub(super) fn view(pitch: &Pitch) -> Value {
    let scale = shared_scale(pitch);
    let rows: Vec<Value> =
        pitch.rows.iter().enumerate().map(|(index, row)| row_view(pitch, row, index, &scale)).collect();
    let (frontier_title, frontier) = frontier(pitch).unwrap_or_default();
    context! {
        title => title(pitch),
        campaign => text(&pitch.campaign),
        client => readable(&pitch.client),
        agency => readable(&pitch.agency),
        scenario => readable(&pitch.scenario),
        prepared => words::day(pitch.prepared_on),
        validity => words::validity(pitch),
        headline => words::headline(pitch),
        goal => pitch.brief.goal.noun(),
        goal_one => pitch.brief.goal.one(),
        projected_means => words::projected(pitch),
        sure => pitch.numbers.percent(pitch.promise_level, 0),
        band => pitch.numbers.percent(BAND, 0),
        cards => cards(pitch),
        understood => understood(pitch),
        rows => rows,
        totals => totals(pitch),
        density => picture(density(pitch)),
        axis => picture(Some(axis(pitch, &scale))),
        best_row => best_row(pitch),
        frontier_title => frontier_title,
        frontier => picture(Some(frontier)),
        proved => pitch.proof.proved,
        proof_title => words::proof_title(pitch),
        proof_meaning => words::proof_meaning(pitch),
        proof_method => readable(&pitch.proof.method),
        outlook => pitch.outlook.iter().map(figure).collect::<Vec<_>>(),
        back_ups => pitch.back_ups.iter().map(back_up).collect::<Vec<_>>(),
        bench => pitch.bench.iter().map(|row| bench(pitch, row)).collect::<Vec<_>>(),
        notes => pitch.notes.iter().map(|note| readable(note)).collect::<Vec<_>>(),
        assumptions => pitch.assumptions.iter().map(assumption).collect::<Vec<_>>(),
        sources => pitch.sources.iter().map(source).collect::<Vec<_>>(),
        next_steps => words::next_steps(pitch).iter().map(|step| readable(step)).collect::<Vec<_>>(),
    }
}

/// A picture of our own making, which needs no escaping any more; an empty text where there is none.
fn picture(svg: Option<String>) -> Value {
    Value::from_safe_string(svg.unwrap_or_default())
}

/// Text safe to carry, or the sign for unknown.
fn text(value: &str) -> String {
    let value = readable(value);
    if value.trim().is_empty() { UNKNOWN.to_owned() } else { value }
}

fn title(pitch: &Pitch) -> String {
    let parts = [&pitch.campaign, &pitch.client].map(|part| readable(part));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn rate(pitch: &Pitch, results: f64, cost: f64) -> String {
    let like = pitch.brief.budget;
    words::cost_each(cost, results).map_or(UNKNOWN.to_owned(), |units| pitch.numbers.rate(units, like))
}

fn share(pitch: &Pitch, money: Money) -> String {
    let share = words::cost_each(money.units(), pitch.brief.budget.units());
    share.map_or(UNKNOWN.to_owned(), |share| pitch.numbers.percent(share, 0))
}

fn cards(pitch: &Pitch) -> Vec<Value> {
    let goal = pitch.brief.goal.noun();
    let sure = pitch.numbers.percent(pitch.promise_level, 0);
    let band = pitch.numbers.percent(BAND, 0);
    let totals = &pitch.totals;
    let each = format!("per counted {}", pitch.brief.goal.one());
    [
        (words::amounts(pitch).count(totals.promise), format!("{goal} promised, {sure} sure")),
        (words::range(pitch, totals.low, totals.high), format!("likely range, {band} of outcomes")),
        (pitch.numbers.money(totals.cost), format!("for {}", words::creators(pitch, pitch.rows.len()))),
        (rate(pitch, totals.projected, words::expected_cost(pitch)), each),
    ]
    .into_iter()
    .map(|(value, label)| context! { value => value, label => label })
    .collect()
}

fn understood(pitch: &Pitch) -> Vec<Value> {
    let lines = words::understood(pitch).into_iter();
    lines.map(|(label, text)| context! { label => label, text => readable(&text) }).collect()
}

fn row_view(pitch: &Pitch, row: &PitchRow, index: usize, scale: &Scale) -> Value {
    context! {
        creator => text(&row.creator),
        handle => readable(&at_handle(&row.handle)),
        platform => row.platform.map_or("", |platform| platform.label()),
        url => web_address(&row.url).unwrap_or_default(),
        place => readable(&row.place),
        niche => readable(&row.niche),
        followers => row.followers.map_or(UNKNOWN.to_owned(), |count| pitch.numbers.count(count as f64)),
        engagement_rate => row.engagement_rate.map_or(UNKNOWN.to_owned(), |rate| pitch.numbers.percent(rate, 1)),
        deliverables => text(&row.deliverables),
        fee => pitch.numbers.money(row.fee),
        status => words::status(pitch, row),
        status_meaning => row.fee_status.meaning(),
        tone => match row.fee_status {
            FeeStatus::Agreed => "",
            FeeStatus::Guess => "open",
            FeeStatus::Asked | FeeStatus::Quoted => "plain",
        },
        low => words::amounts(pitch).count(row.low),
        projected => words::amounts(pitch).count(row.projected),
        high => words::amounts(pitch).count(row.high),
        counted => words::amounts(pitch).count(row.counted()),
        each => rate(pitch, row.projected, row.fee.units()),
        share => share(pitch, row.fee),
        record => words::record(pitch, row),
        source => readable(&row.source),
        strip => picture(strip(pitch, row, index, scale)),
    }
}

fn totals(pitch: &Pitch) -> Value {
    let totals = &pitch.totals;
    let (left, budget) = (pitch.numbers.money(totals.left_over), pitch.numbers.money(pitch.brief.budget));
    context! {
        creators => words::creators(pitch, pitch.rows.len()),
        cost => pitch.numbers.money(totals.cost),
        left_over => format!("{left} left of {budget}"),
        counted => words::amounts(pitch).count(totals.projected),
        each => rate(pitch, totals.projected, words::expected_cost(pitch)),
        share => share(pitch, totals.cost),
    }
}

/// The title of the strips: who is projected to bring most.
fn best_row(pitch: &Pitch) -> String {
    let known = pitch.rows.iter().filter(|row| row.projected.is_finite());
    let best = known.max_by(|a, b| a.projected.total_cmp(&b.projected));
    best.map_or("What each creator will bring isn't known".to_owned(), |best| {
        format!(
            "{} is projected to bring most: {} {} · {}: {}",
            readable(&best.creator),
            words::amounts(pitch).count(best.projected),
            pitch.brief.goal.noun(),
            words::in_ten(),
            words::range(pitch, best.low, best.high),
        )
    })
}

fn bench(pitch: &Pitch, row: &BenchRow) -> Value {
    context! {
        creator => text(&row.creator),
        handle => readable(&at_handle(&row.handle)),
        deliverables => text(&row.deliverables),
        fee => row.fee.map_or(UNKNOWN.to_owned(), |fee| pitch.numbers.money(fee)),
        brings_in => text(&row.brings_in),
    }
}

fn figure(row: &Figure) -> Value {
    context! {
        name => text(&row.name),
        middle => text(&row.value),
        band => readable(&row.band),
        basis => readable(&row.source),
    }
}

fn back_up(row: &BackUp) -> Value {
    context! { creator => text(&row.creator), replaces => readable(&words::replaces(row)) }
}

fn assumption(row: &Assumption) -> Value {
    context! {
        name => text(&row.name),
        value => text(&row.value),
        basis => text(&row.basis),
        source => row.year.map_or(text(&row.source), |year| format!("{}, {year}", text(&row.source))),
    }
}

fn source(row: &SourceRow) -> Value {
    context! {
        creator => text(&row.creator),
        what => text(&row.what),
        value => text(&row.value),
        date => row.date.map_or(UNKNOWN.to_owned(), words::day),
        source => text(&row.source),
    }
}
