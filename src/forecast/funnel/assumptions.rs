//! What turns views into money: click rates, conversion and the rest, read from a table and open to the user's numbers.

use std::sync::Arc;

use super::assumed::{Assumed, Origin, TENTH};
use crate::domain::{Deliverable, FeeStatus, Issue, Metric, Money, Platform, PostKind};
use crate::forecast::acceptance::Acceptance;
use crate::forecast::row::{Row, each_row};
use crate::forecast::{Assumptions, Source};

/// The table itself, as it stands in the package.
const TABLE: &str = include_str!("../../../assets/funnel.csv");

/// Clicks on the link for each view of a post.
#[derive(Clone, PartialEq, Debug)]
pub struct ClickRate {
    /// The platform; `None` serves platforms without their own row.
    pub platform: Option<Platform>,
    /// The kind of post; `None` serves kinds without their own row.
    pub kind: Option<PostKind>,
    /// Clicks per view, 0..=1.
    pub rate: Assumed,
}

/// Orders for each click.
#[derive(Clone, PartialEq, Debug)]
pub struct Conversion {
    /// The platform the click comes from; `None` serves platforms without their own row.
    pub platform: Option<Platform>,
    /// Orders per click, 0..=1.
    pub rate: Assumed,
}

/// Every assumption between a view and the till. All fields may be changed; [`FunnelAssumptions::restore`] brings the
/// table back. What nobody can know but the user (order value, margin) starts as `None`.
#[derive(Clone, PartialEq, Debug)]
pub struct FunnelAssumptions {
    /// Clicks per view, by platform and kind of post.
    pub clicks: Vec<ClickRate>,
    /// Orders per click, by platform.
    pub conversions: Vec<Conversion>,
    /// How far single creators lie from the campaign's click rate; its value is 1.
    pub creator: Assumed,
    /// The share of buyers who use the code or link, 0..=1; the others buy all the same but aren't seen.
    pub code_share: Assumed,
    /// How much single orders differ: their sd divided by their average, 0 or more.
    pub basket_spread: Assumed,
    /// The average order, after value-added tax; `None` while unknown.
    pub order_value: Option<Money>,
    /// What is left of an order after the goods and what comes with them (packing, payment), as a share of its value,
    /// 0..=1; `None` while unknown.
    pub margin: Option<Assumed>,
    /// The chance that an offer takes place.
    pub acceptance: Acceptance,
    last_click: Assumed,
    last_conversion: Assumed,
}

impl Default for FunnelAssumptions {
    fn default() -> Self {
        FunnelAssumptions::standard()
    }
}

impl FunnelAssumptions {
    /// The table that comes with the program; a test holds that every row of it is read.
    pub fn standard() -> FunnelAssumptions {
        FunnelAssumptions::from_table(TABLE).0
    }

    /// Reads a table of the same form: `low` and `high` are the 10 % and 90 % points. Rows that can't be read become
    /// issues and leave the rest standing; what a table lacks altogether is answered with a guess that calls itself one.
    pub fn from_table(text: &str) -> (FunnelAssumptions, Vec<Issue>) {
        let mut assumptions = FunnelAssumptions::bare();
        let issues = each_row(text, |row| assumptions.take(row));
        (assumptions, issues)
    }

    /// Brings the table back; order value and margin, which the table doesn't hold, stay.
    pub fn restore(&mut self) {
        let own = (self.order_value, self.margin.take());
        *self = FunnelAssumptions::standard();
        (self.order_value, self.margin) = own;
    }

    /// Clicks per view of a post of `kind` on `platform`: the row of both, else of the platform, else the general one.
    pub fn click_rate(&self, platform: Platform, kind: PostKind) -> &Assumed {
        let of = |platform, kind| self.clicks.iter().find(|row| row.platform == platform && row.kind == kind);
        let own = of(Some(platform), Some(kind)).or_else(|| of(Some(platform), None));
        own.or_else(|| of(None, Some(kind))).or_else(|| of(None, None)).map_or(&self.last_click, |row| &row.rate)
    }

    /// Orders per click that comes from `platform`.
    pub fn conversion(&self, platform: Platform) -> &Assumed {
        let of = |platform| self.conversions.iter().find(|row| row.platform == platform);
        of(Some(platform)).or_else(|| of(None)).map_or(&self.last_conversion, |row| &row.rate)
    }

    /// Puts `rate` in the place of the one for the same platform and kind.
    pub fn set_click_rate(&mut self, platform: Option<Platform>, kind: Option<PostKind>, rate: Assumed) {
        self.clicks.retain(|row| (row.platform, row.kind) != (platform, kind));
        self.clicks.push(ClickRate { platform, kind, rate });
    }

    /// Puts `rate` in the place of the one for the same platform.
    pub fn set_conversion(&mut self, platform: Option<Platform>, rate: Assumed) {
        self.conversions.retain(|row| row.platform != platform);
        self.conversions.push(Conversion { platform, rate });
    }

    /// Clicks per view of a whole offer: the rates of its posts, weighed by the views that each kind usually brings. The
    /// sd is that of rates that are off together, all in the same direction.
    pub fn offer_click_rate(
        &self,
        platform: Platform,
        deliverables: &[Deliverable],
        views: &Assumptions,
    ) -> (f64, f64) {
        let (mut weights, mut rates, mut sds) = (0.0, 0.0, 0.0);
        for deliverable in deliverables {
            let usual = views.kind(platform, Metric::Views, deliverable.kind).multiplier;
            let weight = f64::from(deliverable.count) * usual;
            let rate = self.click_rate(platform, deliverable.kind);
            weights += weight;
            rates += weight * rate.value;
            sds += weight * rate.value * rate.ln_sd;
        }
        if weights > 0.0 && rates > 0.0 { ((rates / weights).min(1.0), sds / rates) } else { (0.0, 0.0) }
    }

    /// What one order leaves, in currency units; `None` while order value or margin is unknown.
    pub fn margin_per_order(&self) -> Option<f64> {
        Some(self.order_value?.units() * self.margin.as_ref()?.value.min(1.0))
    }

    /// How many buyers stand behind so many uses of codes and links: low, middle and high (10, 50 and 90 %). Only the
    /// share of buyers who use a code is unsure here; the chance of small numbers comes on top.
    pub fn buyers_behind(&self, seen: u64) -> [f64; 3] {
        [TENTH, 0.0, -TENTH].map(|z| seen as f64 / self.code_share.at(z).clamp(1e-3, 1.0))
    }

    fn bare() -> FunnelAssumptions {
        let source = Arc::new(Source {
            name: "Guess".to_owned(),
            year: "none".to_owned(),
            population: "no figures found".to_owned(),
            basis: "a guess that says little".to_owned(),
        });
        let guess = |value: f64, ln_sd: f64| Assumed { value, ln_sd, origin: Origin::Table(source.clone()) };
        FunnelAssumptions {
            clicks: Vec::new(),
            conversions: Vec::new(),
            creator: guess(1.0, 0.7),
            code_share: guess(0.5, 0.5),
            basket_spread: guess(0.6, 0.5),
            order_value: None,
            margin: None,
            acceptance: Acceptance::guess(&source),
            last_click: guess(0.005, 1.5),
            last_conversion: guess(0.01, 1.2),
        }
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let source = Arc::new(row.source()?);
        match row.text("topic") {
            "click" => {
                let kind = row.kind()?;
                self.set_click_rate(row.platform()?, kind, row.assumed(source, 1.0)?);
            }
            "conversion" => self.set_conversion(row.platform()?, row.assumed(source, 1.0)?),
            "creator" => self.creator = row.assumed(source, 1.0)?,
            "code" => self.code_share = row.assumed(source, 1.0)?,
            "basket" => self.basket_spread = row.assumed(source, 100.0)?,
            "accept" => {
                let status = FeeStatus::from_key(row.text("kind")).ok_or("its fee status is unknown")?;
                self.acceptance.take(status, row.points(1.0)?, source);
            }
            other => return Err(format!("its topic \"{other}\" is unknown")),
        }
        Ok(())
    }
}

impl Row<'_> {
    fn positive(&self, column: &str, most: f64) -> Result<f64, String> {
        let value: Option<f64> = self.text(column).parse().ok().filter(|value| *value > 0.0 && *value <= most);
        value.ok_or_else(|| format!("\"{column}\" must be a number above 0 and at most {most}"))
    }

    /// The 10 % point, the middle and the 90 % point, which must not cross.
    fn points(&self, most: f64) -> Result<[f64; 3], String> {
        let points = [self.positive("low", 1e6)?, self.positive("value", most)?, self.positive("high", 1e6)?];
        let rising = points[0] <= points[1] && points[1] <= points[2];
        rising.then_some(points).ok_or_else(|| "\"low\", \"value\" and \"high\" must rise".to_owned())
    }

    fn assumed(&self, source: Arc<Source>, most: f64) -> Result<Assumed, String> {
        let [low, value, high] = self.points(most)?;
        Ok(Assumed { value, ln_sd: (high / low).ln() / (2.0 * TENTH), origin: Origin::Table(source) })
    }

    fn kind(&self) -> Result<Option<PostKind>, String> {
        match self.text("kind") {
            "" => Ok(None),
            key => PostKind::from_key(key).map(Some).ok_or_else(|| format!("its kind of post \"{key}\" is unknown")),
        }
    }
}
