//! A group of creators or offers that a rule speaks of.

use super::text::fold;
use super::{Platform, Tier};

/// Whom a rule counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Offers published on this platform.
    Platform(Platform),
    /// Creators of this size.
    Tier(Tier),
    /// Creators who post about this, as the roster names it.
    Niche(String),
    /// Creators whose home town is written like this.
    Place(String),
    /// Creators of this sex, where known.
    Sex(Sex),
    /// Creators with this label.
    Tag(String),
    /// Offers booked in the first (1) or second (2) phase.
    Phase(u8),
}

/// What a brief's quota may ask for; nobody's is ever guessed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sex {
    /// Women.
    Female,
    /// Men.
    Male,
    /// Neither.
    Other,
}

impl Sex {
    /// Every value.
    pub const ALL: [Sex; 3] = [Sex::Female, Sex::Male, Sex::Other];

    /// The word stored.
    pub fn key(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
        }
    }

    /// What several of them are called.
    pub fn many(self) -> &'static str {
        match self {
            Sex::Female => "women",
            Sex::Male => "men",
            Sex::Other => "others",
        }
    }

    /// Its name in a form.
    pub fn label(self) -> &'static str {
        match self {
            Sex::Female => "Female",
            Sex::Male => "Male",
            Sex::Other => "Other",
        }
    }

    /// Reads what people write in lists, in the languages of the import; `None` for whatever leaves it open, such as
    /// "f/m" or "brand".
    pub fn parse(text: &str) -> Option<Sex> {
        match fold(text).trim_end_matches('.') {
            "female" | "females" | "f" | "fem" | "w" | "woman" | "women" | "girl" | "she" | "she/her" | "weiblich"
            | "frau" | "femme" | "feminin" | "mujer" | "femenino" | "femenina" | "donna" | "femmina" | "femminile"
            | "mulher" | "feminino" | "feminina" | "kobieta" | "k" | "♀" => Some(Sex::Female),
            "male" | "males" | "m" | "masc" | "man" | "men" | "boy" | "he" | "he/him" | "mannlich" | "maennlich"
            | "mann" | "homme" | "masculin" | "h" | "hombre" | "masculino" | "uomo" | "maschio" | "maschile"
            | "homem" | "mezczyzna" | "♂" => Some(Sex::Male),
            "other" | "x" | "d" | "diverse" | "divers" | "non-binary" | "nonbinary" | "non binary" | "nb" | "enby"
            | "they" | "they/them" | "nichtbinar" | "nicht-binar" | "non-binaire" | "otro" | "outro" | "altro"
            | "autre" | "inne" => Some(Sex::Other),
            _ => None,
        }
    }
}

impl Group {
    /// The kind and the text it is stored as; read back by [`Group::from_key`].
    pub fn key(&self) -> (&'static str, String) {
        match self {
            Group::Platform(platform) => ("platform", platform.key().to_owned()),
            Group::Tier(tier) => ("tier", tier.label().to_lowercase()),
            Group::Niche(name) => ("niche", name.clone()),
            Group::Place(name) => ("place", name.clone()),
            Group::Sex(sex) => ("sex", sex.key().to_owned()),
            Group::Tag(name) => ("tag", name.clone()),
            Group::Phase(number) => ("phase", number.to_string()),
        }
    }

    /// Reads what [`Group::key`] wrote.
    pub fn from_key(kind: &str, text: &str) -> Option<Group> {
        match kind {
            "platform" => Platform::from_key(text).map(Group::Platform),
            "tier" => Tier::ALL.into_iter().find(|tier| tier.label().to_lowercase() == text).map(Group::Tier),
            "niche" => Some(Group::Niche(text.to_owned())),
            "place" => Some(Group::Place(text.to_owned())),
            "sex" => Sex::ALL.into_iter().find(|sex| sex.key() == text).map(Group::Sex),
            "tag" => Some(Group::Tag(text.to_owned())),
            "phase" => text.parse().ok().filter(|number| matches!(number, 1 | 2)).map(Group::Phase),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_back() {
        let groups = [
            Group::Platform(Platform::TikTok),
            Group::Tier(Tier::Nano),
            Group::Niche("vegan food".into()),
            Group::Place("Köln".into()),
            Group::Sex(Sex::Female),
            Group::Tag("vip".into()),
            Group::Phase(2),
        ];
        for group in groups {
            let (kind, text) = group.key();
            assert_eq!(Group::from_key(kind, &text), Some(group));
        }
        assert_eq!(Group::from_key("phase", "3"), None);
        assert_eq!(Group::from_key("tier", "huge"), None);
    }
}
