//! An invented roster to try the program with: a whole region of creators who don't exist.
//!
//! Nobody and no place in it is real. The sizes, rates and scatter follow published or computed figures, named where
//! they are used, so that forecasts and shortlists behave as they would on a real roster.

mod audience;
mod dice;
mod offers;
mod people;
mod posts;
mod words;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{
    Account, Brief, Campaign, CampaignId, Creator, Currency, Goal, Money, Offer, Post, Rule, Scenario, ScenarioId,
};
use dice::Dice;
use words::Words;

/// What every invented number and fee names as its source.
pub const SOURCE: &str = "Sample data";

/// An invented roster with one campaign. All ids are 0; storing assigns them.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// The creators, in the order they were invented.
    pub entries: Vec<SampleEntry>,
    /// A campaign for an invented café.
    pub campaign: Campaign,
}

/// One invented creator with everything a roster holds about them.
#[derive(Clone, PartialEq, Debug)]
pub struct SampleEntry {
    /// The creator.
    pub creator: Creator,
    /// One or two accounts, each with its posts, newest first.
    pub accounts: Vec<(Account, Vec<Post>)>,
    /// One to three offers, each with the place of its account in `accounts`; `None` where the offer names none.
    pub offers: Vec<(Offer, Option<usize>)>,
}

/// Invents a roster of so many creators (1–1,000,000) as of `today`, and a campaign to plan with them.
/// The same seed and day give the same roster, and a smaller roster is the beginning of a larger one.
pub fn sample(creators: usize, seed: u64, today: Date) -> Sample {
    let sampler = Sampler::new(seed, today);
    Sample { entries: (0..creators).map(|index| sampler.entry(index)).collect(), campaign: campaign(today) }
}

/// Invents creators one at a time, for rosters too large to hold at once.
pub struct Sampler {
    words: Words,
    seed: u64,
    today: Date,
}

impl Sampler {
    /// A sampler for one roster. All dates it invents lie before `today`.
    pub fn new(seed: u64, today: Date) -> Sampler {
        Sampler { words: Words::read(), seed, today }
    }

    /// The creator at `index`, 0 being the first. It depends on nothing but the seed, the day and the index.
    pub fn entry(&self, index: usize) -> SampleEntry {
        let mut dice = Dice::for_creator(self.seed, index as u64);
        let person = people::invent(&mut dice, &self.words, self.seed, index as u64);
        let audiences = audience::invent(&mut dice, person.engagement);
        let silent = dice.chance(0.12);
        let accounts: Vec<(Account, Vec<Post>)> = audiences
            .iter()
            .map(|audience| {
                let posts = if silent { Vec::new() } else { posts::invent(&mut dice, audience, self.today) };
                (audience.account(&mut dice, &person.handle, posts.is_empty(), self.today), posts)
            })
            .collect();
        let offers = offers::invent(&mut dice, &audiences, person.fee_factor, self.today);
        SampleEntry { creator: person.creator, accounts, offers }
    }
}

/// The campaign of the sample: an invented café's autumn menu, once for 500 and once for 1,000 euros.
pub fn campaign(today: Date) -> Campaign {
    let scenario = |name: &str, cents: i64| {
        let mut brief = Brief::with_budget(Money::from_minor(cents, Currency::EUR));
        brief.goal = Goal::Engagements;
        brief.promise = 0.80;
        brief.starts = Some(today.saturating_add(14.days()));
        brief.ends = Some(today.saturating_add(42.days()));
        brief.rules = vec![Rule::MinCreators(3), Rule::MaxShare(40)];
        Scenario {
            id: ScenarioId(0),
            name: name.to_owned(),
            brief,
            picks: Vec::new(),
            own: Vec::new(),
            postings: Vec::new(),
        }
    };
    Campaign {
        id: CampaignId(0),
        name: "Autumn menu".to_owned(),
        client: "Café Lindgrün".to_owned(),
        scenarios: vec![scenario("A", 50_000), scenario("B", 100_000)],
    }
}
