//! A post: one past publication of an account with its counts.

use jiff::civil::DateTime;

use super::{AccountId, Metric};

/// The number a post has in its roster file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PostId(pub i64);

/// What kind of publication a post or a deliverable is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PostKind {
    /// A single picture or a plain post.
    Image,
    /// Several pictures in one post.
    Carousel,
    /// A short vertical video on Instagram or Facebook.
    Reel,
    /// A video (TikTok, YouTube and others).
    Video,
    /// A YouTube Short.
    Short,
    /// A story that disappears after a day.
    Story,
    /// A live stream.
    Live,
    /// A text: article, blog entry, newsletter issue.
    Article,
    /// Anything else.
    Other,
}

impl PostKind {
    /// Every kind.
    pub const ALL: [PostKind; 9] = [
        PostKind::Image,
        PostKind::Carousel,
        PostKind::Reel,
        PostKind::Video,
        PostKind::Short,
        PostKind::Story,
        PostKind::Live,
        PostKind::Article,
        PostKind::Other,
    ];

    /// The key it is stored under.
    pub fn key(self) -> &'static str {
        match self {
            PostKind::Image => "image",
            PostKind::Carousel => "carousel",
            PostKind::Reel => "reel",
            PostKind::Video => "video",
            PostKind::Short => "short",
            PostKind::Story => "story",
            PostKind::Live => "live",
            PostKind::Article => "article",
            PostKind::Other => "other",
        }
    }

    /// Its name in a sentence, for one or for many: "post", "posts".
    pub fn word(self, count: u32) -> &'static str {
        match (self, count == 1) {
            (PostKind::Image, true) => "post",
            (PostKind::Image, false) => "posts",
            (PostKind::Carousel, true) => "carousel",
            (PostKind::Carousel, false) => "carousels",
            (PostKind::Reel, true) => "reel",
            (PostKind::Reel, false) => "reels",
            (PostKind::Video, true) => "video",
            (PostKind::Video, false) => "videos",
            (PostKind::Short, true) => "short",
            (PostKind::Short, false) => "shorts",
            (PostKind::Story, true) => "story",
            (PostKind::Story, false) => "stories",
            (PostKind::Live, true) => "live stream",
            (PostKind::Live, false) => "live streams",
            (PostKind::Article, true) => "article",
            (PostKind::Article, false) => "articles",
            (PostKind::Other, true) => "other deliverable",
            (PostKind::Other, false) => "other deliverables",
        }
    }

    /// Reads a stored key.
    pub fn from_key(key: &str) -> Option<PostKind> {
        PostKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Reads what people and exports write: "IG reel", "Reels", "photo", "IGS", "TikTok video".
    pub fn parse(text: &str) -> Option<PostKind> {
        let text = text.trim().to_lowercase();
        let word = text.strip_prefix("ig ").or_else(|| text.strip_prefix("instagram ")).unwrap_or(&text);
        let word = word.strip_prefix("tiktok ").or_else(|| word.strip_prefix("youtube ")).unwrap_or(word);
        match word {
            "image" | "images" | "photo" | "photos" | "picture" | "post" | "posts" | "feed" | "feed post"
            | "graphimage" | "static" | "igp" => Some(PostKind::Image),
            "carousel" | "carousels" | "album" | "sidecar" | "graphsidecar" => Some(PostKind::Carousel),
            "reel" | "reels" | "igr" | "clip" | "clips" => Some(PostKind::Reel),
            "video" | "videos" | "graphvideo" | "igtv" | "ttv" | "tiktok" | "integration" | "dedicated video" => {
                Some(PostKind::Video)
            }
            "short" | "shorts" => Some(PostKind::Short),
            "story" | "stories" | "igs" | "story set" => Some(PostKind::Story),
            "live" | "stream" | "live stream" | "livestream" => Some(PostKind::Live),
            "article" | "blog" | "blog post" | "text" | "newsletter" | "issue" => Some(PostKind::Article),
            "other" => Some(PostKind::Other),
            _ => None,
        }
    }
}

/// The counts of one post; `None` is unknown, never 0.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Times it was played or shown.
    pub views: Option<u64>,
    /// Different people who saw it.
    pub reach: Option<u64>,
    /// Likes.
    pub likes: Option<u64>,
    /// Comments.
    pub comments: Option<u64>,
    /// Shares.
    pub shares: Option<u64>,
    /// Saves.
    pub saves: Option<u64>,
}

impl Counts {
    /// Likes, comments, shares and saves, as far as known; `None` if neither likes nor comments are.
    pub fn engagements(&self) -> Option<u64> {
        self.likes.or(self.comments)?;
        let known = [self.likes, self.comments, self.shares, self.saves];
        Some(known.iter().flatten().fold(0, |sum, count| sum.saturating_add(*count)))
    }

    /// The count that `metric` asks for.
    pub fn of(&self, metric: Metric) -> Option<u64> {
        match metric {
            Metric::Engagements => self.engagements(),
            Metric::Views => self.views,
            Metric::Likes => self.likes,
            Metric::Comments => self.comments,
            Metric::Shares => self.shares,
            Metric::Saves => self.saves,
            Metric::Reach => self.reach,
        }
    }
}

/// One past post.
#[derive(Clone, PartialEq, Debug)]
pub struct Post {
    /// Its number; meaningless before it is stored.
    pub id: PostId,
    /// Whose post it is.
    pub account: AccountId,
    /// When it went out, UTC; `None` where unknown.
    pub posted_at: Option<DateTime>,
    /// What kind it is, where known.
    pub kind: Option<PostKind>,
    /// Whether it was paid for; `None` where unknown.
    pub sponsored: Option<bool>,
    /// What it brought.
    pub counts: Counts,
    /// Its address; empty where unknown.
    pub url: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_counts_stay_unknown() {
        assert_eq!(Counts::default().engagements(), None);
        assert_eq!(Counts { shares: Some(3), ..Counts::default() }.engagements(), None);
        assert_eq!(Counts { likes: Some(0), ..Counts::default() }.engagements(), Some(0));
        assert_eq!(Counts { comments: Some(2), saves: Some(5), ..Counts::default() }.engagements(), Some(7));
        assert_eq!(
            Counts { likes: Some(u64::MAX), comments: Some(1), ..Counts::default() }.engagements(),
            Some(u64::MAX)
        );
    }

    #[test]
    fn kinds_are_read_as_people_write_them() {
        for kind in PostKind::ALL {
            assert_eq!(PostKind::from_key(kind.key()), Some(kind));
            assert_eq!(PostKind::parse(kind.key()), Some(kind));
        }
        assert_eq!(PostKind::parse("IG reel"), Some(PostKind::Reel));
        assert_eq!(PostKind::parse("IGS"), Some(PostKind::Story));
        assert_eq!(PostKind::parse("poem"), None);
    }
}
