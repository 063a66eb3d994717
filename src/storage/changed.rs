//! What an edit changed, so that only that is read again.

use crate::domain::CreatorId;

/// What an edit, undo or redo changed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Changed {
    /// The creators touched in any of their parts, added and removed ones included, in order; empty if `all`.
    pub creators: Vec<CreatorId>,
    /// Whether campaigns, scenarios, briefs or picks changed.
    pub campaigns: bool,
    /// So much that reading everything again is simpler.
    pub all: bool,
}

impl Changed {
    /// Whether nothing that is shown changed.
    pub fn is_empty(&self) -> bool {
        self.creators.is_empty() && !self.campaigns && !self.all
    }
}
