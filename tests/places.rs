//! Places and reach as a planner meets them: finding a town, measuring round it, counting people once.

mod nearby;
mod reach;

use smallmighty::places::{Certainty, Gazetteer, Place, distance_km};

fn all() -> &'static Gazetteer {
    Gazetteer::embedded()
}

fn find(text: &str, country: &str) -> String {
    all().find(text, country).map_or("nothing".to_owned(), |found| found.place.label())
}

fn first(text: &str) -> String {
    all().search(text, 1).first().map_or("nothing".to_owned(), |place| place.label())
}

#[test]
fn distances_are_those_on_the_map() {
    let check = |from: &str, to: &str, km: f64| {
        let found = [from, to].map(|town| all().find(town, "").expect(town).place.point());
        let apart = distance_km(found[0], found[1]);
        assert!((apart / km - 1.0).abs() < 0.02, "{from} to {to}: {apart} km, not {km}");
        assert_eq!(apart, distance_km(found[1], found[0]));
    };
    // By hand: 0.4366 degrees of latitude are 48.5 km, 0.2623 of longitude at 47.8 north 19.6 km; together 52.4 km.
    check("Freiburg, DE", "Basel, CH", 52.4);
    check("London, UK", "Paris, France", 344.0);
    check("Auckland, NZ", "Honolulu, US", 7_085.0);
    check("Sydney, AU", "Buenos Aires, AR", 11_790.0);
}

#[test]
fn towns_are_found_however_they_are_spelt() {
    let check = |typed: &[&str], label: &str| {
        for text in typed {
            assert_eq!(first(text), label, "{text}");
        }
    };
    check(
        &["Munich", "München", "muenchen", "MUNCHEN", "mun\u{303}chen", "Мюнхен", "ミュンヘン"],
        "Munich, Bavaria, Germany",
    );
    check(&["Zürich", "zurich", "Zuerich", "Zürich 🇨🇭", "Zurigo"], "Zürich, Zurich, Switzerland");
    check(&["Łódź", "Lodz", "lódz"], "Łódź, Łódź Voivodeship, Poland");
    check(&["Århus", "Aarhus", "arhus"], "Århus, Central Jutland, Denmark");
    check(&["Gießen", "giessen"], "Gießen, Hesse, Germany");
    check(&["Köln", "Koeln", "koln", "Cologne", "Colonia, Germany"], "Köln, North Rhine-Westphalia, Germany");
    check(&["東京", "Tokio"], "Tokyo, Japan");
    check(&["القاهرة"], "Cairo, Egypt");
    check(&["St. Gallen", "Sankt Gallen", "St Gallen CH"], "Sankt Gallen, Saint Gallen, Switzerland");
    check(&["den bosch", "'s-Hertogenbosch", "s Hertogenbosch"], "'s-Hertogenbosch, North Brabant, The Netherlands");
    check(&["Breisgau", "Freib", "Freiburg im Breisgau"], "Freiburg, Baden-Wurttemberg, Germany");
}

#[test]
fn what_stands_behind_a_name_says_where() {
    let check = |typed: &[&str], label: &str| {
        for text in typed {
            assert_eq!(first(text), label, "{text}");
        }
    };
    check(&["Paris", "Paris, FR", "Paris (France)", "paris frankreich"], "Paris, Île-de-France, France");
    check(&["Paris, Texas", "Paris TX", "Paris, TX, USA", "paris tex"], "Paris, Texas, United States");
    check(&["Freiburg, CH", "Freiburg 🇨🇭", "Freiburg, Schweiz", "Switzerland, Freiburg"], "Fribourg, Switzerland");
    check(&["Freiburg, DE", "Freiburg, Deutschland", "Freiburg, Baden-Württemberg"], &first("Freiburg"));
    check(&["London, ON", "London, Ontario"], "London, Ontario, Canada");
    check(&["Kreuzberg, Berlin", "Berlin-Kreuzberg"], "Kreuzberg, State of Berlin, Germany");
    check(&["Brunswick, Melbourne"], "Brunswick, Victoria, Australia");
    check(&["Washington, D.C."], "Washington, District of Columbia, United States");
}

#[test]
fn hits_are_ordered_by_how_well_they_fit_and_then_by_size() {
    let people = |hits: &[&Place]| hits.iter().map(|place| place.population.unwrap_or(0)).collect::<Vec<_>>();
    let springfields = all().search("springfield, us", 6);
    assert!(springfields.iter().all(|place| place.name.starts_with("Springfield") && place.country().code == "US"));
    assert!(people(&springfields).is_sorted_by(|a, b| a >= b));
    let hits = all().search("York", 3);
    assert_eq!((hits[0].name, hits[0].country().code), ("York", "GB"));
    assert_eq!(first("Rio de"), "Rio de Janeiro, Brazil");
    assert_eq!(first("l"), "Lagos, Nigeria");
    // A name before one that is only alike, though that is larger.
    assert_eq!(first("Erba"), "Erba, Lombardy, Italy");
    assert_eq!(first("Erbaa"), "Erbaa, Tokat Province, Turkey");
    assert_eq!(all().search("Sue", 2)[1].name, "Suez");
    assert_eq!(first("Muenche"), "Munich, Bavaria, Germany");
    for limit in [0, 1, 7] {
        assert_eq!(all().search("san", limit).len(), limit);
    }
    let hits = all().search("san", 500);
    let mut labels: Vec<_> = hits.iter().map(|place| std::ptr::from_ref(*place)).collect();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), 500, "no place twice");
}

#[test]
fn odd_text_finds_nothing_and_breaks_nothing() {
    for text in ["", " ", "!!", ",", ", ,", "()", "\u{301}", "\0", "zzzzzzzz", "🇩", "👋🏽", "-", "'", "St."] {
        assert!(all().find(text, "").is_none() || text == "St.", "{text:?}");
        all().search(text, 10);
    }
    assert!(all().search(&"a".repeat(100_000), 5).is_empty());
    assert!(all().search(&"a, ".repeat(2_000), 5).len() <= 5);
    assert!(all().find(&"Paris ".repeat(2_000), "").is_none());
    for text in ["a", "京", "é", "1"] {
        all().search(text, 10);
        all().find(text, text);
    }
}

#[test]
fn a_home_is_found_with_how_sure_it_is() {
    let sure =
        |text: &str, country: &str| all().find(text, country).map(|found| (found.certainty, found.is_doubtful()));
    assert_eq!(sure("Kirchzarten", "Germany"), Some((Certainty::Only, false)));
    assert_eq!(sure("Freiburg", "CH"), Some((Certainty::Only, false)));
    // Fribourg in Switzerland bears the name too and is a sixth as large.
    assert!(matches!(sure("Freiburg", ""), Some((Certainty::Largest { rivalled: true, .. }, true))));
    // Texas and others have one, but none near the size.
    assert!(matches!(sure("Paris", ""), Some((Certainty::Largest { rivalled: false, others: 5.. }, false))));
    assert_eq!(sure("Stuttgart, Mittelerde", ""), Some((Certainty::Guess, true)));
    assert_eq!(sure("Berlin / Hamburg", ""), Some((Certainty::Guess, true)));
    assert_eq!(find("Berlin / Hamburg", ""), find("Berlin", ""));
    assert_eq!(find("based in Lisbon", ""), "Lisbon, Portugal");
    assert_eq!(find("NYC", ""), "New York City, New York, United States");
    assert_eq!(sure("Cologne", "").map(|(_, doubtful)| doubtful), Some(false));
    assert_eq!(find("Lyon", "Frankreich"), "Lyon, Auvergne-Rhône-Alpes, France");
    assert_eq!(find("Lyon", "someplace"), "Lyon, Auvergne-Rhône-Alpes, France");
    // "Franca" is France in Portuguese, and a town in Brazil.
    assert_eq!(find("Franca", "BR"), "Franca, São Paulo, Brazil");
    assert_eq!(find("Villingen", ""), "Villingen-Schwenningen, Baden-Wurttemberg, Germany");
    // Nowhere is better than the wrong side of the world.
    for (text, country) in
        [("Freiburg", "Japan"), ("Freiburg, Japan", ""), ("Germany", ""), ("DE", ""), ("California", "")]
    {
        assert_eq!(find(text, country), "nothing", "{text}, {country}");
    }
    for text in ["Jordan", "Georgia", "Bali", "worldwide", "Freib"] {
        assert_eq!(find(text, ""), "nothing", "{text}");
    }
}

#[test]
fn every_label_finds_its_place_again() {
    let places = all().places();
    assert!(places.len() > 150_000);
    for place in places.iter().step_by(499) {
        let found = all().find(&place.label(), "").map(|found| found.place.label());
        assert_eq!(found, Some(place.label()));
    }
}

#[test]
fn countries_have_names_and_codes() {
    let check = |texts: &[&str], code: &str| {
        for text in texts {
            assert_eq!(all().country(text).map(|country| country.code), Some(code), "{text}");
        }
    };
    check(&["DE", "de", "DEU", "Germany", "Deutschland", "Allemagne", "Германия", "ドイツ", "🇩🇪"], "DE");
    check(&["UK", "U.K.", "GB", "Great Britain", "Großbritannien"], "GB");
    check(&["USA", "U.S.", "US", "United States", "Vereinigte Staaten", "United States of America"], "US");
    check(&["Österreich", "Oesterreich", "Austria"], "AT");
    check(&["Schweiz", "Suisse", "Svizzera", "CH"], "CH");
    for country in all().countries() {
        check(&[country.code, country.name], country.code);
    }
    for text in ["", "Atlantis", "ZZ", "🇿🇿"] {
        assert!(all().country(text).is_none(), "{text}");
    }
    assert!(all().countries().iter().any(|country| country.code == "FR" && country.population > 60_000_000));
}

#[test]
fn circles_hold_what_looking_at_all_places_finds() {
    let mut seed = 7u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    let corners =
        [(90.0, 0.0), (-90.0, 50.0), (65.0, 179.99), (-17.0, -179.9), (0.0, 0.0), (47.99, 367.85), (89.5, 10.0)];
    let randoms: Vec<(f64, f64)> = (0..12).map(|_| (random() * 180.0 - 90.0, random() * 360.0 - 180.0)).collect();
    for (latitude, longitude) in corners.into_iter().chain(randoms) {
        for km in [3.0, 900.0, 20_100.0] {
            let near = |place: &&Place| distance_km((latitude, longitude), place.point()) <= km;
            let expected = all().places().iter().filter(near).count();
            let found: Vec<_> = all().within(latitude, longitude, km).collect();
            assert_eq!(found.len(), expected, "{latitude} {longitude} {km}");
            assert!(found.iter().all(|(place, apart)| *apart == distance_km((latitude, longitude), place.point())));
        }
    }
    for (latitude, longitude, km) in
        [(f64::NAN, 0.0, 9.0), (0.0, f64::INFINITY, 9.0), (91.0, 0.0, 9e9), (0.0, 0.0, -1.0)]
    {
        assert_eq!(all().within(latitude, longitude, km).count(), 0);
        assert_eq!(all().people_within(latitude, longitude, km).high, 0.0);
    }
    assert_eq!(all().within(0.0, 0.0, f64::NAN).count(), 0);
    assert_eq!(all().within(0.0, 0.0, f64::INFINITY).count(), all().places().len());
}

#[test]
fn people_are_counted_once_and_never_fewer_in_wider_circles() {
    for town in ["Freiburg, DE", "Berlin, DE", "Kreuzberg, Berlin", "Suva, FJ", "Longyearbyen", "Manhattan"] {
        let (latitude, longitude) = all().find(town, "").expect(town).place.point();
        let mut last = all().people_within(latitude, longitude, 0.0);
        for km in (1..60).map(|step| f64::from(step * step) / 4.0) {
            let people = all().people_within(latitude, longitude, km);
            assert!(people.low <= people.likely && people.likely <= people.high, "{town} {km} {people:?}");
            assert!(people.low >= last.low && people.likely >= last.likely && people.high >= last.high, "{town} {km}");
            last = people;
        }
    }
    let berlin = all().find("Berlin", "DE").expect("Berlin").place;
    let near = all().people_within(berlin.latitude(), berlin.longitude(), 20.0);
    // 3.4 million in the city and Potsdam's edge, not once more in every borough.
    assert!((3_400_000.0..4_000_000.0).contains(&near.likely), "{near:?}");
    // A town that the point lies in counts whole in the most.
    assert_eq!(all().people_within(berlin.latitude(), berlin.longitude(), 0.0).high, 3_426_354.0);
    // A village beside a city: its disc of 5 km touches the city's, though the city's centre is 9 km away.
    let village = all().find("Kirchzarten", "DE").expect("Kirchzarten").place;
    let centres = all().within(village.latitude(), village.longitude(), 5.0).filter(|(place, _)| !place.is_part);
    let centres: u32 = centres.filter_map(|(place, _)| place.population).sum();
    let near = all().people_within(village.latitude(), village.longitude(), 5.0);
    assert!(near.likely > f64::from(centres) + 5_000.0 && near.likely < 100_000.0, "{near:?} {centres}");
    // All of the world's places that aren't parts of others.
    let counted = |place: &Place| if place.is_part { 0.0 } else { f64::from(place.population.unwrap_or(0)) };
    let sum: f64 = all().places().iter().map(counted).sum();
    let world = all().people_within(10.0, 20.0, 30_000.0);
    assert!((world.likely / sum - 1.0).abs() < 1e-9 && (world.low / sum - 1.0).abs() < 1e-9);
}

#[test]
fn quarters_are_parts_and_neighbours_are_not() {
    let part = |text: &str| all().find(text, "").expect(text).place.is_part;
    for text in ["Kreuzberg, Berlin", "Brooklyn, NY", "Islington, UK", "Nippes, DE"] {
        assert!(part(text), "{text}");
    }
    for text in ["Potsdam", "Jersey City", "Offenbach, DE", "Boulogne-Billancourt", "Leganés", "Berlin"] {
        assert!(!part(text), "{text}");
    }
    let germans: f64 = all()
        .places()
        .iter()
        .filter(|place| place.country().code == "DE" && !place.is_part)
        .filter_map(|place| place.population)
        .map(f64::from)
        .sum();
    let all_germans = all().country("DE").expect("Germany").population as f64;
    assert!((0.9..1.0).contains(&(germans / all_germans)), "{germans} of {all_germans}");
}
