//! Few single orders: how many come in by chance alone where so many are to be expected.

use super::assumed::TENTH;

/// The 10 % and 90 % points of the number of orders where `expected` (0 or more) are to be expected, or of their value
/// in average orders where single ones differ by `differ`, their sd divided by their average.
///
/// A gamma distribution of the same mean and variance as the sum of single orders, by its cube root (Wilson and Hilferty
/// 1931).
pub fn by_chance(expected: f64, differ: f64) -> (f64, f64) {
    let shape = expected / (1.0 + differ * differ);
    if shape.is_nan() || shape <= 0.0 || shape.is_infinite() {
        return (0.0, 0.0);
    }
    let at = |z: f64| expected * (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).max(0.0).powi(3);
    (at(-TENTH), at(TENTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_orders_come_as_chance_has_it() {
        // Poisson with mean 50 has 41 and 59 at 10 and 90 %, with mean 5 it has 2 and 8.
        let check = |expected: f64, differ: f64, low: f64, high: f64| {
            let found = by_chance(expected, differ);
            assert!((found.0 - low).abs() < 0.5 && (found.1 - high).abs() < 0.5, "{found:?}");
        };
        check(50.0, 0.0, 41.0, 59.0);
        check(5.0, 0.0, 2.3, 8.0);
        check(0.0, 0.0, 0.0, 0.0);
        // Orders that differ as much as their average double the variance: 10 off becomes 13 off.
        check(50.0, 1.0, 37.6, 63.1);
    }
}
