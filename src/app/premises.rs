//! Premises: everything that is assumed, as it comes with the program and as the user changed it.

use std::sync::{Arc, LazyLock};

use super::learning::Learnt;
pub use super::premise_fields::Unit;
use super::premise_fields::visit;
use super::record::RECORD_KEY;
use super::scoring::corrections;
use crate::domain::text::fold;
use crate::domain::{Currency, Metric, Money, Platform};
use crate::forecast::nearby::LocalAssumptions;
use crate::forecast::{
    Assumed, Assumptions, ClutterBands, ClutterEffect, Factor, FunnelAssumptions, Niche, NicheEdit, Scored, Taxonomy,
};

/// Under which 0 is stored where the roster's own posts may not move the figures of the table.
pub const LEARN: &str = "learn";

/// Everything a plan rests on beside the roster.
#[derive(Clone, PartialEq, Debug)]
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
    /// What the user changed about niches: name, parent, synonyms.
    pub niche_edits: Vec<(String, String, String)>,
    /// What the roster's own posts taught; not used while the user doesn't want it.
    pub learnt: Option<Arc<Learnt>>,
}

impl Premises {
    /// What comes with the program; its tables are read once.
    pub fn standard() -> Premises {
        static STANDARD: LazyLock<Premises> = LazyLock::new(|| Premises {
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
            niche_edits: Vec::new(),
            learnt: None,
        });
        STANDARD.clone()
    }

    /// Whether the roster's own posts may move the figures of the table.
    pub fn learns(&self) -> bool {
        !self.own.iter().any(|(key, value, _)| key == LEARN && *value == 0.0)
    }

    /// What comes with the program, moved by what the roster's posts taught, with the user's changes and what past results
    /// teach.
    pub fn with(
        own: &[(String, f64, Option<f64>)],
        niches: &[(String, String, String)],
        results: &[Scored],
        money: Currency,
        learnt: Option<Arc<Learnt>>,
    ) -> Premises {
        let premises = Premises { own: own.to_vec(), learnt, ..Premises::standard() };
        let mut premises = Premises { niche_edits: niches.to_vec(), ..premises };
        premises.forecast = premises.usual().forecast;
        for (key, value, ln_sd) in own {
            premises.assume(key, *value, *ln_sd, money);
        }
        let edits: Vec<NicheEdit> = niches.iter().map(|edit| NicheEdit::Put(niche(&premises.niches, edit))).collect();
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

    /// What is assumed where the user says nothing: the table, moved by what the roster's posts taught.
    fn usual(&self) -> Premises {
        let mut usual = Premises::standard();
        if let Some(learnt) = self.learnt.as_ref().filter(|_| self.learns()) {
            usual.forecast = learnt.forecast.clone();
        }
        usual
    }

    /// Every assumption as a row for the settings.
    pub fn rows(&self) -> Vec<PremiseRow> {
        let mut values: Vec<(String, f64)> = Vec::new();
        visit(&mut self.usual(), &mut |field| values.push((field.key.clone(), *field.value)));
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
                learnt: field.learnt,
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
                learnt: None,
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
    /// Posts and creators of the roster it was learnt from, in words; `None` where it wasn't.
    pub learnt: Option<String>,
}

/// A niche the user changed keeps its key; of one they added the name is the key.
pub(super) fn niche(tree: &Taxonomy, (name, parent, synonyms): &(String, String, String)) -> Niche {
    let synonyms = synonyms.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let known = tree.niches().iter().find(|known| fold(&known.name) == fold(name));
    let id = known.map_or_else(|| fold(name), |known| known.id.clone());
    Niche { id, parent: parent.clone(), name: name.clone(), synonyms }
}
