//! A tornado: which assumption moves a number most, one at a time.

/// One assumption and how far it may be off.
#[derive(Clone, PartialEq, Debug)]
pub struct Swing {
    /// What it is called.
    pub name: String,
    /// Its 10 % point, its usual value and its 90 % point, in its own unit.
    pub points: [f64; 3],
    /// Its 10 % and its 90 % point in words: "× 0.6" and "× 1.7".
    pub words: [String; 2],
}

/// What one assumption does to the number.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// What the assumption is called.
    pub name: String,
    /// Its 10 % and its 90 % point in words.
    pub words: [String; 2],
    /// The number with the assumption at its 10 % point, all else as usual.
    pub at_low: f64,
    /// The number with the assumption at its 90 % point, all else as usual.
    pub at_high: f64,
}

impl Bar {
    /// How far the number moves between the two, not negative.
    pub fn width(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// What every assumption does to the number, the strongest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Tornado {
    /// The number with every assumption as usual.
    pub usual: f64,
    /// The assumptions; equally strong ones keep the order they were given in.
    pub bars: Vec<Bar>,
}

impl Tornado {
    /// The same shares of another usual number, such as the middle of a simulated total; unchanged where the usual
    /// number is 0.
    pub fn scaled_to(&self, usual: f64) -> Tornado {
        let factor = if self.usual == 0.0 { 1.0 } else { usual / self.usual };
        let scale = |bar: &Bar| Bar { at_low: bar.at_low * factor, at_high: bar.at_high * factor, ..bar.clone() };
        Tornado { usual: self.usual * factor, bars: self.bars.iter().map(scale).collect() }
    }
}

/// Moves one assumption at a time between its 10 % and 90 % points and writes down what `number` becomes; it gets the
/// values of all swings in their order. One at a time hides what two do together; what all do together is the band.
pub fn tornado<E>(swings: &[Swing], mut number: impl FnMut(&[f64]) -> Result<f64, E>) -> Result<Tornado, E> {
    let mut values: Vec<f64> = swings.iter().map(|swing| swing.points[1]).collect();
    let usual = number(&values)?;
    let mut bars = Vec::with_capacity(swings.len());
    for (place, swing) in swings.iter().enumerate() {
        let mut at = |value: f64| {
            values[place] = value;
            number(&values)
        };
        let (at_low, at_high) = (at(swing.points[0])?, at(swing.points[2])?);
        values[place] = swing.points[1];
        bars.push(Bar { name: swing.name.clone(), words: swing.words.clone(), at_low, at_high });
    }
    bars.sort_by(|a, b| b.width().total_cmp(&a.width()));
    Ok(Tornado { usual, bars })
}
