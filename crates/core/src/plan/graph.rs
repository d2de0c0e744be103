//! Directed graphs of small integers, for needs and dependencies.

/// What a search knows of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Never,
    /// On the way from the start to here.
    Open,
    Done,
}

/// Cycles of a graph: every node of `edges` lists the nodes it points at. Each cycle is given as the
/// nodes along it, starting with the smallest; no two share a node, and a graph without any cycle
/// gives none. Deterministic, and takes time in proportion to the edges.
pub fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut visits = vec![Visit::Never; edges.len()];
    let mut in_cycle = vec![false; edges.len()];
    let mut cycles = Vec::new();
    for start in 0..edges.len() {
        if visits[start] != Visit::Never {
            continue;
        }
        visits[start] = Visit::Open;
        // A stack of its own: the depth of a graph is the user's choice.
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(target) = edges[*node].get(*next).copied() else {
                visits[*node] = Visit::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match visits.get(target) {
                Some(Visit::Never) => {
                    visits[target] = Visit::Open;
                    path.push((target, 0));
                }
                Some(Visit::Open) => {
                    let nodes = path.iter().map(|(node, _)| *node);
                    let cycle: Vec<usize> = nodes.skip_while(|node| *node != target).collect();
                    if !cycle.iter().any(|node| in_cycle[*node]) {
                        cycle.iter().for_each(|node| in_cycle[*node] = true);
                        cycles.push(from_smallest(cycle));
                    }
                }
                Some(Visit::Done) | None => {}
            }
        }
    }
    cycles
}

fn from_smallest(mut cycle: Vec<usize>) -> Vec<usize> {
    let smallest = (0..cycle.len()).min_by_key(|index| cycle[*index]);
    cycle.rotate_left(smallest.unwrap_or(0));
    cycle
}

#[cfg(test)]
mod tests {
    use super::cycles;

    type Lists<'a> = &'a [&'a [usize]];

    #[test]
    fn finds_cycles() {
        let table: [(Lists, Lists); 7] = [
            (&[], &[]),
            (&[&[1], &[2], &[]], &[]),
            (&[&[0]], &[&[0]]),
            (&[&[1], &[2], &[0]], &[&[0, 1, 2]]),
            (&[&[1], &[2, 3], &[1], &[]], &[&[1, 2]]),
            (&[&[1], &[0], &[3, 0], &[2]], &[&[0, 1], &[2, 3]]),
            (&[&[7], &[0, 0]], &[]),
        ];
        for (edges, expected) in table {
            let edges: Vec<Vec<usize>> = edges.iter().map(|it| it.to_vec()).collect();
            assert_eq!(cycles(&edges), expected, "{edges:?}");
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let mut edges: Vec<Vec<usize>> = (1..=200_000).map(|next| vec![next]).collect();
        edges.push(vec![0]);
        assert_eq!(cycles(&edges).len(), 1);
    }
}
