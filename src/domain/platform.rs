//! The platforms a creator can have an account on.

/// Where an account lives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Platform {
    /// instagram.com
    Instagram,
    /// tiktok.com
    TikTok,
    /// youtube.com
    YouTube,
    /// facebook.com
    Facebook,
    /// x.com, formerly Twitter
    X,
    /// linkedin.com
    LinkedIn,
    /// pinterest.com
    Pinterest,
    /// twitch.tv
    Twitch,
    /// threads.net
    Threads,
    /// snapchat.com
    Snapchat,
    /// A blog of their own
    Blog,
    /// A newsletter
    Newsletter,
    /// A podcast
    Podcast,
    /// Anything else
    Other,
}

use super::PostKind;
use Platform::*;

/// Key (as stored), label, two-letter badge, hosts of profile URLs and prefix of the handle in them.
const TABLE: [(Platform, &str, &str, &str, &[&str]); 14] = [
    (Instagram, "instagram", "Instagram", "IG", &["instagram.com", "instagr.am"]),
    (TikTok, "tiktok", "TikTok", "TT", &["tiktok.com"]),
    (YouTube, "youtube", "YouTube", "YT", &["youtube.com", "youtu.be"]),
    (Facebook, "facebook", "Facebook", "FB", &["facebook.com", "fb.com"]),
    (X, "x", "X", "X", &["x.com", "twitter.com"]),
    (LinkedIn, "linkedin", "LinkedIn", "LI", &["linkedin.com"]),
    (Pinterest, "pinterest", "Pinterest", "PI", &["pinterest.com"]),
    (Twitch, "twitch", "Twitch", "TW", &["twitch.tv"]),
    (Threads, "threads", "Threads", "TH", &["threads.net", "threads.com"]),
    (Snapchat, "snapchat", "Snapchat", "SC", &["snapchat.com"]),
    (Blog, "blog", "Blog", "BL", &[]),
    (Newsletter, "newsletter", "Newsletter", "NL", &["substack.com"]),
    (Podcast, "podcast", "Podcast", "PC", &[]),
    (Other, "other", "Other", "–", &[]),
];

impl Platform {
    /// Every platform, most used first.
    pub const ALL: [Platform; 14] = [
        Instagram, TikTok, YouTube, Facebook, X, LinkedIn, Pinterest, Twitch, Threads, Snapchat, Blog, Newsletter,
        Podcast, Other,
    ];

    fn row(self) -> &'static (Platform, &'static str, &'static str, &'static str, &'static [&'static str]) {
        // The table is in the order of the variants; a test holds it to that.
        &TABLE[self as usize]
    }

    /// The key it is stored under, in lower case.
    pub fn key(self) -> &'static str {
        self.row().1
    }

    /// What is published there where nothing says otherwise.
    pub fn usual_kind(self) -> PostKind {
        match self {
            Platform::TikTok | Platform::YouTube | Platform::Snapchat => PostKind::Video,
            Platform::Twitch => PostKind::Live,
            Platform::Blog | Platform::Newsletter => PostKind::Article,
            Platform::Podcast => PostKind::Other,
            _ => PostKind::Image,
        }
    }

    /// Its name as people write it.
    pub fn label(self) -> &'static str {
        self.row().2
    }

    /// Two letters for little space.
    pub fn badge(self) -> &'static str {
        self.row().3
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<Platform> {
        TABLE.iter().find(|row| row.1 == key).map(|row| row.0)
    }

    /// Reads what people write: "IG", "insta", "Tik Tok", "yt", "Twitter".
    pub fn parse(text: &str) -> Option<Platform> {
        let word: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let alias = match word.as_str() {
            "ig" | "insta" | "instagramcom" => Some(Instagram),
            "tt" | "tik" | "douyin" => Some(TikTok),
            "yt" | "youtubecom" | "youtubeshorts" | "shorts" => Some(YouTube),
            "fb" | "meta" => Some(Facebook),
            "twitter" | "xtwitter" | "twitterx" => Some(X),
            "li" => Some(LinkedIn),
            "pin" => Some(Pinterest),
            "snap" => Some(Snapchat),
            "website" | "web" | "weblog" => Some(Blog),
            "substack" | "email" => Some(Newsletter),
            _ => None,
        };
        alias.or_else(|| Platform::from_key(&word))
    }

    /// The platform whose profile pages live on `host` ("www.instagram.com").
    pub fn from_host(host: &str) -> Option<Platform> {
        let host = host.trim().to_ascii_lowercase();
        TABLE.iter().find(|row| row.4.iter().any(|h| host == *h || host.ends_with(&format!(".{h}")))).map(|row| row.0)
    }

    /// The address of the profile page of `handle`, where the platform has one that follows from it.
    pub fn profile_url(self, handle: &str) -> Option<String> {
        let host = self.row().4.first()?;
        let prefix = match self {
            TikTok | YouTube | Threads => "@",
            LinkedIn => "in/",
            Snapchat => "add/",
            Newsletter => return None,
            _ => "",
        };
        Some(format!("https://www.{host}/{prefix}{handle}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_the_order_of_the_variants() {
        for platform in Platform::ALL {
            assert_eq!(platform.row().0, platform);
            assert_eq!(Platform::from_key(platform.key()), Some(platform));
            assert_eq!(Platform::parse(platform.label()), Some(platform));
        }
    }

    #[test]
    fn hosts_and_nicknames_are_known() {
        assert_eq!(Platform::from_host("m.youtube.com"), Some(YouTube));
        assert_eq!(Platform::from_host("notinstagram.com"), None);
        assert_eq!(Platform::parse(" Tik-Tok "), Some(TikTok));
        assert_eq!(Platform::parse("carrier pigeon"), None);
    }
}
