//! The distance between two points on the globe.

/// The Earth's mean radius in kilometres (R1 of the geodetic reference system GRS 80, Moritz 1980).
pub(super) const EARTH_KM: f64 = 6_371.008_8;

/// Kilometres between two points, each as (latitude, longitude) in degrees, along the surface of a sphere: the haversine
/// formula (Sinnott 1984), within 0.6 % of the distance on the flattened Earth. Not a number if a coordinate isn't one.
pub fn distance_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat1, lat2) = (from.0.to_radians(), to.0.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (to.1 - from.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    // `clamp` keeps rounding at the antipodes from leaving the sine's range.
    2.0 * EARTH_KM * h.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_and_a_half_of_the_globe() {
        let quarter = std::f64::consts::FRAC_PI_2 * EARTH_KM;
        assert!((distance_km((0.0, 0.0), (90.0, 0.0)) - quarter).abs() < 1e-6);
        assert!((distance_km((0.0, 179.0), (0.0, -1.0)) - 2.0 * quarter).abs() < 1e-6);
        assert!((distance_km((0.0, 179.5), (0.0, -179.5)) - quarter / 90.0).abs() < 1e-6);
        assert_eq!(distance_km((48.0, 7.8), (48.0, 7.8)), 0.0);
        assert!(distance_km((f64::NAN, 0.0), (0.0, 0.0)).is_nan());
    }
}
