//! Invented offers: what a creator sells, for about 10 euros per 1,000 followers.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{CreatorId, Currency, Deliverable, FeeStatus, Money, Offer, OfferId, Platform, PostKind};

use super::SOURCE;
use super::audience::Audience;
use super::dice::Dice;

/// What is sold together, and its fee relative to one picture with two stories.
type Bundle = (&'static [(PostKind, u32)], f64);

const INSTAGRAM: [Bundle; 5] = [
    (&[(PostKind::Reel, 1)], 1.15),
    (&[(PostKind::Image, 1), (PostKind::Story, 2)], 1.0),
    (&[(PostKind::Carousel, 1)], 1.0),
    (&[(PostKind::Story, 3)], 0.45),
    (&[(PostKind::Reel, 1), (PostKind::Story, 3)], 1.5),
];
const TIKTOK: [Bundle; 2] = [(&[(PostKind::Video, 1)], 1.0), (&[(PostKind::Video, 2)], 1.75)];
const YOUTUBE: [Bundle; 3] = [
    (&[(PostKind::Video, 1)], 1.7),
    (&[(PostKind::Short, 1)], 0.7),
    (&[(PostKind::Video, 1), (PostKind::Short, 1)], 2.1),
];
const FACEBOOK: [Bundle; 3] =
    [(&[(PostKind::Image, 1)], 0.6), (&[(PostKind::Video, 1)], 0.8), (&[(PostKind::Reel, 1)], 0.7)];

/// Invents one to three offers on the creator's accounts.
pub fn invent(dice: &mut Dice, audiences: &[Audience], niche: f64, today: Date) -> Vec<(Offer, Option<usize>)> {
    // Fees of like creators scatter widely (Lumanu 2024: correlation of payment and followers 0.56).
    let asks = niche * dice.around(1.0, 0.45);
    let secret = dice.chance(0.08);
    let mut left = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3][dice.whole(0, 9) as usize];
    let mut offers = Vec::new();
    for (place, audience) in audiences.iter().enumerate().rev() {
        // The second account is worth one offer at most, the main one has the rest.
        let wanted = if place > 0 { i64::from(dice.chance(0.6)).min(left - 1) } else { left };
        let bundles = bundles(audience.habit.platform);
        let first = dice.whole(0, bundles.len() as i64 - 1);
        for step in 0..wanted.min(bundles.len() as i64) {
            let bundle = &bundles[(first + step) as usize % bundles.len()];
            let offer = offer(dice, audience, bundle, asks, secret, today);
            offers.push((offer, (!dice.chance(0.02)).then_some(place)));
            left -= 1;
        }
    }
    offers.reverse();
    offers
}

fn bundles(platform: Platform) -> &'static [Bundle] {
    match platform {
        Platform::TikTok => &TIKTOK,
        Platform::YouTube => &YOUTUBE,
        Platform::Facebook => &FACEBOOK,
        _ => &INSTAGRAM,
    }
}

fn offer(dice: &mut Dice, audience: &Audience, bundle: &Bundle, asks: f64, secret: bool, today: Date) -> Offer {
    let (deliverables, worth) = bundle;
    let unknown = secret || dice.chance(0.03);
    // A rule of thumb of 10 euros per 1,000 followers at 10,000 (inBeat), a little less per head for the large.
    let units = 100.0 * (audience.followers / 10_000.0).powf(0.85) * asks * worth * dice.around(1.0, 0.12);
    let fee = Money::from_units(((units / 5.0).round() * 5.0).max(25.0), Currency::EUR);
    let status = match (unknown, dice.whole(0, 99)) {
        (true, 0..50) => FeeStatus::Guess,
        (true, _) | (false, 45..60) => FeeStatus::Asked,
        (false, ..45) => FeeStatus::Guess,
        (false, 60..90) => FeeStatus::Quoted,
        (false, _) => FeeStatus::Agreed,
    };
    Offer {
        id: OfferId(0),
        creator: CreatorId(0),
        account: None,
        deliverables: deliverables.iter().map(|(kind, count)| Deliverable { kind: *kind, count: *count }).collect(),
        fee: if unknown { None } else { fee },
        status,
        source: SOURCE.to_owned(),
        dated: Some(today.saturating_sub(dice.whole(1, 240).days())),
        note: String::new(),
    }
}
