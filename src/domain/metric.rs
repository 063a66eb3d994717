//! What one post is counted in.

/// A number that a post brings and that can be counted afterwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Metric {
    /// Likes, comments, shares and saves.
    Engagements,
    /// Times a post is played or shown.
    Views,
    /// Likes.
    Likes,
    /// Comments.
    Comments,
    /// Shares, also called reposts or sends.
    Shares,
    /// Saves, also called bookmarks.
    Saves,
    /// People who saw the post at least once.
    Reach,
}

impl Metric {
    /// Every metric, in the order of the variants.
    pub const ALL: [Metric; 7] = [
        Metric::Engagements,
        Metric::Views,
        Metric::Likes,
        Metric::Comments,
        Metric::Shares,
        Metric::Saves,
        Metric::Reach,
    ];

    /// The key it is stored under.
    pub fn key(self) -> &'static str {
        match self {
            Metric::Engagements => "engagements",
            Metric::Views => "views",
            Metric::Likes => "likes",
            Metric::Comments => "comments",
            Metric::Shares => "shares",
            Metric::Saves => "saves",
            Metric::Reach => "reach",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Metric::Engagements => "Engagements",
            Metric::Views => "Views",
            Metric::Likes => "Likes",
            Metric::Comments => "Comments",
            Metric::Shares => "Shares",
            Metric::Saves => "Saves",
            Metric::Reach => "Reach",
        }
    }

    /// How many a price is told for: views and people are bought by the thousand, all else one by one.
    pub fn priced_by(self) -> f64 {
        match self {
            Metric::Views | Metric::Reach => 1000.0,
            _ => 1.0,
        }
    }

    /// What it means, in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            Metric::Engagements => "likes, comments, shares and saves together",
            Metric::Views => "how often the posts are played or shown",
            Metric::Likes => "likes alone",
            Metric::Comments => "comments alone",
            Metric::Shares => "how often a post is passed on",
            Metric::Saves => "how often a post is kept for later",
            Metric::Reach => "how many people see a post at least once",
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|metric| metric.key() == key)
    }
}
