//! The engine against the naive reading of the same rules, on random settings.

use laneway_tests::agreement::{predicted, reported};
use laneway_tests::cases::{cases, run};
use laneway_tests::oracle::predict;
use laneway_tests::random::any_setting;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn the_engine_does_what_the_naive_reading_predicts(setting in any_setting()) {
        let engine = reported(&run(&setting));
        let oracle = predicted(&setting, &predict(&setting));
        prop_assert_eq!(engine, oracle);
    }
}
