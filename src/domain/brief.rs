//! A brief: what a campaign is for, its money, and the rules its shortlist keeps.

use jiff::{ToSpan, civil::Date};

use super::{CreatorId, Goal, Money, Platform, Rule};

/// Goal, money, dates, platforms, niches, place and rules of one scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Brief {
    /// What there should be as much of as possible.
    pub goal: Goal,
    /// How the goal is pursued.
    pub aim: Aim,
    /// How much of the goal is wanted, if a number is; more than 0.
    pub target: Option<f64>,
    /// What may be spent.
    pub budget: Money,
    /// How sure the promised number must be: 0.50–0.95.
    pub promise: f64,
    /// First day of posting.
    pub starts: Option<Date>,
    /// Last day of posting.
    pub ends: Option<Date>,
    /// Platforms to use; empty means any.
    pub platforms: Vec<Platform>,
    /// Niches to use, as the roster names them; empty means any.
    pub niches: Vec<String>,
    /// Where the shop is, for people nearby.
    pub around: Option<Around>,
    /// Conditions the shortlist keeps.
    pub rules: Vec<Rule>,
}

/// How a goal is pursued.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub enum Aim {
    /// As much as possible on average.
    #[default]
    Most,
    /// As much as possible of what can be promised.
    Safe,
    /// The least money that reaches the target as surely as the promise asks.
    Target,
}

impl Aim {
    /// Every aim.
    pub const ALL: [Aim; 3] = [Aim::Most, Aim::Safe, Aim::Target];

    /// The word stored.
    pub fn key(self) -> &'static str {
        match self {
            Aim::Most => "most",
            Aim::Safe => "safe",
            Aim::Target => "target",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Aim::Most => "Most",
            Aim::Safe => "Safe",
            Aim::Target => "Target",
        }
    }

    /// What it means, in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            Aim::Most => "As much as possible on average, proved best",
            Aim::Safe => "As much as possible of what you can promise: steadier creators count more",
            Aim::Target => "The least money that reaches your target as surely as you want",
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Aim> {
        Aim::ALL.into_iter().find(|aim| aim.key() == key)
    }
}

/// A circle round a place.
#[derive(Clone, PartialEq, Debug)]
pub struct Around {
    /// The place as it is named, with its country.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius in kilometres, 1–500.
    pub km: f64,
}

impl Brief {
    /// A brief with this money and nothing else asked.
    pub fn with_budget(budget: Money) -> Brief {
        Brief {
            goal: Goal::Engagements,
            aim: Aim::Most,
            target: None,
            budget,
            promise: 0.80,
            starts: None,
            ends: None,
            platforms: Vec::new(),
            niches: Vec::new(),
            around: None,
            rules: Vec::new(),
        }
    }

    /// The least number of creators, 0 if no rule asks for one.
    pub fn min_creators(&self) -> u32 {
        self.rules
            .iter()
            .filter_map(|rule| match rule {
                Rule::MinCreators(n) => Some(*n),
                _ => None,
            })
            .max()
            .unwrap_or(0)
    }

    /// The largest share of the money that one creator may cost, in percent; 100 if no rule limits it.
    pub fn max_share(&self) -> u32 {
        let shares = self.rules.iter().filter_map(|rule| match rule {
            Rule::MaxShare(percent) => Some(*percent),
            _ => None,
        });
        shares.min().unwrap_or(100).min(100)
    }

    /// The most that one creator may cost, in minor units: a share of what is left for creators.
    pub fn ceiling(&self) -> i64 {
        (i128::from(self.for_creators()) * i128::from(self.max_share()) / 100) as i64
    }

    /// What is left for creators after contingency and fixed costs, in minor units; never below 0.
    pub fn for_creators(&self) -> i64 {
        let mut off = 0_i128;
        for rule in &self.rules {
            off += match rule {
                // Rounded up, so that what is kept back is never less than asked.
                Rule::Contingency(percent) => {
                    (i128::from(self.budget.minor) * i128::from((*percent).min(100)) + 99) / 100
                }
                Rule::FixedCost(minor, _) => i128::from((*minor).max(0)),
                _ => 0,
            };
        }
        (i128::from(self.budget.minor) - off).max(0) as i64
    }

    /// What fixed costs take, in minor units.
    pub fn fixed_costs(&self) -> i64 {
        let costs = self.rules.iter().map(|rule| match rule {
            Rule::FixedCost(minor, _) => (*minor).max(0),
            _ => 0,
        });
        costs.fold(0, i64::saturating_add)
    }

    /// Whether some of the money is kept back.
    pub fn has_contingency(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::Contingency(percent) if *percent > 0))
    }

    /// How many offers of one creator may be chosen, 1 or more.
    pub fn offers_each(&self) -> u32 {
        let counts = self.rules.iter().filter_map(|rule| match rule {
            Rule::OffersEach(count) => Some(*count),
            _ => None,
        });
        counts.min().unwrap_or(1).max(1)
    }

    /// The share of the money for the first of two phases, if there are two.
    pub fn first_phase(&self) -> Option<u32> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::Phases(percent) => Some((*percent).min(100)),
            _ => None,
        })
    }

    /// First and last day of each of the two phases, halves of the brief's days; `None` without dates or in a campaign
    /// of one day.
    pub fn phase_days(&self) -> Option<[(Date, Date); 2]> {
        let (starts, ends) = (self.starts?, self.ends?);
        let span = i64::from((ends - starts).get_days());
        let middle = starts.saturating_add((span / 2).days());
        (span > 0).then(|| [(starts, middle), (middle.saturating_add(1.day()), ends)])
    }

    /// Whether the creator must be in.
    pub fn must_have(&self, creator: CreatorId) -> bool {
        self.rules.contains(&Rule::MustHave(creator))
    }

    /// Whether the creator must stay out.
    pub fn never(&self, creator: CreatorId) -> bool {
        self.rules.contains(&Rule::Never(creator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    #[test]
    fn the_strictest_rule_counts() {
        let mut brief = Brief::with_budget(Money::from_minor(50_000, Currency::EUR));
        assert_eq!((brief.min_creators(), brief.ceiling()), (0, 50_000));
        brief.rules = vec![Rule::MinCreators(3), Rule::MinCreators(5), Rule::MaxShare(40), Rule::MaxShare(33)];
        assert_eq!((brief.min_creators(), brief.ceiling()), (5, 16_500));
    }

    #[test]
    fn what_is_kept_back_comes_off_the_money() {
        let mut brief = Brief::with_budget(Money::from_minor(10_001, Currency::EUR));
        assert_eq!((brief.for_creators(), brief.has_contingency()), (10_001, false));
        brief.rules = vec![Rule::Contingency(10), Rule::FixedCost(2_500, "Boosting".into())];
        assert_eq!((brief.for_creators(), brief.fixed_costs(), brief.has_contingency()), (6_500, 2_500, true));
        brief.rules[0] = Rule::Contingency(100);
        assert_eq!((brief.for_creators(), brief.rules.len()), (0, 2));
    }

    #[test]
    fn two_phases_share_the_days() {
        let mut brief = Brief::with_budget(Money::from_minor(0, Currency::EUR));
        assert_eq!(brief.phase_days(), None);
        let day = |day| jiff::civil::date(2026, 5, day);
        (brief.starts, brief.ends) = (Some(day(1)), Some(day(1)));
        assert_eq!(brief.phase_days(), None);
        brief.ends = Some(day(2));
        assert_eq!(brief.phase_days(), Some([(day(1), day(1)), (day(2), day(2))]));
        brief.ends = Some(day(31));
        assert_eq!(brief.phase_days(), Some([(day(1), day(16)), (day(17), day(31))]));
    }
}
