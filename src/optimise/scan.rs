//! One pass over every offer: which ones are worth more than a line through their prices allows.

/// Offers looked at together.
const BLOCK: usize = 16;
/// The bits of 2^52 as a float; a whole number below that, put into its lower bits, is exactly so much more.
const MAGIC: u64 = 0x4330_0000_0000_0000;
/// Room for the rounding of floats, in parts of the numbers at hand.
const MARGIN: f64 = 1e-12;

/// Adds to `found` the places of all offers with a value above `rate * price - slack`, and a few just below it;
/// nothing with a negative value. `prices` may be rounded down; infinite ones are never found. `rate` and `slack` are
/// 0 or more.
///
/// Returns all bits of all values together.
pub(super) fn scan(values: &[i64], prices: &[f32], rate: f64, slack: f64, found: &mut Vec<u32>) -> u64 {
    let (rate, slack) = (rate * (1.0 - MARGIN), slack * (1.0 + MARGIN));
    let above = |v: i64, p: f32| v >= 0 && v as f64 > rate * f64::from(p) - slack;
    let (mut place, mut all) = (0, 0);
    for (values, prices) in values.chunks(BLOCK).zip(prices.chunks(BLOCK)) {
        let (hits, bits) = block(values, prices, rate, slack);
        all |= bits;
        // Negative or huge numbers don't keep to their bits: then the offers are looked at one by one.
        if hits || bits >> 52 != 0 {
            let here = (place..).zip(values).zip(prices).filter(|((_, v), p)| above(**v, **p));
            found.extend(here.map(|((i, _), _)| i));
        }
        place += values.len() as u32;
    }
    all
}

/// Whether there might be one in a block, and the bits of its values. Written without a branch, so that several are
/// compared at once.
fn block(values: &[i64], prices: &[f32], rate: f64, slack: f64) -> (bool, u64) {
    let (mut hits, mut bits) = (0_u64, 0_u64);
    for (&v, &p) in values.iter().zip(prices) {
        let v = v as u64;
        bits |= v;
        let value = f64::from_bits(v | MAGIC) - 4_503_599_627_370_496.0;
        hits |= u64::from(value > rate * f64::from(p) - slack);
    }
    (hits != 0, bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_above_the_line_and_never_misses() {
        let roll = |i: i64| (i * 7_919 + 13).wrapping_mul(2_654_435_761).rem_euclid(1 << 32) >> 9;
        for (shift, slack) in [(0, 0.0), (0, 70.5), (35, 0.0)] {
            let values: Vec<i64> =
                (0..1_003).map(|i| if i % 97 == 5 { -roll(i) } else { (roll(i) % 5_000) << shift }).collect();
            let exact: Vec<i64> = (0..1_003).map(|i| (roll(i + 5_555) % 900) << shift).collect();
            let prices: Vec<f32> = exact.iter().map(|&p| if p == 7 { f32::INFINITY } else { p as f32 }).collect();
            let mut found = Vec::new();
            scan(&values, &prices, 7.0, slack, &mut found);
            for i in 0..values.len() {
                let above = values[i] >= 0 && exact[i] != 7 && (values[i] - 7 * exact[i]) as f64 > -slack;
                assert_eq!(found.contains(&(i as u32)), above, "{i}: {} {}", values[i], exact[i]);
            }
        }
    }
}
