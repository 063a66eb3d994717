//! How much of a creator's audience lives near a place, and how many people that makes.

use std::sync::Arc;

use super::Source;
use super::reach::{Pair, Reach, Universe, unique_reach};
use crate::domain::{Cancelled, Report};

/// Half the Earth's circumference: nobody lives farther away.
const FARTHEST_KM: f64 = 20_015.0;

/// The normal quantile at 90 %, for bands that hold 80 %.
const BAND: f64 = 1.2816;

/// What an audience tells about where it lives when no place of it is known. All of it may be changed by the user.
#[derive(Clone, PartialEq, Debug)]
pub struct LocalAssumptions {
    /// The share of the audience within `metro_km` of home for an account of 1,000 followers, 0..=1.
    pub at_1k: f64,
    /// The power of followers by which that share falls.
    pub fall: f64,
    /// How far a metropolitan region reaches round a home, in kilometres.
    pub metro_km: f64,
    /// The distance below which nearness hardly matters any more, in kilometres.
    pub neighbourhood_km: f64,
    /// Sd of the logarithm of the share: how much creators of one size differ.
    pub ln_sd: f64,
    /// The same where the followers are unknown, or the place isn't round the home: added, as variances.
    pub more_ln_sd: f64,
    /// The same for shares of places that a platform or media kit states.
    pub stated_ln_sd: f64,
    /// Where the figures come from.
    pub source: Arc<Source>,
}

impl LocalAssumptions {
    /// What the program assumes.
    ///
    /// 39 % of the ties of ordinary Twitter accounts lie within one metropolitan region (Takhteyev, Gruzd and Wellman
    /// 2012, Social Networks 34, over 1,200 pairs). Below 320 km, friendship on Facebook falls with about the square of
    /// distance (Bailey and others 2017, NBER 23608), so every doubling of a radius adds about the same share. How the
    /// share falls with followers, and the neighbourhood, are assumptions: no count by size of account could be confirmed,
    /// and an account of 20,000 followers with 1 % of them in its own city is reported. Hence the wide sd: 80 % of creators
    /// are taken to lie between 0.3 and 3.2 times the share.
    pub fn standard() -> LocalAssumptions {
        LocalAssumptions {
            at_1k: 0.39,
            fall: 0.2,
            metro_km: 50.0,
            neighbourhood_km: 6.0,
            ln_sd: 0.9,
            more_ln_sd: 0.5,
            stated_ln_sd: 0.2,
            source: Arc::new(Source {
                name: "Assumption after Takhteyev, Gruzd and Wellman".to_owned(),
                year: "2012".to_owned(),
                population: "Ties of ordinary Twitter accounts, 1,200 pairs".to_owned(),
                basis: "39 % of ties within one metropolitan region; how that falls with followers is assumed"
                    .to_owned(),
            }),
        }
    }

    /// The share of an audience within `km` of the home, 0..=1; rises with `km`.
    fn within(&self, followers: Option<u64>, km: f64) -> f64 {
        let followers = followers.unwrap_or(10_000).max(100) as f64;
        let metro = (self.at_1k * (followers / 1_000.0).powf(-self.fall)).clamp(0.01, 0.9);
        let scale = self.neighbourhood_km.max(0.1);
        let ln = |km: f64| (km.clamp(0.0, FARTHEST_KM) / scale).ln_1p();
        // A power of distance that gives `metro` at the edge of the region and all at the end of the world.
        let share = |power: f64, km: f64| match power * ln(FARTHEST_KM) {
            flat if flat.abs() < 1e-9 => ln(km) / ln(FARTHEST_KM),
            _ => f64::exp_m1(power * ln(km)) / f64::exp_m1(power * ln(FARTHEST_KM)),
        };
        let (mut low, mut high) = (-8.0, 8.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if share(middle, self.metro_km) > metro { low = middle } else { high = middle }
        }
        share(f64::midpoint(low, high), km)
    }
}

/// A place that part of an audience is known to live in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AudiencePlace {
    /// The part of the audience, 0..=1.
    pub share: f64,
    /// The part of the place that lies near, 0..=1.
    pub inside: f64,
}

/// Where a share of local people comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalBasis {
    /// From places that a platform or media kit states, as far as they go.
    Stated,
    /// From nothing but the home, the distance and the followers.
    Assumed,
    /// From nothing: neither places nor a home are known, so it is the place's part of everybody.
    Unknown,
}

/// How much of an audience lives near a place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LocalShare {
    /// The middle of what the share may be, 0..=1.
    pub share: f64,
    /// Sd of its logarithm.
    pub ln_sd: f64,
    /// Where it comes from.
    pub basis: LocalBasis,
}

impl LocalShare {
    /// The ends of the band that holds the share with a probability of 80 %, 0..=1.
    pub fn band(&self) -> (f64, f64) {
        let width = (BAND * self.ln_sd).exp();
        ((self.share / width).clamp(0.0, 1.0), (self.share * width).clamp(0.0, 1.0))
    }
}

/// A circle to reach, as seen from a creator's home.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Circle {
    /// From the home to the centre, in kilometres.
    pub distance_km: f64,
    /// The circle's radius, in kilometres.
    pub radius_km: f64,
    /// The people round about, where known; else they are taken to be spread evenly.
    pub people: Option<Surroundings>,
}

/// People round a circle and a home, in people.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Surroundings {
    /// Inside of the circle.
    pub inside: f64,
    /// Round the home, within the difference of radius and distance.
    pub near: f64,
    /// Round the home, within the sum of radius and distance.
    pub far: f64,
}

/// The share of an audience inside of a circle when only the home is known.
///
/// The audience thins out round the home with distance. What is wholly inside the circle counts; of the ring that the
/// circle cuts, as much as the part of the ring's people, or of its ground, that lies inside. Circles that are no numbers
/// of 0 or more hold nobody.
pub fn assumed_share(followers: Option<u64>, circle: &Circle, assumptions: &LocalAssumptions) -> LocalShare {
    let (radius, distance) = (circle.radius_km, circle.distance_km);
    let valid = radius > 0.0 && distance >= 0.0;
    let within = |km: f64| assumptions.within(followers, km);
    let share = if valid {
        let inner = if radius > distance { within(radius - distance) } else { 0.0 };
        let ring = within(radius + distance) - within((radius - distance).abs());
        // Nobody's audience is more at home in the circle than that of one who lives at its centre.
        (inner + ring * part_of_ring(circle)).min(within(radius))
    } else {
        0.0
    };
    let mut variance = assumptions.ln_sd.powi(2);
    for unsure in [followers.is_none(), distance > radius] {
        variance += if unsure { assumptions.more_ln_sd.powi(2) } else { 0.0 };
    }
    LocalShare { share: share.clamp(0.0, 1.0), ln_sd: variance.sqrt(), basis: LocalBasis::Assumed }
}

/// The part of the ring round the home, cut by the circle, that lies inside of it, 0..=1.
fn part_of_ring(circle: &Circle) -> f64 {
    let (radius, distance) = (circle.radius_km, circle.distance_km);
    if let Some(people) = circle.people {
        let inner = if radius > distance { people.near } else { 0.0 };
        let part = (people.inside - inner) / (people.far - people.near);
        if part.is_finite() {
            return part.clamp(0.0, 1.0);
        }
    }
    // Area of the circle beyond the inner disc, divided by the area of the ring.
    if distance <= 0.0 {
        0.0
    } else if radius < distance {
        radius / distance / 4.0
    } else {
        0.5 - distance / radius / 4.0
    }
}

/// The share of an audience that lives near when some of its places are known; `None` if none is.
///
/// Platforms list the largest towns only. The rest of the audience is taken to live near as `otherwise` says, which is
/// [`assumed_share`] or nothing. Shares that add up to more than 1 are scaled down to 1.
pub fn stated_share(
    places: &[AudiencePlace],
    otherwise: Option<&LocalShare>,
    assumptions: &LocalAssumptions,
) -> Option<LocalShare> {
    let known = || places.iter().filter(|place| place.share > 0.0 && place.share.is_finite());
    let listed: f64 = known().map(|place| place.share).sum();
    if listed <= 0.0 {
        return None;
    }
    let inside: f64 = known().map(|place| place.share * place.inside.clamp(0.0, 1.0)).sum::<f64>() / listed.max(1.0);
    let rest = (1.0 - listed).max(0.0);
    let (unlisted, ln_sd) = otherwise.map_or((0.0, 0.0), |other| (rest * other.share, other.ln_sd));
    let share = inside + unlisted;
    // The sds of both parts weigh by what they add.
    let sd = (inside * assumptions.stated_ln_sd).hypot(unlisted * ln_sd);
    let ln_sd = if share > 0.0 { (sd / share).max(assumptions.stated_ln_sd) } else { assumptions.ln_sd };
    Some(LocalShare { share: share.clamp(0.0, 1.0), ln_sd, basis: LocalBasis::Stated })
}

/// How many people near a place one post reaches, of `reach` people everywhere: never more than live there.
pub fn people_nearby(reach: f64, share: &LocalShare, population: f64) -> f64 {
    let people = reach.max(0.0) * share.share;
    if people < population { people } else { population.max(0.0) }
}

/// How many different people near a place a shortlist reaches: each post by its reach everywhere and its local share, in
/// a universe of the people who live there. `pairs` as in [`unique_reach`].
pub fn unique_reach_nearby(
    posts: &[(f64, LocalShare)],
    people: Universe,
    pairs: &[Pair],
    report: &mut Report,
) -> Result<Reach, Cancelled> {
    let most = people.low.max(people.likely).max(people.high);
    let nearby: Vec<f64> = posts.iter().map(|(reach, share)| people_nearby(*reach, share, most)).collect();
    unique_reach(&nearby, people, pairs, report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assumed_curve_passes_its_sources() {
        let assumed = LocalAssumptions::standard();
        assert!((assumed.within(Some(1_000), 50.0) - 0.39).abs() < 1e-9);
        assert!((assumed.within(Some(10_000), 50.0) - 0.39 * 10f64.powf(-0.2)).abs() < 1e-9);
        assert!((assumed.within(Some(1_000), FARTHEST_KM) - 1.0).abs() < 1e-9);
        assert_eq!(assumed.within(Some(1_000), 0.0), 0.0);
        let doubled = |km: f64| assumed.within(Some(1_000), 2.0 * km) - assumed.within(Some(1_000), km);
        for km in [20.0, 40.0, 80.0, 160.0] {
            assert!((doubled(km) / doubled(40.0) - 1.0).abs() < 0.25, "{km}");
        }
    }
}
