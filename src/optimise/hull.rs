//! The upper hull of one creator's offers: those a fractional plan would ever use.

/// A price, what it brings, and the caller's name for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    pub w: i64,
    pub v: i64,
    pub id: u32,
}

/// Fills `hull` with the corners of the upper hull of points that come by rising price. Slopes strictly fall from
/// corner to corner; the first corner is the most valuable of the cheapest points.
pub(super) fn upper_hull(points: impl Iterator<Item = Corner>, hull: &mut Vec<Corner>) {
    hull.clear();
    for p in points {
        match hull.last() {
            Some(last) if p.v <= last.v => continue,
            Some(last) if p.w == last.w => _ = hull.pop(),
            _ => {}
        }
        while let [.., a, b] = hull[..]
            && !Slope::between(a, b).above(Slope::between(b, p))
        {
            hull.pop();
        }
        hull.push(p);
    }
}

/// An exact value per money, `dv / dw`, both 0 or more and not both 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slope {
    pub dv: i64,
    pub dw: i64,
}

impl Slope {
    /// From one corner to a dearer one.
    pub fn between(a: Corner, b: Corner) -> Slope {
        Slope { dv: b.v - a.v, dw: b.w - a.w }
    }

    /// Whether it is truly greater; products of two 62-bit numbers fit into 128 bits.
    pub fn above(self, other: Slope) -> bool {
        i128::from(self.dv) * i128::from(other.dw) > i128::from(other.dv) * i128::from(self.dw)
    }

    /// The nearest float, for sorting in bulk.
    pub fn key(self) -> f64 {
        self.dv as f64 / self.dw as f64
    }

    /// What `w` more money loses against gaining `v`, times `dw`: exact, and 0 or more for departures from the best.
    pub fn loss(self, w: i64, v: i64) -> i128 {
        i128::from(self.dv) * i128::from(w) - i128::from(self.dw) * i128::from(v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(i64, i64)], expected: &[u32]) {
        let mut hull = Vec::new();
        upper_hull((0..).zip(points).map(|(id, &(w, v))| Corner { w, v, id }), &mut hull);
        assert_eq!(hull.iter().map(|c| c.id).collect::<Vec<_>>(), expected, "{points:?}");
    }

    #[test]
    fn only_corners_stay() {
        check(&[(0, 0), (1, 1), (2, 2)], &[0, 2]);
        check(&[(0, 0), (1, 3), (2, 4), (3, 6), (4, 6)], &[0, 1, 3]);
        check(&[(0, 0), (1, 1), (2, 1), (2, 5)], &[0, 3]);
        check(&[(0, 0), (0, 4), (3, 5)], &[1, 2]);
        check(&[(0, 0), (5, -3), (7, 0)], &[0]);
    }
}
