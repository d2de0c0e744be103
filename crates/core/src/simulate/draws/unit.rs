//! A random number between 0 and 1.

/// A number in the open interval from 0 to 1, one of 2^52 equally likely ones that lie symmetrically
/// about a half. Both tails are exact: `1 - u` is one of them, too.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Unit(f64);

/// Half the distance between two numbers.
const HALF_STEP: f64 = 1.0 / 9_007_199_254_740_992.0;

impl Unit {
    /// From 52 of the 64 bits of two words.
    #[inline]
    pub fn new(high: u32, low: u32) -> Self {
        let number = (u64::from(high) << 20) | u64::from(low >> 12);
        // An odd number below 2^53 has an exact floating-point form.
        Self((2 * number + 1) as f64 * HALF_STEP)
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
        assert_eq!(
            Unit::new(1 << 31, 0).below(),
            0.5 + 1.0 / (1_u64 << 53) as f64
        );
    }
}
