//! What the name of a file tells.

use crate::domain::Platform;

/// The platform a file's name names: "ranking_instagram_2022-12.csv". `None` if it names none or several.
pub fn guess_platform(file_name: &str) -> Option<Platform> {
    let name =
        file_name.to_lowercase().replace("tik tok", "tiktok").replace("tik-tok", "tiktok").replace("tik_tok", "tiktok");
    let mut found: Option<Platform> = None;
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        // Short forms such as "x", "li", "web" or "meta" stand in names for other things.
        let telling = matches!(word, "ig" | "yt" | "insta") || word.len() > 4 && Platform::from_key(word).is_some();
        let telling = telling && !matches!(word, "other" | "newsletter" | "threads");
        if let Some(platform) = Platform::parse(word).filter(|_| telling || word == "twitter") {
            if found.is_some_and(|known| known != platform) {
                return None;
            }
            found = Some(platform);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_the_platform() {
        let check = |name: &str, expected| assert_eq!(guess_platform(name), expected, "{name}");
        check("ranking_instagram_2022-12.csv", Some(Platform::Instagram));
        check("Twitch channels.csv", Some(Platform::Twitch));
        check("tik-tok.csv", Some(Platform::TikTok));
        check("instagram and tiktok.csv", None);
        check("x.csv", None);
        check("top200.csv", None);
    }
}
