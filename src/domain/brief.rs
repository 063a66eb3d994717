//! A brief: what a campaign is for, its money, and the rules its shortlist keeps.

use jiff::civil::Date;

use super::{CreatorId, Metric, Money, Platform, Rule};

/// Goal, money, dates, platforms, niches and rules of one scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Brief {
    /// What there should be as much of as possible.
    pub goal: Metric,
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
    /// Conditions the shortlist keeps.
    pub rules: Vec<Rule>,
}

impl Brief {
    /// A brief with this money and nothing else asked.
    pub fn with_budget(budget: Money) -> Brief {
        Brief {
            goal: Metric::Engagements,
            budget,
            promise: 0.80,
            starts: None,
            ends: None,
            platforms: Vec::new(),
            niches: Vec::new(),
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

    /// The most that one creator may cost, in minor units.
    pub fn ceiling(&self) -> i64 {
        let share = self
            .rules
            .iter()
            .filter_map(|rule| match rule {
                Rule::MaxShare(percent) => Some(i64::from(*percent)),
                _ => None,
            })
            .min()
            .unwrap_or(100);
        (i128::from(self.budget.minor) * i128::from(share) / 100) as i64
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
}
