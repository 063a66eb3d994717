//! What the chosen offers of a table bring together.

use super::stand::stake;
use super::swings::swing_of;
use super::table::{Candidate, Table};
use crate::domain::{Cancelled, OfferId, Report};
use crate::forecast::{Draws, Stake, Total};

/// Forecasts made between two reports of progress.
const PIECE: usize = 32;

impl Table {
    /// The chosen offers with what each will bring.
    pub fn candidates(&self, chosen: &[u32], report: &mut Report<'_>) -> Result<Vec<Candidate>, Cancelled> {
        let mut candidates: Vec<Candidate> = Vec::with_capacity(chosen.len());
        for (done, choice) in chosen.iter().enumerate() {
            if done % PIECE == 0 {
                report(done as u64, chosen.len() as u64)?;
            }
            candidates.extend(self.offers(*choice));
        }
        Ok(candidates)
    }

    /// What the chosen offers bring together in the end; see [`Table::total_by`].
    pub fn total(&self, chosen: &[u32], draws: &mut Draws, report: &mut Report<'_>) -> Result<Total, Cancelled> {
        let candidates = self.candidates(chosen, report)?;
        self.total_by(&candidates, draws, &|_| 1.0, report)
    }

    /// What offers bring together, counting that some may not take place, while each has brought only a share of what it
    /// will: 1 in the end. People are counted once where the goal does, and a margin is what is left beyond the fees of
    /// those that take place. `report` is asked for every new offer, and again while they are added up.
    pub fn total_by(
        &self,
        candidates: &[Candidate],
        draws: &mut Draws,
        share: &dyn Fn(OfferId) -> f64,
        report: &mut Report<'_>,
    ) -> Result<Total, Cancelled> {
        let (question, shock) = (&self.question, self.shock());
        let stakes = candidates.iter().map(|one| {
            let offer = question.offer(one.card, one.offer);
            (one.card, Stake { share: share(offer.id), ..stake(question, one) })
        });
        let stakes: Vec<(u32, Stake<'_>)> = stakes.collect();
        match &self.audience {
            Some(audience) => Ok(Total::of(audience.reached(&stakes, shock, draws, report)?)),
            None => {
                let stakes: Vec<Stake<'_>> = stakes.into_iter().map(|(_, stake)| stake).collect();
                draws.total_of(&stakes, shock, report)
            }
        }
    }

    /// The ln-sd of what all results of the campaign share.
    pub fn shock(&self) -> f64 {
        swing_of(&self.swings, self.question.brief.goal)
    }
}
