//! The rules as a brief words them, checked on the facts of the roster, and the best of all shortlists by trying each.

use smallmighty::app::audience::Audience;
use smallmighty::app::question::Question;
use smallmighty::app::slots::Slots;
use smallmighty::domain::progress::silent;
use smallmighty::domain::{Goal, Group, Metric, Rule};
use smallmighty::report::Card;

/// One offer inside a shortlist.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pick {
    pub card: usize,
    pub offer: usize,
    /// 1 or 2; 0 in a campaign of one phase.
    pub phase: u8,
}

/// What of an offer a brief can reckon with.
#[derive(Clone, Copy, Debug)]
struct Worth {
    fee: i64,
    value: f64,
}

/// By card and offer, segments and the parts of their people that are reached.
type Shares = Vec<Vec<Vec<(usize, f64)>>>;

/// What every offer brings on average, by card; of a mix in points, of which an average offer of the roster has 100.
fn averages(question: &Question) -> Vec<Vec<f64>> {
    let of = |goal: Goal| -> Vec<Vec<f64>> {
        let projector = question.projector();
        let of_card = |card: &std::sync::Arc<Card>| {
            card.entry.offers.iter().map(|offer| projector.forecast(&card.entry, offer, goal).projected()).collect()
        };
        question.cards.iter().map(of_card).collect()
    };
    let Goal::Mix(mix) = question.brief.goal else { return of(question.brief.goal) };
    let mut points: Vec<Vec<f64>> = question.cards.iter().map(|card| vec![0.0; card.entry.offers.len()]).collect();
    for (goal, share) in mix.shares() {
        let part = of(goal);
        let count = part.iter().flatten().count() as f64;
        let average = part.iter().flatten().sum::<f64>() / count;
        for (sum, value) in points.iter_mut().flatten().zip(part.iter().flatten()) {
            *sum += if average > 0.0 { 100.0 * share * value / average } else { 0.0 };
        }
    }
    points
}

/// A question with every offer's worth.
pub struct Judge<'a> {
    question: &'a Question,
    /// By card and offer; `None` where the brief can't consider it.
    worth: Vec<Vec<Option<Worth>>>,
    /// People of each segment, and by card and offer the parts of them reached.
    people: Option<(Vec<f64>, Shares)>,
    phased: bool,
    each: usize,
}

impl Judge<'_> {
    pub fn new(question: &Question) -> Judge<'_> {
        let brief = &question.brief;
        let average = averages(question);
        let chance = |card: usize, offer: usize| question.chance(&question.cards[card].entry.offers[offer]);
        let of_offer = |card: usize, offer: usize| {
            let fee = question.cards[card].entry.offers[offer].fee.filter(|_| considered(question, card, offer))?.minor;
            let spent = if brief.goal == Goal::Margin { fee as f64 / 100.0 } else { 0.0 };
            Some(Worth { fee, value: (average[card][offer] - spent) * chance(card, offer) })
        };
        let of_card = |(card, own): (usize, &Vec<f64>)| (0..own.len()).map(|offer| of_offer(card, offer)).collect();
        let worth: Vec<Vec<Option<Worth>>> = average.iter().enumerate().map(of_card).collect();
        let people = brief.goal.counts_people_once().then(|| {
            let audience = {
                let slots = Slots::of(&question.cards, &mut silent).expect("not cancelled");
                Audience::of(question, &slots, &mut silent).expect("not cancelled")
            };
            let of_offer = |card: usize, offer: usize| {
                let shares = audience.shares(card as u32, average[card][offer] * chance(card, offer));
                shares.map(|(segment, share)| (segment as usize, share)).collect()
            };
            let of_card = |(card, own): (usize, &Vec<f64>)| (0..own.len()).map(|offer| of_offer(card, offer)).collect();
            let shares: Shares = average.iter().enumerate().map(of_card).collect();
            (audience.people, shares)
        });
        let each = brief.rules.iter().filter_map(|rule| match rule {
            Rule::OffersEach(most) => Some(*most as usize),
            _ => None,
        });
        Judge {
            question,
            worth,
            people,
            phased: brief.rules.iter().any(|rule| matches!(rule, Rule::Phases(_))),
            each: each.min().unwrap_or(1).max(1),
        }
    }

    /// Whether any offer can be considered at all.
    pub fn has_offers(&self) -> bool {
        self.worth.iter().flatten().any(Option::is_some)
    }

    /// What a shortlist brings.
    pub fn value(&self, picks: &[Pick]) -> f64 {
        let Some((people, shares)) = &self.people else {
            return picks.iter().map(|pick| self.of(pick).map_or(f64::NAN, |worth| worth.value)).sum();
        };
        let mut missed = vec![1.0; people.len()];
        for (segment, share) in picks.iter().flat_map(|pick| &shares[pick.card][pick.offer]) {
            missed[*segment] *= 1.0 - share.clamp(0.0, 1.0);
        }
        people.iter().zip(missed).map(|(people, missed)| people * (1.0 - missed)).sum()
    }

    fn of(&self, pick: &Pick) -> Option<Worth> {
        self.worth[pick.card][pick.offer]
    }

    /// The most that any shortlist brings, by trying every one; `None` if none keeps the brief.
    pub fn brute(&self) -> Option<(f64, Vec<Pick>)> {
        let mut best = None;
        self.go(0, &mut Vec::new(), &mut best);
        best
    }

    fn go(&self, card: usize, picks: &mut Vec<Pick>, best: &mut Option<(f64, Vec<Pick>)>) {
        if card == self.worth.len() {
            if self.broken(picks).is_none() {
                let value = self.value(picks);
                if best.as_ref().is_none_or(|best| value > best.0) {
                    *best = Some((value, picks.clone()));
                }
            }
            return;
        }
        let offers: Vec<usize> =
            (0..self.worth[card].len()).filter(|offer| self.worth[card][*offer].is_some()).collect();
        // Every offer is out, in the first phase or in the second; or only out and in.
        let states: u32 = if self.phased { 3 } else { 2 };
        for code in 0..states.pow(offers.len() as u32) {
            let before = picks.len();
            for (place, offer) in offers.iter().enumerate() {
                match code / states.pow(place as u32) % states {
                    0 => {}
                    phase => picks.push(Pick { card, offer: *offer, phase: if self.phased { phase as u8 } else { 0 } }),
                }
            }
            if picks.len() - before <= self.each {
                self.go(card + 1, picks, best);
            }
            picks.truncate(before);
        }
    }

    /// The first thing about the brief that a shortlist doesn't keep, in words.
    pub fn broken(&self, picks: &[Pick]) -> Option<String> {
        let brief = &self.question.brief;
        let mut sold: Vec<(usize, usize)> = picks.iter().map(|pick| (pick.card, pick.offer)).collect();
        sold.sort_unstable();
        let count = sold.len();
        sold.dedup();
        if sold.len() != count || picks.iter().any(|pick| self.of(pick).is_none()) {
            return Some("an offer twice or one that can't be considered".to_owned());
        }
        let money = self.money();
        if self.cost(picks) > money {
            return Some(format!("{} of {money} spent", self.cost(picks)));
        }
        let kept = |rule: &&Rule| !self.keeps(rule, picks, money);
        brief.rules.iter().find(kept).map(|rule| format!("{rule:?}")).or_else(|| {
            let most = self.each;
            self.creators(picks).iter().find_map(|card| {
                let own = picks.iter().filter(|pick| pick.card == *card).count();
                (own > most).then(|| format!("{own} offers of one creator"))
            })
        })
    }

    /// What is left for creators.
    fn money(&self) -> i64 {
        let all = self.question.brief.budget.minor;
        let mut money = all;
        for rule in &self.question.brief.rules {
            match rule {
                Rule::Contingency(percent) => {
                    money -=
                        (all * i64::from(*percent)).div_euclid(100) + i64::from(all * i64::from(*percent) % 100 != 0)
                }
                Rule::FixedCost(minor, _) => money -= minor,
                _ => {}
            }
        }
        money.max(0)
    }

    fn cost(&self, picks: &[Pick]) -> i64 {
        picks.iter().filter_map(|pick| self.of(pick)).map(|worth| worth.fee).sum()
    }

    fn creators(&self, picks: &[Pick]) -> Vec<usize> {
        let mut cards: Vec<usize> = picks.iter().map(|pick| pick.card).collect();
        cards.sort_unstable();
        cards.dedup();
        cards
    }

    fn keeps(&self, rule: &Rule, picks: &[Pick], money: i64) -> bool {
        let creators = self.creators(picks);
        let id = |card: &usize| self.question.cards[*card].entry.creator.id;
        let inside =
            |group: &Group| picks.iter().copied().filter(|pick| self.is_of(pick, group)).collect::<Vec<Pick>>();
        let counted = |group: &Group| match group {
            Group::Platform(_) | Group::Phase(_) => inside(group).len(),
            _ => self.creators(&inside(group)).len(),
        };
        let percent = |minor: i64| minor * 100;
        match rule {
            Rule::MinCreators(least) => creators.len() >= *least as usize,
            Rule::MaxCreators(most) => creators.len() <= *most as usize,
            Rule::MinOf(group, least) => counted(group) >= *least as usize,
            Rule::MaxOf(group, most) => counted(group) <= *most as usize,
            Rule::MinShareOf(group, share) => percent(self.cost(&inside(group))) >= money * i64::from(*share),
            Rule::MaxShareOf(group, share) => percent(self.cost(&inside(group))) <= money * i64::from(*share),
            Rule::MaxShare(share) => creators.iter().all(|card| {
                let own: Vec<Pick> = picks.iter().copied().filter(|pick| pick.card == *card).collect();
                percent(self.cost(&own)) <= money * i64::from(*share)
            }),
            Rule::MustHave(wanted) => creators.iter().any(|card| id(card) == *wanted),
            Rule::Never(barred) => creators.iter().all(|card| id(card) != *barred),
            Rule::NotTogether(ids) => creators.iter().filter(|card| ids.contains(&id(card))).count() <= 1,
            Rule::OnlyTogether(ids) => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                ids.dedup();
                let count = creators.iter().filter(|card| ids.contains(&id(card))).count();
                count == 0 || count == ids.len()
            }
            Rule::Phases(share) => {
                let first = money * i64::from(*share) / 100;
                let (one, two) = (self.cost(&inside(&Group::Phase(1))), self.cost(&inside(&Group::Phase(2))));
                one <= first && two <= money - first && picks.iter().all(|pick| matches!(pick.phase, 1 | 2))
            }
            // Those are about single offers or about the money, and were looked at there.
            Rule::MaxCost(..) | Rule::OffersEach(_) | Rule::Contingency(_) | Rule::FixedCost(..) => true,
        }
    }

    fn is_of(&self, pick: &Pick, group: &Group) -> bool {
        let entry = &self.question.cards[pick.card].entry;
        let creator = &entry.creator;
        match group {
            Group::Platform(wanted) => {
                entry.account_of(&entry.offers[pick.offer]).is_some_and(|account| account.platform == *wanted)
            }
            Group::Tier(wanted) => {
                let most = entry.accounts.iter().filter_map(|account| account.followers()).max();
                most.is_some_and(|followers| self.question.tiers.tier(followers) == *wanted)
            }
            Group::Niche(wanted) => creator.niches.iter().any(|niche| niche == wanted),
            Group::Place(wanted) => creator.place == *wanted,
            Group::Sex(wanted) => creator.sex == Some(*wanted),
            Group::Tag(wanted) => creator.tags.iter().any(|tag| tag == wanted),
            Group::Phase(wanted) => pick.phase == *wanted,
        }
    }
}

/// Whether a brief can consider an offer at all.
fn considered(question: &Question, card: usize, offer: usize) -> bool {
    let (brief, entry) = (&question.brief, &question.cards[card].entry);
    let offer = &entry.offers[offer];
    let Some(fee) = offer.fee.filter(|fee| fee.currency == brief.budget.currency) else { return false };
    let platform = entry.account_of(offer).map(|account| account.platform);
    if !brief.platforms.is_empty() && !platform.is_some_and(|platform| brief.platforms.contains(&platform)) {
        return false;
    }
    let fits = brief.niches.is_empty() || entry.creator.niches.iter().any(|niche| brief.niches.contains(niche));
    if !fits && brief.goal != Goal::Relevant {
        return false;
    }
    brief.rules.iter().all(|rule| match rule {
        Rule::MaxCost(metric, most) => {
            let results = question.projector().posts(entry, offer, *metric).projected();
            let units = if matches!(metric, Metric::Views | Metric::Reach) { results / 1000.0 } else { results };
            fee.minor as f64 <= *most as f64 * units
        }
        _ => true,
    })
}
