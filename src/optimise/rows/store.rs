//! Where the open places of a search are kept: in few large blocks, so that thousands of them are let go at once when
//! nobody wants the answer any more.

/// Places in a block.
const BLOCK: usize = 256;

/// Places of so many words each.
pub(super) struct Store {
    words: usize,
    blocks: Vec<Box<[u32]>>,
    /// Places that were used and aren't any more.
    free: Vec<u32>,
    used: u32,
}

impl Store {
    /// Nothing stored yet.
    pub fn new(words: usize) -> Store {
        Store { words, blocks: Vec::new(), free: Vec::new(), used: 0 }
    }

    /// Takes a place, to be written all over, and its number.
    pub fn take(&mut self) -> (u32, &mut [u32]) {
        let place = self.free.pop().unwrap_or_else(|| {
            if self.used as usize == self.blocks.len() * BLOCK {
                self.blocks.push(vec![0; BLOCK * self.words].into_boxed_slice());
            }
            self.used += 1;
            self.used - 1
        });
        let at = place as usize % BLOCK * self.words;
        (place, &mut self.blocks[place as usize / BLOCK][at..at + self.words])
    }

    /// What was written there.
    pub fn read(&self, place: u32) -> &[u32] {
        let at = place as usize % BLOCK * self.words;
        &self.blocks[place as usize / BLOCK][at..at + self.words]
    }

    /// Gives a place back.
    pub fn give_back(&mut self, place: u32) {
        self.free.push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_what_was_written_until_they_are_given_back() {
        let mut store = Store::new(3);
        let places: Vec<u32> = (0..1_000_u32)
            .map(|i| {
                let (place, words) = store.take();
                words.copy_from_slice(&[i, i + 1, i + 2]);
                place
            })
            .collect();
        assert!((0..1_000_u32).zip(&places).all(|(i, &place)| store.read(place) == [i, i + 1, i + 2]));
        store.give_back(places[77]);
        store.give_back(places[500]);
        for place in [places[500], places[77]] {
            assert_eq!(store.take().0, place);
        }
        assert_eq!(store.take().0, 1_000);
        assert_eq!(store.read(places[78]), [78, 79, 80]);
    }
}
