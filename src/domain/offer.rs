//! An offer: what a creator sells, for how much, and how sure the fee is.

use jiff::civil::Date;

use super::{AccountId, CreatorId, Money, PostKind};

/// The number an offer has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OfferId(pub i64);

/// How sure a fee is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FeeStatus {
    /// The user's own estimate.
    Guess,
    /// The creator was asked and hasn't answered.
    Asked,
    /// The creator named it.
    Quoted,
    /// Both sides said yes.
    Agreed,
}

impl FeeStatus {
    /// Every status, least sure first.
    pub const ALL: [FeeStatus; 4] = [FeeStatus::Guess, FeeStatus::Asked, FeeStatus::Quoted, FeeStatus::Agreed];

    /// The word shown and stored.
    pub fn key(self) -> &'static str {
        match self {
            FeeStatus::Guess => "guess",
            FeeStatus::Asked => "asked",
            FeeStatus::Quoted => "quoted",
            FeeStatus::Agreed => "agreed",
        }
    }

    /// What it means, in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            FeeStatus::Guess => "your own estimate; nobody was asked",
            FeeStatus::Asked => "the creator was asked and hasn't answered",
            FeeStatus::Quoted => "the creator named this fee",
            FeeStatus::Agreed => "both sides said yes",
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<FeeStatus> {
        FeeStatus::ALL.into_iter().find(|status| status.key() == key)
    }
}

/// So many publications of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Deliverable {
    /// What is published.
    pub kind: PostKind,
    /// How many; at least 1.
    pub count: u32,
}

/// A deliverable or a bundle a creator sells.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// Its number; meaningless before it is stored.
    pub id: OfferId,
    /// Who sells it.
    pub creator: CreatorId,
    /// Where it is published; `None` if the creator has no account in the roster.
    pub account: Option<AccountId>,
    /// What is published; never empty.
    pub deliverables: Vec<Deliverable>,
    /// What it costs; `None` while nobody knows. 0 is a gift.
    pub fee: Option<Money>,
    /// How sure the fee is.
    pub status: FeeStatus,
    /// Where the fee comes from.
    pub source: String,
    /// When the fee was true.
    pub dated: Option<Date>,
    /// The user's notes.
    pub note: String,
}

impl Offer {
    /// What is delivered, in words: "1 reel + 2 stories".
    pub fn summary(&self) -> String {
        summary(&self.deliverables)
    }
}

/// Deliverables in words: "1 reel + 2 stories".
pub fn summary(deliverables: &[Deliverable]) -> String {
    let parts: Vec<String> = deliverables.iter().map(|d| format!("{} {}", d.count, d.kind.word(d.count))).collect();
    parts.join(" + ")
}

/// Reads deliverables as people write them: "Reel + 2 stories", "IGR:2; IGS:3", "1x post, 3x story".
/// `None` if any part can't be read.
pub fn parse_deliverables(text: &str) -> Option<Vec<Deliverable>> {
    let parts = text.split(['+', ',', ';', '&', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let deliverables: Option<Vec<Deliverable>> = parts.map(parse_deliverable).collect();
    deliverables.filter(|list| !list.is_empty())
}

fn parse_deliverable(part: &str) -> Option<Deliverable> {
    let (kind, count) = match part.split_once(':') {
        Some((kind, count)) => (kind, count.trim()),
        None => {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let rest = part[digits..].trim_start();
            let rest = rest.strip_prefix(['x', '×']).map_or(rest, |after| if digits > 0 { after } else { rest });
            (rest, if digits == 0 { "1" } else { &part[..digits] })
        }
    };
    let count: u32 = count.parse().ok().filter(|n| (1..=1000).contains(n))?;
    Some(Deliverable { kind: PostKind::parse(kind)?, count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deliverables_are_read_and_written() {
        let check = |text: &str, words: &str| assert_eq!(summary(&parse_deliverables(text).expect(text)), words);
        check("Reel + 2 stories", "1 reel + 2 stories");
        check("IGR:2; IGS:3", "2 reels + 3 stories");
        check("1x post, 3× story", "1 post + 3 stories");
        check("video", "1 video");
        for bad in ["", "2", "0 reels", "a poem", "99999 reels"] {
            assert_eq!(parse_deliverables(bad), None, "{bad}");
        }
    }
}
