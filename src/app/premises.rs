//! Premises: everything that is assumed, as it comes with the program and as the user changed it.

use std::sync::Arc;

use super::record::RECORD_KEY;
use super::scoring::corrections;
use crate::domain::{Currency, FeeStatus, Metric, Money, Platform, Tier};
use crate::forecast::nearby::LocalAssumptions;
use crate::forecast::{
    Assumed, Assumptions, Chance, ClutterBands, ClutterEffect, Factor, FunnelAssumptions, Niche, NicheEdit, Origin,
    Scored, Taxonomy,
};

/// Everything a plan rests on beside the roster.
#[derive(Clone, Debug)]
pub struct Premises {
    /// Goes up with every change, so that what rests on them is worked out anew.
    pub version: u64,
    /// What posts bring where own posts are silent.
    pub forecast: Assumptions,
    /// From views to orders.
    pub funnel: FunnelAssumptions,
    /// How many paid posts are usual, by tier, and what more of them do to one more.
    pub clutter: ClutterBands,
    /// See `clutter`.
    pub clutter_effect: ClutterEffect,
    /// Where audiences live of whom no place is known.
    pub local: LocalAssumptions,
    /// The tree of niches with the user's changes.
    pub niches: Taxonomy,
    /// What past results put on forecasts, by metric and platform; a platform without its own has the metric's.
    pub corrections: Vec<(Metric, Option<Platform>, Factor)>,
    /// Whether forecasts use them.
    pub use_record: bool,
    /// What the user assumes differently, by key.
    pub own: Vec<(String, f64, Option<f64>)>,
}

impl Premises {
    /// What comes with the program.
    pub fn standard() -> Premises {
        Premises {
            version: 0,
            forecast: Assumptions::standard(),
            funnel: FunnelAssumptions::standard(),
            clutter: ClutterBands::default(),
            clutter_effect: ClutterEffect::default(),
            local: LocalAssumptions::standard(),
            niches: Taxonomy::standard(),
            corrections: Vec::new(),
            use_record: true,
            own: Vec::new(),
        }
    }

    /// What comes with the program with the user's changes and what past results teach.
    pub fn with(
        own: &[(String, f64, Option<f64>)],
        niches: &[(String, String, String)],
        results: &[Scored],
        money: Currency,
    ) -> Premises {
        let mut premises = Premises::standard();
        for (key, value, ln_sd) in own {
            premises.assume(key, *value, *ln_sd, money);
        }
        premises.own = own.to_vec();
        let edits: Vec<NicheEdit> = niches.iter().map(|edit| NicheEdit::Put(niche(edit))).collect();
        premises.niches = premises.niches.with(&edits).0;
        premises.corrections = corrections(results);
        premises.use_record = !own.iter().any(|(key, value, _)| key == RECORD_KEY && *value == 0.0);
        premises
    }

    /// Takes over one number of the user's own; a key nobody knows changes nothing.
    fn assume(&mut self, key: &str, value: f64, ln_sd: Option<f64>, currency: Currency) {
        match key {
            "order_value" => self.funnel.order_value = Money::from_units(value, currency),
            "margin" => self.funnel.margin = Assumed::yours(value, ln_sd.unwrap_or(0.0)),
            key => visit(self, &mut |field| {
                if field.key == key {
                    field.set(value, ln_sd);
                }
            }),
        }
    }

    /// What past results put on a forecast of this metric on this platform.
    pub fn correction(&self, metric: Metric, platform: Platform) -> Option<&Factor> {
        let used = || self.corrections.iter().filter(|_| self.use_record);
        let of = |wanted| used().find(|(m, p, _)| *m == metric && *p == wanted);
        of(Some(platform)).or_else(|| of(None)).map(|(_, _, factor)| factor)
    }

    /// Every assumption as a row for the settings.
    pub fn rows(&self) -> Vec<PremiseRow> {
        let mut usual = Premises::standard();
        let mut values: Vec<(String, f64)> = Vec::new();
        visit(&mut usual, &mut |field| values.push((field.key.clone(), *field.value)));
        let mut rows = Vec::new();
        visit(&mut self.clone(), &mut |field| {
            let usual = values.iter().find(|(key, _)| *key == field.key).map(|(_, value)| *value);
            rows.push(PremiseRow {
                own: self.own.iter().any(|(key, ..)| *key == field.key),
                key: field.key,
                group: field.group,
                name: field.name,
                unit: field.unit,
                value: Some(*field.value),
                ln_sd: field.ln_sd.map(|sd| *sd),
                usual,
                source: field.source,
            });
        });
        for (key, name, unit, value) in [
            (
                "order_value",
                "Average order, after tax",
                Unit::Money,
                self.funnel.order_value.map(|money| money.units()),
            ),
            (
                "margin",
                "What is left of an order after the goods",
                Unit::Share,
                self.funnel.margin.as_ref().map(|m| m.value),
            ),
        ] {
            rows.push(PremiseRow {
                key: key.to_owned(),
                group: "Money",
                name: name.to_owned(),
                unit,
                value,
                ln_sd: None,
                usual: None,
                own: value.is_some(),
                source: "Only you know it; clicks and orders become money with it".to_owned(),
            });
        }
        rows
    }
}

/// One assumption as the settings show it.
#[derive(Clone, PartialEq, Debug)]
pub struct PremiseRow {
    /// What it is stored under.
    pub key: String,
    /// What it belongs to.
    pub group: &'static str,
    /// What it is, in words.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// What is assumed now; `None` while nobody knows.
    pub value: Option<f64>,
    /// How unsure it is, as the sd of its logarithm.
    pub ln_sd: Option<f64>,
    /// What comes with the program.
    pub usual: Option<f64>,
    /// Whether the user changed it.
    pub own: bool,
    /// Where it comes from.
    pub source: String,
}

/// What an assumption is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A count of the goal.
    Count,
    /// A factor: 1 changes nothing.
    Factor,
    /// A share, shown in percent.
    Share,
    /// Currency units.
    Money,
    /// A plain number of either sign.
    Slope,
}

impl Unit {
    /// The least and the most that may be typed.
    pub fn range(self) -> (f64, f64) {
        match self {
            Unit::Count => (0.0, 1e9),
            Unit::Factor => (0.01, 100.0),
            Unit::Share => (0.0, 1.0),
            Unit::Money => (0.0, 1e9),
            Unit::Slope => (-5.0, 5.0),
        }
    }
}

/// One number inside the premises.
struct Field<'a> {
    key: String,
    group: &'static str,
    name: String,
    unit: Unit,
    value: &'a mut f64,
    ln_sd: Option<&'a mut f64>,
    origin: Option<&'a mut Origin>,
    source: String,
}

impl Field<'_> {
    fn set(self, value: f64, ln_sd: Option<f64>) {
        let (low, high) = self.unit.range();
        *self.value = value.clamp(low, high);
        if let (Some(place), Some(sd)) = (self.ln_sd, ln_sd) {
            *place = sd.clamp(0.0, 5.0);
        }
        if let Some(origin) = self.origin {
            *origin = Origin::Yours;
        }
    }
}

/// Shows `see` every number that can be changed, in the order of the settings.
fn visit(premises: &mut Premises, see: &mut dyn FnMut(Field<'_>)) {
    visit_levels(&mut premises.forecast, see);
    visit_factors(&mut premises.forecast, see);
    visit_funnel(&mut premises.funnel, see);
    visit_clutter(premises, see);
    visit_local(&mut premises.local, see);
}

fn visit_levels(forecast: &mut Assumptions, see: &mut dyn FnMut(Field<'_>)) {
    for prior in &mut forecast.priors {
        if !matches!(prior.metric, Metric::Engagements | Metric::Views | Metric::Reach) {
            continue;
        }
        let (key, place) = match prior.platform {
            Some(platform) => (platform.key(), platform.label()),
            None => ("any", "other platforms"),
        };
        see(Field {
            key: format!("level.{key}.{}", prior.metric.key()),
            group: "Posts",
            name: format!("{} of a usual post on {place} at 10,000 followers", prior.metric.label()),
            unit: Unit::Count,
            source: source_words(&prior.source),
            value: &mut prior.at_10k,
            ln_sd: Some(&mut prior.between_sd),
            origin: None,
        });
    }
}

fn visit_factors(forecast: &mut Assumptions, see: &mut dyn FnMut(Field<'_>)) {
    let named = [
        ("paid", "A paid post against an unpaid one", &mut forecast.paid),
        ("stated", "An average that a list states against the posts of today", &mut forecast.stated),
    ];
    for (key, name, factor) in named {
        see(Field {
            key: key.to_owned(),
            group: "Posts",
            name: name.to_owned(),
            unit: Unit::Factor,
            source: source_words(&factor.source),
            value: &mut factor.multiplier,
            ln_sd: Some(&mut factor.ln_sd),
            origin: None,
        });
    }
}

fn visit_funnel(funnel: &mut FunnelAssumptions, see: &mut dyn FnMut(Field<'_>)) {
    for row in &mut funnel.clicks {
        let platform = row.platform.map_or("any", Platform::key);
        let kind = row.kind.map_or("any", |kind| kind.key());
        let place = row.platform.map_or("other platforms", Platform::label);
        let what = row.kind.map_or("a post", |kind| kind.word(1));
        see(assumed(
            format!("click.{platform}.{kind}"),
            "Money",
            format!("Clicks per view of {what} on {place}"),
            &mut row.rate,
        ));
    }
    for row in &mut funnel.conversions {
        let key = row.platform.map_or("any", Platform::key);
        let place = row.platform.map_or("other platforms", Platform::label);
        see(assumed(format!("conversion.{key}"), "Money", format!("Orders per click from {place}"), &mut row.rate));
    }
    see(assumed("code_share".to_owned(), "Money", "Buyers who use their code".to_owned(), &mut funnel.code_share));
    for status in FeeStatus::ALL {
        let mut chance: Chance = funnel.acceptance.of(status).clone();
        let source = origin_words(&chance.origin);
        see(Field {
            key: format!("accept.{}", status.key()),
            group: "Who says yes",
            name: format!("Offers that take place where the fee is {}", status_words(status)),
            unit: Unit::Share,
            value: &mut chance.value,
            ln_sd: None,
            origin: Some(&mut chance.origin),
            source,
        });
        if chance.origin == Origin::Yours {
            chance.odds_sd = 0.0;
            funnel.acceptance.set(status, chance);
        }
    }
}

fn visit_clutter(premises: &mut Premises, see: &mut dyn FnMut(Field<'_>)) {
    let source = source_words(&premises.clutter.source);
    let one = |key: String, name: String, unit, value| Field {
        key,
        group: "Paid posts",
        name,
        unit,
        value,
        ln_sd: None,
        origin: None,
        source: source.clone(),
    };
    for (tier, (low, high)) in Tier::ALL.into_iter().zip(premises.clutter.bands.iter_mut()) {
        let name = tier.label().to_lowercase();
        see(one(format!("clutter.low.{name}"), format!("Paid posts of {name} creators, low end"), Unit::Share, low));
        see(one(format!("clutter.high.{name}"), format!("Paid posts of {name} creators, high end"), Unit::Share, high));
    }
    let effect = &mut premises.clutter_effect;
    let source = source_words(&effect.source);
    let name = "What all posts being paid would change, as a logarithm".to_owned();
    let field = one("clutter.slope".to_owned(), name, Unit::Slope, &mut effect.slope);
    see(Field { source, ..field });
}

fn visit_local(local: &mut LocalAssumptions, see: &mut dyn FnMut(Field<'_>)) {
    let source = source_words(&Arc::new(local.source.clone()));
    see(Field {
        key: "local.at_1k".to_owned(),
        group: "People nearby",
        name: "Audience in the home region of an account with 1,000 followers".to_owned(),
        unit: Unit::Share,
        value: &mut local.at_1k,
        ln_sd: Some(&mut local.ln_sd),
        origin: None,
        source: source.clone(),
    });
    see(Field {
        key: "local.fall".to_owned(),
        group: "People nearby",
        name: "The power of followers by which that share falls".to_owned(),
        unit: Unit::Slope,
        value: &mut local.fall,
        ln_sd: None,
        origin: None,
        source,
    });
}

fn assumed<'a>(key: String, group: &'static str, name: String, assumed: &'a mut Assumed) -> Field<'a> {
    let source = origin_words(&assumed.origin);
    Field {
        key,
        group,
        name,
        unit: Unit::Share,
        value: &mut assumed.value,
        ln_sd: Some(&mut assumed.ln_sd),
        origin: Some(&mut assumed.origin),
        source,
    }
}

fn status_words(status: FeeStatus) -> &'static str {
    match status {
        FeeStatus::Guess => "a guess",
        FeeStatus::Asked => "asked for",
        FeeStatus::Quoted => "quoted",
        FeeStatus::Agreed => "agreed",
    }
}

fn origin_words(origin: &Origin) -> String {
    match origin {
        Origin::Yours => "Your number".to_owned(),
        Origin::Table(source) => source_words(source),
    }
}

fn source_words(source: &Arc<crate::forecast::Source>) -> String {
    format!("{}, {}. {}. {}", source.name, source.year, source.population, source.basis)
}

/// A niche the user added: its name is its key, its parent one of the tree's.
fn niche((name, parent, synonyms): &(String, String, String)) -> Niche {
    let synonyms = synonyms.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    Niche { id: name.to_lowercase(), parent: parent.clone(), name: name.clone(), synonyms }
}
