//! Where a function of a few numbers is least.

/// Every corner is near enough to the others.
const NEAR: f64 = 1e-9;
const MOST_STEPS: usize = 400;

/// The least value that is found, and where, from `start` on.
///
/// Source: Nelder, Mead: "A simplex method for function minimization" (Computer Journal 7, 1965).
pub(super) fn minimum<const N: usize>(
    start: [f64; N],
    step: f64,
    of: &dyn Fn(&[f64; N]) -> f64,
) -> (f64, [f64; N]) {
    let mut corners = vec![(of(&start), start)];
    for at in 0..N {
        let mut corner = start;
        corner[at] += step;
        corners.push((of(&corner), corner));
    }
    for _ in 0..MOST_STEPS {
        corners.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (best, worst) = (corners[0], corners[N]);
        if worst.0 - best.0 < NEAR {
            break;
        }
        let mut middle = [0.0; N];
        for (_, corner) in &corners[..N] {
            for at in 0..N {
                middle[at] += corner[at] / N as f64;
            }
        }
        let along = |far: f64| {
            let mut corner = middle;
            for at in 0..N {
                corner[at] += far * (worst.1[at] - middle[at]);
            }
            (of(&corner), corner)
        };
        let mirrored = along(-1.0);
        if mirrored.0 < best.0 {
            let further = along(-2.0);
            corners[N] = if further.0 < mirrored.0 {
                further
            } else {
                mirrored
            };
            continue;
        }
        if mirrored.0 < corners[N - 1].0 {
            corners[N] = mirrored;
            continue;
        }
        let nearer = along(if mirrored.0 < worst.0 { -0.5 } else { 0.5 });
        if nearer.0 < worst.0.min(mirrored.0) {
            corners[N] = nearer;
            continue;
        }
        for corner in &mut corners[1..] {
            for at in 0..N {
                corner.1[at] = f64::midpoint(corner.1[at], best.1[at]);
            }
            corner.0 = of(&corner.1);
        }
    }
    corners.sort_by(|one, other| one.0.total_cmp(&other.0));
    corners[0]
}

#[cfg(test)]
mod tests {
    use super::minimum;

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        let valley = |&[x, y]: &[f64; 2]| {
            let (bend, along) = (y - x * x, 1.0 - x);
            100.0 * bend * bend + along * along
        };
        let (least, [x, y]) = minimum([-1.2, 1.0], 0.5, &valley);
        assert!(least < 1e-6 && (x - 1.0).abs() < 1e-2 && (y - 1.0).abs() < 1e-2);
    }
}
