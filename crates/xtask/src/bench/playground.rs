//! How long users of the playground wait: for the first picture, and for the picture of what they type.

use super::chromium::Chromium;
use super::figures::Measure;
use super::{build, target};
use crate::error::{Failure, Result};
use crate::progress::Progress;
use crate::project::Project;
use crate::style::Style;

/// Plans whose steps have ten jobs each, by how many jobs they have in all.
const TASKS: [usize; 2] = [1_000, 10_000];
const JOBS: usize = 10;

pub(super) fn run(project: &Project) -> Result<()> {
    let progress = Progress::new();
    progress.run("Laneway", "about 3 min at first", build(project))?;
    let measure = Measure::new(project);
    let chromium = Chromium::prepare(project, &progress)
        .map_err(|failure| Failure::new(format!("Not measured: {}", failure.message())))?;
    let unmeasured = || Failure::new("The page could not be measured");

    head();
    let visits = chromium.run("first-picture.mjs", &[]);
    print(
        "First visit, until the picture",
        visits.ok_or_else(unmeasured)?,
    );
    for tasks in TASKS {
        let folder = target(project).join(format!("bench/workload-{tasks}"));
        if !measure.write_workload(tasks / JOBS, JOBS, &folder) {
            return Err(unmeasured());
        }
        let template = folder.join("template.yaml");
        let count = tasks.to_string();
        let arguments = [template.as_os_str(), count.as_ref()];
        let keys = chromium.run("key-to-paint.mjs", &arguments);
        let name = format!("A key, until the picture of {tasks} tasks");
        print(&name, keys.ok_or_else(unmeasured)?);
    }
    Ok(())
}

fn head() {
    let style = Style::of_stdout();
    let title = format!("{:<40}", "In Chromium");
    println!(
        "\n{}{:>8}{:>12}{:>12}{:>12}",
        style.strong(&title),
        "times",
        "median",
        "95 %",
        "most"
    );
}

fn print(name: &str, mut millis: Vec<f64>) {
    millis.sort_by(f64::total_cmp);
    let [median, late, most] = [0.5, 0.95, 1.0].map(|share| quantile(&millis, share));
    let count = millis.len();
    println!("{name:<40}{count:>8}{median:>9.1} ms{late:>9.1} ms{most:>9.1} ms");
}

/// The smallest value that at least this share of the values does not exceed.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(
            [0.5, 0.95, 1.0].map(|share| quantile(&values, share)),
            [100.0, 190.0, 200.0]
        );
        assert_eq!(quantile(&[7.0], 0.5), 7.0);
    }
}
