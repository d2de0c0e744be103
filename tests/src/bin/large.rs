//! Writes the texts that are measured, or measures the reading of one within this program:
//! `large write FOLDER`, `large check FILE MILLISECONDS`. `cargo xtask bench check` runs it.

use laneway_core::analysis::{Request, check};
use laneway_tests::large::{misspelled, mistyped, template, workflow};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, io};

/// The sizes, in bytes, and what their files are called.
const SIZES: [(&str, usize); 3] = [("1KB", 1_000), ("100KB", 100_000), ("5MB", 5_000_000)];
/// A mistake in every so many lines.
const EVERY: usize = 40;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", folder] => write(Path::new(folder)),
        ["check", file, millis] => {
            let millis = millis.parse().map_err(io::Error::other)?;
            measure(&fs::read_to_string(file)?, Duration::from_millis(millis));
            Ok(())
        }
        _ => Err(io::Error::other(
            "usage: large write FOLDER | large check FILE MILLISECONDS",
        )),
    }
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in SIZES {
        let good = template(bytes);
        for (kind, text) in [
            ("workflow", workflow(bytes)),
            ("misspelled", misspelled(&good, EVERY)),
            ("mistyped", mistyped(&good, EVERY)),
            ("good", good),
        ] {
            fs::write(folder.join(format!("{name}-{kind}.yaml")), text)?;
        }
    }
    Ok(())
}

/// Prints the median and the 95th percentile, in microseconds, and how many problems there are.
fn measure(text: &str, at_least: Duration) {
    let request = Request {
        template: text,
        ..Request::default()
    };
    let (start, mut times, mut problems) = (Instant::now(), Vec::new(), 0);
    while times.len() < 5 || start.elapsed() < at_least {
        let before = Instant::now();
        problems = black_box(check(black_box(&request))).template.len();
        times.push(before.elapsed().as_micros());
    }
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!("{} {} {problems}", at(50), at(95));
}
