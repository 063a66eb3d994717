//! What a row says about whom it means, and what two spellings of one clue have in common.

use crate::domain::Draft;
use crate::domain::account::handle_key;
use crate::domain::text::clean;

/// Whether every word of `part` is in `whole`; both folded.
pub(super) fn has_all_words(whole: &str, part: &str) -> bool {
    part.split(' ').all(|word| whole.split(' ').any(|other| other == word))
}

/// How little a row says about whom it means.
pub(super) fn vagueness(draft: &Draft) -> u8 {
    let says = |field: &Option<String>| field.as_deref().is_some_and(|text| !text.trim().is_empty());
    match (has_handle(draft), draft.platform, says(&draft.email), says(&draft.name)) {
        (true, Some(_), ..) => 0,
        (true, None, ..) => 1,
        _ if has_identity(draft) => 2,
        (_, _, true, true) => 3,
        (_, _, true, false) => 4,
        (_, _, false, _) => 5,
    }
}

/// Whether a row names an account: by its handle or its web address.
pub(super) fn has_identity(draft: &Draft) -> bool {
    has_handle(draft) || !url_key(draft.url.as_deref().unwrap_or_default()).is_empty()
}

/// 0: the row tells a platform; 1: it has numbers, which need some account; 2: it can do without.
pub(super) fn account_need(draft: &Draft) -> u8 {
    if draft.platform.is_some() { 0 } else { 2 - u8::from(has_numbers(draft)) }
}

pub(super) fn has_numbers(draft: &Draft) -> bool {
    draft.post.is_some() || !draft.readings.is_empty()
}

pub(super) fn has_handle(draft: &Draft) -> bool {
    draft.handle.as_deref().is_some_and(|handle| !handle_key(handle).is_empty())
}

pub(super) fn says_who(draft: &Draft) -> bool {
    [&draft.name, &draft.email, &draft.handle, &draft.url]
        .into_iter()
        .any(|field| field.as_deref().is_some_and(|text| !clean(text).is_empty()))
}

pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What two spellings of one address have in common.
pub(super) fn url_key(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(&url);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
}
