//! `laneway check --fix` and `--diff`: the files after their fixes.

use super::{Checked, analysis, check_scenario, check_template};
use crate::input::{Input, Refusal};
use crate::text::{clean, count};
use laneway_core::diagnostic::{Repaired, Scope, repair};
use similar::TextDiff;
use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// Unchanged lines around each change.
const CONTEXT_LINES: usize = 3;

/// A file before its fixes, and what is left after them.
pub(super) struct Fixed {
    pub(super) before: Input,
    pub(super) after: Checked,
    applied: usize,
}

/// Repairs a template, and then the scenario against what became of it.
pub(super) fn repair_files(template: Input, scenario: Option<&Input>, scope: Scope) -> Vec<Fixed> {
    let scenario_text = scenario.map_or("", |it| it.text.as_str());
    let repaired = repair(&template.text, scope, |text| {
        check_template(text, scenario_text)
    });
    let template = Fixed::new(template, repaired);
    let scenario = scenario.map(|scenario| {
        let repaired = repair(&scenario.text, scope, |text| {
            check_scenario(&template.after.input.text, text)
        });
        Fixed::new(scenario.clone(), repaired)
    });
    std::iter::once(template).chain(scenario).collect()
}

impl Fixed {
    /// The files as they are.
    pub(super) fn not(template: Input, scenario: Option<&Input>) -> Vec<Self> {
        let scenario_text = scenario.map_or("", |it| it.text.as_str());
        let analysis = analysis(&template.text, scenario_text);
        let keep = |input: Input, problems| Self {
            before: input.clone(),
            after: Checked { input, problems },
            applied: 0,
        };
        let scenario = scenario.map(|it| keep(it.clone(), analysis.scenario));
        let template = keep(template, analysis.template);
        std::iter::once(template).chain(scenario).collect()
    }

    fn new(before: Input, repaired: Repaired) -> Self {
        let input = Input {
            text: repaired.text,
            ..before.clone()
        };
        Self {
            before,
            after: Checked {
                input,
                problems: repaired.problems,
            },
            applied: repaired.applied.len(),
        }
    }

    /// Whether there is anything to write.
    pub(super) fn is_changed(&self) -> bool {
        self.before.text != self.after.input.text
    }

    /// What was done; nothing if nothing was.
    pub(super) fn note(&self) -> String {
        if !self.is_changed() {
            return String::new();
        }
        let path = clean(&self.before.path);
        format!("fixed {} in {path}\n", count(self.applied, "problem"))
    }

    /// The changes, in the form that `patch` and code hosts read; nothing if there are none.
    pub(super) fn diff(&self) -> String {
        let path = &self.before.path;
        TextDiff::from_lines(&self.before.text, &self.after.input.text)
            .unified_diff()
            .context_radius(CONTEXT_LINES)
            .header(path, path)
            .to_string()
    }

    /// Writes the file if it is changed: all of it or, if something is in the way, nothing.
    pub(super) fn write(&self) -> Result<(), Refusal> {
        if !self.is_changed() || self.before.is_stdin() {
            return Ok(());
        }
        replace(&self.before.source, &self.after.input.text).map_err(|error| {
            let name = clean(&self.before.path);
            Refusal(format!("cannot write {name}: {error}"))
        })
    }
}

/// Puts a new file in the place of another; a link goes on pointing to it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let permissions = path.metadata()?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}
