//! A creator: a person or brand with an audience.

use super::Sex;

/// The number a creator has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CreatorId(pub i64);

/// A person or brand with an audience. Text fields are empty where nothing is known.
#[derive(Clone, PartialEq, Debug)]
pub struct Creator {
    /// Its number; meaningless before it is stored.
    pub id: CreatorId,
    /// The name shown; never empty.
    pub name: String,
    /// Home town, as written.
    pub place: String,
    /// Country, as written.
    pub country: String,
    /// Language of the posts, as written.
    pub language: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// The user's notes.
    pub notes: String,
    /// For quotas, where the user noted it.
    pub sex: Option<Sex>,
    /// What they post about.
    pub niches: Vec<String>,
    /// The user's own labels.
    pub tags: Vec<String>,
}

impl Creator {
    /// A creator of whom only the name is known.
    pub fn named(name: impl Into<String>) -> Creator {
        Creator {
            id: CreatorId(0),
            name: name.into(),
            place: String::new(),
            country: String::new(),
            language: String::new(),
            email: String::new(),
            phone: String::new(),
            notes: String::new(),
            sex: None,
            niches: Vec::new(),
            tags: Vec::new(),
        }
    }
}
