//! Every number of the premises that can be changed, with its key, its words and where it comes from.

use std::sync::Arc;

use super::premises::Premises;
use crate::domain::{FeeStatus, Metric, Platform, Tier};
use crate::forecast::nearby::LocalAssumptions;
use crate::forecast::{Assumed, Assumptions, Chance, ClutterBands, ClutterEffect, FunnelAssumptions, Origin, Source};

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
pub(super) struct Field<'a> {
    pub(super) key: String,
    pub(super) group: &'static str,
    pub(super) name: String,
    pub(super) unit: Unit,
    pub(super) value: &'a mut f64,
    pub(super) ln_sd: Option<&'a mut f64>,
    pub(super) origin: Option<&'a mut Origin>,
    /// The source of the number and its neighbours, where it has no origin of its own.
    pub(super) from: Option<&'a mut Arc<Source>>,
    pub(super) source: String,
    /// Posts and creators of the roster it was learnt from; `None` where it wasn't.
    pub(super) learnt: Option<String>,
}

impl Field<'_> {
    pub(super) fn set(self, value: f64, ln_sd: Option<f64>) {
        let (low, high) = self.unit.range();
        *self.value = value.clamp(low, high);
        if let (Some(place), Some(sd)) = (self.ln_sd, ln_sd) {
            *place = sd.clamp(0.0, 5.0);
        }
        if let Some(origin) = self.origin {
            *origin = Origin::Yours;
        }
        if let Some(from) = self.from {
            *from = Arc::new(yours(from));
        }
    }
}

/// The source of figures of which the user changed some: what rests on them must not name the table alone.
fn yours(source: &Source) -> Source {
    const NAME: &str = "Your number in the settings";
    if source.name == NAME {
        return source.clone();
    }
    Source {
        name: NAME.to_owned(),
        year: format!("beside {}, {}", source.name, source.year),
        population: source.population.clone(),
        basis: source.basis.clone(),
    }
}

/// Shows `see` every number that can be changed, in the order of the settings.
pub(super) fn visit(premises: &mut Premises, see: &mut dyn FnMut(Field<'_>)) {
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
            group: "A usual post of an account with 10,000 followers",
            name: format!("{} on {place}", prior.metric.label()),
            unit: Unit::Count,
            source: source_words(&prior.source),
            learnt: learnt_words(&prior.source),
            value: &mut prior.at_10k,
            ln_sd: Some(&mut prior.between_sd),
            origin: None,
            from: Some(&mut prior.source),
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
            learnt: learnt_words(&factor.source),
            value: &mut factor.multiplier,
            ln_sd: Some(&mut factor.ln_sd),
            origin: None,
            from: Some(&mut factor.source),
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
            from: None,
            source,
            learnt: None,
        });
        if chance.origin == Origin::Yours {
            chance.odds_sd = 0.0;
            funnel.acceptance.set(status, chance);
        }
    }
}

fn visit_clutter(premises: &mut Premises, see: &mut dyn FnMut(Field<'_>)) {
    let ClutterBands { bands, source } = &mut premises.clutter;
    for (tier, (low, high)) in Tier::ALL.into_iter().zip(bands.iter_mut()) {
        let name = tier.label().to_lowercase();
        for (end, value) in [("low", low), ("high", high)] {
            let words = format!("Paid posts of {name} creators, {end} end");
            see(clutter_field(format!("clutter.{end}.{name}"), words, Unit::Share, value, source));
        }
    }
    let ClutterEffect { slope, source, .. } = &mut premises.clutter_effect;
    let words = "What all posts being paid would change, as a logarithm".to_owned();
    see(clutter_field("clutter.slope".to_owned(), words, Unit::Slope, slope, source));
}

fn clutter_field<'a>(
    key: String,
    name: String,
    unit: Unit,
    value: &'a mut f64,
    from: &'a mut Arc<Source>,
) -> Field<'a> {
    let source = source_words(from);
    let group = "Paid posts";
    Field { key, group, name, unit, value, ln_sd: None, origin: None, from: Some(from), source, learnt: None }
}

fn visit_local(local: &mut LocalAssumptions, see: &mut dyn FnMut(Field<'_>)) {
    let source = source_words(&local.source);
    see(Field {
        key: "local.at_1k".to_owned(),
        group: "People nearby",
        name: "Audience in the home region of an account with 1,000 followers".to_owned(),
        unit: Unit::Share,
        value: &mut local.at_1k,
        ln_sd: Some(&mut local.ln_sd),
        origin: None,
        from: Some(&mut local.source),
        source: source.clone(),
        learnt: None,
    });
    see(Field {
        key: "local.fall".to_owned(),
        group: "People nearby",
        name: "The power of followers by which that share falls".to_owned(),
        unit: Unit::Slope,
        value: &mut local.fall,
        ln_sd: None,
        origin: None,
        from: Some(&mut local.source),
        source,
        learnt: None,
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
        from: None,
        source,
        learnt: None,
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

fn learnt_words(source: &Source) -> Option<String> {
    source.is_roster().then(|| source.population.clone())
}

fn source_words(source: &Source) -> String {
    format!("{}, {}. {}. {}", source.name, source.year, source.population, source.basis)
}
