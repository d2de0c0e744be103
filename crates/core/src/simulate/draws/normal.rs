//! The standard normal distribution.

#![expect(
    clippy::excessive_precision,
    reason = "coefficients stand as published"
)]

/// The probability below `at`.
pub(crate) fn below(at: f64) -> f64 {
    0.5 * libm::erfc(-at * std::f64::consts::FRAC_1_SQRT_2)
}

/// The place that has the probability `below` on its left and `above` on its right. The smaller of the
/// two decides, so that neither tail loses digits.
///
/// Rational approximations with a relative error of about 10^-16.
/// Source: Wichura: "Algorithm AS 241: The percentage points of the normal distribution" (Applied
/// Statistics 37, 1988), PPND16.
#[inline]
pub(crate) fn quantile(below: f64, above: f64) -> f64 {
    let (tail, sign) = if below < above {
        (below, -1.0)
    } else {
        (above, 1.0)
    };
    let from_middle = 0.5 - tail;
    if from_middle <= 0.425 {
        let square = 0.180_625 - from_middle * from_middle;
        return sign * from_middle * ratio(&MIDDLE, square);
    }
    let depth = (-libm::log(tail)).sqrt();
    let size = if depth <= 5.0 {
        ratio(&TAIL, depth - 1.6)
    } else {
        ratio(&FAR_TAIL, depth - 5.0)
    };
    sign * size
}

/// Coefficients of a numerator and a denominator, from the lowest power up.
type Ratio = [[f64; 8]; 2];

#[inline]
fn ratio([numerator, denominator]: &Ratio, at: f64) -> f64 {
    polynomial(numerator, at) / polynomial(denominator, at)
}

#[inline]
fn polynomial(coefficients: &[f64; 8], at: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, it| sum * at + it)
}

const MIDDLE: Ratio = [
    [
        3.387_132_872_796_366_608,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ],
];

const TAIL: Ratio = [
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
];

const FAR_TAIL: Ratio = [
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_9e-1,
        1.369_298_809_227_358_053_1e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::{below, quantile};

    #[test]
    fn the_quantiles_of_the_tables() {
        // Abramowitz and Stegun, tables 26.1, 26.5 and 26.6.
        for (tail, at) in [
            (0.5, 0.0),
            (0.25, 0.674_489_750_196_081_7),
            (0.05, 1.644_853_626_951_472_2),
            (0.01, 2.326_347_874_040_840_8),
            (1e-6, 4.753_424_308_822_899),
            (1e-10, 6.361_340_902_404_056),
        ] {
            let found = quantile(1.0 - tail, tail);
            assert!((found - at).abs() <= 4e-15 * at, "{tail}: {found}");
            assert_eq!(quantile(tail, 1.0 - tail), -found);
        }
    }

    #[test]
    fn the_quantile_undoes_the_distribution_function() {
        // To the rounding of the function itself.
        let mut tail = 0.5;
        while tail > 1e-300 {
            let at = quantile(tail, 1.0 - tail);
            let slope = 1.0 + at * at;
            assert!(
                (below(at) / tail - 1.0).abs() < 1e-15 * slope,
                "{tail}: {at}"
            );
            tail *= 0.83;
        }
    }
}
