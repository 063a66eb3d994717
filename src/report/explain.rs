//! Explanations of a plan: what rules cost, why someone isn't in, who could step in, and other ways to spend the money.

use super::plan::Plan;
use super::words::Amounts;
use crate::domain::{CreatorId, Goal, Metric, Money, NumberStyle, OfferId, ScenarioId, Tier};

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

impl WhyNot {
    /// Whether a rule bars them, and nothing else has to be told than what it costs.
    pub fn is_barred(&self) -> bool {
        matches!(&self.answer, WhyAnswer::Out(missing) if missing.barred)
    }
}

/// The answer to "why not".
#[derive(Clone, PartialEq, Debug)]
pub enum WhyAnswer {
    /// They are in.
    In(Box<Held>),
    /// They have no offer.
    NoOffer,
    /// None of their offers can be considered.
    LeftOut {
        /// Offer by offer why not, in words.
        reasons: Vec<String>,
        /// What would help, as a sentence.
        hint: String,
    },
    /// They could be considered but aren't in.
    Out(Box<Missing>),
}

/// What a creator of the best shortlist holds in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// The highest fee at which they would still be in, everything else unchanged; `None` where that can't be told.
    pub stays_up_to: Option<Money>,
    /// What it is projected to bring, counting its chance to take place, in units of the goal.
    pub projected: f64,
    /// What the best shortlist would lose if they refused, in units of the goal; below 0 for somebody who is in only
    /// because a rule says so. `None` if the rules leave no shortlist without them.
    pub loses: Option<f64>,
    /// The same as a fraction of the best shortlist.
    pub share: Option<f64>,
    /// Who would come in.
    pub joins: Vec<String>,
    /// Who would leave beside them.
    pub leaves: Vec<String>,
}

/// What would have to change for a creator to come in.
#[derive(Clone, PartialEq, Debug)]
pub struct Missing {
    /// The offers of theirs that are nearest; several where they are taken together.
    pub offers: Vec<OfferId>,
    /// What is published, in words.
    pub delivers: String,
    /// What it costs.
    pub fee: Money,
    /// What it is projected to bring, counting its chance to take place, in units of the goal.
    pub projected: f64,
    /// The highest fee at which they would be in.
    pub enters_at_fee: Option<Money>,
    /// The least projected result at which they would be in, at this fee.
    pub needs: Option<f64>,
    /// The rate of an ordinary post that would mean.
    pub rate: Option<RateNeeded>,
    /// What the best shortlist loses if they are pinned all the same; `None` if the rules leave no shortlist with them.
    pub loses: Option<f64>,
    /// The same as a fraction of the best shortlist.
    pub share: Option<f64>,
    /// Who would leave for them.
    pub instead_of: Vec<String>,
    /// Who would come in beside them.
    pub beside: Vec<String>,
    /// Whether the brief says that they must stay out; everything else is told as if it didn't.
    pub barred: bool,
    /// Rules that, dropped alone, bring them in.
    pub rules: Vec<KeepsOut>,
}

/// What an ordinary, unpaid post brings for each follower, and what it would have to bring.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RateNeeded {
    /// What is counted.
    pub metric: Metric,
    /// The middle now, a fraction of the followers.
    pub now: f64,
    /// The middle at which they would be in.
    pub needed: f64,
}

/// A rule that keeps a creator out.
#[derive(Clone, PartialEq, Debug)]
pub struct KeepsOut {
    /// The rule as a sentence without a full stop.
    pub rule: String,
    /// How much more the best shortlist would bring without it, in units of the goal.
    pub gains: f64,
}

/// Who could step in, and shortlists nearly as good.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Backing {
    /// The offers of the shortlist it is told of, ascending: that with the most on average, whatever the aim.
    pub of: Vec<OfferId>,
    /// What happens if a chosen creator says no, the most costly refusal first.
    pub refusals: Vec<RefusalRow>,
    /// The few creators who repair most refusals, the most useful first.
    pub back_ups: Vec<BackUpRow>,
    /// Next-best shortlists by how many creators of the best one they do without, 1 first; empty where none is left.
    pub alternatives: Vec<Vec<AlternativeRow>>,
}

/// What happens if one creator says no.
#[derive(Clone, PartialEq, Debug)]
pub struct RefusalRow {
    /// Who says no.
    pub creator: CreatorId,
    /// Name of the creator.
    pub name: String,
    /// What the best shortlist without them brings less, in units of the goal; `None` if the rules leave none.
    pub loses: Option<f64>,
    /// The same as a fraction of the best shortlist.
    pub share: Option<f64>,
    /// Who comes in.
    pub joins: Vec<(CreatorId, String)>,
    /// Who leaves beside them.
    pub leaves: Vec<String>,
    /// Whether that is proved.
    pub proved: bool,
}

/// A creator who could step in.
#[derive(Clone, PartialEq, Debug)]
pub struct BackUpRow {
    /// Who.
    pub creator: CreatorId,
    /// Name of the creator.
    pub name: String,
    /// Whose refusal they help to repair, by name.
    pub repairs: Vec<String>,
    /// The share of all that refusals would cost if nobody stepped in that they repair, 0–1.
    pub share: f64,
}

/// A shortlist nearly as good.
#[derive(Clone, PartialEq, Debug)]
pub struct AlternativeRow {
    /// What it is projected to bring, in units of the goal.
    pub projected: f64,
    /// What it costs.
    pub cost: Money,
    /// How much less than the best it brings, in units of the goal.
    pub loses: f64,
    /// The same as a fraction of the best.
    pub less: f64,
    /// Who is in it and not in the best.
    pub joins: Vec<(CreatorId, String)>,
    /// Who is in the best and not in it.
    pub leaves: Vec<(CreatorId, String)>,
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

impl ScenarioRow {
    /// How its results are written.
    pub fn amounts(&self, numbers: NumberStyle) -> Amounts {
        Amounts { numbers, goal: self.goal, currency: self.budget.currency }
    }
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
    /// The middle of what they bring together.
    pub middle: f64,
    /// What can be promised as surely as the brief asks.
    pub promise: f64,
    /// Whether nothing better is possible.
    pub proved: bool,
}

impl Outcome {
    /// What the shortlist of a plan comes to.
    pub fn of(plan: &Plan) -> Outcome {
        let mut creators: Vec<CreatorId> = plan.rows.iter().map(|row| row.creator).collect();
        creators.sort_unstable();
        creators.dedup();
        Outcome {
            creators: creators.len(),
            cost: plan.cost,
            projected: plan.projected,
            middle: plan.total.middle(),
            promise: plan.total.promise(plan.brief.promise),
            proved: plan.proof.proved,
        }
    }
}

/// From the user's own list to the best one, swap by swap.
#[derive(Clone, PartialEq, Debug)]
pub struct Waterfall {
    /// What the own list is projected to bring, in units of the goal.
    pub own: f64,
    /// What it costs.
    pub cost: Money,
    /// What of the brief the own list breaks, as sentences; empty if it keeps it.
    pub broken: Vec<String>,
    /// Offers of the own list that can't be considered and count as nothing, in words.
    pub left_out: Vec<String>,
    /// The swaps, in order.
    pub steps: Vec<WaterfallStep>,
    /// What the best list is projected to bring.
    pub best: f64,
    /// What it costs.
    pub best_cost: Money,
    /// Whether nothing better is possible.
    pub proved: bool,
}

/// One swap.
#[derive(Clone, PartialEq, Debug)]
pub struct WaterfallStep {
    /// Who leaves, by name; with what they deliver where the same creator comes in with something else.
    pub leaves: Vec<String>,
    /// Who comes in.
    pub joins: Vec<String>,
    /// What that brings more, in units of the goal; may be negative.
    pub gain: f64,
    /// What it costs more; may be negative.
    pub cost: Money,
    /// Whether the list keeps the brief after it.
    pub keeps: bool,
}
