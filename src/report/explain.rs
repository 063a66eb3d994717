//! Explanations of a plan: what rules cost, why someone isn't in, who could step in, and other ways to spend the money.

use crate::domain::{CreatorId, Goal, Money, OfferId, ScenarioId, Tier};

/// What one rule of a brief costs.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleCost {
    /// How much more the best shortlist would bring without it, in units of the goal; 0 where it costs nothing. `None`
    /// where that couldn't be proved.
    pub costs: Option<f64>,
    /// Who would come in without it, by name.
    pub joins: Vec<String>,
}

/// Why a creator is or isn't in the best shortlist.
#[derive(Clone, PartialEq, Debug)]
pub struct WhyNot {
    /// Who.
    pub creator: CreatorId,
    /// Name of the creator.
    pub name: String,
    /// The answer.
    pub answer: WhyAnswer,
    /// Whether every number in it is exact; if not, a better answer may exist.
    pub proved: bool,
}

/// The answer to "why not".
#[derive(Clone, PartialEq, Debug)]
pub enum WhyAnswer {
    /// They are in: what would be lost without them, in units of the goal, and who would replace them.
    In {
        /// What the best shortlist would lose if they refused.
        loses: f64,
        /// Who would come in.
        joins: Vec<String>,
    },
    /// They have no offer.
    NoOffer,
    /// None of their offers can be considered; the reasons in words.
    LeftOut(Vec<String>),
    /// They could be in but others bring more.
    Out(Box<Missing>),
    /// The rules can't be kept with them at all.
    Impossible,
}

/// What would have to change for a creator to come in.
#[derive(Clone, PartialEq, Debug)]
pub struct Missing {
    /// Which of their offers is nearest.
    pub offer: OfferId,
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// What it is projected to bring, counting its chance to take place, in units of the goal.
    pub projected: f64,
    /// The highest fee at which they would be in.
    pub enters_at_fee: Option<Money>,
    /// The least projected result at which they would be in.
    pub needs: Option<f64>,
    /// The engagement rate that would mean, a fraction of followers for one ordinary post.
    pub needs_rate: Option<f64>,
    /// What the best shortlist loses if they are pinned all the same.
    pub loses: f64,
    /// Who would leave for them.
    pub instead_of: Vec<String>,
    /// Rules that, dropped alone, bring them in, as sentences.
    pub rules: Vec<String>,
}

/// Who could step in, and shortlists nearly as good.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Backing {
    /// What happens if a chosen creator says no, in the order of the plan.
    pub refusals: Vec<RefusalRow>,
    /// The few creators who repair most refusals, the most useful first.
    pub back_ups: Vec<BackUpRow>,
    /// Next-best shortlists that differ by some creators.
    pub alternatives: Vec<AlternativeRow>,
}

/// What happens if one creator says no.
#[derive(Clone, PartialEq, Debug)]
pub struct RefusalRow {
    /// Who says no.
    pub creator: CreatorId,
    /// Name of the creator.
    pub name: String,
    /// What the best shortlist without them brings less, in units of the goal.
    pub loses: f64,
    /// Who comes in.
    pub joins: Vec<(CreatorId, String)>,
    /// Who leaves beside them.
    pub leaves: Vec<String>,
}

/// A creator who could step in.
#[derive(Clone, PartialEq, Debug)]
pub struct BackUpRow {
    /// Who.
    pub creator: CreatorId,
    /// Name of the creator.
    pub name: String,
    /// Whose refusal they repair, by name.
    pub repairs: Vec<String>,
}

/// A shortlist nearly as good.
#[derive(Clone, PartialEq, Debug)]
pub struct AlternativeRow {
    /// What it is projected to bring, in units of the goal.
    pub projected: f64,
    /// What it costs.
    pub cost: Money,
    /// How much less than the best that is, as a fraction.
    pub less: f64,
    /// Who is in it and not in the best.
    pub joins: Vec<String>,
    /// Who is in the best and not in it.
    pub leaves: Vec<String>,
    /// Whether no better shortlist differs as much.
    pub proved: bool,
}

/// Other ways to spend the money.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Compared {
    /// The same money on one tier only, smallest tier first; tiers without an offer are left out.
    pub tiers: Vec<TierRow>,
    /// The scenarios of the campaign side by side, in the order of the tabs.
    pub scenarios: Vec<ScenarioRow>,
    /// From the user's own list to the best one.
    pub waterfall: Option<Waterfall>,
}

/// The best shortlist for the same money from one tier.
#[derive(Clone, PartialEq, Debug)]
pub struct TierRow {
    /// The tier.
    pub tier: Tier,
    /// What it brings; `None` where rules and money allow nobody.
    pub outcome: Option<Outcome>,
}

/// One scenario beside the others.
#[derive(Clone, PartialEq, Debug)]
pub struct ScenarioRow {
    /// Which.
    pub scenario: ScenarioId,
    /// Its name.
    pub name: String,
    /// What it wants.
    pub goal: Goal,
    /// Its money.
    pub budget: Money,
    /// What it brings; the sentence why not where it brings nothing.
    pub outcome: Result<Outcome, String>,
    /// Creators it has and the open scenario hasn't, by name.
    pub joins: Vec<String>,
    /// Creators the open scenario has and it hasn't, by name.
    pub leaves: Vec<String>,
}

/// What a shortlist comes to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outcome {
    /// How many creators.
    pub creators: usize,
    /// What they cost.
    pub cost: Money,
    /// What they are projected to bring, in units of the goal.
    pub projected: f64,
    /// What can be promised as surely as the brief asks.
    pub promise: f64,
    /// Whether nothing better is possible.
    pub proved: bool,
}

/// From the user's own list to the best one, swap by swap.
#[derive(Clone, PartialEq, Debug)]
pub struct Waterfall {
    /// What the own list is projected to bring, in units of the goal.
    pub own: f64,
    /// What it costs.
    pub cost: Money,
    /// Why the own list doesn't keep the brief, as a sentence; `None` if it does.
    pub broken: Option<String>,
    /// The swaps, in order.
    pub steps: Vec<WaterfallStep>,
    /// What the best list is projected to bring.
    pub best: f64,
}

/// One swap.
#[derive(Clone, PartialEq, Debug)]
pub struct WaterfallStep {
    /// Who leaves, by name.
    pub leaves: Vec<String>,
    /// Who comes in, by name.
    pub joins: Vec<String>,
    /// What that brings more, in units of the goal; may be negative.
    pub gain: f64,
    /// What it costs more; may be negative.
    pub cost: Money,
}
