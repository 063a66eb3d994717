//! A value kept between frames with what it was made for, so that painting works nothing out twice.

use std::sync::Arc;

/// A value and its key.
pub struct Cached<K, V>(Option<(K, V)>);

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Cached(None)
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// The value for `key`, made anew only if the key is another than before.
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        if self.0.as_ref().is_none_or(|(known, _)| *known != key) {
            self.0 = None;
        }
        &mut self.0.get_or_insert_with(|| (key, make())).1
    }
}

/// A shared value as a part of a key: equal to nothing but itself.
pub struct Same<T>(pub Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
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

    #[test]
    fn what_is_shared_is_the_same_only_as_itself() {
        let (one, other) = (Arc::new(7), Arc::new(7));
        assert!(Same(Arc::clone(&one)) == Same(Arc::clone(&one)));
        assert!(Same(one) != Same(other), "equal, but another");
    }
}
