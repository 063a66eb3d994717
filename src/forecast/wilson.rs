//! Shares that were counted in a sample, with the interval they leave open (Wilson 1927).

use super::student;

/// A share counted in a sample: so many of so many, and the band that the true share probably lies in.
///
/// The band is E. B. Wilson's score interval ("Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22, 1927, p. 209), without continuity correction. Brown, Cai and
/// DasGupta (Statistical Science 16, 2001) recommend it for samples of 40 or fewer, where the textbook interval fails:
/// it never leaves 0..1, never has no width, and for 0 of n still says "up to z² / (n + z²)". Averaged over true shares
/// it covers what it claims; single shares may be covered a few points less often, most of all next to 0 and 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// How many were such.
    pub count: u64,
    /// How many were looked at; at least 1.
    pub of: u64,
    /// Lower end of the band, 0–1.
    pub low: f64,
    /// Upper end of the band, 0–1.
    pub high: f64,
}

impl Share {
    /// `count` of `of` with the band that holds the true share with probability `confidence` (0.5–0.999, held there).
    /// `None` where nothing was looked at or more were counted than looked at.
    pub fn of(count: u64, of: u64, confidence: f64) -> Option<Share> {
        if of == 0 || count > of || !confidence.is_finite() {
            return None;
        }
        let z = student::quantile((1.0 + confidence.clamp(0.5, 0.999)) / 2.0, f64::INFINITY);
        let (n, p) = (of as f64, count as f64 / of as f64);
        let center = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        // The ends at 0 and at all are exact; rounding would leave crumbs there.
        let low = if count == 0 { 0.0 } else { ((center - half) / scale).max(0.0) };
        let high = if count == of { 1.0 } else { ((center + half) / scale).min(1.0) };
        Some(Share { count, of, low, high })
    }

    /// The share counted, 0–1.
    pub fn value(&self) -> f64 {
        self.count as f64 / self.of.max(1) as f64
    }
}
