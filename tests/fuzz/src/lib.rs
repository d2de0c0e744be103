//! Programs that let libFuzzer search for inputs which break a target of `laneway_tests::fuzz`.

pub use laneway_tests::fuzz::target;
pub use libfuzzer_sys;

/// The program of the target of this name.
#[macro_export]
macro_rules! run {
    ($name:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
            let target = $crate::target($name).expect("a target of this name");
            (target.run)(bytes);
        });
    };
}
