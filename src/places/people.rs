//! How many people live around a point.

use std::f64::consts::PI;

use super::gazetteer::Gazetteer;

/// People per square kilometre where people live together: a usual value and its range. Built-up areas of 500,000 and
/// more had 3,050 in Europe, 1,150 in the United States, 4,800 in Japan and 7,500 on average in the world (Demographia,
/// World Urban Areas, 2000 to 2006); quarters of old cities have 10,000.
const DENSITY: [f64; 3] = [1_200.0, 3_000.0, 10_000.0];

/// No place is wider than this at the lowest density.
const WIDEST_KM: f64 = 90.0;

/// How many people live around a point, in people.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct People {
    /// The fewest of what the assumed densities give.
    pub low: f64,
    /// What the usual density gives.
    pub likely: f64,
    /// The most of what the assumed densities give; a town that the point lies in counts whole.
    pub high: f64,
}

impl Gazetteer {
    /// How many people live within `km` of a point; none where [`Gazetteer::within`] finds nothing.
    ///
    /// Of towns, only a point and a number of people are known, so a town is taken for a disc as large as its people
    /// need at an assumed density, and counts by the part of the disc inside the circle. Parts of cities aren't counted
    /// beside their city. People outside of places, and in places below about 1,000, are missing: of Germany's, Britain's
    /// and Spain's people 96 to 97 % are counted, of France's 79 %, of India's 27 % ([`super::Country::population`] tells).
    /// Never falls as `km` grows.
    pub fn people_within(&self, latitude: f64, longitude: f64, km: f64) -> People {
        let mut sums = [0.0; 3];
        let mut around = 0.0;
        if km.is_nan() || km < 0.0 {
            return People { low: 0.0, likely: 0.0, high: 0.0 };
        }
        for (place, apart) in self.within(latitude, longitude, km + WIDEST_KM) {
            let Some(people) = place.population.filter(|_| !place.is_part).map(f64::from) else { continue };
            let radii = DENSITY.map(|density| (people / density / PI).sqrt());
            let mut most: f64 = 0.0;
            for (sum, radius) in sums.iter_mut().zip(radii) {
                let inside = people * share_inside(radius, km, apart);
                *sum += inside;
                most = most.max(inside);
            }
            around += if apart <= radii[0] { people } else { most };
        }
        People { low: sums.into_iter().fold(f64::INFINITY, f64::min), likely: sums[1], high: around }
    }
}

/// The part of a disc of `radius` that lies in a circle of radius `circle` whose centre is `apart` from its own, 0..=1.
fn share_inside(radius: f64, circle: f64, apart: f64) -> f64 {
    if apart + radius <= circle {
        return 1.0;
    }
    if apart >= circle + radius {
        return 0.0;
    }
    if apart + circle <= radius {
        return (circle / radius).powi(2);
    }
    // Two segments of circles on either side of the common chord.
    let half_angle = |own: f64, other: f64| {
        ((apart.powi(2) + own.powi(2) - other.powi(2)) / (2.0 * apart * own)).clamp(-1.0, 1.0).acos()
    };
    let segment = |own: f64, angle: f64| own.powi(2) * (angle - angle.sin() * angle.cos());
    let lens = segment(radius, half_angle(radius, circle)) + segment(circle, half_angle(circle, radius));
    (lens / (PI * radius.powi(2))).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discs_overlap_by_the_lens_between_them() {
        assert_eq!(share_inside(1.0, 5.0, 4.0), 1.0);
        assert_eq!(share_inside(1.0, 5.0, 6.0), 0.0);
        assert_eq!(share_inside(10.0, 5.0, 1.0), 0.25);
        // Two unit circles one apart share 2π/3 - √3/2.
        assert!((share_inside(1.0, 1.0, 1.0) - (2.0 / 3.0 - 3f64.sqrt() / 2.0 / PI)).abs() < 1e-12);
        let counted = |radius: f64, circle: f64, apart: f64| {
            let side = 400;
            let at = |i: usize| (i as f64 + 0.5) / f64::from(side) * 2.0 - 1.0;
            let cells = || (0..side as usize).flat_map(|x| (0..side as usize).map(move |y| (at(x), at(y))));
            let disc: Vec<(f64, f64)> = cells().filter(|(x, y)| x * x + y * y <= 1.0).collect();
            let inside = disc.iter().filter(|(x, y)| (x * radius - apart).hypot(y * radius) <= circle).count();
            inside as f64 / disc.len() as f64
        };
        for (radius, circle, apart) in [(3.0, 2.0, 2.5), (2.0, 3.0, 4.5), (5.0, 1.0, 5.2), (1.0, 9.0, 9.3)] {
            assert!((share_inside(radius, circle, apart) - counted(radius, circle, apart)).abs() < 2e-3);
        }
    }
}
