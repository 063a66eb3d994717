//! What a campaign wants as much of as it can get.

use super::Metric;

/// A goal of a campaign: something that is counted, estimated from what is counted, or a mix.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Goal {
    /// Likes, comments, shares and saves.
    Engagements,
    /// Engagements, each weighed by how close the creator's niches are to the brief's.
    Relevant,
    /// Times the posts are played or shown.
    Views,
    /// Different people who see at least one post.
    Reach,
    /// Different people within the brief's radius who see at least one post.
    Nearby,
    /// Visits to the shop's page.
    Clicks,
    /// Orders.
    Orders,
    /// What the orders earn beyond the product's cost and the fees, in currency units.
    Margin,
    /// A weighted mix.
    Mix(Mix),
}

/// Weights of a mix of goals, 0–100 each; a weight counts against the others, so 1 and 1 is half and half.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Mix {
    /// In the order of [`Mix::PARTS`].
    pub weights: [u8; 5],
}

impl Mix {
    /// What can be mixed: goals that add up over creators.
    pub const PARTS: [Goal; 5] = [Goal::Engagements, Goal::Relevant, Goal::Views, Goal::Nearby, Goal::Clicks];

    /// Parts that count, with their share of the whole; empty if every weight is 0.
    pub fn shares(&self) -> Vec<(Goal, f64)> {
        let sum: f64 = self.weights.iter().map(|weight| f64::from(*weight)).sum();
        let parts = Mix::PARTS.into_iter().zip(self.weights).filter(|(_, weight)| *weight > 0);
        parts.map(|(goal, weight)| (goal, f64::from(weight) / sum)).collect()
    }
}

impl Default for Mix {
    /// Half engagements, half views.
    fn default() -> Mix {
        Mix { weights: [50, 0, 50, 0, 0] }
    }
}

impl Goal {
    /// Every goal; the mix with its default weights.
    pub const ALL: [Goal; 9] = [
        Goal::Engagements,
        Goal::Relevant,
        Goal::Views,
        Goal::Reach,
        Goal::Nearby,
        Goal::Clicks,
        Goal::Orders,
        Goal::Margin,
        Goal::Mix(Mix { weights: [50, 0, 50, 0, 0] }),
    ];

    /// The key it is stored under, without the weights of a mix.
    pub fn key(self) -> &'static str {
        match self {
            Goal::Engagements => "engagements",
            Goal::Relevant => "relevant",
            Goal::Views => "views",
            Goal::Reach => "reach",
            Goal::Nearby => "nearby",
            Goal::Clicks => "clicks",
            Goal::Orders => "orders",
            Goal::Margin => "margin",
            Goal::Mix(_) => "mix",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Goal::Engagements => "Engagements",
            Goal::Relevant => "Relevant engagements",
            Goal::Views => "Views",
            Goal::Reach => "People reached",
            Goal::Nearby => "People nearby",
            Goal::Clicks => "Clicks",
            Goal::Orders => "Orders",
            Goal::Margin => "Margin",
            Goal::Mix(_) => "Mix",
        }
    }

    /// What it is called after a number: "9,057 engagements".
    pub fn many(self) -> &'static str {
        match self {
            Goal::Engagements => "engagements",
            Goal::Relevant => "relevant engagements",
            Goal::Views => "views",
            Goal::Reach => "people reached",
            Goal::Nearby => "people nearby",
            Goal::Clicks => "clicks",
            Goal::Orders => "orders",
            Goal::Margin => "of margin",
            Goal::Mix(_) => "points",
        }
    }

    /// What it counts, standing alone: "engagements", "margin".
    pub fn noun(self) -> &'static str {
        match self {
            Goal::Margin => "margin",
            goal => goal.many(),
        }
    }

    /// One of it: "engagement".
    pub fn one(self) -> &'static str {
        match self {
            Goal::Engagements => "engagement",
            Goal::Relevant => "relevant engagement",
            Goal::Views => "view",
            Goal::Reach => "person reached",
            Goal::Nearby => "person nearby",
            Goal::Clicks => "click",
            Goal::Orders => "order",
            Goal::Margin => "unit of margin",
            Goal::Mix(_) => "point",
        }
    }

    /// What it means, in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            Goal::Engagements => "likes, comments, shares and saves together",
            Goal::Relevant => "engagements, weighed by how close each creator's niches are to yours",
            Goal::Views => "how often the posts are played or shown",
            Goal::Reach => "how many different people see at least one post",
            Goal::Nearby => "how many different people within your radius see at least one post",
            Goal::Clicks => "visits to your page, from views and the click rates in Settings",
            Goal::Orders => "orders, from clicks and the conversion rates in Settings",
            Goal::Margin => "what the orders earn beyond the product's cost and the fees",
            Goal::Mix(_) => "points of a mix; an average offer of your roster has 100",
        }
    }

    /// How many units a price is told for: views and people are bought by the thousand, all else one by one, and so are
    /// people nearby, of whom there are few.
    pub fn priced_by(self) -> f64 {
        match self {
            Goal::Views | Goal::Reach => 1000.0,
            _ => 1.0,
        }
    }

    /// The metric of posts it starts from. A mix starts from several; the first of them stands for it.
    pub fn metric(self) -> Metric {
        match self {
            Goal::Engagements | Goal::Relevant => Metric::Engagements,
            Goal::Views | Goal::Clicks | Goal::Orders | Goal::Margin => Metric::Views,
            Goal::Reach | Goal::Nearby => Metric::Reach,
            Goal::Mix(mix) => mix.shares().first().map_or(Metric::Engagements, |(goal, _)| goal.metric()),
        }
    }

    /// Whether it, or a part of it, counts who lives around the brief's place.
    pub fn is_local(self) -> bool {
        match self {
            Goal::Mix(mix) => mix.shares().iter().any(|(part, _)| part.is_local()),
            goal => goal == Goal::Nearby,
        }
    }

    /// Whether people are counted once over the whole shortlist, so that results of creators don't add up.
    pub fn counts_people_once(self) -> bool {
        matches!(self, Goal::Reach | Goal::Nearby)
    }

    /// Reads a stored key; a mix comes with its default weights.
    pub fn from_key(key: &str) -> Option<Goal> {
        Goal::ALL.into_iter().find(|goal| goal.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back() {
        for goal in Goal::ALL {
            assert_eq!(Goal::from_key(goal.key()), Some(goal));
        }
        assert_eq!(Goal::from_key("fame"), None);
    }

    #[test]
    fn weights_count_against_each_other() {
        let mix = Mix { weights: [1, 0, 3, 0, 0] };
        assert_eq!(mix.shares(), [(Goal::Engagements, 0.25), (Goal::Views, 0.75)]);
        assert_eq!(Mix { weights: [0; 5] }.shares(), []);
        assert_eq!(Goal::Mix(Mix { weights: [0, 0, 9, 0, 0] }).metric(), Metric::Views);
    }
}
