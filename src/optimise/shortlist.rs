//! What the optimiser answers: a shortlist with its proof, or the rules that can't be met together.

/// The answer to a set of rules.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// The best shortlist found, with what is proved about it.
    Shortlist(Shortlist),
    /// No shortlist keeps the rules; this is why.
    Impossible(Conflict),
}

/// A shortlist that keeps the rules, and how good it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Shortlist {
    /// Places of the chosen offers in the caller's slice, ascending.
    pub chosen: Vec<u32>,
    /// Sum of their values.
    pub value: i64,
    /// Sum of their prices in minor units.
    pub cost: i64,
    /// No shortlist that keeps the rules is worth more; equal to `value` if proved.
    pub bound: i64,
    /// Whether this is proved to be a best shortlist.
    pub proved: bool,
    /// How it was proved.
    pub method: Method,
    /// What the next minor unit of money buys in the fractional problem; 0 where money isn't scarce.
    pub next_unit: f64,
    /// How many creators the multipliers alone don't settle: those only the search could rule in or out.
    pub contenders: usize,
    /// The multipliers behind `relaxed`.
    pub multipliers: Multipliers,
    /// The upper bound that the multipliers prove by themselves (see [`super::certify`]); never below `bound`.
    pub relaxed: i64,
}

/// How a shortlist was proved best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// The best offer of everybody fits into the budget.
    Everyone,
    /// The multipliers' bound is reached.
    Bound,
    /// Every exchange the bound leaves open was searched, by lists of undominated states.
    Search,
    /// Searched separately for at most and at least so many creators, each under its own bound.
    Count,
    /// A table over every step of the money that is left open.
    Table,
    /// Under side rules: everything the multipliers leave open was searched by branch and bound, every cut proved by
    /// whole multipliers.
    Rows,
    /// Not proved: the effort was used up.
    Unproved,
}

/// Lagrange multipliers: what a unit of money is worth, and what one more creator is worth under a least number.
///
/// Any multipliers give an upper bound: `money` × budget − `per_creator` × least number + for each row its multiplier
/// × the limit it prices + the sum over creators of max(0, value + `per_creator` − `money` × price − the sum over rows
/// of multiplier × weight) (Geoffrion 1974, Lagrangean relaxation for integer programming). `money`, `creator_part` and
/// `rows` are over `per`; one more creator is worth `per_creator` and `creator_part` together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Multipliers {
    /// Value of a minor unit of money, numerator.
    pub money: i64,
    /// Denominator, 1 or more.
    pub per: i64,
    /// Value of one more creator where a least number is asked, whole; 0 or more.
    pub per_creator: i64,
    /// What one more creator is worth beyond that, numerator; from 0 to below `per`.
    pub creator_part: i64,
    /// Value of a unit of each side rule's sum, numerators over `per`, in the order of the rules: above 0 where its
    /// upper limit is priced, below 0 where its lower limit is. Empty without side rules.
    pub rows: Vec<i64>,
}

/// Rules that can't be met together. Amounts are minor units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Conflict {
    /// These creators are both must-have and never.
    MustAndNever {
        /// Who, ascending.
        creators: Vec<u32>,
    },
    /// These must-have creators have no usable offer at all.
    MustWithoutOffer {
        /// Who, ascending.
        creators: Vec<u32>,
    },
    /// The cheapest offer of these must-have creators is above what one creator may cost.
    MustOverCeiling {
        /// Who, with the price of the cheapest offer, ascending by creator.
        creators: Vec<(u32, i64)>,
        /// What one creator may cost.
        ceiling: i64,
    },
    /// The must-have creators together, each at the cheapest, cost more than the budget.
    MustOverBudget {
        /// What they cost.
        cost: i64,
        /// By how much that is above the budget, 1 or more.
        over: i64,
    },
    /// Fewer creators have an offer under the ceiling than are asked for.
    TooFewCreators {
        /// How many there are.
        available: u32,
        /// How many are asked for.
        wanted: u32,
        /// What one creator may cost.
        ceiling: i64,
    },
    /// The cheapest way to have so many creators (must-have ones included) costs more than the budget.
    CountOverBudget {
        /// How many are asked for.
        wanted: u32,
        /// How many the budget can pay, must-have ones included.
        affordable: u32,
        /// What the cheapest way costs.
        cost: i64,
        /// By how much that is above the budget, 1 or more.
        over: i64,
    },
    /// These parts can't be kept together (there may be other such sets).
    Together {
        /// The parts, ascending.
        parts: Vec<Part>,
        /// Whether it is proved that all but any one of them can be kept together; if not, the effort didn't suffice to
        /// find out which of them don't matter.
        smallest: bool,
        /// What would help by itself: a part with the least change of its limit after which all rules can be kept, in
        /// the limit's own unit (below 0 for a lower limit): minor units for the budget and for rows that weigh prices,
        /// creators for a number, percentage points for the ceiling, 0 for a must-have or never that would have to go.
        /// Empty where no single change is enough, or where that couldn't be told within the effort.
        loosen: Vec<(Part, i64)>,
    },
    /// Within the effort neither a shortlist was found nor a proof that there is none. With more effort there may be.
    Undecided,
}

/// A part of the rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// The budget.
    Budget,
    /// The most that one creator may cost.
    Ceiling,
    /// The least number of creators.
    MinCreators,
    /// This creator must be in.
    Must(u32),
    /// This creator must stay out.
    Never(u32),
    /// A limit of the side rule at this place.
    Row(usize, Side),
}

/// Which limit of a side rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The lower one.
    Least,
    /// The upper one.
    Most,
}
