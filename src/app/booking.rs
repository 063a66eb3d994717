//! Booking: freezing what a shortlist is projected to bring, so that results can be held against it.

use super::clock;
use super::command::Command;
use super::edit::Edit;
use super::model::Model;
use super::planner::Planner;
use super::scoring::campaign_of;
use crate::domain::{
    Booking, BookingId, Campaign, Frozen, Metric, NumberStyle, OfferId, Platform, PostKind, ScenarioId,
};
use crate::forecast::OfferForecast;
use crate::report::plan::{Plan, PlanRow};
use crate::report::words::plural;

/// Projections from here on are frozen as whole counts, so that a band holds what it shows.
const WHOLE_FROM: f64 = 10.0;

impl Planner {
    /// Books the open scenario's shortlist as it stands.
    pub(super) fn book_shortlist(&mut self) {
        let Some((campaign, scenario)) = self.model.open_scenario() else { return };
        let Some(Ok(plan)) = &self.model.plan.answer else { return };
        let step = Step::new(campaign, bookings(&self.model, plan, scenario.id), &self.model.bookings);
        let picks: Vec<OfferId> = plan.rows.iter().map(|row| row.offer).collect();
        let told = step.words(self.model.settings.numbers);
        let edit = step.edit(scenario.id, picks);
        self.store_told(edit, Some(told));
    }
}

impl Model {
    /// The booking of an offer in the open campaign.
    pub fn booking_of(&self, offer: OfferId) -> Option<&Booking> {
        let (campaign, _) = self.open_scenario()?;
        let ours = |booking: &&Booking| campaign.scenarios.iter().any(|one| one.id == booking.scenario);
        self.bookings.iter().filter(ours).find(|booking| booking.offer == Some(offer))
    }

    /// The offers booked in a campaign, ascending.
    pub(super) fn booked(&self, campaign: &Campaign) -> Vec<OfferId> {
        let ours = |booking: &&Booking| campaign.scenarios.iter().any(|one| one.id == booking.scenario);
        let mut offers: Vec<OfferId> = self.bookings.iter().filter(ours).filter_map(|one| one.offer).collect();
        offers.sort_unstable();
        offers.dedup();
        offers
    }

    /// How many offers of the campaign that `scenario` belongs to are booked.
    pub fn booked_in(&self, scenario: ScenarioId) -> usize {
        let Some(campaign) = campaign_of(scenario, &self.campaigns) else { return 0 };
        self.bookings.iter().filter(|booking| campaign.scenarios.iter().any(|one| one.id == booking.scenario)).count()
    }

    /// What removing a campaign or a scenario takes with it, as a sentence; `None` where nothing is booked in it.
    pub(super) fn bookings_gone(&self, command: &Command) -> Option<String> {
        let (what, scenarios) = match command {
            Command::RemoveScenario(id) => ("scenario", vec![*id]),
            Command::RemoveCampaign(id) => {
                let campaign = self.campaigns.iter().find(|campaign| campaign.id == *id)?;
                ("campaign", campaign.scenarios.iter().map(|scenario| scenario.id).collect())
            }
            _ => return None,
        };
        let gone: Vec<&Booking> = self.bookings.iter().filter(|one| scenarios.contains(&one.scenario)).collect();
        let results = gone.iter().filter(|booking| booking.result.is_some()).count();
        let numbers = self.settings.numbers;
        let booked = plural(numbers, gone.len(), "booked offer", "booked offers");
        let with = match results {
            0 => String::new(),
            results => format!(" and {}", plural(numbers, results, "result", "results")),
        };
        (!gone.is_empty()).then(|| format!("Removed {what} with {booked}{with}; undo brings all of it back"))
    }
}

/// What booking a shortlist comes to: an offer is booked once in a campaign. One without a result is renewed with its
/// code and link; one with a result stays as it was said.
struct Step {
    /// Bookings to add; of these, some take the place of an older one.
    added: Vec<Booking>,
    renewed: Vec<BookingId>,
    kept: usize,
}

impl Step {
    fn new(campaign: &Campaign, mut bookings: Vec<Booking>, known: &[Booking]) -> Step {
        let ours = |booking: &&Booking| campaign.scenarios.iter().any(|one| one.id == booking.scenario);
        let older: Vec<&Booking> = known.iter().filter(ours).collect();
        let before = bookings.len();
        let same = |new: &Booking, old: &Booking| old.offer.is_some() && old.offer == new.offer;
        bookings.retain(|new| !older.iter().any(|old| same(new, old) && old.result.is_some()));
        let kept = before - bookings.len();
        let mut renewed = Vec::new();
        for new in &mut bookings {
            let olds: Vec<&&Booking> = older.iter().filter(|old| same(new, old)).collect();
            for old in olds {
                renewed.push(old.id);
                (new.code, new.link) = (old.code.clone(), old.link.clone());
            }
        }
        Step { added: bookings, renewed, kept }
    }

    fn words(&self, numbers: NumberStyle) -> String {
        let offers = |count: usize| match count {
            1 => "1 offer".to_owned(),
            count => format!("{} offers", numbers.count(count as f64)),
        };
        let parts = [
            (self.added.len() - self.renewed.len().min(self.added.len()), "booked with today's projection"),
            (self.renewed.len(), "booked before, renewed with today's projection"),
            (self.kept, "kept as booked, because a result is known"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{} {what}", offers(count)))
            .collect();
        parts.join("; ")
    }

    fn edit(self, scenario: ScenarioId, picks: Vec<OfferId>) -> Edit {
        Edit {
            name: "Book shortlist".to_owned(),
            work: Box::new(move |tx| {
                for id in &self.renewed {
                    tx.remove_booking(*id)?;
                }
                for booking in &self.added {
                    tx.add_booking(booking)?;
                }
                tx.set_picks(scenario, &picks).map(|()| None)
            }),
        }
    }
}

/// The bookings that a plan makes: what each offer's posts are projected to be counted in.
fn bookings(model: &Model, plan: &Plan, scenario: ScenarioId) -> Vec<Booking> {
    let projector = model.projector(&plan.brief.niches, None);
    let metric = plan.goal().metric();
    let one = |row: &PlanRow| {
        let entry = &model.roster.card(row.creator)?.entry;
        let offer = entry.offers.iter().find(|offer| offer.id == row.offer)?;
        let kind: Option<PostKind> = match offer.deliverables.as_slice() {
            [only] => Some(only.kind),
            _ => None,
        };
        let applied = model.premises.correction(metric, row.platform.unwrap_or(Platform::Other));
        Some(Booking {
            id: BookingId(0),
            scenario,
            offer: Some(offer.id),
            creator: row.name.clone(),
            platform: row.platform,
            kind,
            delivers: row.delivers.clone(),
            fee: row.fee,
            projected: freeze(metric, &projector.posts(entry, offer, metric), applied.map_or(1.0, |f| f.multiplier)),
            booked_on: clock::today(),
            result: None,
            code: String::new(),
            link: String::new(),
        })
    };
    plan.rows.iter().filter_map(one).collect()
}

fn freeze(metric: Metric, forecast: &OfferForecast, applied: f64) -> Frozen {
    let quantiles = Frozen::LEVELS.map(|level| forecast.quantile(level));
    Frozen { metric, quantiles: quantiles.map(|x| if x >= WHOLE_FROM { x.round() } else { x }), applied }
}
