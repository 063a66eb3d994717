//! A small generator of even-handed numbers for tests and benchmarks, the same on every machine.

/// xorshift64* (Marsaglia 2003; Vigna 2016).
pub struct Dice(u64);

impl Dice {
    /// From a seed; near seeds give numbers that have nothing to do with each other.
    pub fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        (0..4).for_each(|_| _ = dice.next());
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    /// A number from `low` to `high`, both included.
    pub fn roll(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// From 0 up to 1.
    pub fn part(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }

    /// About normal, mean 0 and deviation 1: the sum of twelve parts less 6.
    pub fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.part()).sum::<f64>() - 6.0
    }

    /// From `low` to `high`, small ones as likely as large ones on a logarithmic scale.
    pub fn spread(&mut self, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.part())
    }

    /// Yes once in so many times.
    pub fn one_in(&mut self, many: i64) -> bool {
        self.roll(1, many) == 1
    }

    /// Yes in `percent` of all cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.roll(1, 100) <= percent
    }

    /// One of these.
    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.roll(0, all.len() as i64 - 1) as usize].clone()
    }
}
