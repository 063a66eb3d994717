//! A place: a city, town or village, or a part of a city.

use super::{Country, Region};

/// A city, town, village or part of a city.
#[derive(PartialEq, Debug)]
pub struct Place {
    /// Its name as GeoNames has it, often the English one for large cities.
    pub name: &'static str,
    /// The region it lies in; its name is empty where unknown.
    pub region: &'static Region,
    /// People living in it; `None` where unknown. The figures are GeoNames', of differing years, mostly within the
    /// limits of the municipality.
    pub population: Option<u32>,
    /// Whether it is a borough or quarter, whose people are counted in a larger place already.
    pub is_part: bool,
    pub(super) latitude: f32,
    pub(super) longitude: f32,
}

impl Place {
    /// The country it lies in.
    pub fn country(&self) -> &'static Country {
        self.region.country
    }

    /// Degrees north of the equator, -90 to 90, within 20 m of GeoNames' point.
    pub fn latitude(&self) -> f64 {
        f64::from(self.latitude)
    }

    /// Degrees east of Greenwich, -180 to 180, within 20 m of GeoNames' point.
    pub fn longitude(&self) -> f64 {
        f64::from(self.longitude)
    }

    /// Latitude and longitude, as [`super::distance_km`] takes them.
    pub fn point(&self) -> (f64, f64) {
        (self.latitude(), self.longitude())
    }

    /// Name, region and country, as "Freiburg, Baden-Württemberg, Germany".
    pub fn label(&self) -> String {
        let region = if self.region.name == self.name { "" } else { self.region.name };
        let parts = [self.name, region, self.country().name];
        let mut label = String::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !label.is_empty() {
                label.push_str(", ");
            }
            label.push_str(part);
        }
        label
    }

    /// People living in it for orders and sums, where unknown counts as fewest.
    pub(super) fn weight(&self) -> u32 {
        self.population.unwrap_or(0)
    }
}
