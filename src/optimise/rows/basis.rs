//! The basis of a relaxation: a key column for each class, a seat for each row, and the inverse of what is seated.

use super::part::Part;

/// Bits in a word that a basis is written down in.
const WORD: usize = 32;

/// What sits in a seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seat {
    /// The sum of a row, free between its limits.
    Row(u32),
    /// A second column of a class.
    Column(u32),
}

/// Who sits where.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    /// The key column of each class.
    pub key: Vec<u32>,
    /// As many seats as rows.
    pub seats: Vec<Seat>,
    /// Row to its seat; one without a seat is at a limit.
    pub row_seat: Vec<Option<u32>>,
    /// Column to its seat.
    pub col_seat: Vec<Option<u32>>,
    /// Whether a row without a seat is at its upper limit.
    pub upper: Vec<bool>,
    /// How many seated columns a class has.
    pub seated: Vec<u32>,
    /// Inverse of the seated columns less their keys, row by row.
    pub inverse: Vec<f64>,
    /// Pivots since the inverse was fresh.
    pub age: u32,
    /// So many bits tell the columns of one class apart.
    bits: usize,
}

impl Basis {
    /// All rows seated; the first column of each class is its key.
    pub fn new(part: &Part) -> Basis {
        let m = part.height();
        let mut basis = Basis {
            key: part.start[..part.classes()].to_vec(),
            seats: Vec::new(),
            row_seat: Vec::new(),
            col_seat: vec![None; part.width()],
            upper: vec![false; m],
            seated: vec![0; part.classes()],
            inverse: vec![0.0; m * m],
            age: 0,
            bits: (0..part.classes()).map(|class| bits(part.columns(class).len())).max().unwrap_or(1),
        };
        basis.reset(part);
        basis
    }

    /// The same basis for another part, the inverse yet to be computed; `None` if something in it isn't there.
    pub fn carried(&self, from: &Part, to: &Part) -> Option<Basis> {
        let column = |col: u32| {
            let class = from.class[from.class_of[col as usize] as usize];
            let class = to.class.binary_search(&class).ok()?;
            let place = from.place[col as usize];
            to.columns(class).find(|&col| to.place[col] == place).map(|col| (class, col as u32))
        };
        let mut basis = Basis { upper: self.upper.clone(), ..Basis::new(to) };
        basis.row_seat.fill(None);
        for (p, seat) in self.seats.iter().enumerate() {
            basis.seats[p] = match *seat {
                Seat::Row(row) => {
                    basis.row_seat[row as usize] = Some(p as u32);
                    Seat::Row(row)
                }
                Seat::Column(old) => {
                    let (class, col) = column(old)?;
                    basis.key[class] = column(self.key[from.class_of[old as usize] as usize])?.1;
                    basis.col_seat[col as usize] = Some(p as u32);
                    basis.seated[class] += 1;
                    Seat::Column(col)
                }
            };
        }
        Some(basis)
    }

    /// Seats all rows and no column.
    pub fn reset(&mut self, part: &Part) {
        let m = part.height();
        self.seats = (0..m as u32).map(Seat::Row).collect();
        self.row_seat = (0..m as u32).map(Some).collect();
        self.col_seat.fill(None);
        self.seated.fill(0);
        self.inverse.fill(0.0);
        (0..m).for_each(|p| self.inverse[p * m + p] = -1.0);
        self.age = 0;
    }

    /// How many words it takes to come back.
    pub fn words(&self) -> usize {
        self.key_words() + 2 * self.seats.len()
    }

    fn key_words(&self) -> usize {
        self.key.len().div_ceil(WORD / self.bits)
    }

    /// Writes down what is needed to come back: everything that can't be computed again.
    pub fn write(&self, part: &Part, words: &mut [u32]) {
        let (keys, seats) = words.split_at_mut(self.key_words());
        let each = WORD / self.bits;
        for (word, (keys, starts)) in keys.iter_mut().zip(self.key.chunks(each).zip(part.start.chunks(each))) {
            let own = keys.iter().zip(starts).rev().map(|(key, start)| key - start);
            *word = own.fold(0, |word, own| (u64::from(word) << self.bits) as u32 | own);
        }
        for (pair, (seat, upper)) in seats.chunks_exact_mut(2).zip(self.seats.iter().zip(&self.upper)) {
            let (number, is_column) = match *seat {
                Seat::Row(row) => (row, 0),
                Seat::Column(column) => (column, 1),
            };
            pair.copy_from_slice(&[number, is_column | u32::from(*upper) << 1]);
        }
    }

    /// Comes back; the inverse is to be computed.
    pub fn restore(&mut self, part: &Part, words: &[u32]) {
        let (keys, seats) = words.split_at(self.key_words());
        let (each, mask) = (WORD / self.bits, u32::MAX >> (WORD - self.bits));
        for (class, key) in self.key.iter_mut().enumerate() {
            *key = part.start[class] + (keys[class / each] >> (class % each * self.bits) & mask);
        }
        for (r, pair) in seats.chunks_exact(2).enumerate() {
            self.seats[r] = if pair[1] & 1 == 1 { Seat::Column(pair[0]) } else { Seat::Row(pair[0]) };
            self.upper[r] = pair[1] >> 1 == 1;
        }
        self.row_seat.fill(None);
        self.col_seat.fill(None);
        self.seated.fill(0);
        for (p, seat) in (0..).zip(&self.seats) {
            match *seat {
                Seat::Row(r) => self.row_seat[r as usize] = Some(p),
                Seat::Column(col) => {
                    self.col_seat[col as usize] = Some(p);
                    self.seated[part.class_of[col as usize] as usize] += 1;
                }
            }
        }
    }

    /// Computes the inverse by elimination; false if there is none.
    pub fn invert(&mut self, part: &Part) -> bool {
        let m = part.height();
        let mut a = vec![0.0; m * m];
        for (p, seat) in self.seats.iter().enumerate() {
            match *seat {
                Seat::Row(r) => a[r as usize * m + p] = -1.0,
                Seat::Column(col) => {
                    let key = self.key[part.class_of[col as usize] as usize];
                    for (col, sign) in [(col, 1.0), (key, -1.0)] {
                        for (row, weight) in part.entries(col as usize) {
                            a[row * m + p] += weight as f64 / part.scale[row] * sign;
                        }
                    }
                }
            }
        }
        self.inverse.fill(0.0);
        (0..m).for_each(|p| self.inverse[p * m + p] = 1.0);
        self.age = 0;
        (0..m).all(|col| eliminate(&mut a, &mut self.inverse, m, col))
    }

    /// A seated column becomes the key of its class; the old key takes its seat.
    pub fn swap_key(&mut self, part: &Part, seat: usize) {
        let Seat::Column(col) = self.seats[seat] else { return };
        let m = part.height();
        let class = part.class_of[col as usize] as usize;
        for p in (0..m).filter(|&p| p != seat) {
            if let Seat::Column(other) = self.seats[p]
                && part.class_of[other as usize] as usize == class
            {
                for i in 0..m {
                    self.inverse[seat * m + i] += self.inverse[p * m + i];
                }
            }
        }
        self.inverse[seat * m..(seat + 1) * m].iter_mut().for_each(|x| *x = -*x);
        let old = std::mem::replace(&mut self.key[class], col);
        self.seats[seat] = Seat::Column(old);
        self.col_seat[col as usize] = None;
        self.col_seat[old as usize] = Some(seat as u32);
    }

    /// `enter` takes a seat; `way` is the inverse times its column.
    pub fn replace(&mut self, part: &Part, seat: usize, enter: Seat, way: &[f64]) {
        let m = part.height();
        match std::mem::replace(&mut self.seats[seat], enter) {
            Seat::Row(r) => self.row_seat[r as usize] = None,
            Seat::Column(col) => {
                self.col_seat[col as usize] = None;
                self.seated[part.class_of[col as usize] as usize] -= 1;
            }
        }
        match enter {
            Seat::Row(r) => self.row_seat[r as usize] = Some(seat as u32),
            Seat::Column(col) => {
                self.col_seat[col as usize] = Some(seat as u32);
                self.seated[part.class_of[col as usize] as usize] += 1;
            }
        }
        let (before, from) = self.inverse.split_at_mut(seat * m);
        let (pivot, after) = from.split_at_mut(m);
        pivot.iter_mut().for_each(|x| *x /= way[seat]);
        let others = before.chunks_mut(m).zip(way).chain(after.chunks_mut(m).zip(&way[seat + 1..]));
        for (row, &times) in others.filter(|(_, times)| **times != 0.0) {
            row.iter_mut().zip(pivot.iter()).for_each(|(x, p)| *x -= times * p);
        }
        self.age += 1;
    }
}

/// Clears one column of `a`, doing the same to `inverse`; false if there is nothing to divide by.
fn eliminate(a: &mut [f64], inverse: &mut [f64], m: usize, col: usize) -> bool {
    let size = |a: &[f64], row: usize| a[row * m + col].abs();
    let mut top = col;
    for row in col + 1..m {
        if size(a, row) > size(a, top) {
            top = row;
        }
    }
    if size(a, top) < 1e-11 {
        return false;
    }
    for i in 0..m {
        a.swap(top * m + i, col * m + i);
        inverse.swap(top * m + i, col * m + i);
    }
    let by = 1.0 / a[col * m + col];
    for i in 0..m {
        a[col * m + i] *= by;
        inverse[col * m + i] *= by;
    }
    for row in (0..m).filter(|&row| row != col) {
        let times = a[row * m + col];
        if times != 0.0 {
            for i in 0..m {
                a[row * m + i] -= times * a[col * m + i];
                inverse[row * m + i] -= times * inverse[col * m + i];
            }
        }
    }
    true
}

/// How many bits tell so many things apart, 1 at least.
fn bits(things: usize) -> usize {
    (usize::BITS - things.saturating_sub(1).leading_zeros()).clamp(1, WORD as u32) as usize
}
