//! What a header says: field, platform, unit.
//!
//! The aliases are headers seen in exports and templates of the field (Upfluence, Aspire, Modash, StarNgage,
//! HypeAuditor, Phyllo, Meta Business Suite, Notion), 2026, with their German, French, Spanish, Italian,
//! Portuguese and Polish names.

use super::field::Field::{self, *};
use crate::domain::Measure::*;
use crate::domain::text::fold;
use crate::domain::{Currency as Money, Platform as Network};

/// What was understood of one header.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Told {
    /// The field.
    pub(super) field: Field,
    /// How sure that is, 0–1.
    pub(super) sureness: f64,
    /// The platform it names.
    pub(super) platform: Option<Network>,
    /// The unit it names.
    pub(super) unit: Unit,
}

/// What a header says about the unit of its values.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Unit {
    /// Values are percentages.
    pub(super) percent: bool,
    /// Values are to be multiplied by this.
    pub(super) multiplier: Option<u64>,
    /// Values are money in this currency.
    pub(super) currency: Option<Money>,
}

/// Aliases without anything but letters and digits, in lower case and without accents.
#[rustfmt::skip]
const ALIASES: &[(Field, &[&str])] = &[
    (Name, &["name", "fullname", "influencername", "influencer", "creator", "creatorname", "displayname", "influenceraffiliatename",
        "creatorchannelname", "channelinfo", "channelname", "influencerinstaname", "accountname", "youtuber", "streamer", "blogger",
        "channeltitle", "brandname", "artist", "nombre", "nom", "nome", "imie", "imienazwisko", "nazwa", "kuenstler", "kunstler"]),
    (FirstName, &["firstname", "givenname", "vorname", "prenom", "first"]),
    (LastName, &["lastname", "surname", "familyname", "nachname", "apellido", "apellidos", "nazwisko", "last"]),
    (Handle, &["handle", "handles", "username", "user", "account", "accountusername", "profilename", "profile", "platformusername", "accounthandle",
        "primaryhandle", "screenname", "nickname", "nick", "login", "benutzername", "nutzername", "konto", "usuario", "utente", "pseudo",
        "utilisateur", "uzytkownik", "socialhandle", "influencerusername"]),
    (ProfileUrl, &["profileurl", "url", "mediaurl", "link", "profilelink", "channelurl", "accounturl", "profil", "profillink", "website",
        "pageurl", "linktoprofile", "sociallink"]),
    (Platform, &["platform", "platforms", "primaryplatform", "network", "socialnetwork", "channel", "source", "plattform", "plateforme", "plataforma",
        "piattaforma", "platforma", "kanal", "medium", "socialmedia"]),
    (Measure(Followers), &["followers", "follower", "followercount", "followerscount", "followercountnumeric", "subscribers", "subscriber", "subscriberscount",
        "subscribercount", "subs", "audiencesize", "fans", "numberoffollowers", "nooffollowers", "totalfollowers", "abonnenten", "abonnes",
        "seguidores", "seguaci", "obserwujacy", "followerzahl", "anzahlfollower"]),
    (Measure(Following), &["following", "followingcount", "followings", "gefolgt", "seguidos", "obserwowani"]),
    (Measure(Posts), &["posts", "postscount", "postcount", "numberofposts", "totalposts", "uploads", "videos", "videocount", "contentcount",
        "mediacount", "beitraege", "beitrage", "anzahlposts", "publications", "publicaciones", "posty"]),
    (Measure(EngagementRate), &["engagementrate", "engagement", "eng", "er", "engrate", "avgengagementrate", "averageengagementrate", "60dayengrate", "60dengrate",
        "engagementpercent", "engagementrat", "interaktionsrate", "engagementquote", "tauxdengagement", "tasadeengagement", "tasadeinteraccion",
        "taxadeengajamento", "wspolczynnikzaangazowania", "erpercent"]),
    (Measure(AverageEngagements), &["avgengagement", "avgengagements", "averageengagement", "averageengagements", "engagementavg", "engavg",
        "avginteractions", "averageinteractions", "engagements", "interactions"]),
    (Measure(AverageLikes), &["avglikes", "averagelikes", "likesavg", "likesaverage", "meanlikes", "likesperpost"]),
    (Measure(AverageComments), &["avgcomments", "averagecomments", "commentsavg", "commentsaverage", "meancomments", "commentsperpost"]),
    (Measure(AverageViews), &["avgviews", "averageviews", "viewsavg", "avgreelsviews", "averagereelsviews", "avgreelsplays", "averagereelsplays",
        "viewsaverage", "averagevideoviews", "avgvideoviews", "averageviewers", "meanviews", "viewsperpost", "viewspervideo", "avgplays"]),
    (Measure(AverageReach), &["avgreach", "averagereach", "reachavg", "meanreach", "reachperpost"]),
    (Measure(RealShare), &["realshare", "realaudience", "realpercentage", "credibility", "followerscredibility", "audiencecredibility", "realfollowers",
        "audiencequality", "authenticity", "realfollowerspercent", "echtefollower"]),
    (FakeShare, &["fake", "fakefollowers", "fakeshare", "fakepercentage", "fakeaudience", "fakefollowerspercent", "bots", "suspiciousfollowers"]),
    (Place, &["place", "city", "town", "location", "hometown", "shippingaddresscity", "ort", "stadt", "wohnort", "ville", "ciudad", "cidade", "citta",
        "miasto", "based", "basedin", "geo"]),
    (Region, &["region", "state", "province", "bundesland", "county", "shippingaddressstate", "estado", "regione", "provincia", "wojewodztwo"]),
    (Country, &["country", "countryorregion", "countrycode", "shippingaddresscountrycode", "land", "pays", "pais", "paese", "kraj", "nation"]),
    (Language, &["language", "languages", "lang", "sprache", "langue", "idioma", "lingua", "jezyk"]),
    (Sex, &["sex", "gender", "creatorgender", "influencergender", "geschlecht", "sexe", "sexo", "genero", "sesso", "genere", "plec"]),
    (Niches, &["niche", "niches", "category", "categories", "category1", "category2", "category3", "genre", "genres", "topic", "topics",
        "contentcategory", "primarycategory", "vertical", "interests", "kategorie", "kategorien", "nische", "nischen", "thema", "themen",
        "categorie", "categoria", "kategoria", "nicho"]),
    (Tags, &["tags", "tag", "labels", "label", "list", "lists", "segment", "schlagworte"]),
    (Email, &["email", "mail", "emailaddress", "influenceremail", "businessemail", "contactemail", "publicemail", "correo",
        "correoelectronico", "courriel", "emails"]),
    (Phone, &["phone", "phonenumber", "telephone", "mobile", "tel", "whatsapp", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "telefono"]),
    (Notes, &["notes", "note", "comment", "remarks", "remark", "notizen", "notiz", "bemerkung", "bemerkungen", "anmerkungen", "kommentar",
        "notas", "uwagi", "biography", "bio"]),
    (Fee, &["fee", "fees", "rate", "rates", "monthlyrate", "cost", "costs", "estcost", "estimatedcost", "price", "prices", "rateperpost", "priceperpost",
        "feeperpost", "costperpost", "paymentamount", "payment", "quote", "askingprice", "honorar", "preis", "kosten", "gage", "tarif", "prix",
        "precio", "preco", "prezzo", "cena", "stawka", "budget", "amount"]),
    (Currency, &["currency", "currencycode", "waehrung", "wahrung", "devise", "moneda", "moeda", "valuta", "waluta"]),
    (Deliverables, &["deliverables", "deliverable", "offer", "package", "contenttype", "format", "formats", "leistung", "leistungen", "angebot",
        "livrables", "entregables"]),
    (FeeStatus, &["feestatus", "pricestatus", "quotestatus", "ratestatus", "status", "stage"]),
    (TakenOn, &["takenon", "asof", "updated", "lastupdated", "retrieved", "retrievedon", "snapshot", "snapshotdate", "scrapedat", "dateofvalues", "stand"]),
    (PostedAt, &["postedat", "postedon", "posted", "publishtime", "published", "publishedat", "publishdate", "postdate", "postingdate", "posttime",
        "date", "datetime", "time", "timestamp", "takenat", "createdat", "createdtime", "datum", "zeitpunkt", "veroffentlichtam",
        "veroeffentlicht", "fecha", "data"]),
    (PostKind, &["kind", "posttype", "mediatype", "type", "contentkind", "kindofpost", "beitragsart", "producttype"]),
    (Sponsored, &["sponsored", "issponsored", "paid", "ispaid", "paidpost", "paidpartnership", "ad", "isad", "werbung", "anzeige", "branded"]),
    (Views, &["views", "viewcount", "totalviews", "videoviews", "plays", "playcount", "impressions", "aufrufe", "vues", "visualizaciones"]),
    (Reach, &["reach", "reached", "accountsreached", "reichweite", "portee", "alcance"]),
    (Likes, &["likes", "likecount", "likescount", "totallikes", "hearts", "gefallt", "jaime", "megusta"]),
    (Comments, &["comments", "commentcount", "commentscount", "totalcomments", "kommentare", "commentaires", "comentarios", "replies"]),
    (Shares, &["shares", "sharecount", "sharescount", "totalshares", "reposts", "retweets", "geteilt", "partages", "compartidos"]),
    (Saves, &["saves", "savecount", "saved", "totalsaves", "bookmarks", "collects", "collectcount", "gespeichert", "favorites"]),
    (PostUrl, &["permalink", "posturl", "postlink", "videolink", "videourl", "videocontenturl", "contenturl", "linktopost", "reelurl"]),
    // Known, and known to be something that isn't kept.
    (Ignore, &["rank", "id", "tier", "followertier", "verified", "private", "engauth", "authenticengagement", "influencescore", "countryrank",
        "socialblade", "audiencecountry", "audiencecountrymostly", "totalengagement", "description", "caption", "title", "manageremail",
        "duration", "durationsec", "influencerid", "uid", "userid", "accountid", "postid", "channeltype", "discountcode", "follows",
        "emv", "earnedmediavalue", "mediavalue", "revenue", "sales", "gmv", "earnings", "estimatedearnings", "umsatz"]),
];

/// Words before a header that name the platform of its values.
const PLATFORM_WORDS: &[&str] = &[
    "instagram",
    "ig",
    "insta",
    "tiktok",
    "tt",
    "youtube",
    "yt",
    "twitch",
    "facebook",
    "fb",
    "twitter",
    "linkedin",
    "pinterest",
    "threads",
    "snapchat",
];

/// What `header` says; `None` if nothing in it is known.
pub(super) fn told(header: &str) -> Option<Told> {
    let (bare, unit) = split_unit(header);
    let found = |field, sureness, platform| Some(Told { field, sureness, platform, unit });
    let squeezed = squeeze(&bare);
    if let Some(field) = exact(&squeezed) {
        return found(field, 0.95, None);
    }
    if let Some((platform, rest)) = platform_first(&bare) {
        let field = if rest.is_empty() { Some(Handle) } else { exact(&rest) };
        return field.and_then(|field| found(field, 0.9, Some(platform)));
    }
    if let Some(field) = by_words(&squeezed) {
        return found(field, 0.7, None);
    }
    near(&squeezed).and_then(|(field, likeness)| found(field, 0.75 * likeness, None))
}

/// Whether `header` means a day in general, and not when something was posted.
pub(super) fn means_date(header: &str) -> bool {
    matches!(squeeze(header).as_str(), "date" | "datum" | "fecha" | "data" | "timestamp")
}

/// Whether `header` names a channel: the medium, or somebody's own.
pub(super) fn means_channel(header: &str) -> bool {
    matches!(squeeze(header).as_str(), "channel" | "kanal")
}

/// Whether `text` is exactly a header that is known, so that its line is probably the header line.
pub(super) fn is_header(text: &str) -> bool {
    told(text).is_some_and(|told| told.sureness >= 0.9)
}

fn exact(squeezed: &str) -> Option<Field> {
    ALIASES.iter().find(|(_, names)| names.contains(&squeezed)).map(|(field, _)| *field)
}

/// Headers built from words that leave no doubt together.
fn by_words(squeezed: &str) -> Option<Field> {
    let has = |word: &str| squeezed.contains(word);
    let average = has("avg") || has("average") || has("mean");
    match () {
        () if has("rank") || has("growth") || has("last30") || has("gained") => None,
        () if has("eng") && has("rate") => Some(Measure(EngagementRate)),
        () if average && has("like") => Some(Measure(AverageLikes)),
        () if average && has("comment") => Some(Measure(AverageComments)),
        () if average && (has("view") || has("play")) => Some(Measure(AverageViews)),
        () if average && has("reach") => Some(Measure(AverageReach)),
        () if has("fake") && (has("follower") || has("audience")) => Some(FakeShare),
        () if has("phone") && !has("manager") => Some(Phone),
        () if has("email") && !has("manager") && !has("agency") => Some(Email),
        _ => None,
    }
}

/// A header with a slip of the pen.
fn near(squeezed: &str) -> Option<(Field, f64)> {
    if squeezed.chars().count() < 5 {
        return None;
    }
    let all = ALIASES.iter().flat_map(|(field, names)| names.iter().map(|name| (*field, *name)));
    all.filter(|(_, name)| name.len() >= 5)
        .map(|(field, name)| (field, strsim::normalized_damerau_levenshtein(squeezed, name)))
        .filter(|(_, likeness)| *likeness >= 0.84)
        .fold(
            None,
            |best: Option<(Field, f64)>, next| if best.is_none_or(|b| next.1 > b.1) { Some(next) } else { best },
        )
}

fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn platform_first(bare: &str) -> Option<(Network, String)> {
    let folded = fold(bare).replace("tik tok", "tiktok").replace("you tube", "youtube");
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let platform = words.next().filter(|word| PLATFORM_WORDS.contains(word)).and_then(Network::parse)?;
    Some((platform, words.collect()))
}

/// The header without what stands in brackets, and the unit found there or in a percent sign.
fn split_unit(header: &str) -> (String, Unit) {
    let mut unit = Unit { percent: header.contains('%'), ..Unit::default() };
    let bare = match (header.find(['(', '[']), header.rfind([')', ']'])) {
        (Some(open), Some(close)) if open < close => {
            let inside = header[open + 1..close].trim();
            unit.currency = Money::parse(inside);
            unit.multiplier = multiplier(inside);
            let rest = format!("{} {}", &header[..open], &header[close + 1..]);
            // Only a unit or a side remark goes; "Eng. (Avg.)" needs its brackets.
            let keeps = matches!(fold(inside).trim_end_matches('.'), "avg" | "auth" | "average" | "numeric" | "mostly");
            if keeps || rest.trim().is_empty() { header.to_owned() } else { rest }
        }
        _ => header.to_owned(),
    };
    (bare.replace('%', " "), unit)
}

fn multiplier(inside: &str) -> Option<u64> {
    match fold(inside).trim_start_matches("in ").trim_end_matches('.') {
        "k" | "thousand" | "thousands" | "000" | "000s" | "tsd" | "tausend" | "tys" | "mil" => Some(1_000),
        "m" | "mio" | "mln" | "million" | "millions" | "millionen" => Some(1_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_understood() {
        let check = |header: &str, field: Option<Field>| assert_eq!(told(header).map(|t| t.field), field, "{header}");
        check("Follower Count (Numeric)", Some(Measure(Followers)));
        check("60-Day Eng Rate", Some(Measure(EngagementRate)));
        check("Engagement Rate (%)", Some(Measure(EngagementRate)));
        check("Eng. (Avg.)", Some(Measure(AverageEngagements)));
        check("Eng. (Auth.)", Some(Ignore));
        check("Follwers", Some(Measure(Followers)));
        check("Monthly Rate (USD)", Some(Fee));
        check("Währung", Some(Currency));
        check("country_rank", Some(Ignore));
        check("video_views_rank", None);
        check("Zaubertrank", None);
        check("Authentic engagement\r\n", Some(Ignore));
        check("instagram name", Some(Name));
    }

    #[test]
    fn headers_tell_platform_and_unit() {
        let read = |header: &str| told(header).expect(header);
        assert_eq!((read("TikTok Handle").field, read("TikTok Handle").platform), (Handle, Some(Network::TikTok)));
        assert_eq!((read("Instagram").field, read("Instagram").platform), (Handle, Some(Network::Instagram)));
        assert_eq!(read("ig_followers").platform, Some(Network::Instagram));
        assert_eq!(read("Fee ($)").unit.currency, Some(Money::USD));
        assert_eq!(read("Followers (k)").unit.multiplier, Some(1_000));
        assert!(read("ER %").unit.percent);
    }

    #[test]
    fn no_alias_stands_for_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for (field, names) in ALIASES {
            for name in *names {
                assert_eq!(&squeeze(name), name);
                assert_eq!(seen.insert(*name, *field), None, "{name}");
            }
        }
    }
}
