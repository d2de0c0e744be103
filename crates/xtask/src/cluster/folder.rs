//! What a cluster keeps: its processes, the way to reach it, its data and logs.

use std::path::{Path, PathBuf};

use super::running::Running;
use crate::error::{Context, Failure, Result};
use crate::project::Project;

/// Longest name of a cluster; it is part of paths.
const LONGEST_NAME: usize = 40;

/// The folder of one cluster, whether there is one or not.
pub(crate) struct Folder {
    name: String,
    path: PathBuf,
}

impl Folder {
    pub(crate) fn of(project: &Project, name: &str) -> Result<Self> {
        let is_fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_fine) {
            return Err(Failure::usage(format!("`{name}` is no name for a cluster"))
                .with_help("take letters, digits and `-`, such as `default` or `trial-2`"));
        }
        Ok(Self {
            name: name.to_owned(),
            path: project.clusters().join(name),
        })
    }

    /// Those of all clusters that have been started and not ended.
    pub(super) fn all(project: &Project) -> Result<Vec<Self>> {
        let Ok(entries) = std::fs::read_dir(project.clusters()) else {
            return Ok(Vec::new());
        };
        let mut names: Vec<String> = entries
            .filter_map(std::result::Result::ok)
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names.iter().map(|name| Self::of(project, name)).collect()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How to reach it as somebody who may do anything.
    pub(crate) fn kubeconfig(&self) -> PathBuf {
        self.path.join("kubeconfig")
    }

    /// Made by the kubelet when pods can be run.
    pub(super) fn ready_file(&self) -> PathBuf {
        self.path.join("ready")
    }

    /// A line for each process: its name and its number.
    pub(super) fn process_file(&self) -> PathBuf {
        self.path.join("processes")
    }

    /// Whether it is complete: it became ready, and no process has ended.
    pub(super) fn is_running(&self) -> bool {
        let processes = self.processes();
        self.ready_file().exists()
            && !processes.is_empty()
            && processes.iter().all(Running::is_alive)
    }

    /// What was started, in that order.
    pub(super) fn processes(&self) -> Vec<Running> {
        let text = std::fs::read_to_string(self.process_file()).unwrap_or_default();
        let process = |line: &str| {
            let (name, id) = line.split_once(' ')?;
            Some(Running::new(name, id.parse().ok()?, &self.path))
        };
        text.lines().filter_map(process).collect()
    }

    /// Remembers a process, so that it is ended with the cluster whatever comes next.
    pub(super) fn remember(&self, process: &Running) -> Result<()> {
        let mut text = std::fs::read_to_string(self.process_file()).unwrap_or_default();
        text.push_str(&format!("{} {}\n", process.name, process.id));
        self.write("processes", &text)
    }

    /// An empty folder in place of whatever an earlier cluster of that name left.
    pub(super) fn make_anew(&self) -> Result<()> {
        self.end()?;
        std::fs::create_dir_all(&self.path).context(|| format!("create {}", self.path.display()))
    }

    /// Writes a file that only its owner can read: most of them hold secrets.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<()> {
        let file = self.path.join(name);
        let write = || {
            std::fs::write(&file, text)?;
            only_for_owner(&file)
        };
        write().context(|| format!("write {}", file.display()))
    }

    /// Ends its processes, the last started first; returns how many ended. The logs stay.
    pub(super) fn end_processes(&self) -> Result<usize> {
        let mut ended = 0;
        for process in self.processes().iter().rev() {
            ended += usize::from(process.end()?);
        }
        let file = self.process_file();
        if file.exists() {
            std::fs::remove_file(&file).context(|| format!("remove {}", file.display()))?;
        }
        Ok(ended)
    }

    /// Ends its processes and deletes the folder; returns how many ended.
    pub(super) fn end(&self) -> Result<usize> {
        let ended = self.end_processes()?;
        if self.path.exists() {
            std::fs::remove_dir_all(&self.path)
                .context(|| format!("remove {}", self.path.display()))?;
        }
        Ok(ended)
    }
}

#[cfg(unix)]
fn only_for_owner(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_owner(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_paths() {
        let project = Project::find();
        for name in ["default", "trial-2", "A"] {
            let folder = Folder::of(&project, name).unwrap();
            assert_eq!(folder.path().parent(), Some(&*project.clusters()));
        }
        for name in ["", ".", "..", "a/b", "a b", "a\nb", &"n".repeat(41)] {
            let failure = Folder::of(&project, name).err().unwrap();
            assert_eq!(failure.exit_code(), 2, "{name}");
        }
    }

    #[test]
    fn what_was_started_is_found_again_in_order() {
        let path = std::env::temp_dir().join(format!("laneway-folder-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let folder = Folder {
            name: "trial".to_owned(),
            path: path.clone(),
        };
        let processes = [
            Running::new("one", 1_000_001, &path),
            Running::new("two", 1_000_002, &path),
        ];
        for process in &processes {
            folder.remember(process).unwrap();
        }
        assert_eq!(folder.processes(), processes);
        assert!(!folder.is_running());
        assert_eq!(folder.end().unwrap(), 0);
        assert!(!path.exists());
    }
}
