//! The key a niche is found under: what spellings of one name have in common.

use crate::domain::text::fold;

/// Words that join names and tell nothing.
const JOINTS: [&str; 4] = ["and", "und", "the", "n"];

/// The keys of `text`: lower case, no accents, marks, joints, spaces or English plural; "Home-Decor", "#homedecor" and
/// "home decors" have one key. German umlauts are also tried as "ae", "oe", "ue". Empty where no letter is left.
pub(super) fn keys(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let spelt_out = text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    let mut keys = vec![key(&text), key(&spelt_out)];
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}

fn key(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !JOINTS.contains(word)).map(singular).collect()
}

/// The word without an English plural ending; German plurals are written out in the table.
fn singular(word: &str) -> String {
    let long = word.chars().count() > 3;
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if stem.chars().count() > 1 => format!("{stem}y"),
        (_, Some(stem)) if long && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        let check = |a: &str, b: &str| assert_eq!(keys(a)[0], keys(b)[0], "{a} {b}");
        check("Home-Decor", "#homedecor");
        check("Food & Drink", "food and drinks");
        check("Women's fashion", "womens Fashion");
        check("Hobbies", "hobby");
        check("Fußball", "FUSSBALL");
        check("Café", "cafes");
        assert_eq!(keys("fitness"), ["fitness"]);
        assert_eq!(keys("Küche"), ["kuche", "kueche"]);
        assert_eq!(keys(" # & "), [""; 0]);
        assert_eq!(keys("東京"), ["東京"]);
    }
}
