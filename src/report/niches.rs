//! The tree of niches with who is in it, for the settings.

/// One niche in the order of the tree: every niche right after the one it belongs to, or after its sisters.
#[derive(Clone, PartialEq, Debug)]
pub struct NicheRow {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The key of the niche it belongs to; empty at the top.
    pub parent: String,
    /// How deep it lies; 0 at the top.
    pub depth: usize,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// Creators of the roster who name it, or one below it.
    pub creators: usize,
    /// Whether others lie below it.
    pub has_below: bool,
    /// Whether the user added or changed it.
    pub own: bool,
}

/// The tree, and words that it hasn't got.
#[derive(Clone, PartialEq, Debug)]
pub struct NicheTree {
    /// Every niche.
    pub rows: Vec<NicheRow>,
    /// Niches that creators are said to have and that the tree doesn't know, with how many; most frequent first.
    pub strangers: Vec<(String, usize)>,
}
