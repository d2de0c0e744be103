//! The generator: Philox4x32-10, a counter-based one.
//!
//! Source: Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Added to the key before each round but the first (Weyl sequence).
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: u32 = 10;

/// 128 random bits: a pure function of the counter under the key, so that any draw can be made without
/// those before it.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut words, mut key) = (counter, key);
    for round in 0..ROUNDS {
        if round > 0 {
            key = [0, 1].map(|at| key[at].wrapping_add(KEY_STEPS[at]));
        }
        let [high0, low0] = product(MULTIPLIERS[0], words[0]);
        let [high1, low1] = product(MULTIPLIERS[1], words[2]);
        words = [
            high1 ^ words[1] ^ key[0],
            low1,
            high0 ^ words[3] ^ key[1],
            low0,
        ];
    }
    words
}

/// So many counters are worked on side by side: enough for compilers to do several in one instruction, few
/// enough to stay in the nearest cache.
const SIDE_BY_SIDE: usize = 64;

type Side = [u32; SIDE_BY_SIDE];

/// [`philox`] for counters that differ in their first word only; by word, then counter.
pub(super) fn philox_lanes(firsts: &[u32], rest: [u32; 3], key: [u32; 2], out: &mut [Vec<u32>; 4]) {
    out.iter_mut().for_each(Vec::clear);
    let (portions, few) = firsts.as_chunks::<SIDE_BY_SIDE>();
    for portion in portions {
        let [b, c, d] = rest.map(|word| [word; SIDE_BY_SIDE]);
        let mut words = [*portion, b, c, d];
        do_rounds(&mut words, key);
        let sides = out.iter_mut().zip(&words);
        sides.for_each(|(out, words)| out.extend_from_slice(words));
    }
    for &first in few {
        let made = philox([first, rest[0], rest[1], rest[2]], key);
        let sides = out.iter_mut().zip(made);
        sides.for_each(|(out, word)| out.push(word));
    }
}

/// The rounds of [`philox`], each step in all lanes.
#[inline]
fn do_rounds(words: &mut [Side; 4], mut key: [u32; 2]) {
    let [a, b, c, d] = words;
    for round in 0..ROUNDS {
        if round > 0 {
            key = [0, 1].map(|at| key[at].wrapping_add(KEY_STEPS[at]));
        }
        for lane in 0..SIDE_BY_SIDE {
            let [high0, low0] = product(MULTIPLIERS[0], a[lane]);
            let [high1, low1] = product(MULTIPLIERS[1], c[lane]);
            a[lane] = high1 ^ b[lane] ^ key[0];
            b[lane] = low1;
            c[lane] = high0 ^ d[lane] ^ key[1];
            d[lane] = low0;
        }
    }
}

/// The high and the low half of a product.
#[inline]
fn product(left: u32, right: u32) -> [u32; 2] {
    let product = u64::from(left) * u64::from(right);
    [(product >> 32) as u32, product as u32]
}

#[cfg(test)]
mod tests {
    use super::philox;

    /// The known answers for `philox4x32 10`: counter, key, output.
    ///
    /// Source: `tests/kat_vectors` of Random123 1.14.0 (D. E. Shaw Research).
    const KNOWN: [([u32; 4], [u32; 2], [u32; 4]); 3] = [
        (
            [0; 4],
            [0; 2],
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
        ),
        (
            [u32::MAX; 4],
            [u32::MAX; 2],
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
        ),
        (
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
        ),
    ];

    #[test]
    fn gives_the_known_answers() {
        for (counter, key, answer) in KNOWN {
            assert_eq!(philox(counter, key), answer, "{counter:x?} {key:x?}");
        }
    }
}
