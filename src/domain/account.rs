//! An account: one creator on one platform.

use super::{CreatorId, Measure, Platform, Reading};

/// The number an account has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AccountId(pub i64);

/// One creator on one platform.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// Its number; meaningless before it is stored.
    pub id: AccountId,
    /// Whose account it is.
    pub creator: CreatorId,
    /// Where it lives.
    pub platform: Platform,
    /// The name on the platform, without "@"; empty where only the address is known.
    pub handle: String,
    /// The address of the profile, if one was given.
    pub url: String,
    /// The newest reading of each measure.
    pub latest: Vec<Reading>,
}

impl Account {
    /// The newest reading of `measure`.
    pub fn reading(&self, measure: Measure) -> Option<&Reading> {
        self.latest.iter().find(|reading| reading.measure == measure)
    }

    /// The newest number of followers; `None` where unknown.
    pub fn followers(&self) -> Option<u64> {
        self.reading(Measure::Followers).map(|reading| reading.value.max(0.0) as u64)
    }
}

/// A handle read from what people write: "@name", a bare name, or the address of a profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandleText {
    /// The name without "@", in its own case.
    pub handle: String,
    /// The platform, where the address tells it.
    pub platform: Option<Platform>,
    /// The address as it was written, if it was one.
    pub url: Option<String>,
}

impl HandleText {
    /// Reads a handle; `None` if `text` holds none.
    pub fn parse(text: &str) -> Option<HandleText> {
        let text = text.trim();
        let after_scheme = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let bare_host = text.split('/').next().and_then(Platform::from_host).is_some() && text.contains('/');
        match after_scheme.or(bare_host.then_some(text)) {
            Some(address) => Self::parse_address(text, address),
            None => {
                let handle = text.trim_start_matches('@').trim();
                let plausible = !handle.is_empty() && !handle.contains(char::is_whitespace) && !handle.contains('/');
                plausible.then(|| HandleText { handle: handle.to_owned(), platform: None, url: None })
            }
        }
    }

    fn parse_address(text: &str, address: &str) -> Option<HandleText> {
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        let platform = Platform::from_host(host);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let handle = path
            .split('/')
            .map(|part| part.trim_start_matches('@'))
            .find(|part| {
                !part.is_empty() && !matches!(*part, "in" | "c" | "user" | "channel" | "add" | "company" | "pages")
            })
            .unwrap_or_default();
        (!handle.is_empty() || !host.is_empty()).then(|| HandleText {
            handle: if platform.is_some() { handle.to_owned() } else { String::new() },
            platform,
            url: Some(text.to_owned()),
        })
    }
}

/// What two spellings of one handle have in common: lower case, no "@". Handles on every platform ignore case.
pub fn handle_key(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_read_from_names_and_addresses() {
        let check = |text: &str, handle: &str, platform: Option<Platform>| {
            let read = HandleText::parse(text).expect(text);
            assert_eq!((read.handle.as_str(), read.platform), (handle, platform), "{text}");
        };
        check("@marta.bakes", "marta.bakes", None);
        check("marta.bakes", "marta.bakes", None);
        check("https://www.instagram.com/marta.bakes/?hl=de", "marta.bakes", Some(Platform::Instagram));
        check("tiktok.com/@freiburg.eats", "freiburg.eats", Some(Platform::TikTok));
        check("https://youtube.com/c/radlerin", "radlerin", Some(Platform::YouTube));
        check("https://www.linkedin.com/in/some-one/", "some-one", Some(Platform::LinkedIn));
        check("https://example.org/blog", "", None);
    }

    #[test]
    fn text_without_a_handle_is_none() {
        for text in ["", "  ", "@", "two words", "a/b"] {
            assert_eq!(HandleText::parse(text), None, "{text:?}");
        }
    }
}
