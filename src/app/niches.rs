//! Niches: the tree as the settings show it, and what a change of it would do.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;
use crate::domain::text::fold;
use crate::forecast::{Niche, NicheEdit, RELEVANCE_FLOOR, Taxonomy, relevance};
use crate::report::niches::{NicheRow, NicheTree};

impl Model {
    /// The tree with how many creators are in each niche.
    pub fn niche_tree(&self) -> NicheTree {
        let tree = &self.premises.niches;
        let mut named: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
        let mut strangers: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let by_id: BTreeMap<&str, &Niche> = tree.niches().iter().map(|niche| (niche.id.as_str(), niche)).collect();
        for card in self.roster.cards.iter() {
            let creator = &card.entry.creator;
            for text in &creator.niches {
                match tree.find(text) {
                    Some(found) => {
                        for niche in line(&by_id, found) {
                            named.entry(&niche.id).or_default().insert(creator.id.0);
                        }
                    }
                    None => strangers.entry(fold(text)).or_insert_with(|| (text.clone(), 0)).1 += 1,
                }
            }
        }
        let edits: BTreeSet<String> = self.premises.niche_edits.iter().map(|(name, ..)| fold(name)).collect();
        let mut rows = Vec::with_capacity(tree.niches().len());
        let tops = tree.niches().iter().filter(|niche| !by_id.contains_key(niche.parent.as_str()));
        for top in tops {
            add(tree.niches(), top, 0, &mut rows);
        }
        for row in &mut rows {
            row.creators = named.get(row.id.as_str()).map_or(0, BTreeSet::len);
            row.own = edits.contains(&fold(&row.name));
        }
        let mut strangers: Vec<(String, usize)> = strangers.into_values().collect();
        strangers.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        NicheTree { rows, strangers }
    }

    /// What a niche of this name below `parent` with these synonyms would change, as a sentence.
    pub fn niche_effect(&self, name: &str, parent: &str, synonyms: &str) -> String {
        let (before, edit) = (&self.premises.niches, (name.to_owned(), parent.to_owned(), synonyms.to_owned()));
        let (after, _) = before.with(&[NicheEdit::Put(super::premises::niche(before, &edit))]);
        let creators = || self.roster.cards.iter().map(|card| &card.entry.creator.niches);
        let known = |tree: &Taxonomy| creators().filter(|own| own.iter().any(|text| tree.find(text).is_some())).count();
        let gained = known(&after) as i64 - known(before) as i64;
        let placed = match gained {
            0 => "Nobody more is found in the tree by it".to_owned(),
            1 => "1 more creator is found in the tree by it".to_owned(),
            n if n > 0 => {
                format!("{} more creators are found in the tree by it", self.settings.numbers.count(n as f64))
            }
            n => format!("{} fewer creators are found in the tree by it", self.settings.numbers.count(-n as f64)),
        };
        let Some(brief) = self.brief().filter(|brief| !brief.niches.is_empty()) else { return placed };
        let fits = |tree: &Taxonomy| {
            let fit = |own: &&Vec<String>| relevance(tree, own, &brief.niches).is_some_and(|fit| fit > RELEVANCE_FLOOR);
            creators().filter(fit).count()
        };
        let numbers = self.settings.numbers;
        format!(
            "{placed}; {} instead of {} creators would be relevant to the open brief",
            numbers.count(fits(&after) as f64),
            numbers.count(fits(before) as f64)
        )
    }
}

/// A niche and all it belongs to. A circle that the user drew ends after ten steps.
fn line<'a>(by_id: &BTreeMap<&str, &'a Niche>, niche: &'a Niche) -> impl Iterator<Item = &'a Niche> {
    std::iter::successors(Some(niche), |niche| by_id.get(niche.parent.as_str()).copied()).take(10)
}

/// Adds a niche and all below it.
fn add(niches: &[Niche], niche: &Niche, depth: usize, rows: &mut Vec<NicheRow>) {
    let below = || niches.iter().filter(|other| other.parent == niche.id && other.id != niche.id);
    rows.push(NicheRow {
        id: niche.id.clone(),
        name: niche.name.clone(),
        parent: niche.parent.clone(),
        depth,
        synonyms: niche.synonyms.clone(),
        creators: 0,
        has_below: below().next().is_some(),
        own: false,
    });
    if depth < 9 {
        for other in below() {
            add(niches, other, depth + 1, rows);
        }
    }
}
