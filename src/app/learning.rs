//! Learning: what the posts of the user's own roster teach about what posts bring, on a thread of its own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::model::Model;
use super::planner::Planner;
use super::premises::Premises;
use crate::domain::{Account, Cancelled, Entry, Metric, Platform, Post, Report};
use crate::exchange::sample;
use crate::forecast::{Assumptions, History, TimedPost};
use crate::jobs::Publish;
use crate::report::Card;

/// What is learnt about: what people count and what plans ask for.
const METRICS: [Metric; 3] = [Metric::Engagements, Metric::Views, Metric::Reach];

/// The roster to learn from.
pub struct Lesson {
    cards: Arc<Vec<Arc<Card>>>,
}

/// What was learnt.
#[derive(Clone, PartialEq, Debug)]
pub struct Learnt {
    /// The table with the figures of platforms that the roster holds enough posts of.
    pub forecast: Assumptions,
    /// Platforms and metrics whose figures were learnt, with posts and creators.
    pub from: Vec<(Platform, Metric, String)>,
    /// Creators with the four posts it takes, and their posts, by what most of them tell.
    pub usable: (usize, usize),
}

/// Learns, and knows what it learnt from, so that an edit which touches no post teaches nothing anew.
#[derive(Default)]
pub struct Learning {
    done_for: Option<u64>,
}

impl Learning {
    /// Learns from `lesson` unless its posts are those it has learnt from already.
    pub fn answer(
        &mut self,
        lesson: &Lesson,
        publish: &mut Publish<'_, Learnt>,
        report: &mut Report<'_>,
    ) -> Result<(), Cancelled> {
        let histories = histories(&lesson.cards);
        let key = fingerprint(&histories);
        if self.done_for == Some(key) {
            return Ok(());
        }
        let all: Vec<&History> = histories.iter().collect();
        let forecast = Assumptions::standard().learnt_unless(&all, report)?;
        let learnt = forecast.priors.iter().filter(|prior| prior.source.is_roster());
        let from = learnt.filter_map(|prior| Some((prior.platform?, prior.metric, prior.source.population.clone())));
        let from = from.collect();
        publish(Learnt { from, usable: usable(&histories), forecast });
        self.done_for = Some(key);
        Ok(())
    }
}

/// Every account's posts by each metric, oldest first; those of invented creators teach nothing.
fn histories(cards: &[Arc<Card>]) -> Vec<History> {
    let mut all = Vec::new();
    for card in cards {
        if is_invented(&card.entry) {
            continue;
        }
        for account in &card.entry.accounts {
            all.extend(METRICS.into_iter().filter_map(|metric| history(&card.entry, account, metric)));
        }
    }
    all
}

fn is_invented(entry: &Entry) -> bool {
    let readings = entry.accounts.iter().flat_map(|account| &account.latest).map(|reading| &reading.source);
    readings.chain(entry.offers.iter().map(|offer| &offer.source)).any(|source| source == sample::SOURCE)
}

fn history(entry: &Entry, account: &Account, metric: Metric) -> Option<History> {
    let timed = |post: &Post| {
        let first = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
        let day = post.posted_at.map(|at| at.duration_since(first).as_secs_f64() / 86_400.0);
        Some(TimedPost { value: post.counts.of(metric)?, day, kind: post.kind, sponsored: post.sponsored })
    };
    let mut posts: Vec<TimedPost> = entry.posts_of(account.id).filter_map(timed).collect();
    posts.reverse();
    let creator = format!("{}:{}", account.platform.key(), account.id.0);
    let (platform, followers) = (account.platform, account.followers());
    (!posts.is_empty()).then_some(History { creator, platform, metric, followers, posts })
}

/// Creators with enough posts to be learnt from, by the metric that most of them tell, and those posts.
fn usable(histories: &[History]) -> (usize, usize) {
    let of = |metric: Metric| {
        let those = histories.iter().filter(|history| history.metric == metric && history.posts.len() >= 4);
        those.fold((0, 0), |(creators, posts), history| (creators + 1, posts + history.posts.len()))
    };
    METRICS.into_iter().map(of).max().unwrap_or_default()
}

/// Equal for equal posts, within one run of the program.
fn fingerprint(histories: &[History]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for history in histories {
        (&history.creator, history.metric, history.followers, history.posts.len()).hash(&mut hasher);
        for post in &history.posts {
            (post.value, post.day.map(f64::to_bits), post.kind, post.sponsored).hash(&mut hasher);
        }
    }
    hasher.finish()
}

impl Planner {
    /// Takes over what was learnt and, while nothing else is going on, asks for what is still to be learnt. True if
    /// anything has changed.
    pub(super) fn learn(&mut self) -> bool {
        let mut changed = false;
        for learnt in self.engine.learning.poll() {
            changed = true;
            if self.model.take_learnt(learnt) {
                self.replan();
            }
        }
        // A fault here costs only the lesson: the table's figures stay.
        let _failed = self.engine.learning.take_failure();
        let version = self.model.roster.version;
        let idle = !self.engine.planning.busy() && !self.model.file.loading;
        if idle
            && self.engine.lesson != Some(version)
            && let Some(lesson) = self.model.lesson()
        {
            self.engine.lesson = Some(version);
            self.engine.learning.ask(lesson);
        }
        let learning = self.engine.learning.busy();
        changed |= learning != self.model.learning;
        self.model.learning = learning;
        changed
    }
}

impl Model {
    /// What is to be learnt from now; `None` while the user doesn't want it.
    fn lesson(&self) -> Option<Lesson> {
        self.premises.learns().then(|| Lesson { cards: Arc::clone(&self.roster.cards) })
    }

    /// Takes over what was learnt. True if it changes what is assumed.
    fn take_learnt(&mut self, learnt: Learnt) -> bool {
        let before = &self.premises;
        let present = before.learnt.as_ref().map_or_else(Assumptions::standard, |known| known.forecast.clone());
        let changes = present != learnt.forecast;
        let premises = self.premises_with(self.settings.currency, Some(Arc::new(learnt)));
        let version = if changes { before.version + 1 } else { before.version };
        self.premises = Arc::new(Premises { version, ..premises });
        changes
    }
}
