//! Ending a cluster whose command was interrupted or killed.

use std::process::{Child, Command, Stdio};

use super::folder::Folder;
use super::running::outlive_us;
use crate::error::{Context, Result};

/// Waits for the end of its input, which only we can write to, and ends what the file names. If the cluster was ended
/// as it should be, there is no such file.
const SCRIPT: &str = r#"
read -r _
[ -f "$1" ] || exit 0
while read -r _ id; do kill -9 "$id"; done <"$1"
"#;

/// A shell that outlives us, but not for long.
pub(super) struct Guard(Child);

impl Guard {
    pub(super) fn of(folder: &Folder) -> Result<Self> {
        let mut command = Command::new("sh");
        command
            .args(["-c", SCRIPT, "guard"])
            .arg(folder.process_file())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        outlive_us(&mut command);
        let shell = command
            .spawn()
            .context(|| "start a shell that guards the cluster".to_owned())?;
        Ok(Self(shell))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Whatever it says, it has ended.
        let _ = self.0.wait();
    }
}
