//! Audiences near a place: from stated towns, or from the home alone with honest width.

use smallmighty::domain::progress::silent;
use smallmighty::forecast::nearby::{
    AudiencePlace, Circle, LocalAssumptions, LocalBasis, LocalShare, Surroundings, assumed_share, people_nearby,
    stated_share, unique_reach_nearby,
};
use smallmighty::forecast::reach::Universe;
use smallmighty::places::Gazetteer;

fn assumed(followers: u64, distance_km: f64, radius_km: f64) -> LocalShare {
    assumed_share(Some(followers), &Circle { distance_km, radius_km, people: None }, &LocalAssumptions::standard())
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn the_share_grows_with_the_circle_and_falls_with_size_and_distance() {
    for followers in [0, 800, 5_000, 40_000, 3_000_000, u64::MAX] {
        for distance in [0.0, 2.0, 20.0, 150.0, 9_000.0] {
            let mut last = 0.0;
            for radius in (0..200).map(|step| f64::from(step * step) / 20.0) {
                let share = assumed(followers, distance, radius).share;
                assert!((0.0..=1.0).contains(&share));
                assert!(share >= last - 1e-12, "{followers} {distance} {radius}: {share} after {last}");
                last = share;
            }
        }
        assert!(assumed(followers, 0.0, 20_015.0).share > 0.999_999);
        assert!(assumed(followers, 0.0, 10.0).share > assumed(followers, 30.0, 10.0).share);
        assert!(assumed(followers, 30.0, 10.0).share > assumed(followers, 300.0, 10.0).share);
    }
    assert!(near(assumed(1_000, 0.0, 50.0).share, 0.39));
    assert!(assumed(2_000, 0.0, 10.0).share > assumed(200_000, 0.0, 10.0).share);
}

#[test]
fn what_is_less_known_is_wider() {
    let standard = LocalAssumptions::standard();
    let circle = |distance_km| Circle { distance_km, radius_km: 10.0, people: None };
    let home = assumed_share(Some(5_000), &circle(0.0), &standard);
    let away = assumed_share(Some(5_000), &circle(40.0), &standard);
    let unknown = assumed_share(None, &circle(40.0), &standard);
    assert!(home.ln_sd < away.ln_sd && away.ln_sd < unknown.ln_sd);
    assert_eq!(home.basis, LocalBasis::Assumed);
    let (low, high) = home.band();
    assert!(low < home.share / 3.0 && high > home.share * 3.0 && high <= 1.0);
    assert!(!standard.source.name.is_empty() && standard.source.basis.contains("assumed"));
}

#[test]
fn people_decide_how_much_of_a_ring_is_inside() {
    let share = |inside: f64| {
        let people = Some(Surroundings { inside, near: 1_000.0, far: 101_000.0 });
        let circle = Circle { distance_km: 30.0, radius_km: 10.0, people };
        assumed_share(Some(5_000), &circle, &LocalAssumptions::standard()).share
    };
    assert!(near(share(0.0), 0.0));
    assert!(near(share(50_000.0) * 2.0, share(100_000.0)));
    assert!(near(share(100_000.0), share(9e9)));
    // A home inside of the circle: those near it are wholly inside, and here nobody of the ring is.
    let people = Some(Surroundings { inside: 1_000.0, near: 1_000.0, far: 5_000.0 });
    let circle = Circle { distance_km: 5.0, radius_km: 20.0, people };
    let found = assumed_share(Some(5_000), &circle, &LocalAssumptions::standard()).share;
    assert!(near(found, assumed(5_000, 0.0, 15.0).share));
    // By ground: a circle of 20 round a point 10 away holds all within 10, and 300 of the ring's 800 (in π km²).
    let [inner, outer] = [10.0, 30.0].map(|radius| assumed(5_000, 0.0, radius).share);
    assert!(near(assumed(5_000, 10.0, 20.0).share, inner + (outer - inner) * 3.0 / 8.0));
    // Rings without people, and odd numbers, fall back on the ground.
    for people in
        [Surroundings { inside: 0.0, near: 0.0, far: 0.0 }, Surroundings { inside: f64::NAN, near: 0.0, far: 1.0 }]
    {
        let circle = Circle { distance_km: 30.0, radius_km: 10.0, people: Some(people) };
        let found = assumed_share(Some(5_000), &circle, &LocalAssumptions::standard()).share;
        assert!(near(found, assumed(5_000, 30.0, 10.0).share));
    }
    for (distance, radius) in [(f64::NAN, 1.0), (1.0, f64::NAN), (-1.0, 1.0), (1.0, -1.0), (0.0, 0.0)] {
        assert_eq!(assumed(5_000, distance, radius).share, 0.0);
    }
}

#[test]
fn stated_towns_come_first_and_the_rest_is_assumed() {
    let standard = LocalAssumptions::standard();
    let town = |share, inside| AudiencePlace { share, inside };
    assert_eq!(stated_share(&[], None, &standard), None);
    assert_eq!(stated_share(&[town(f64::NAN, 1.0), town(0.0, 1.0)], None, &standard), None);
    let alone = stated_share(&[town(0.3, 1.0), town(0.1, 0.5), town(0.2, 0.0)], None, &standard).expect("stated");
    assert!(near(alone.share, 0.35) && alone.basis == LocalBasis::Stated && near(alone.ln_sd, 0.2));
    let other = LocalShare { share: 0.1, ln_sd: 1.0, basis: LocalBasis::Assumed };
    let both = stated_share(&[town(0.3, 1.0)], Some(&other), &standard).expect("stated");
    assert!(near(both.share, 0.37) && both.ln_sd > 0.2 && both.ln_sd < 1.0);
    let elsewhere = stated_share(&[town(0.3, 0.0)], Some(&other), &standard).expect("stated");
    assert!(near(elsewhere.share, 0.07) && near(elsewhere.ln_sd, 1.0));
    let too_much = stated_share(&[town(0.9, 1.0), town(0.6, 0.0)], Some(&other), &standard).expect("stated");
    assert!(near(too_much.share, 0.6));
}

#[test]
fn nobody_reaches_more_people_than_live_there() {
    let share = LocalShare { share: 0.5, ln_sd: 0.9, basis: LocalBasis::Assumed };
    assert_eq!(people_nearby(1_000.0, &share, 10_000.0), 500.0);
    assert_eq!(people_nearby(1e6, &share, 10_000.0), 10_000.0);
    assert_eq!(people_nearby(-1.0, &share, 10_000.0), 0.0);
    let reach = unique_reach_nearby(&[(9_000.0, share); 30], Universe::exactly(20_000.0), &[], &mut silent);
    let reach = reach.expect("not cancelled");
    assert!(reach.point <= 20_000.0 && reach.point > 19_900.0 && near(reach.gross, 30.0 * 4_500.0));
}

#[test]
fn a_cafe_in_a_town_sees_its_own_creator_more_than_one_in_the_capital() {
    let gazetteer = Gazetteer::embedded();
    let place = |name: &str| gazetteer.find(name, "DE").expect(name).place;
    let (cafe, radius_km) = (place("Freiburg"), 15.0);
    let people = |place: &smallmighty::places::Place, km: f64| {
        gazetteer.people_within(place.latitude(), place.longitude(), km).likely
    };
    let share = |home: &str| {
        let home = place(home);
        let distance_km =
            smallmighty::places::distance_km((home.latitude(), home.longitude()), (cafe.latitude(), cafe.longitude()));
        let people = Surroundings {
            inside: people(cafe, radius_km),
            near: people(home, (radius_km - distance_km).abs()),
            far: people(home, radius_km + distance_km),
        };
        let circle = Circle { distance_km, radius_km, people: Some(people) };
        assumed_share(Some(4_000), &circle, &LocalAssumptions::standard()).share
    };
    let [own, village, capital] = [share("Freiburg"), share("Kirchzarten"), share("Berlin")];
    assert!(own >= village && village > 0.05 && capital < 0.02, "{own} {village} {capital}");
}
