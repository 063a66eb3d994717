//! Student's t distribution, lopsided where surprises are: quantiles, probabilities and densities.

use std::sync::LazyLock;

use statrs::function::beta::beta_reg;
use statrs::function::erf::erf_inv;
use statrs::function::gamma::ln_gamma;

/// Degrees of freedom from which on t is as good as normal.
pub const NORMAL: f64 = 1e6;

/// Logarithms beyond this are held here: e^25 is 72 billion, four times what the most viewed video has brought, and nothing
/// beyond it is plausible of one offer.
pub const MOST_LN: f64 = 25.0;

/// The least degrees of freedom used anywhere: below, tails are so wide that nothing is said.
pub const LEAST_DF: f64 = 2.0;

/// The quantile of t with `df` degrees of freedom (at least [`LEAST_DF`]) at probability `p`, strictly inside 0..1.
///
/// G. W. Hill, "Algorithm 396: Student's t-quantiles", CACM 13 (1970), exact to about six digits from 3 degrees on.
pub fn quantile(p: f64, df: f64) -> f64 {
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    let df = df.max(LEAST_DF);
    if df >= NORMAL {
        return std::f64::consts::SQRT_2 * erf_inv(2.0 * p - 1.0);
    }
    let two_sided = 2.0 * p.min(1.0 - p);
    let sign = if p < 0.5 { -1.0 } else { 1.0 };
    if two_sided >= 1.0 {
        return 0.0;
    }
    if df <= LEAST_DF {
        return sign * (2.0 / (two_sided * (2.0 - two_sided)) - 2.0).sqrt();
    }
    let a = 1.0 / (df - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * std::f64::consts::FRAC_PI_2).sqrt() * df;
    let mut y = (d * two_sided).powf(2.0 / df);
    if y > 0.05 + a {
        let x = std::f64::consts::SQRT_2 * erf_inv(two_sided - 1.0);
        y = x * x;
        if df < 5.0 {
            c += 0.3 * (df - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = (a * y * y).exp_m1();
    } else {
        let tail = 1.0 / (((df + 6.0) / (df * y) - 0.089 * d - 0.822) * (df + 2.0) * 3.0);
        y = ((tail + 0.5 / (df + 4.0)) * y - 1.0) * (df + 1.0) / (df + 2.0) + 1.0 / y;
    }
    sign * (df * y).sqrt()
}

/// The probability that t with `df` degrees of freedom stays at or below `t`.
pub fn probability(t: f64, df: f64) -> f64 {
    let df = df.clamp(LEAST_DF, NORMAL);
    let tail = 0.5 * beta_reg(df / 2.0, 0.5, (df / (df + t * t)).clamp(0.0, 1.0));
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The logarithm of the density of t with `df` degrees of freedom at `t`.
pub fn ln_density(t: f64, df: f64) -> f64 {
    let df = df.clamp(LEAST_DF, NORMAL);
    let scale = ln_gamma((df + 1.0) / 2.0) - ln_gamma(df / 2.0) - 0.5 * (df * std::f64::consts::PI).ln();
    scale - (df + 1.0) / 2.0 * (t * t / df).ln_1p()
}

/// The bend of [`stretch`]: so far from the middle, lopsidedness begins to show.
const SOFT: f64 = 1.0;

/// Stretches the far upper side of `t` by 1 + `skew` and the far lower side by 1 - `skew`, smoothly in between; the
/// median stays where it is. The `skew` lies strictly inside -1..1.
pub fn stretch(t: f64, skew: f64) -> f64 {
    t + skew * (t.hypot(SOFT) - SOFT)
}

/// Undoes [`stretch`].
pub fn unstretch(x: f64, skew: f64) -> f64 {
    let (v, rest) = (x + skew * SOFT, 1.0 - skew * skew);
    (v - skew * v.hypot(SOFT * rest.sqrt())) / rest
}

/// How much [`stretch`] stretches at `t`; its derivative.
pub fn stretching(t: f64, skew: f64) -> f64 {
    1.0 + skew * t / t.hypot(SOFT)
}

/// How far the mean of a stretched normal lies above its median, per unit of skew: E sqrt(z^2 + SOFT^2) - SOFT.
pub const MEAN_ABOVE: f64 = 0.3545;

/// Cells of a [`row`], equal in probability.
pub const CELLS: usize = 512;

/// Cells in a tenth of the probability, to a fraction of one, which is far below what is known.
pub const TENTH: usize = CELLS / 10;

/// The draws of a total stop at this probability on either side: beyond it the log scale would invent millions.
pub const TAIL: f64 = 0.02;

/// Rows of the table, evenly spaced in 1 / df from 0 (normal) to 1 / [`LEAST_DF`].
const ROWS: usize = 33;

static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let mut table = Vec::with_capacity(ROWS * (CELLS + 1));
    for row in 0..ROWS {
        table.extend((0..=CELLS).map(|cell| quantile(edge(cell), df_of(row))));
    }
    table
});

/// Points of [`inside`].
const POINTS: usize = 16;

/// Points of the probability and their weights, and the quantiles of every row of [`TABLE`] at them.
static INSIDE: LazyLock<(Vec<f64>, Vec<f64>)> = LazyLock::new(|| {
    let first = TENTH as f64 / CELLS as f64;
    let points = gauss(POINTS);
    let at = |x: f64| 0.5 + (0.5 - first) * x;
    let mut quantiles = Vec::with_capacity(ROWS * POINTS);
    for row in 0..ROWS {
        quantiles.extend(points.iter().map(|(x, _)| quantile(at(*x), df_of(row))));
    }
    (points.iter().map(|(_, weight)| weight / 2.0).collect(), quantiles)
});

/// Quantiles of t with `df` degrees of freedom inside its central 80 % (to a fraction of a cell), each with its weight
/// in an average over them; the weights add up to 1.
///
/// Points and weights are those of Gauss and Legendre: for results up to e^9 apart, the average is off by less than a
/// hundred-thousandth, which trapezes over the 410 cells of a [`row`] are not, in a twentieth of their time.
pub fn inside(df: f64) -> impl Iterator<Item = (f64, f64)> {
    let (below, weight) = place(df);
    let (weights, quantiles) = &*INSIDE;
    let row = |row: usize| quantiles[row * POINTS..(row + 1) * POINTS].iter();
    let mixed = row(below).zip(row(below + 1)).map(move |(a, b)| a + (b - a) * weight);
    mixed.zip(weights.iter().copied())
}

/// The quantile of t where [`inside`] begins.
pub fn lowest_inside(df: f64) -> f64 {
    let (below, weight) = place(df);
    let at = |row: usize| TABLE[row * (CELLS + 1) + TENTH];
    at(below) + weight * (at(below + 1) - at(below))
}

/// Roots of the Legendre polynomial of degree `n` with their weights (Newton from Chebyshev's points; Abramowitz and
/// Stegun 1964, 25.4.29).
fn gauss(n: usize) -> Vec<(f64, f64)> {
    let legendre = |x: f64| {
        let (mut before, mut now) = (1.0, x);
        for k in 2..=n {
            let k = k as f64;
            (before, now) = (now, ((2.0 * k - 1.0) * x * now - (k - 1.0) * before) / k);
        }
        (now, n as f64 * (x * now - before) / (x * x - 1.0))
    };
    let root = |i: usize| {
        let mut x = -(std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5)).cos();
        for _ in 0..8 {
            let (value, slope) = legendre(x);
            x -= value / slope;
        }
        (x, 2.0 / ((1.0 - x * x) * legendre(x).1.powi(2)))
    };
    (0..n).map(root).collect()
}

fn df_of(row: usize) -> f64 {
    let inverse = row as f64 / (ROWS - 1) as f64 / LEAST_DF;
    if row == 0 { NORMAL } else { 1.0 / inverse }
}

/// Between which rows the table has `df` degrees of freedom: the one below, and how far it is to the next.
fn place(df: f64) -> (usize, f64) {
    let at = LEAST_DF / df.max(LEAST_DF) * (ROWS - 1) as f64;
    let below = (at as usize).min(ROWS - 2);
    (below, at - below as f64)
}

fn edge(cell: usize) -> f64 {
    (cell as f64 / CELLS as f64).clamp(TAIL, 1.0 - TAIL)
}

/// The quantiles of t with `df` degrees of freedom at the edges of [`CELLS`] cells, interpolated from a fixed table.
pub fn row(df: f64) -> impl Iterator<Item = f64> {
    let (below, weight) = place(df);
    let start = below * (CELLS + 1);
    let (low, high) = TABLE[start..start + 2 * (CELLS + 1)].split_at(CELLS + 1);
    low.iter().zip(high).map(move |(low, high)| low + weight * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn quantiles_agree_with_an_independent_distribution() {
        for df in [2.0, 2.5, 3.0, 4.0, 5.5, 8.0, 20.0, 200.0] {
            let other = StudentsT::new(0.0, 1.0, df).expect("valid");
            for p in [0.0005, 0.01, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.9, 0.975, 0.999] {
                let t = quantile(p, df);
                assert!((other.cdf(t) - p).abs() < 4e-4 * p.min(1.0 - p).max(0.02), "df {df} p {p}: {}", other.cdf(t));
                assert!((probability(t, df) - other.cdf(t)).abs() < 1e-9);
            }
        }
        assert!((quantile(0.975, f64::INFINITY) - 1.959_964).abs() < 1e-6);
        assert!((ln_density(1.0, 5.0) - 0.219_679_8_f64.ln()).abs() < 1e-6);
    }

    #[test]
    fn rows_interpolate_within_a_hundredth() {
        for df in [2.0, 2.7, 4.3, 9.1, 33.0, 1e9] {
            for (cell, value) in row(df).enumerate() {
                let exact = quantile(edge(cell), df);
                assert!((value - exact).abs() < 0.01 * (1.0 + exact.abs()), "df {df} cell {cell}: {value} {exact}");
            }
        }
    }

    #[test]
    fn stretching_is_undone() {
        for t in [-2.0, -0.1, 0.0, 0.3, 4.0] {
            for skew in [-0.5, 0.0, 0.2, 0.6] {
                assert!((unstretch(stretch(t, skew), skew) - t).abs() < 1e-12);
                let slope = (stretch(t + 1e-6, skew) - stretch(t - 1e-6, skew)) / 2e-6;
                assert!((stretching(t, skew) - slope).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_average_inside_is_that_over_cells() {
        for df in [2.0, 3.3, 8.0, 40.0, NORMAL] {
            for (scale, skew) in [(0.1, 0.0), (0.8, 0.4), (2.0, -0.3), (2.5, 0.5)] {
                let value = |t: f64| (scale * stretch(t, skew)).exp();
                let cells: Vec<f64> = row(df).skip(TENTH).take(CELLS - 2 * TENTH + 1).map(value).collect();
                // Simpson's rule over the same 410 cells: the trapezes' own error is larger than the one looked for.
                let slow: f64 = cells.windows(3).step_by(2).map(|cell| cell[0] + 4.0 * cell[1] + cell[2]).sum();
                let slow = slow / 3.0 / (cells.len() - 1) as f64;
                let quick: f64 = inside(df).map(|(t, weight)| weight * value(t)).sum();
                assert!((quick / slow - 1.0).abs() < 1e-5, "{df} {scale} {skew}: {quick} {slow}");
            }
        }
    }
}
