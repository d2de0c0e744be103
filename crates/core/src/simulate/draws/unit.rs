//! A random number between 0 and 1.

/// A number in the open interval from 0 to 1, one of 2^52 equally likely ones that lie symmetrically
/// about a half. Both tails are exact: `1 - u` is one of them, too.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Unit(f64);

/// Half the distance between two numbers.
const HALF_STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
/// The bits of 1.0.
const ONE: u64 = 1.0_f64.to_bits();

impl Unit {
    /// Half of the numbers are smaller.
    pub const MIDDLE: Self = Self(0.5);

    /// From 52 of the 64 bits of two words.
    #[inline]
    pub fn new(high: u32, low: u32) -> Self {
        Self::of_bits((u64::from(high) << 32) | u64::from(low))
    }

    /// From the upper 52 bits.
    ///
    /// They make the fraction of a number from 1 to 2. What is taken off leaves an odd multiple of half a
    /// step, which has an exact form: nothing is rounded, and compilers do several at once.
    #[inline]
    pub(super) fn of_bits(bits: u64) -> Self {
        Self(f64::from_bits((bits >> 12) | ONE) - (1.0 - HALF_STEP))
    }

    /// How much of the probability lies below.
    #[inline]
    pub fn below(self) -> f64 {
        self.0
    }

    /// How much of the probability lies above; exact.
    #[inline]
    pub fn above(self) -> f64 {
        1.0 - self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn lies_between_zero_and_one() {
        let (least, most) = (Unit::new(0, 0), Unit::new(u32::MAX, u32::MAX));
        assert!(least.below() > 0.0 && most.below() < 1.0);
        assert_eq!(least.below().to_bits(), most.above().to_bits());
        assert_eq!(least.above().to_bits(), most.below().to_bits());
    }

    /// (2n + 1) / 2^53, of the number n that the bits are.
    #[test]
    fn is_the_middle_of_its_step() {
        for (high, low) in [
            (0, 0),
            (1 << 31, 0),
            (77, 1 << 12),
            (1, 4095),
            (u32::MAX, 1 << 31),
        ] {
            let number = (u64::from(high) << 20) | u64::from(low >> 12);
            let unit = (2 * number + 1) as f64 / (1_u64 << 53) as f64;
            assert_eq!(Unit::new(high, low).below(), unit);
        }
    }
}
