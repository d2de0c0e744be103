//! The generator: Philox4x32-10, a counter-based one.
//!
//! Source: Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).

#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(target_arch = "wasm32")]
pub(super) use wasm::philox_side_by_side;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Added to the key before each round but the first (Weyl sequence).
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// 128 random bits: a pure function of the counter under the key, so that any draw can be made without
/// those before it.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    keys(key).into_iter().fold(counter, round)
}

/// What two runs have of each of several blocks: one the first two words, the other the last two.
pub(super) type Halves<const BLOCKS: usize> = [[u64; 2]; BLOCKS];

/// The lower half of a word, which alone counts. What stands in the upper one is left over.
#[cfg(not(target_arch = "wasm32"))]
const LOW: u64 = u32::MAX as u64;

/// [`philox`] for counters that differ in their first word only.
///
/// The rounds are written out within one loop over the counters: so compilers do several counters in one
/// instruction and keep their words in registers. A word takes up the place of a whole product, so that none
/// has to be moved from place to place.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
pub(super) fn philox_side_by_side<const BLOCKS: usize>(
    firsts: &[u32; BLOCKS],
    rest: [u32; 3],
    keys: &Keys,
    out: &mut Halves<BLOCKS>,
) {
    let rest = rest.map(u64::from);
    let keys = keys.map(|key| key.map(u64::from));
    for at in 0..BLOCKS {
        let words = [u64::from(firsts[at]), rest[0], rest[1], rest[2]];
        let [a, b, c, d] = keys.into_iter().fold(words, wide_round);
        out[at] = [(a << 32) | (b & LOW), (c << 32) | (d & LOW)];
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
fn wide_round(words: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    let first = u64::from(MULTIPLIERS[0]) * (words[0] & LOW);
    let second = u64::from(MULTIPLIERS[1]) * (words[2] & LOW);
    [
        (second >> 32) ^ words[1] ^ key[0],
        second,
        (first >> 32) ^ words[3] ^ key[1],
        first,
    ]
}

/// The keys of all rounds.
pub(super) type Keys = [[u32; 2]; ROUNDS];

/// Those that follow from a key.
#[inline]
pub(super) fn keys(key: [u32; 2]) -> Keys {
    let mut keys = [key; ROUNDS];
    for round in 1..ROUNDS {
        keys[round] = [0, 1].map(|at| keys[round - 1][at].wrapping_add(KEY_STEPS[at]));
    }
    keys
}

#[inline(always)]
fn round(words: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [high0, low0] = product(MULTIPLIERS[0], words[0]);
    let [high1, low1] = product(MULTIPLIERS[1], words[2]);
    [
        high1 ^ words[1] ^ key[0],
        low1,
        high0 ^ words[3] ^ key[1],
        low0,
    ]
}

/// The high and the low half of a product.
#[inline(always)]
fn product(left: u32, right: u32) -> [u32; 2] {
    let product = u64::from(left) * u64::from(right);
    [(product >> 32) as u32, product as u32]
}

#[cfg(test)]
mod tests {
    use super::{keys, philox, philox_side_by_side};

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

    #[test]
    fn side_by_side_they_are_the_same() {
        let firsts: [u32; 32] = std::array::from_fn(|at| (at as u32).wrapping_mul(0x1234_5678));
        for (counter, key, _) in KNOWN {
            let [_, rest @ ..] = counter;
            let mut sides = [[0; 2]; 32];
            philox_side_by_side(&firsts, rest, &keys(key), &mut sides);
            for (at, first) in firsts.into_iter().enumerate() {
                let [a, b, c, d] = philox([first, rest[0], rest[1], rest[2]], key);
                let halves =
                    [[a, b], [c, d]].map(|[high, low]| (u64::from(high) << 32) | u64::from(low));
                assert_eq!(sides[at], halves);
            }
        }
    }
}
