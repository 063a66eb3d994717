//! What is wanted of a solution beside the rules.

/// What is wanted of a solution beside the rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted<'a> {
    /// The previous shortlist, which stays where nothing is better.
    pub keep: &'a [u32],
    /// A shortlist worth so much will do, the best or not, and one worth less is of no use: the search may end as soon
    /// as either is told. `None` asks for the best.
    pub enough: Option<i64>,
}

impl<'a> Wanted<'a> {
    /// The best shortlist; `keep` is the previous one.
    pub fn best(keep: &'a [u32]) -> Wanted<'a> {
        Wanted { keep, enough: None }
    }

    /// Any shortlist worth so much.
    pub fn enough(value: i64) -> Wanted<'a> {
        Wanted { keep: &[], enough: Some(value) }
    }
}
