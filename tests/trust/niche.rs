//! Niches: the tree is sound, finds what people type, and likeness falls with distance.

use std::collections::BTreeSet;

use proptest::prelude::*;
use smallmighty::forecast::*;

fn niche(id: &str, parent: &str, name: &str, synonyms: &[&str]) -> Niche {
    let synonyms = synonyms.iter().map(|word| (*word).to_owned()).collect();
    Niche { id: id.to_owned(), parent: parent.to_owned(), name: name.to_owned(), synonyms }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn the_tree_is_sound() {
    let text = include_str!("../../assets/niches.csv");
    let (taxonomy, issues) = Taxonomy::from_table(text);
    assert_eq!(issues, [], "every row is read, parents are there, no circle, no word leads to two niches");
    assert_eq!(taxonomy, Taxonomy::standard());
    let niches = taxonomy.niches();
    assert_eq!(niches.len(), text.lines().count() - 1);
    assert!((110..=170).contains(&niches.len()), "{}", niches.len());
    let ids: BTreeSet<&str> = niches.iter().map(|niche| niche.id.as_str()).collect();
    assert_eq!(ids.len(), niches.len());
    for niche in niches {
        let parent = |id: &str| niches.iter().find(|niche| niche.id == id).map(|niche| niche.parent.clone());
        let depth = std::iter::successors(Some(niche.id.clone()), |id| parent(id).filter(|id| !id.is_empty())).count();
        assert!(depth <= 3, "{} is {depth} deep", niche.id);
        for word in niche.synonyms.iter().chain([&niche.name]) {
            assert_eq!(taxonomy.find(word).map(|found| &found.id), Some(&niche.id), "{word}");
        }
    }
}

#[test]
fn niches_of_the_sample_are_found() {
    let taxonomy = Taxonomy::standard();
    for line in include_str!("../../assets/sample/niches.txt").lines().filter(|line| !line.starts_with('#')) {
        let name = line.split('|').next().unwrap().trim();
        assert!(taxonomy.find(name).is_some(), "{name}");
    }
}

#[test]
fn people_find_niches_as_they_type() {
    let taxonomy = Taxonomy::standard();
    for (text, id) in [
        ("  BAKING ", "baking"),
        ("#skin-care", "skincare"),
        ("SkinCare", "skincare"),
        ("recipes", "cooking"),
        ("Kueche", "cooking"),
        ("Küche", "cooking"),
        ("Kochen", "cooking"),
        ("dogs", "dogs"),
        ("Hund", "dogs"),
        ("Home & Interior", "interior"),
        ("cars", "car"),
        ("van life", "camping"),
        ("Women’s Fashion", "womens_fashion"),
        ("hobbies", "crafts"),
        ("Fussball", "football"),
    ] {
        assert_eq!(taxonomy.find(text).map(|niche| niche.id.as_str()), Some(id), "{text}");
    }
    for text in ["", "  ", "#", "underwater basket weaving", "s"] {
        assert_eq!(taxonomy.find(text), None, "{text}");
    }
}

#[test]
fn likeness_is_that_of_wu_and_palmer() {
    let taxonomy = Taxonomy::standard();
    // Depths: food 1, cooking 2, vegan 3.
    for (a, b, likeness) in [
        ("vegan", "vegan", 1.0),
        ("vegan", "cooking", 0.8),
        ("vegan", "vegetarian", 2.0 / 3.0),
        ("cooking", "food", 2.0 / 3.0),
        ("cooking", "baking", 0.5),
        ("vegan", "food", 0.5),
        ("vegan", "baking", 0.4),
        ("vegan", "fashion", 0.0),
    ] {
        assert!((taxonomy.similarity(a, b).unwrap() - likeness).abs() < 1e-12, "{a} {b}");
    }
    assert_eq!(taxonomy.similarity("vegan", "nonsense"), None);
}

#[test]
fn likeness_is_even_handed_and_never_beyond_itself() {
    let taxonomy = Taxonomy::standard();
    let ids: Vec<&str> = taxonomy.niches().iter().map(|niche| niche.id.as_str()).collect();
    let mut sum = 0.0;
    for a in &ids {
        for b in &ids {
            let likeness = taxonomy.similarity(a, b).unwrap();
            assert_eq!(taxonomy.similarity(b, a), Some(likeness));
            assert_eq!(likeness == 1.0, a == b, "{a} {b}");
            assert!((0.0..=1.0).contains(&likeness));
            sum += if a == b { 0.0 } else { likeness };
        }
    }
    let mean = sum / (ids.len() * (ids.len() - 1)) as f64;
    assert!(mean < RELEVANCE_FLOOR && RELEVANCE_FLOOR < 3.0 * mean, "{mean}");
}

#[test]
fn relevance_is_the_best_match() {
    let taxonomy = Taxonomy::standard();
    let check = |own: &[&str], wanted: &[&str], expected: Option<f64>| {
        let found = relevance(&taxonomy, &texts(own), &texts(wanted));
        let near = found.zip(expected).is_some_and(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near || (found.is_none() && expected.is_none()), "{own:?} {wanted:?}: {found:?}");
    };
    check(&["Baking"], &["Backen"], Some(1.0));
    check(&["Vegan cooking"], &["Food"], Some(1.0));
    check(&["Food"], &["Vegan cooking"], Some(0.5));
    check(&["Dogs", "Baking"], &["Coffee", "Cooking"], Some(0.5));
    check(&["Dogs"], &["Coffee"], Some(0.0));
    check(&["Dogs, baking"], &["Bread"], Some(1.0));
    check(&["Food/Travel"], &["Reisen"], Some(1.0));
    check(&["Wooden boats"], &["wooden  BOATS"], Some(1.0));
    check(&["Wooden boats"], &["Dogs"], None);
    check(&["Wooden boats", "Cats"], &["Dogs"], Some(0.5));
    check(&["Dogs"], &["Wooden boats"], None);
    check(&[], &["Dogs"], None);
    check(&["Dogs"], &[], Some(1.0));
    check(&[], &[], Some(1.0));
}

#[test]
fn an_unknown_relevance_is_worth_little_and_never_nothing() {
    assert_eq!(relevant(1_000.0, Some(0.5)), 500.0);
    assert_eq!(relevant(1_000.0, Some(1.0)), 1_000.0);
    assert_eq!(relevant(1_000.0, None), 1_000.0 * RELEVANCE_FLOOR);
    assert_eq!(relevant(1_000.0, Some(0.0)), 1_000.0 * RELEVANCE_FLOOR);
    assert_eq!(relevant(1_000.0, Some(f64::NAN)), 1_000.0 * RELEVANCE_FLOOR);
    assert_eq!(relevant(1_000.0, Some(7.0)), 1_000.0);
}

#[test]
fn the_users_changes_come_first() {
    let standard = Taxonomy::standard();
    let (own, issues) = standard.with(&[
        NicheEdit::Put(niche("boats", "water_sports", "Wooden boats", &["Boot", "Sailing"])),
        NicheEdit::Put(niche("dogs", "pets", "Hounds", &["dog"])),
        NicheEdit::Remove("cooking".to_owned()),
    ]);
    assert_eq!(issues, []);
    let found = |text: &str| own.find(text).map(|niche| niche.id.clone());
    assert_eq!(found("wooden boat"), Some("boats".to_owned()));
    assert_eq!(found("sailing"), Some("boats".to_owned()), "the user's word wins over the table's");
    assert_eq!((found("hounds"), found("puppy")), (Some("dogs".to_owned()), None));
    assert_eq!(found("cooking"), None);
    assert_eq!(own.similarity("vegan", "food"), Some(2.0 / 3.0), "what was below moves up");
    assert_eq!(own.with(&[]).0, own.with(&[]).0);
    assert_eq!(standard.with(&[]), (standard.clone(), Vec::new()));
}

#[test]
fn a_broken_table_keeps_what_can_be_read() {
    let table = "id,parent,name,synonyms\na,b,A,x\nb,a,B,x|y\nc,nowhere,C,\na,,Again,\n,,Nameless,\nd,c,D,\n\"e\n";
    let (taxonomy, issues) = Taxonomy::from_table(table);
    let ids: Vec<&str> = taxonomy.niches().iter().map(|niche| niche.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d"]);
    let problems: Vec<&str> = issues.iter().map(|issue| issue.problem.as_str()).collect();
    for part in ["there twice", "lacks its id", "belongs to itself", "which isn't there", "\"x\" is claimed by"] {
        assert!(problems.iter().any(|problem| problem.contains(part)), "{part}: {problems:?}");
    }
    assert_eq!(taxonomy.similarity("a", "b"), Some(2.0 / 3.0));
    assert_eq!(taxonomy.find("x").map(|niche| niche.id.as_str()), Some("a"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_changes_leave_a_tree(edits in prop::collection::vec((0u8..12, 0u8..12, any::<bool>(), ".{0,8}"), 0..40)) {
        let edits: Vec<NicheEdit> = edits
            .iter()
            .map(|(id, parent, put, name)| match put {
                true => NicheEdit::Put(niche(&format!("n{id}"), &format!("n{parent}"), name, &[name])),
                false => NicheEdit::Remove(format!("n{id}")),
            })
            .collect();
        let (taxonomy, _) = Taxonomy::from_table("id,parent,name,synonyms\n").0.with(&edits);
        for a in taxonomy.niches() {
            for b in taxonomy.niches() {
                let likeness = taxonomy.similarity(&a.id, &b.id).unwrap();
                prop_assert!((0.0..=1.0).contains(&likeness));
                prop_assert_eq!(likeness == 1.0, a.id == b.id);
            }
        }
    }
}
