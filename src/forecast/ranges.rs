//! Ranges: what figures of a prior may be, whether they are read from a table or learnt.

/// What the spread of creators is multiplied by where no post is known.
pub const UNSEEN: (f64, f64) = (0.5, 2.0);
/// How far surprises, and creators, may lie more to one side.
pub const LOPSIDED: (f64, f64) = (-0.5, 0.5);
/// By how much what depends on size, or on the level, falls per ln of it.
pub const FALL: (f64, f64) = (-0.2, 0.2);
/// How much more skewed wilder creators are.
pub const SKEW_RISE: (f64, f64) = (-0.5, 0.8);
/// How far the level of wild creators lies below their mean.
pub const LEAN: (f64, f64) = (-0.5, 1.5);
/// How much more each next post brings, as ln.
pub const GROWTH: (f64, f64) = (-0.05, 0.05);
/// A share of a whole.
pub const PART: (f64, f64) = (0.0, 1.0);
/// How much wilder the posts of creators of a level are, as ln.
pub const WILDER: (f64, f64) = (-1.0, 1.0);
