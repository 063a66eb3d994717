//! Niches: what creators post about as a tree with synonyms, and how near two of them are.

mod key;
mod relevance;
mod table;

pub use relevance::{RELEVANCE_FLOOR, relevance, relevant};

use std::collections::BTreeMap;

use crate::domain::Issue;

/// The tree itself, as it stands in the package.
const TABLE: &str = include_str!("../../assets/niches.csv");

/// One niche as a table or the user writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Niche {
    /// Its key, unique in the tree: "baking".
    pub id: String,
    /// The key of the niche it belongs to; empty at the top.
    pub parent: String,
    /// Its name: "Baking".
    pub name: String,
    /// Other words for it, in any language.
    pub synonyms: Vec<String>,
}

/// A change the user makes to the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NicheEdit {
    /// Adds a niche, or puts it in the place of the one with the same id.
    Put(Niche),
    /// Takes the niche with this id out; what lies below it moves up.
    Remove(String),
}

/// A tree of niches.
#[derive(Clone, PartialEq, Debug)]
pub struct Taxonomy {
    niches: Vec<Niche>,
    /// Place of the parent; always before a loop could close.
    parents: Vec<Option<usize>>,
    found: BTreeMap<String, usize>,
}

impl Default for Taxonomy {
    fn default() -> Self {
        Taxonomy::standard()
    }
}

impl Taxonomy {
    /// The tree that comes with the program: niches of the field in two or three levels, named in English, with English
    /// and German synonyms; drawn up for this program (2026) around the categories of Kim and others (WWW 2020).
    pub fn standard() -> Taxonomy {
        Taxonomy::from_table(TABLE).0
    }

    /// Reads a table of the columns id, parent, name, synonyms (parted by "|"). Rows that can't be read become issues
    /// and leave the rest standing; so does a word that two niches claim (the first keeps it), a parent that is unknown
    /// and a circle of parents (the niche then stands at the top).
    pub fn from_table(text: &str) -> (Taxonomy, Vec<Issue>) {
        let (rows, mut issues) = table::read(text);
        let taxonomy = Taxonomy::of(rows, &[], &mut issues);
        (taxonomy, issues)
    }

    /// The tree with the user's changes. A word that the user gives to a niche is taken from any other.
    pub fn with(&self, edits: &[NicheEdit]) -> (Taxonomy, Vec<Issue>) {
        let mut niches = self.niches.clone();
        let mut issues = Vec::new();
        let mut own: Vec<&str> = Vec::new();
        for edit in edits {
            match edit {
                NicheEdit::Put(niche) if niche.id.trim().is_empty() || niche.name.trim().is_empty() => {
                    issues.push(table::issue(None, "A niche without id or name can't be kept", "Give it both"));
                }
                NicheEdit::Put(niche) => {
                    own.push(&niche.id);
                    match niches.iter_mut().find(|known| known.id == niche.id) {
                        Some(place) => *place = niche.clone(),
                        None => niches.push(niche.clone()),
                    }
                }
                NicheEdit::Remove(id) => remove(&mut niches, id),
            }
        }
        let taxonomy = Taxonomy::of(niches, &own, &mut issues);
        (taxonomy, issues)
    }

    fn of(niches: Vec<Niche>, first: &[&str], issues: &mut Vec<Issue>) -> Taxonomy {
        let places: BTreeMap<&str, usize> =
            niches.iter().enumerate().rev().map(|(place, niche)| (niche.id.as_str(), place)).collect();
        let mut parents: Vec<Option<usize>> = Vec::with_capacity(niches.len());
        for (place, niche) in niches.iter().enumerate() {
            let parent = places.get(niche.parent.as_str()).copied().filter(|parent| *parent != place);
            if parent.is_none() && !niche.parent.is_empty() {
                let problem = format!("\"{}\" belongs to \"{}\", which isn't there", niche.name, niche.parent);
                issues.push(table::issue(None, &problem, "It stands at the top for now; name a niche that is there"));
            }
            parents.push(parent);
        }
        break_circles(&niches, &mut parents, issues);
        let found = index(&niches, first, issues);
        Taxonomy { niches, parents, found }
    }

    /// Every niche, in the order of the table.
    pub fn niches(&self) -> &[Niche] {
        &self.niches
    }

    /// The niche that `text` names, by name, synonym or plural, whatever its case, accents, spaces and marks; `None`
    /// where no niche is called so.
    pub fn find(&self, text: &str) -> Option<&Niche> {
        self.place(text).map(|place| &self.niches[place])
    }

    /// How alike the niches with these ids are, 0–1: 1 for a niche with itself, 0 where nothing is shared, `None` where
    /// an id is unknown. Symmetric; it falls with every step apart.
    ///
    /// Z. Wu and M. Palmer, "Verb semantics and lexical selection" (ACL 1994): twice the depth of the nearest common
    /// ancestor by the sum of both depths. Depth is 1 at the top, so that trees without a common top share nothing.
    pub fn similarity(&self, a: &str, b: &str) -> Option<f64> {
        let place = |id: &str| self.niches.iter().position(|niche| niche.id == id);
        Some(self.similarity_at(place(a)?, place(b)?))
    }

    fn place(&self, text: &str) -> Option<usize> {
        key::keys(text).iter().find_map(|key| self.found.get(key).copied())
    }

    fn similarity_at(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (self.line(a), self.line(b));
        let shared = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        2.0 * shared as f64 / (a.len() + b.len()) as f64
    }

    /// The niche and all it belongs to, top last.
    fn line(&self, place: usize) -> Vec<usize> {
        std::iter::successors(Some(place), |place| self.parents[*place]).collect()
    }
}

fn remove(niches: &mut Vec<Niche>, id: &str) {
    let Some(place) = niches.iter().position(|niche| niche.id == id) else { return };
    let gone = niches.remove(place);
    for niche in niches.iter_mut().filter(|niche| niche.parent == gone.id) {
        niche.parent.clone_from(&gone.parent);
    }
}

/// Puts niches that are their own ancestors at the top.
fn break_circles(niches: &[Niche], parents: &mut [Option<usize>], issues: &mut Vec<Issue>) {
    for place in 0..parents.len() {
        let mut above = parents[place];
        let mut steps = 0;
        while let Some(at) = above {
            steps += 1;
            if steps > parents.len() {
                // It leads into a circle without being part of it; one of the circle's own opens it.
                break;
            }
            if at == place {
                let problem = format!("\"{}\" belongs to itself by way of others", niches[place].name);
                issues.push(table::issue(None, &problem, "It stands at the top for now; give it another parent"));
                parents[place] = None;
                break;
            }
            above = parents[at];
        }
    }
}

/// Every word and the niche it leads to: niches of `first` before others, names before synonyms.
fn index(niches: &[Niche], first: &[&str], issues: &mut Vec<Issue>) -> BTreeMap<String, usize> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut take = |place: usize, word: &str, own: bool| {
        for key in key::keys(word) {
            let holder = *found.entry(key).or_insert(place);
            if holder != place && own == first.contains(&niches[holder].id.as_str()) {
                let (one, other) = (&niches[holder].name, &niches[place].name);
                let problem = format!("\"{word}\" is claimed by \"{one}\" and by \"{other}\"");
                let hint = format!("It leads to \"{one}\"; take it from one of them");
                issues.push(table::issue(None, &problem, &hint));
            }
        }
    };
    for own in [true, false] {
        let of = || niches.iter().enumerate().filter(|(_, niche)| first.contains(&niche.id.as_str()) == own);
        of().for_each(|(place, niche)| take(place, &niche.name, own));
        of().for_each(|(place, niche)| niche.synonyms.iter().for_each(|word| take(place, word, own)));
    }
    issues.dedup();
    found
}
