//! How sure a fee is, in the words that trackers use.

use crate::domain::FeeStatus;

/// Reads "Quoted", "Negotiating", "Contracted" and their like.
pub(super) fn parse(text: &str) -> Option<FeeStatus> {
    match text.trim().to_lowercase().as_str() {
        "guess" | "guessed" | "estimate" | "estimated" | "est" | "est." | "geschätzt" => Some(FeeStatus::Guess),
        "asked" | "contacted" | "requested" | "dm sent" | "outreach" | "angefragt" => Some(FeeStatus::Asked),
        "quoted" | "quote" | "offered" | "negotiating" | "responded" | "angeboten" => Some(FeeStatus::Quoted),
        "agreed" | "confirmed" | "contracted" | "signed" | "booked" | "vereinbart" | "zugesagt" => {
            Some(FeeStatus::Agreed)
        }
        _ => None,
    }
}
