//! Starting a cluster and waiting until pods can be run.

use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Wish;
use super::components::{self, Component, Ports};
use super::folder::Folder;
use super::running::Running;
use crate::error::{Failure, Result};
use crate::progress::{Progress, spoken};
use crate::project::Project;

/// How long a cluster may take to become ready; on a busy machine it takes ten times as long as usual.
const PATIENCE: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(50);
/// How often ports are chosen, if another program takes one that was free.
const TRIES: u32 = 3;
/// What programs written in Go say of a port that is taken.
const PORT_TAKEN: &str = "address already in use";
/// Who asked what and when, of every request, when it is answered.
const AUDIT: &str = r#"{"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived", "ResponseStarted"], "rules": [{"level": "Metadata"}]}"#;
/// Lines of a log that are shown when its process ends too early.
const SHOWN_LINES: usize = 12;

/// Starts a cluster in place of whatever its folder holds. After a failure nothing of it runs.
pub(super) fn start(
    project: &Project,
    progress: &Progress,
    folder: &Folder,
    wish: &Wish,
) -> Result<()> {
    let started = Instant::now();
    for tried in 1.. {
        let outcome = attempt(project, folder, wish);
        let Err(trouble) = outcome else {
            break;
        };
        let again = tried < TRIES && trouble.log.contains(PORT_TAKEN);
        folder.end_processes()?;
        if !again {
            let help = format!("the logs are in {}", folder.path().display());
            return Err(trouble.failure.with_help(help));
        }
    }
    let title = format!("Cluster `{}` is ready", folder.name());
    progress.done(&title, &spoken(started.elapsed()));
    Ok(())
}

/// Why a cluster did not start, and what the process in question said.
struct Trouble {
    failure: Failure,
    log: String,
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            log: String::new(),
        }
    }
}

fn attempt(project: &Project, folder: &Folder, wish: &Wish) -> std::result::Result<(), Trouble> {
    let deadline = Instant::now() + PATIENCE;
    folder.make_anew()?;
    let ports = Ports::free()?;
    write_tokens(folder, ports)?;
    if wish.audited {
        folder.write(components::AUDIT_POLICY, AUDIT)?;
    }
    start_all(
        folder,
        [
            components::etcd(project, folder, ports),
            components::api_server(project, folder, ports, wish.audited),
        ],
    )?;
    // The others check at their start that the certificate is there.
    wait_for(folder, &components::authority(folder), deadline)?;
    start_all(
        folder,
        [
            components::controller_manager(project, folder),
            components::scheduler(project, folder),
            components::kubelet(folder, &wish.scale)?,
        ],
    )?;
    wait_for(folder, &folder.ready_file(), deadline)
}

fn start_all(folder: &Folder, components: impl IntoIterator<Item = Component>) -> Result<()> {
    for Component {
        name,
        program,
        arguments,
    } in components
    {
        folder.write(
            &format!("{name}.command"),
            &command_lines(&program, &arguments),
        )?;
        let process = Running::start(name, &program, &arguments, folder.path())?;
        folder.remember(&process)?;
    }
    Ok(())
}

/// A program and its arguments, one a line: whoever tests can start another one like it.
fn command_lines(program: &Path, arguments: &[OsString]) -> String {
    let words =
        std::iter::once(program.as_os_str()).chain(arguments.iter().map(OsString::as_os_str));
    words
        .map(|word| format!("{}\n", word.to_string_lossy()))
        .collect()
}

/// Waits until a process of the cluster has made `file`, and notices if one ends before.
fn wait_for(folder: &Folder, file: &Path, deadline: Instant) -> std::result::Result<(), Trouble> {
    while !file.exists() {
        if let Some(ended) = folder.processes().iter().find(|it| !it.is_alive()) {
            return Err(ended_early(ended));
        }
        if Instant::now() > deadline {
            let what = format!("the cluster was not ready after {}", spoken(PATIENCE));
            return Err(Failure::new(what).into());
        }
        std::thread::sleep(POLL);
    }
    Ok(())
}

fn ended_early(process: &Running) -> Trouble {
    let log = std::fs::read(process.log()).unwrap_or_default();
    let log = String::from_utf8_lossy(&log).into_owned();
    let lines: Vec<&str> = log.lines().collect();
    let last = lines.len().saturating_sub(SHOWN_LINES);
    let what = format!(
        "{} ended before the cluster was ready; it said:\n    {}",
        process.name,
        lines[last..].join("\n    ")
    );
    Trouble {
        failure: Failure::new(what),
        log,
    }
}

/// Who may use the cluster, for the API server, and how to reach it. There is one user, who may do anything: what
/// somebody with fewer rights can do is tested with service accounts, as in any cluster.
fn write_tokens(folder: &Folder, ports: Ports) -> Result<()> {
    let token = token();
    folder.write(
        components::TOKENS,
        &format!("{token},admin,admin,\"system:masters\"\n"),
    )?;
    let text = kubeconfig(&components::authority(folder), ports.api, &token);
    folder.write("kubeconfig", &text)
}

/// JSON, which is YAML too: a path needs no care but that of JSON.
fn kubeconfig(authority: &Path, port: u16, token: &str) -> String {
    let authority = authority.to_string_lossy();
    let authority = authority.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        r#"{{
  "apiVersion": "v1",
  "kind": "Config",
  "current-context": "laneway",
  "contexts": [{{"name": "laneway", "context": {{"cluster": "laneway", "user": "admin"}}}}],
  "clusters": [{{"name": "laneway", "cluster": {{"server": "https://127.0.0.1:{port}", "certificate-authority": "{authority}"}}}}],
  "users": [{{"name": "admin", "user": {{"token": "{token}"}}}}]
}}
"#
    )
}

/// What nobody can guess: the keys of the standard library's hashers are 128 random bits.
fn token() -> String {
    let word = |_| RandomState::new().build_hasher().finish();
    let words: Vec<String> = (0..4).map(word).map(|it| format!("{it:016x}")).collect();
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ() {
        let (one, other) = (token(), token());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert_ne!(one[..16], one[16..32]);
    }

    #[test]
    fn a_path_with_quotes_stays_one_text() {
        let text = kubeconfig(Path::new("a\"b\\c"), 1, "t");
        assert!(
            text.contains(r#""certificate-authority": "a\"b\\c""#),
            "{text}"
        );
    }
}
