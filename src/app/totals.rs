//! What the chosen offers of a table bring together.

use super::question::Question;
use super::stand::{entry, stake};
use super::table::{Candidate, SEED, Table};
use crate::domain::progress::silent;
use crate::domain::{Cancelled, Goal, OfferId, Platform, Report};
use crate::forecast::{Draws, Stake, Total, together};

impl Table {
    /// [`Table::total_by`] in the end, in so many draws that nobody else asks for.
    pub fn total(&self, question: &Question, chosen: &[u32], draws: usize) -> Total {
        self.total_by(question, chosen, &mut Draws::new(SEED, draws), &|_| 1.0)
    }

    /// What the chosen offers bring together, counting that some may not take place, while each has brought only a share
    /// of what it will: 1 in the end. People are counted once where the goal does, and a margin is what is left beyond
    /// the fees of those that take place.
    pub fn total_by(
        &self,
        question: &Question,
        chosen: &[u32],
        draws: &mut Draws,
        share: &dyn Fn(OfferId) -> f64,
    ) -> Total {
        // Silence stops nothing.
        self.total_while(question, chosen, draws, share, &mut silent).unwrap_or_else(|_| Total::of(Vec::new()))
    }

    /// The same for as long as `report` says that somebody wants it.
    pub fn total_while(
        &self,
        question: &Question,
        chosen: &[u32],
        draws: &mut Draws,
        share: &dyn Fn(OfferId) -> f64,
        report: &mut Report<'_>,
    ) -> Result<Total, Cancelled> {
        let shock = self.shock(question);
        let candidates: Vec<Candidate> = chosen.iter().flat_map(|choice| self.offers(*choice)).collect();
        let stakes = candidates.iter().map(|one| {
            let offer = &question.cards[one.card as usize].entry.offers[one.offer as usize];
            (one.card, Stake { share: share(offer.id), ..stake(question, one) })
        });
        let stakes: Vec<(u32, Stake<'_>)> = stakes.collect();
        for (_, stake) in &stakes {
            report(0, 0)?;
            draws.column(&stake.entry);
        }
        report(0, 0)?;
        match &self.audience {
            Some(audience) => audience.total(&stakes, shock, draws, report),
            None => Ok(draws.total_of(&stakes.into_iter().map(|(_, stake)| stake).collect::<Vec<_>>(), shock)),
        }
    }

    /// Draws what the chosen offers bring, one by one, so that [`Table::total_by`] with the same draws only adds up.
    pub fn draw(
        &self,
        question: &Question,
        chosen: &[u32],
        draws: &mut Draws,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        for one in chosen.iter().flat_map(|choice| self.offers(*choice)) {
            report(0, 0)?;
            draws.column(&entry(question, &one));
        }
        report(0, 0)
    }

    /// The ln-sd of what all results of the campaign share: chance, what past results leave unsure, and rates.
    pub fn shock(&self, question: &Question) -> f64 {
        let premises = &question.premises;
        let goal = question.brief.goal;
        let mut shared = vec![premises.forecast.shock.ln_sd];
        shared.extend(premises.correction(goal.metric(), Platform::Other).map(|factor| factor.ln_sd));
        let rate = |assumed: Option<f64>| assumed.unwrap_or(0.0);
        if matches!(goal, Goal::Clicks | Goal::Orders | Goal::Margin) {
            shared.push(rate(premises.funnel.clicks.iter().map(|row| row.rate.ln_sd).reduce(f64::max)));
        }
        if matches!(goal, Goal::Orders | Goal::Margin) {
            shared.push(rate(premises.funnel.conversions.iter().map(|row| row.rate.ln_sd).reduce(f64::max)));
        }
        together(&shared)
    }
}
