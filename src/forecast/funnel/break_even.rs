//! Break-even: how many orders pay for a campaign, and how likely they are.

use super::missing::Missing;

/// Orders that pay for everything if every offer takes place: (fees, goods given, contingency and fixed costs) divided
/// by what one order leaves, rounded up. Both amounts in the same unit.
///
/// # Errors
/// [`Missing::NothingLeft`] if an order leaves nothing, or so little that no shop could ever take so many.
pub fn break_even_orders(costs: f64, left_per_order: f64) -> Result<u64, Missing> {
    let orders = (costs.max(0.0) / left_per_order).ceil();
    // A hair of rounding above a whole number is that number.
    let orders = if (orders - 1.0) * left_per_order >= costs * (1.0 - 1e-12) { orders - 1.0 } else { orders };
    let possible = left_per_order > 0.0 && orders.is_finite() && orders < 1e12;
    if possible { Ok(orders.max(0.0) as u64) } else { Err(Missing::NothingLeft) }
}

/// Orders that pay for a campaign and the chance to get them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BreakEven {
    /// Orders needed if every offer takes place.
    pub orders: u64,
    /// The probability that what the orders leave is more than what is spent: that there is a profit. Where nobody takes
    /// part nothing is lost, but nothing is earned back either.
    pub chance: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_rounded_up_and_never_invented() {
        assert_eq!(break_even_orders(400.0, 12.0), Ok(34));
        assert_eq!(break_even_orders(400.0, 40.0), Ok(10));
        assert_eq!(break_even_orders(0.3, 0.1), Ok(3));
        assert_eq!(break_even_orders(0.0, 5.0), Ok(0));
        for left in [0.0, -3.0, f64::NAN, 1e-300] {
            assert_eq!(break_even_orders(400.0, left), Err(Missing::NothingLeft), "{left}");
        }
    }
}
