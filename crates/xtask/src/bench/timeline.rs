//! How fluent a large timeline is in Chromium, beside another one with the same bars.

use super::chromium::Chromium;
use super::figures::Measure;
use super::{build, target};
use crate::error::{Failure, Result};
use crate::progress::Progress;
use crate::project::Project;
use crate::style::Style;

/// Steps of ten jobs each, by how many jobs they have in all.
const BARS: [usize; 3] = [1_000, 10_000, 100_000];
const JOBS: usize = 10;

/// What is measured, in the order in which the script prints it: what it is called, its unit, and what it is divided by.
const FIGURES: [(&str, &str, f64); 10] = [
    ("a frame, median", "ms", 1.0),
    ("a frame, 95 %", "ms", 1.0),
    ("a frame, 99 %", "ms", 1.0),
    ("its script, median", "ms", 1.0),
    ("its script, 95 %", "ms", 1.0),
    ("its script, 99 %", "ms", 1.0),
    ("frames that came late", "%", 1.0),
    ("memory of JavaScript", "MB", 1e6),
    ("memory of WebAssembly", "MB", 1e6),
    ("first picture of the run", "ms", 1.0),
];

pub(super) fn run(project: &Project) -> Result<()> {
    let progress = Progress::new();
    progress.run("Laneway", "about 3 min at first", build(project))?;
    let measure = Measure::new(project);
    let chromium = Chromium::prepare(project, &progress)
        .map_err(|failure| Failure::new(format!("Not measured: {}", failure.message())))?;
    let style = Style::of_stdout();
    for bars in BARS {
        let unmeasured = || Failure::new(format!("{bars} bars could not be measured"));
        let folder = target(project).join(format!("bench/workload-{bars}"));
        if !measure.write_workload(bars / JOBS, JOBS, &folder) {
            return Err(unmeasured());
        }
        let template = folder.join("template.yaml");
        let count = bars.to_string();
        let arguments = [template.as_os_str(), count.as_ref()];
        let figures = chromium.run("timeline-frames.mjs", &arguments);
        let title = format!("{:<28}", format!("{bars} bars"));
        println!(
            "\n{}{:>13}{:>16}{:>10}",
            style.strong(&title),
            "Laneway",
            "vis-timeline",
            "ratio"
        );
        print(&figures.ok_or_else(unmeasured)?);
    }
    Ok(())
}

/// One line for each figure: ours, the other's if it was measured, and how often ours goes into it.
fn print(figures: &[f64]) {
    let (ours, others) = figures.split_at(FIGURES.len().min(figures.len()));
    for (index, ((name, unit, size), own)) in FIGURES.iter().zip(ours).enumerate() {
        let other = others.get(index).copied();
        let shown = other.map_or("not measured".to_owned(), |it| {
            format!("{:.1} {unit}", it / size)
        });
        let ratio = other
            .filter(|_| *own > 0.0)
            .map_or(String::new(), |it| format!("{:.1} ×", it / own));
        let own = format!("{:.1} {unit}", own / size);
        println!("{name:<28}{own:>13}{shown:>16}{ratio:>10}");
    }
}
