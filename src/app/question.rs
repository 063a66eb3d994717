//! The question that a shortlist answers.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::domain::{Brief, NumberStyle, OfferId};
use crate::forecast::Assumptions;
use crate::report::Card;

/// What is asked.
#[derive(Clone)]
pub struct Question {
    /// Goes up with every change of the roster.
    pub version: u64,
    /// The roster.
    pub cards: Arc<Vec<Arc<Card>>>,
    /// What the shortlist is for.
    pub brief: Brief,
    /// What the forecast rests on.
    pub assumptions: Arc<Assumptions>,
    /// The shortlist to keep to among equals.
    pub keep: Vec<OfferId>,
    /// The moment posts are aged by.
    pub now: DateTime,
    /// How numbers are written in sentences.
    pub numbers: NumberStyle,
}
