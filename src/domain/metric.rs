//! What a campaign wants as much of as it can get.

/// A goal that can be counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Metric {
    /// Likes, comments, shares and saves.
    Engagements,
    /// Times a post is played or shown.
    Views,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Metric; 2] = [Metric::Engagements, Metric::Views];

    /// The key it is stored under.
    pub fn key(self) -> &'static str {
        match self {
            Metric::Engagements => "engagements",
            Metric::Views => "views",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Metric::Engagements => "Engagements",
            Metric::Views => "Views",
        }
    }

    /// What it means, in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            Metric::Engagements => "likes, comments, shares and saves together",
            Metric::Views => "how often the posts are played or shown",
        }
    }

    /// The field's short name for what one of it costs, with its plain word.
    pub fn cost_name(self) -> (&'static str, &'static str) {
        match self {
            Metric::Engagements => ("CPE", "what one like, comment, share or save costs you"),
            Metric::Views => ("CPV", "what one view costs you"),
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|metric| metric.key() == key)
    }
}
