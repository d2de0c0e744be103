//! An API server that is killed and started again in the middle of a run.
//!
//! It is a second one beside that of the cluster, on the same data, so that nobody else is disturbed.

use super::ensure;
use crate::home::{Home, PATIENCE, kubeconfig};
use crate::trial::{PAGE, Stage, trial};
use laneway_kube::runner::Place;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// Written by whoever started the cluster: the program of the API server and its arguments, one a line.
const COMMAND: &str = "kube-apiserver.command";

struct Server {
    port: u16,
    child: Child,
}

impl Server {
    fn start(port: u16) -> Result<Self, String> {
        let folder = kubeconfig().parent().map(PathBuf::from).unwrap_or_default();
        let text = std::fs::read_to_string(folder.join(COMMAND))
            .map_err(|error| format!("{COMMAND}: {error}"))?;
        let mut words = text.lines();
        let mut command = Command::new(words.next().unwrap_or_default());
        for word in words {
            match word.starts_with("--secure-port=") {
                true => command.arg(format!("--secure-port={port}")),
                false => command.arg(word),
            };
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn().map_err(|error| error.to_string())?;
        Ok(Self { port, child })
    }

    /// Until it takes calls.
    fn wait(&self) -> Result<(), String> {
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            ensure(begun.elapsed() < PATIENCE, || {
                "the API server does not start".to_owned()
            })?;
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The cluster's kubeconfig, with another port.
fn place(home: &Home, port: u16) -> Result<Place, String> {
    let text = std::fs::read_to_string(kubeconfig()).map_err(|error| error.to_string())?;
    let (before, after) = text
        .split_once("https://127.0.0.1:")
        .ok_or("no server in the kubeconfig")?;
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let path = std::env::temp_dir().join(format!("laneway-{}-{port}.kubeconfig", home.namespace()));
    std::fs::write(&path, format!("{before}https://127.0.0.1:{port}{after}"))
        .map_err(|error| error.to_string())?;
    Ok(Place {
        kubeconfig: Some(path),
        ..home.place.clone()
    })
}

fn free_port() -> Result<u16, String> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    listener
        .local_addr()
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

pub(super) fn restarted() -> Result<String, String> {
    let home = Home::new();
    let port = free_port()?;
    let place = place(&home, port)?;
    let server = Server::start(port)?;
    server.wait()?;
    let stage = Stage::new(PAGE);
    let server = Mutex::new(Some(server));
    let away = Mutex::new(Duration::ZERO);
    // Until it has read all roles it answers 403: whoever is in `system:masters` does not notice.
    let ran = scope(|scope| {
        trial(&place, &stage, &mut |line| {
            if line == "attempt jobs.scrub 1" {
                let killed = Instant::now();
                if let Ok(mut server) = server.lock() {
                    drop(server.take());
                }
                let (server, away) = (&server, &away);
                scope.spawn(move || {
                    sleep(Duration::from_secs(2));
                    let again = Server::start(port).and_then(|again| again.wait().map(|()| again));
                    if let (Ok(mut server), Ok(mut away)) = (server.lock(), away.lock()) {
                        (*server, *away) = (again.ok(), killed.elapsed());
                    }
                });
            }
        })
    });
    if let Some(path) = &place.kubeconfig {
        std::fs::remove_file(path).ok();
    }
    let ran = ran.map_err(|failure| failure.to_string())?;
    ran.is_done()?;
    home.all_ran_once()?;
    ensure(ran.hears("busy: "), || {
        format!("nothing is said of it: {:#?}", ran.lines)
    })?;
    let away = away
        .lock()
        .map(|away| away.as_secs_f64())
        .unwrap_or_default();
    Ok(format!(
        "killed and back after {away:.1} s; it was said, and the run came to its end, every job was run once"
    ))
}
