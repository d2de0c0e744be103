//! What can run together, by longest path: everything comes one level after what it needs.

/// The level of each node; `before[node]` lists the nodes that it needs. `None` if there is a cycle.
pub(crate) fn levels(before: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut left: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut after = vec![Vec::new(); before.len()];
    for (node, needs) in before.iter().enumerate() {
        for need in needs {
            after[*need].push(node);
        }
    }
    let mut levels = vec![0; before.len()];
    let mut free: Vec<usize> = (0..before.len()).filter(|node| left[*node] == 0).collect();
    let mut done = 0;
    while let Some(node) = free.pop() {
        done += 1;
        for later in &after[node] {
            levels[*later] = levels[*later].max(levels[node] + 1);
            left[*later] -= 1;
            if left[*later] == 0 {
                free.push(*later);
            }
        }
    }
    (done == before.len()).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn the_longest_path_decides() {
        let needs =
            |lists: &[&[usize]]| levels(&lists.iter().map(|it| it.to_vec()).collect::<Vec<_>>());
        assert_eq!(needs(&[]), Some(vec![]));
        assert_eq!(needs(&[&[], &[0], &[0, 1], &[0]]), Some(vec![0, 1, 2, 1]));
        assert_eq!(needs(&[&[1], &[]]), Some(vec![1, 0]));
        assert_eq!(needs(&[&[1], &[0]]), None);
        assert_eq!(needs(&[&[0]]), None);
    }
}
