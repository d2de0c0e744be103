//! Writes what fuzzing starts from: `fuzz-seeds FOLDER` makes a folder of inputs for each target, and
//! the dictionary `words`; it prints
//! the names of the targets and the length of their longest input. `cargo xtask fuzz` runs it.

use laneway_tests::fuzz::{LONGEST, TARGETS, dictionary, seeds};
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).expect("a folder"));
    for target in TARGETS {
        let inputs = folder.join(target.name);
        fs::create_dir_all(&inputs)?;
        for seed in seeds(target.inputs) {
            fs::write(inputs.join(seed.name), seed.bytes)?;
        }
        println!("{} {LONGEST}", target.name);
    }
    fs::write(folder.join("words"), words())
}

/// The dictionary as libFuzzer reads it.
fn words() -> String {
    let line = |word: String| {
        let bytes = word.bytes().map(|byte| format!("\\x{byte:02x}"));
        format!("\"{}\"\n", bytes.collect::<String>())
    };
    dictionary().into_iter().map(line).collect()
}
