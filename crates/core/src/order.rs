//! Ways to sort that all types share. The standard library's sort, with which it also collects into
//! ordered maps and sets, is compiled for each type and key anew, some kilobytes a time, and a visitor
//! of the page would load every copy.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by a key; equal ones stay as they are. For lists that are not sorted often: `key` is asked
/// for at each comparison, and every item is moved twice.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let order = order(items.len(), &|one, other| {
        key(&items[one]).cmp(&key(&items[other]))
    });
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

/// Collects one by one; of equal keys the last counts.
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// Collects one by one.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The indices below `count` in the order that `compare` gives them.
#[inline(never)]
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_by(|one, other| compare(*one, *other));
    indices
}

#[cfg(test)]
mod tests {
    use super::{map, set, sort_by_key};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn sorts_as_the_standard_library_does() {
        for count in [0, 1, 2, 7, 100, 1000] {
            let words = (0..count).map(|number| format!("{}", number * 7919 % 1009));
            let mut words: Vec<String> = words.collect();
            let mut expected = words.clone();
            expected.sort_by_key(String::len);
            sort_by_key(&mut words, String::len);
            assert_eq!(words, expected);
        }
    }

    #[test]
    fn collects_as_the_standard_library_does() {
        let entries = [(3, 'a'), (1, 'b'), (3, 'c')];
        assert_eq!(map(entries), BTreeMap::from(entries));
        let keys = entries.map(|(key, _)| key);
        assert_eq!(set(keys), BTreeSet::from(keys));
    }
}
