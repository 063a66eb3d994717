//! The largest number that all values are whole multiples of, in about the time it takes to read them.

use super::market::gcd;

/// The greatest common divisor of all values above 0, 1 if there are none.
pub fn common_step(values: &[i64]) -> i64 {
    let mut step = 0;
    let mut multiple = Multiple::of(1);
    for &v in values.iter().filter(|&&v| v > 0) {
        if step == 0 || !multiple.divides(v) {
            step = gcd(step, v);
            multiple = Multiple::of(step);
        }
        if step == 1 {
            break;
        }
    }
    step.max(1)
}

/// A divisor, made ready to be tried on many numbers without dividing (Granlund and Montgomery 1994, Division by
/// invariant integers using multiplication).
struct Multiple {
    inverse: u64,
    shift: u32,
    most: u64,
}

impl Multiple {
    /// For a divisor of 1 or more.
    fn of(divisor: i64) -> Multiple {
        let divisor = divisor.max(1) as u64;
        let shift = divisor.trailing_zeros();
        let odd = divisor >> shift;
        // Newton's iteration doubles the right bits: 3, 6, 12, 24, 48, 96.
        let inverse = (0..5).fold(odd, |x, _| x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x))));
        Multiple { inverse, shift, most: u64::MAX / divisor }
    }

    /// Whether the divisor divides a number that is 0 or more.
    fn divides(&self, number: i64) -> bool {
        (number as u64).wrapping_mul(self.inverse).rotate_right(self.shift) <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_step_divides_all() {
        assert_eq!(common_step(&[]), 1);
        assert_eq!(common_step(&[-3, 0, 12_000, 18_000, 3_000]), 3_000);
        assert_eq!(common_step(&[1 << 60, 1 << 50]), 1 << 50);
        for divisor in [1, 2, 3, 7, 500, 999, 1 << 40, 3 << 40] {
            let multiple = Multiple::of(divisor);
            for number in (0..2_000).chain([i64::MAX, i64::MAX - 1, divisor * 12_345]) {
                assert_eq!(multiple.divides(number), number % divisor == 0, "{number} {divisor}");
            }
        }
    }
}
