//! The generator in the vectors of WebAssembly.
//!
//! They know no product of lanes as wide as a product, but one of half as many narrow ones. So a word of four counters
//! fills a vector here.

use super::{Halves, Keys, MULTIPLIERS};
use std::arch::wasm32::{
    i32x4_shuffle, u32x4, u32x4_splat, u64x2_extmul_high_u32x4, u64x2_extmul_low_u32x4,
    u64x2_extract_lane, v128, v128_xor,
};
use std::hint::black_box;

/// The words of four counters.
type Words = [v128; 4];
const AT_ONCE: usize = 4;
/// So many of them are under way at once: a processor does not wait for one product to begin the next.
const SIDES: usize = 2;

#[inline]
#[target_feature(enable = "simd128")]
pub(in super::super) fn philox_side_by_side<const BLOCKS: usize>(
    firsts: &[u32; BLOCKS],
    rest: [u32; 3],
    keys: &Keys,
    out: &mut Halves<BLOCKS>,
) {
    const { assert!(BLOCKS.is_multiple_of(SIDES * AT_ONCE)) };
    for at in (0..BLOCKS).step_by(SIDES * AT_ONCE) {
        let mut sides = [0, 1].map(|side| words(&firsts[at + side * AT_ONCE..], rest));
        for key in keys {
            sides = round(sides, *key);
        }
        for (side, [a, b, c, d]) in sides.into_iter().enumerate() {
            let halves = joined(a, b).into_iter().zip(joined(c, d));
            let out = &mut out[at + side * AT_ONCE..];
            for (out, (upper, lower)) in out.iter_mut().zip(halves) {
                *out = [upper, lower];
            }
        }
    }
}

#[inline]
#[target_feature(enable = "simd128")]
fn words(firsts: &[u32], rest: [u32; 3]) -> Words {
    let [b, c, d] = rest.map(|word| u32x4_splat(word));
    [u32x4(firsts[0], firsts[1], firsts[2], firsts[3]), b, c, d]
}

#[inline]
#[target_feature(enable = "simd128")]
fn round(sides: [Words; SIDES], key: [u32; 2]) -> [Words; SIDES] {
    // Compilers that see what is multiplied with make a wide product of it, which takes many more steps.
    let multipliers = MULTIPLIERS.map(|it| black_box(u32x4_splat(it)));
    let keys = key.map(|key| u32x4_splat(key));
    sides.map(|words| {
        let [high0, low0] = product(multipliers[0], words[0]);
        let [high1, low1] = product(multipliers[1], words[2]);
        [
            v128_xor(v128_xor(high1, words[1]), keys[0]),
            low1,
            v128_xor(v128_xor(high0, words[3]), keys[1]),
            low0,
        ]
    })
}

/// The high and the low halves of products.
#[inline]
#[target_feature(enable = "simd128")]
fn product(multiplier: v128, words: v128) -> [v128; 2] {
    let first = u64x2_extmul_low_u32x4(words, multiplier);
    let second = u64x2_extmul_high_u32x4(words, multiplier);
    [
        i32x4_shuffle::<1, 3, 5, 7>(first, second),
        i32x4_shuffle::<0, 2, 4, 6>(first, second),
    ]
}

/// The numbers of which these are the high and the low halves.
#[inline]
#[target_feature(enable = "simd128")]
fn joined(high: v128, low: v128) -> [u64; AT_ONCE] {
    let first = i32x4_shuffle::<0, 4, 1, 5>(low, high);
    let second = i32x4_shuffle::<2, 6, 3, 7>(low, high);
    [
        u64x2_extract_lane::<0>(first),
        u64x2_extract_lane::<1>(first),
        u64x2_extract_lane::<0>(second),
        u64x2_extract_lane::<1>(second),
    ]
}
