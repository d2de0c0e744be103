//! Work on many numbers at once, by the widest instructions that the processor has.
//!
//! Compilers do several steps of a plain loop in one instruction, but only in those that every processor of a
//! platform has, unless they are told of more. The results are the same bits in any of them: additions,
//! multiplications, divisions and roots are fixed, and no compiler of Rust merges two of them into one.

/// Does work that consists of such loops. What it calls has to be inlined (`#[inline(always)]`).
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
pub(crate) fn widely<R>(work: impl FnOnce() -> R) -> R {
    fearless_simd::dispatch!(fearless_simd::Level::new(), _ => work())
}

/// Does work that consists of such loops. What it calls has to be inlined (`#[inline(always)]`).
///
/// A browser that does not know these instructions (those from before 2023 may not) does not start a program
/// in which they stand: only what makes many runs does so.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
pub(crate) fn widely<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// All bits, or none. A choice by such a mask stays in a loop like those, where one by `if` may become a branch.
#[inline(always)]
pub(crate) fn mask(is_set: bool) -> u64 {
    u64::from(is_set).wrapping_neg()
}

/// The first under a mask of all bits, the second under one of none.
#[inline(always)]
pub(crate) fn choice(mask: u64, first: u64, second: u64) -> u64 {
    (first & mask) | (second & !mask)
}

/// Whether the first is less than the second, both below 2^63: the vectors of WebAssembly compare only what has a sign.
#[inline(always)]
pub(crate) fn is_less(first: u64, second: u64) -> bool {
    first.cast_signed() < second.cast_signed()
}
