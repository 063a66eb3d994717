//! A reading: one measured value of an account with its source and date.

use jiff::civil::Date;

/// What a reading measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// Followers or subscribers, a count.
    Followers,
    /// Accounts followed, a count.
    Following,
    /// Posts published so far, a count.
    Posts,
    /// Engagements of a usual post divided by followers, a fraction (0.034 is 3.4 %).
    EngagementRate,
    /// Engagements of a usual post, a count.
    AverageEngagements,
    /// Likes of a usual post, a count.
    AverageLikes,
    /// Comments of a usual post, a count.
    AverageComments,
    /// Views of a usual post, a count.
    AverageViews,
    /// People who see a usual post, a count.
    AverageReach,
    /// Share of the audience held to be real people, a fraction.
    RealShare,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 10] = [
        Measure::Followers,
        Measure::Following,
        Measure::Posts,
        Measure::EngagementRate,
        Measure::AverageEngagements,
        Measure::AverageLikes,
        Measure::AverageComments,
        Measure::AverageViews,
        Measure::AverageReach,
        Measure::RealShare,
    ];

    /// The key it is stored under.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Followers => "followers",
            Measure::Following => "following",
            Measure::Posts => "posts",
            Measure::EngagementRate => "engagement_rate",
            Measure::AverageEngagements => "average_engagements",
            Measure::AverageLikes => "average_likes",
            Measure::AverageComments => "average_comments",
            Measure::AverageViews => "average_views",
            Measure::AverageReach => "average_reach",
            Measure::RealShare => "real_share",
        }
    }

    /// Its name as people write it.
    pub fn label(self) -> &'static str {
        match self {
            Measure::Followers => "Followers",
            Measure::Following => "Following",
            Measure::Posts => "Posts",
            Measure::EngagementRate => "Engagement rate",
            Measure::AverageEngagements => "Average engagements",
            Measure::AverageLikes => "Average likes",
            Measure::AverageComments => "Average comments",
            Measure::AverageViews => "Average views",
            Measure::AverageReach => "Average reach",
            Measure::RealShare => "Real audience",
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.key() == key)
    }

    /// Whether the value is a fraction of 1 rather than a count.
    pub fn is_fraction(self) -> bool {
        matches!(self, Measure::EngagementRate | Measure::RealShare)
    }
}

/// One measured value of an account.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// What was measured.
    pub measure: Measure,
    /// The value, in the measure's unit; finite and not negative.
    pub value: f64,
    /// The day it was true, or was taken over.
    pub taken_on: Date,
    /// Where it comes from: a file's name, "typed in".
    pub source: String,
}
