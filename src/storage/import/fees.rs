//! Offers of a creator, from the fees and deliverables of all rows about them.

use super::people::Person;
use super::{Known, Work};
use crate::domain::{AccountId, CreatorId, Deliverable, Draft, FeeStatus, Money, Offer, OfferId, Platform, PostKind};
use crate::storage::error::StoreError;
use crate::storage::offers::{self, row_to_offer};

/// What the rows say about one offer; the last that speaks decides.
struct Said {
    account: Option<AccountId>,
    deliverables: Vec<Deliverable>,
    /// The row that named it first.
    first: usize,
    fee: Option<(usize, Money)>,
    status: Option<(usize, FeeStatus)>,
}

impl Work<'_> {
    /// Brings the offers up to date: one for each account and list of deliverables.
    pub(super) fn apply_fees(&mut self, person: &Person, known: &Known) -> Result<(), StoreError> {
        let said = self.offers_said(person, known);
        if said.is_empty() {
            return Ok(());
        }
        let offers = self.offers_known(known)?;
        let mut taken: Vec<Option<usize>> = Vec::with_capacity(said.len());
        // Offers of the very account first, so that none is taken for one without account that is meant by itself.
        for said in &said {
            taken.push(find(&offers, said, said.account));
        }
        for (place, said) in said.iter().enumerate() {
            let free = find(&offers, said, None).filter(|offer| !taken.contains(&Some(*offer)));
            taken[place] = taken[place].or(free);
        }
        for (said, place) in said.into_iter().zip(taken) {
            match place {
                Some(place) => self.update(&offers[place], &said)?,
                None => self.add(known.creator, said)?,
            }
        }
        Ok(())
    }

    fn offers_said(&mut self, person: &Person, known: &Known) -> Vec<Said> {
        let drafts = self.drafts;
        let mut list: Vec<Said> = Vec::new();
        for row in &person.rows {
            let draft = &drafts[row.draft];
            let fee = draft.fee.filter(|fee| self.is_possible_fee(row.draft, *fee));
            if draft.deliverables.is_empty() && fee.is_none() {
                continue;
            }
            let account = row.slot.map(|slot| known.accounts[slot]);
            let platform = row.slot.map(|slot| person.slots[slot].platform);
            let deliverables = sorted(&deliverables_of(draft, platform));
            let place = list.iter().position(|said| said.account == account && said.deliverables == deliverables);
            let place = place.unwrap_or_else(|| {
                list.push(Said { account, deliverables, first: row.draft, fee: None, status: None });
                list.len() - 1
            });
            let said = &mut list[place];
            said.fee = fee.map(|fee| (row.draft, fee)).or(said.fee);
            said.status = draft.fee_status.map(|status| (row.draft, status)).or(said.status);
        }
        list
    }

    fn is_possible_fee(&mut self, at: usize, fee: Money) -> bool {
        if fee.minor < 0 {
            self.tally.issue(at, "Fee", "A fee can't be negative", "It was left out");
        }
        fee.minor >= 0
    }

    fn offers_known(&self, known: &Known) -> Result<Vec<Offer>, StoreError> {
        let sql = format!("SELECT {} FROM offers WHERE creator_id = ?1 ORDER BY id", offers::COLUMNS);
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([known.creator.0])?;
        let mut offers = Vec::new();
        while let Some(row) = rows.next()? {
            offers.push(row_to_offer(row)?);
        }
        Ok(offers)
    }

    fn add(&mut self, creator: CreatorId, said: Said) -> Result<(), StoreError> {
        let at = said.fee.map_or(said.first, |(at, _)| at);
        let offer = Offer {
            id: OfferId(0),
            creator,
            account: said.account,
            deliverables: said.deliverables,
            fee: said.fee.map(|(_, fee)| fee),
            status: said.status.map_or(FeeStatus::Guess, |(_, status)| status),
            source: self.source.to_owned(),
            dated: Some(self.day_of(at)),
            note: String::new(),
        };
        self.tally.charge(at, "Offer", "", [offer.summary(), fee_shown(offer.fee)].join(" ").trim().to_owned());
        self.tx.add_offer(&offer).map(drop)
    }

    fn update(&mut self, known: &Offer, said: &Said) -> Result<(), StoreError> {
        let mut offer = known.clone();
        if known.account != said.account {
            self.tally.charge(said.first, "Offer", "", format!("{} on the account of this row", known.summary()));
            offer.account = said.account;
        }
        if let Some((at, fee)) = said.fee
            && known.fee != Some(fee)
        {
            self.tally.charge(at, "Fee", fee_shown(known.fee), fee_shown(Some(fee)));
            offer.fee = Some(fee);
            offer.source = self.source.to_owned();
            offer.dated = Some(self.day_of(at));
            // What was agreed or quoted was another fee.
            offer.status = FeeStatus::Guess;
        }
        if let Some((at, status)) = said.status {
            self.tally.charge(at, "Fee status", known.status.key(), status.key());
            offer.status = status;
        }
        if offer != *known {
            self.tx.update_offer(&offer)?;
        }
        Ok(())
    }

    fn day_of(&self, at: usize) -> jiff::civil::Date {
        self.drafts[at].taken_on.filter(|day| day.year() >= 1).unwrap_or_else(|| self.now.date())
    }
}

/// The offer of this account with the same deliverables; of several the one with this fee, else the first.
fn find(offers: &[Offer], said: &Said, account: Option<AccountId>) -> Option<usize> {
    let fits = |offer: &Offer| offer.account == account && sorted(&offer.deliverables) == said.deliverables;
    let fitting: Vec<usize> = (0..offers.len()).filter(|place| fits(&offers[*place])).collect();
    let fee = said.fee.map(|(_, fee)| fee);
    let same_fee = fitting.iter().find(|place| fee.is_some() && offers[**place].fee == fee);
    same_fee.or_else(|| fitting.first()).copied()
}

/// In one order and without doubles, so that "2 stories + reel" is "reel + 2 stories".
fn sorted(deliverables: &[Deliverable]) -> Vec<Deliverable> {
    let mut list: Vec<Deliverable> = Vec::new();
    for deliverable in deliverables {
        match list.iter_mut().find(|known| known.kind == deliverable.kind) {
            Some(known) => known.count = known.count.saturating_add(deliverable.count).min(1_000),
            None => list.push(Deliverable { count: deliverable.count.clamp(1, 1_000), ..*deliverable }),
        }
    }
    list.sort_by_key(|deliverable| deliverable.kind);
    list
}

/// What the row sells; where it doesn't say, one publication of the platform's usual kind.
fn deliverables_of(draft: &Draft, platform: Option<Platform>) -> Vec<Deliverable> {
    if !draft.deliverables.is_empty() {
        return draft.deliverables.clone();
    }
    let kind = platform.or(draft.platform).map_or(PostKind::Image, Platform::usual_kind);
    vec![Deliverable { kind, count: 1 }]
}

fn fee_shown(fee: Option<Money>) -> String {
    let Some(fee) = fee else { return String::new() };
    format!("{:.*} {}", fee.currency.digits() as usize, fee.units(), fee.currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::offer::summary;

    #[test]
    fn the_order_of_deliverables_does_not_matter() {
        let reel = Deliverable { kind: PostKind::Reel, count: 1 };
        let stories = Deliverable { kind: PostKind::Story, count: 2 };
        let one = Deliverable { kind: PostKind::Story, count: 1 };
        assert_eq!(sorted(&[stories, reel]), sorted(&[reel, one, one]));
        assert_eq!(summary(&sorted(&[stories, reel])), "1 reel + 2 stories");
    }
}
