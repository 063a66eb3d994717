//! Places in cells of one degree, so that those around a point are found without looking at all.

use super::distance::{EARTH_KM, distance_km};
use super::gazetteer::Gazetteer;
use super::place::Place;

/// Rows from pole to pole and columns round the globe.
const ROWS: usize = 180;
const COLUMNS: usize = 360;

/// The numbers of places, cell by cell.
pub(super) struct Grid {
    /// Where each cell starts in `places`; one more at the end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Grid {
    pub(super) fn of(places: &[Place]) -> Grid {
        let cell = |place: &Place| row(place.latitude()) * COLUMNS + column(place.longitude());
        let mut starts = vec![0u32; ROWS * COLUMNS + 1];
        for place in places {
            starts[cell(place) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let (mut next, mut sorted) = (starts.clone(), vec![0u32; places.len()]);
        for (number, place) in places.iter().enumerate() {
            let at = &mut next[cell(place)];
            sorted[*at as usize] = number as u32;
            *at += 1;
        }
        Grid { starts, places: sorted }
    }

    fn cell(&self, row: usize, column: usize) -> &[u32] {
        let cell = row * COLUMNS + column;
        &self.places[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

impl Gazetteer {
    /// The places whose points lie within `km` of a point, with their distances in kilometres, in no order of distance.
    /// Nothing if a number isn't one, `km` is negative or the latitude is beyond a pole. Longitudes may go round.
    pub fn within(&self, latitude: f64, longitude: f64, km: f64) -> impl Iterator<Item = (&Place, f64)> {
        let valid = longitude.is_finite() && (-90.0..=90.0).contains(&latitude) && km >= 0.0;
        let reach = if valid { (km / EARTH_KM).to_degrees().min(180.0) + 1e-6 } else { 0.0 };
        let (south, north) = (row(latitude - reach), row(latitude + reach));
        let rows = if valid { south..north + 1 } else { 0..0 };
        let (west, columns) = columns(latitude, longitude, reach);
        rows.flat_map(move |row| (0..columns).map(move |i| (row, (west + i) % COLUMNS)))
            .flat_map(|(row, column)| self.grid.cell(row, column))
            .filter_map(move |number| {
                let place = self.places.get(*number as usize)?;
                let apart = distance_km((latitude, longitude), place.point());
                (apart <= km).then_some((place, apart))
            })
    }
}

/// The westernmost column that a circle of `reach` degrees touches, and how many it touches.
fn columns(latitude: f64, longitude: f64, reach: f64) -> (usize, usize) {
    // A circle round a pole touches all. Elsewhere it touches the meridians at asin(sin reach / cos latitude) at most.
    if latitude.abs() + reach >= 90.0 || !longitude.is_finite() {
        return (0, COLUMNS);
    }
    let half = (reach.to_radians().sin() / latitude.to_radians().cos()).clamp(-1.0, 1.0).asin().to_degrees();
    let west = (longitude - half).rem_euclid(360.0);
    let first = column(west);
    (first, (((west.fract() + 2.0 * half).floor() as usize) + 2).min(COLUMNS))
}

fn row(latitude: f64) -> usize {
    ((latitude + 90.0).clamp(0.0, 179.9)) as usize
}

fn column(longitude: f64) -> usize {
    ((longitude + 180.0).rem_euclid(360.0) as usize).min(COLUMNS - 1)
}
