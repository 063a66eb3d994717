//! The fields of a draft that a column can fill.

use crate::domain::Measure;

/// What a column says about a creator or a post.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// Nothing that is kept.
    Ignore,
    /// The creator's name.
    Name,
    /// First name; with the last name it stands in for a missing name.
    FirstName,
    /// Last name.
    LastName,
    /// The handle, with or without "@", or the address of the profile.
    Handle,
    /// The address of the profile.
    ProfileUrl,
    /// The platform.
    Platform,
    /// A measured value of the account.
    Measure(Measure),
    /// Share of the audience held not to be real; stored as the real share that remains.
    FakeShare,
    /// Home town.
    Place,
    /// Region; it stands in for the home town where that is unknown.
    Region,
    /// Country.
    Country,
    /// Language of the posts.
    Language,
    /// The creator's sex.
    Sex,
    /// Niches, several to a cell if need be.
    Niches,
    /// The user's labels, several to a cell if need be.
    Tags,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Notes.
    Notes,
    /// What the creator asks.
    Fee,
    /// The currency of the fee.
    Currency,
    /// What the fee buys.
    Deliverables,
    /// How sure the fee is.
    FeeStatus,
    /// The day the values were true.
    TakenOn,
    /// When the post went out.
    PostedAt,
    /// The kind of the post.
    PostKind,
    /// Whether the post was paid for.
    Sponsored,
    /// Views of the post.
    Views,
    /// Reach of the post.
    Reach,
    /// Likes of the post.
    Likes,
    /// Comments on the post.
    Comments,
    /// Shares of the post.
    Shares,
    /// Saves of the post.
    Saves,
    /// The address of the post.
    PostUrl,
}

/// Every field but the measures, with its key and its label.
const WORDS: [(Field, &str, &str); 33] = [
    (Field::Ignore, "ignore", "Not imported"),
    (Field::Name, "name", "Name"),
    (Field::FirstName, "first_name", "First name"),
    (Field::LastName, "last_name", "Last name"),
    (Field::Handle, "handle", "Handle"),
    (Field::ProfileUrl, "profile_url", "Profile address"),
    (Field::Platform, "platform", "Platform"),
    (Field::FakeShare, "fake_share", "Fake audience"),
    (Field::Place, "place", "Place"),
    (Field::Region, "region", "Region"),
    (Field::Country, "country", "Country"),
    (Field::Language, "language", "Language"),
    (Field::Sex, "sex", "Sex"),
    (Field::Niches, "niches", "Niches"),
    (Field::Tags, "tags", "Tags"),
    (Field::Email, "email", "E-mail"),
    (Field::Phone, "phone", "Phone"),
    (Field::Notes, "notes", "Notes"),
    (Field::Fee, "fee", "Fee"),
    (Field::Currency, "currency", "Currency"),
    (Field::Deliverables, "deliverables", "Deliverables"),
    (Field::FeeStatus, "fee_status", "Fee status"),
    (Field::TakenOn, "taken_on", "Date of the values"),
    (Field::PostedAt, "posted_at", "Posted at"),
    (Field::PostKind, "post_kind", "Kind of post"),
    (Field::Sponsored, "sponsored", "Paid post"),
    (Field::Views, "views", "Views"),
    (Field::Reach, "reach", "Reach"),
    (Field::Likes, "likes", "Likes"),
    (Field::Comments, "comments", "Comments"),
    (Field::Shares, "shares", "Shares"),
    (Field::Saves, "saves", "Saves"),
    (Field::PostUrl, "post_url", "Post address"),
];

impl Field {
    /// Every field, in the order a list offers them.
    pub fn all() -> impl Iterator<Item = Field> {
        let (account, rest) = WORDS.split_at(7);
        let words = |part: &'static [(Field, &str, &str)]| part.iter().map(|(field, ..)| *field);
        words(account).chain(Measure::ALL.into_iter().map(Field::Measure)).chain(words(rest))
    }

    /// The key it is stored under.
    pub fn key(self) -> &'static str {
        match self {
            Field::Measure(measure) => measure.key(),
            _ => self.words().0,
        }
    }

    /// Its name as people write it.
    pub fn label(self) -> &'static str {
        match self {
            Field::Measure(measure) => measure.label(),
            _ => self.words().1,
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Field> {
        Field::all().find(|field| field.key() == key)
    }

    /// Whether it belongs to a single post rather than to an account.
    pub fn is_post(self) -> bool {
        self >= Field::PostedAt
    }

    /// Whether it is a count of a single post.
    pub fn is_post_count(self) -> bool {
        (Field::Views..=Field::Saves).contains(&self)
    }

    /// Whether its values are numbers of something.
    pub fn is_count(self) -> bool {
        self.is_post_count() || matches!(self, Field::Measure(measure) if !measure.is_fraction())
    }

    /// Whether its values are fractions of 1.
    pub fn is_share(self) -> bool {
        self == Field::FakeShare || matches!(self, Field::Measure(measure) if measure.is_fraction())
    }

    /// Whether its values are days or times.
    pub fn is_date(self) -> bool {
        matches!(self, Field::TakenOn | Field::PostedAt)
    }

    /// Whether several columns may fill it.
    pub fn may_repeat(self) -> bool {
        matches!(self, Field::Ignore | Field::Niches | Field::Tags | Field::Notes)
    }

    /// Whether it belongs to one account, so that every platform may have its own column.
    pub(super) fn is_of_account(self) -> bool {
        matches!(self, Field::Handle | Field::ProfileUrl | Field::Measure(_) | Field::FakeShare)
    }

    /// What it fills in the end: the share of fakes tells the share of real people.
    pub(super) fn target(self) -> Field {
        if self == Field::FakeShare { Field::Measure(Measure::RealShare) } else { self }
    }

    fn words(self) -> (&'static str, &'static str) {
        WORDS
            .iter()
            .find(|(field, ..)| *field == self)
            .map_or(("ignore", "Not imported"), |(_, key, label)| (key, label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_its_own_key_and_label() {
        let keys: BTreeSet<_> = Field::all().map(Field::key).collect();
        let labels: BTreeSet<_> = Field::all().map(Field::label).collect();
        assert_eq!((keys.len(), labels.len()), (43, 43));
        for field in Field::all() {
            assert_eq!(Field::from_key(field.key()), Some(field));
        }
        assert!(Field::PostUrl.is_post() && Field::Likes.is_post() && !Field::TakenOn.is_post());
    }
}
