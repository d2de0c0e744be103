//! The search with one target, and what libFuzzer says about it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Folders, Target};
use crate::error::{Context, Result};
use crate::process::Job;
use crate::progress::{Progress, spoken};
use crate::project::Project;

/// An input that takes longer is a hang, in seconds.
const LONGEST_INPUT: u64 = 10;
/// More memory than this is too much, in megabytes: corpus, code and one input together.
const MOST_MEMORY: u64 = 1024;

/// One target, and how long to search with it.
pub(super) struct Search<'a> {
    pub(super) target: &'a Target,
    pub(super) program: PathBuf,
    pub(super) folders: &'a Folders,
    pub(super) time: Duration,
}

impl Search<'_> {
    pub(super) fn run(&self, project: &Project, progress: &Progress) -> Result<Finding> {
        let name = &self.target.name;
        let corpus = self.folders.corpus.join(name);
        for folder in [&corpus, &self.folders.broken] {
            fs::create_dir_all(folder).context(|| format!("create {}", folder.display()))?;
        }
        let before = self.broken()?;
        let mut said = Said::default();
        let usually = spoken(self.time);
        let outcome = progress.watch(name, &usually, self.job(&corpus, project), |line| {
            said.read(line);
        });
        let broken: Vec<PathBuf> = self.broken()?.difference(&before).cloned().collect();
        Ok(Finding {
            target: name.clone(),
            program: self.program.clone(),
            died: outcome.is_err() && broken.is_empty(),
            broken,
            said,
        })
    }

    fn job(&self, corpus: &Path, project: &Project) -> Job {
        let name = &self.target.name;
        let words = self.folders.seeds.join("words");
        let options = [
            format!("-max_total_time={}", self.time.as_secs()),
            format!("-timeout={LONGEST_INPUT}"),
            format!("-rss_limit_mb={MOST_MEMORY}"),
            format!("-max_len={}", self.target.longest),
            format!("-dict={}", words.display()),
            format!("-artifact_prefix={}/{name}-", self.folders.broken.display()),
            "-print_final_stats=1".to_owned(),
        ];
        let seeds = self.folders.seeds.join(name);
        let folders = [corpus, &seeds].map(|folder| folder.display().to_string());
        let arguments: Vec<&str> = options.iter().chain(&folders).map(String::as_str).collect();
        Job::new(&self.program, &arguments, project.root())
    }

    /// The inputs of this target that are known to break something.
    fn broken(&self) -> Result<BTreeSet<PathBuf>> {
        let folder = &self.folders.broken;
        let entries = fs::read_dir(folder).context(|| format!("read {}", folder.display()))?;
        let prefix = format!("{}-", self.target.name);
        let is_own = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let kind = name.strip_prefix(&prefix);
            // Inputs that are merely slow are kept there too.
            kind.is_some_and(|kind| !kind.starts_with("slow-unit-"))
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        Ok(paths.filter(is_own).collect())
    }
}

/// What came of a search.
pub(super) struct Finding {
    pub(super) target: String,
    pub(super) program: PathBuf,
    /// Inputs that break something.
    pub(super) broken: Vec<PathBuf>,
    /// The program ended without saying which input broke it.
    pub(super) died: bool,
    pub(super) said: Said,
}

impl Finding {
    /// How many inputs broke it in this way: `crash`, `timeout` or `oom`.
    pub(super) fn broken_by(&self, kind: &str) -> usize {
        let start = format!("{}-{kind}-", self.target);
        let names = self.broken.iter().filter_map(|path| path.file_name());
        names
            .filter(|name| name.to_string_lossy().starts_with(&start))
            .count()
    }
}

/// Figures from libFuzzer's lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) executions: u64,
    pub(super) per_second: u64,
    /// Branches, and how often they were taken, that are told apart.
    pub(super) features: u64,
    /// In megabytes.
    pub(super) peak_memory: u64,
}

impl Said {
    /// `#1024 NEW cov: 80 ft: 120 corp: …` while it runs, `stat::peak_rss_mb: 60` at the end.
    fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[1].parse() else {
                continue;
            };
            match pair[0] {
                "ft:" => self.features = number,
                "stat::number_of_executed_units:" => self.executions = number,
                "stat::average_exec_per_sec:" => self.per_second = number,
                "stat::peak_rss_mb:" => self.peak_memory = number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn figures_are_read_from_what_is_printed() {
        let mut said = Said::default();
        for line in [
            "INFO: seed corpus: files: 97 min: 1b max: 900b total: 20kb rss: 40Mb",
            "#1024\tNEW    cov: 80 ft: 120 corp: 9/1Kb lim: 4 exec/s: 12 rss: 50Mb L: 9/9 MS: 1 CMP-",
            "#2048\tpulse  cov: 80 ft: 130 corp: 9/1Kb lim: 4 exec/s: 14 rss: 50Mb",
            "stat::number_of_executed_units: 4096",
            "stat::average_exec_per_sec:     15",
            "stat::peak_rss_mb:              60",
        ] {
            said.read(line);
        }
        let expected = Said {
            executions: 4096,
            per_second: 15,
            features: 130,
            peak_memory: 60,
        };
        assert_eq!(said, expected);
    }
}
