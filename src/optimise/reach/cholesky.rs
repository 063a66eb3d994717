//! Solving a symmetric positive definite system by Cholesky's method.

/// A square matrix of which the lower half counts, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub fn zero(size: usize) -> Matrix {
        Matrix { size, cells: vec![0.0; size * size] }
    }

    pub fn clear(&mut self) {
        self.cells.fill(0.0);
    }

    /// Adds to a cell of the lower half, or to the one opposite.
    #[inline]
    pub fn add(&mut self, a: usize, b: usize, value: f64) {
        let (row, column) = if a > b { (a, b) } else { (b, a) };
        self.cells[row * self.size + column] += value;
    }

    /// Replaces `right` by the solution, and the matrix by its factor. A pivot lost to rounding stands still.
    pub fn solve(&mut self, right: &mut [f64]) {
        let n = self.size;
        for i in 0..n {
            let (above, rest) = self.cells.split_at_mut(i * n);
            let row = &mut rest[..n];
            let before = row[i];
            for j in 0..i {
                let other = &above[j * n..j * n + j + 1];
                let dot: f64 = dot(&row[..j], &other[..j]);
                row[j] = (row[j] - dot) * other[j];
            }
            let pivot = before - dot(&row[..i], &row[..i]);
            // The diagonal holds one over the root, so that no division is left; 0 leaves this direction alone.
            row[i] = if pivot > before * 1e-14 { pivot.sqrt().recip() } else { 0.0 };
        }
        for i in 0..n {
            let row = &self.cells[i * n..i * n + i + 1];
            right[i] = (right[i] - dot(&row[..i], &right[..i])) * row[i];
        }
        for i in (0..n).rev() {
            right[i] *= self.cells[i * n + i];
            let (x, row) = (right[i], &self.cells[i * n..i * n + i]);
            for (r, l) in right[..i].iter_mut().zip(row) {
                *r -= x * l;
            }
        }
    }
}

/// The sum of products, in four strands for speed.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a4.remainder().iter().zip(b4.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a4.zip(b4) {
        for k in 0..4 {
            sums[k] += x[k] * y[k];
        }
    }
    sums[0] + sums[1] + sums[2] + sums[3] + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_a_small_system() {
        let mut m = Matrix::zero(3);
        for (a, b, v) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 5.0), (2, 1, 1.0), (2, 2, 3.0)] {
            m.add(a, b, v);
        }
        let mut x = [8.0, 15.0, 11.0];
        m.solve(&mut x);
        for (found, wanted) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - wanted).abs() < 1e-12, "{x:?}");
        }
    }
}
