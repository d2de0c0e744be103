//! How property tests run: always the same cases, more of them on request.

use laneway_core::report::{self, Report};
use laneway_core::simulate::draws::RunNumber;
use laneway_core::simulate::{self, Setting};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// `cases` cases drawn from a fixed seed. `LANEWAY_CASES` multiplies their number and
/// `LANEWAY_SEED` draws others.
pub fn cases(cases: u32) -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: cases.saturating_mul(number("LANEWAY_CASES").unwrap_or(1)),
        rng_seed: RngSeed::Fixed(number("LANEWAY_SEED").unwrap_or(7).into()),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        ..ProptestConfig::default()
    }
}

/// What the engine reports about the first run of `setting`.
pub fn run(setting: &Setting) -> Report {
    run_of(setting, RunNumber(0))
}

/// What the engine reports about one of its runs.
pub fn run_of(setting: &Setting, number: RunNumber) -> Report {
    report::build(setting, number, &simulate::run(setting, number), false)
}
