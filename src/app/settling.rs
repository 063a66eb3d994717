//! Settling: from the first shortlist to the one that stays, proved as the most on average or searched for the aim.

use std::time::Instant;

use super::aiming::{QUICK, Remembered, THOROUGH};
use super::case::Case;
use super::planning::{Part, Planning, members_of, table_key};
use super::rows::Members;
use crate::domain::{Cancelled, Report};
use crate::jobs::Publish;
use crate::optimise::{Effort, Shortlist};

impl Planning {
    /// Publishes a shortlist at once: the best for the aim of what is known.
    pub(super) fn begin(
        &mut self,
        case: &Case,
        most: &Shortlist,
        keep: &[u32],
        begun: Instant,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<Shortlist, Cancelled> {
        // Shortlists of other offers are forgotten.
        let key = Some(table_key(&case.question));
        if self.remembered.0 != key {
            self.remembered = (key, Remembered::default());
        }
        let first = case.first(most, keep, &mut self.remembered.1, report)?;
        self.publish(case, &first, begun, publish, report)?;
        Ok(first.best)
    }

    /// Publishes what a quick search for the aim finds, if there is anything to search for.
    pub(super) fn pursue(
        &mut self,
        case: &Case,
        most: &Shortlist,
        begun: Instant,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<Option<Shortlist>, Cancelled> {
        let mut nobody = Members::default();
        let members = members_of(&mut self.tables, case, &mut nobody);
        let pursued = case.pursue(most, &mut self.remembered.1, members, QUICK, report)?;
        if let Some(pursued) = &pursued {
            self.publish(case, pursued, begun, publish, report)?;
        }
        Ok(pursued.map(|pursued| pursued.best))
    }

    /// Proves `most`, and searches once more for the aim; the shortlist published in the end, if one was.
    pub(super) fn settle(
        &mut self,
        case: &Case,
        most: &mut Shortlist,
        begun: Instant,
        publish: &mut Publish<'_, Part>,
        report: &mut Report<'_>,
    ) -> Result<Option<Shortlist>, Cancelled> {
        let open = !most.proved;
        if open {
            let answer = case.best(&most.chosen, Effort::FULL, report)?;
            let Some(proved) = case.shortlisted(answer, publish) else { return Ok(None) };
            *most = proved;
        }
        let mut nobody = Members::default();
        let members = members_of(&mut self.tables, case, &mut nobody);
        let pursued = case.pursue(most, &mut self.remembered.1, members, THOROUGH, report)?;
        let settled = match pursued {
            None if open => Some(case.first(most, &[], &mut self.remembered.1, report)?),
            pursued => pursued,
        };
        if let Some(settled) = &settled {
            self.publish(case, settled, begun, publish, report)?;
        }
        Ok(settled.map(|settled| settled.best))
    }
}
