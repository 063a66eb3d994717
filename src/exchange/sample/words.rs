//! The word lists behind the invented roster, read from the files built into the program.

/// A niche and how it differs from the average.
#[derive(Clone, Default, Debug)]
pub struct Niche {
    /// Its name.
    pub label: String,
    /// The word for it in handles.
    pub word: String,
    /// What may follow a first name: "Lena bakes".
    pub phrase: String,
    /// How often it occurs, relative to the others.
    pub weight: f64,
    /// Engagement relative to the average, as a natural logarithm.
    pub engagement: f64,
    /// Fees relative to the average.
    pub fee_factor: f64,
}

/// The parts of the names of one language.
#[derive(Clone, Default, Debug)]
pub struct Names {
    /// The language.
    pub language: String,
    /// First names.
    pub given: Vec<String>,
    /// Beginnings of family names.
    pub stems: Vec<String>,
    /// Ends of family names.
    pub ends: Vec<String>,
}

/// All word lists.
#[derive(Clone, Debug)]
pub struct Words {
    /// The niches; neighbours are related.
    pub niches: Vec<Niche>,
    /// The names by language.
    pub names: Vec<Names>,
    /// Twenty places in `names` with each language's place in its own row, so that languages come as often as they
    /// should.
    pub turns: Vec<(usize, u64)>,
    /// Towns and how often they occur.
    pub places: Vec<(String, f64)>,
    /// A planner's notes.
    pub notes: Vec<String>,
}

impl Words {
    /// Reads the lists. They are part of the program; tests hold them to their form.
    pub fn read() -> Words {
        let mut words = Words {
            niches: rows(include_str!("../../../assets/sample/niches.txt")).map(|row| niche(&row)).collect(),
            names: Vec::new(),
            turns: Vec::new(),
            places: rows(include_str!("../../../assets/sample/places.txt"))
                .map(|row| (cell(&row, 0), number(&row, 1)))
                .collect(),
            notes: rows(include_str!("../../../assets/sample/notes.txt")).map(|row| cell(&row, 0)).collect(),
        };
        for row in rows(include_str!("../../../assets/sample/names.txt")) {
            let turns = number(&row, 1) as u64;
            words.turns.extend((0..turns).map(|turn| (words.names.len(), turn)));
            let list = |place| cell(&row, place).split_whitespace().map(str::to_owned).collect();
            words.names.push(Names { language: cell(&row, 0), given: list(2), stems: list(3), ends: list(4) });
        }
        words
    }
}

/// The cells of every line that isn't a remark.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('|').collect())
}

fn cell(row: &[&str], place: usize) -> String {
    row.get(place).map(|cell| cell.trim().to_owned()).unwrap_or_default()
}

fn number(row: &[&str], place: usize) -> f64 {
    cell(row, place).parse().unwrap_or(f64::NAN)
}

fn niche(row: &[&str]) -> Niche {
    Niche {
        label: cell(row, 0),
        word: cell(row, 1),
        phrase: cell(row, 2),
        weight: number(row, 3),
        engagement: number(row, 4),
        fee_factor: number(row, 5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_list_is_whole() {
        let words = Words::read();
        assert!(words.niches.len() >= 30);
        for niche in &words.niches {
            assert!(niche.weight > 0.0 && niche.engagement.abs() < 0.6, "{niche:?}");
            assert!((0.7..=1.4).contains(&niche.fee_factor), "{niche:?}");
            assert!(!niche.phrase.is_empty() && niche.word.bytes().all(|b| b.is_ascii_lowercase()), "{niche:?}");
        }
        assert_eq!(words.turns.len(), 20);
        for names in &words.names {
            assert!(names.given.len() >= 10 && names.stems.len() >= 5 && names.ends.len() >= 4, "{names:?}");
        }
        assert!(words.places.iter().all(|(name, weight)| !name.is_empty() && *weight > 0.0));
        assert!(words.notes.len() >= 10);
    }
}
