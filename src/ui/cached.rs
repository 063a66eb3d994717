//! A value kept between frames with what it was made for, so that painting works nothing out twice.

/// A value and its key.
pub struct Cached<K, V>(Option<(K, V)>);

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Cached(None)
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// The value for `key`, made anew only if the key is another than before.
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        if self.0.as_ref().is_none_or(|(known, _)| *known != key) {
            self.0 = None;
        }
        &self.0.get_or_insert_with(|| (key, make())).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_a_key() {
        let (mut cached, mut made) = (Cached::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            let value = *cached.get(key, || {
                made += 1;
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(made, 3);
    }
}
