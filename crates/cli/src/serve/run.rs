//! The server from its start to Ctrl-C.

use super::Serve;
use super::address::{listen, url};
use super::follow::{Files, Shown};
use super::guard::{Guard, Token};
use super::page::Page;
use super::routes::routes;
use crate::input::{self, Refusal};
use crate::output::Output;
use crate::text::clean;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// Serves until it is stopped.
///
/// # Errors
/// If it cannot be started.
pub(super) fn run(asked: &Serve, output: &mut Output) -> Result<(), Refusal> {
    let page = page(asked.dist.as_deref())?;
    for path in asked.files() {
        check(path)?;
    }
    if let Some(trace) = asked.trace.as_deref().filter(|_| !asked.follow) {
        check(trace)?;
    }
    let token =
        Token::new().map_err(|error| Refusal(format!("there are no random numbers: {error}")))?;
    let guard = Guard {
        host: asked.host.as_str().into(),
        token: token.clone(),
    };
    let listener = listen(&asked.host, asked.port)?;
    let address = listener.local_addr().map_err(|error| broken(&error))?;
    let files = asked.file.clone().map(|template| {
        let shown = Shown {
            template,
            scenario: asked.scenario.clone(),
            trace: asked.trace.clone(),
            is_followed: asked.follow,
        };
        Files::follow(shown, token, asked.write)
    });
    output.print(&asked.announcement(address));
    if !address.ip().is_loopback() {
        output.explain(&asked.warning());
    }
    if asked.open && open::that_detached(url(address)).is_err() {
        output.explain("laneway: no browser could be opened; open the address yourself\n");
    }
    answer(listener, routes(page, files, guard)).map_err(|error| broken(&error))
}

impl Serve {
    fn files(&self) -> impl Iterator<Item = &Path> {
        self.file.iter().chain(&self.scenario).map(PathBuf::as_path)
    }

    /// The address alone in a line, for people and for programs.
    fn announcement(&self, address: SocketAddr) -> String {
        let names: Vec<String> = self
            .files()
            .map(|it| clean(&it.display().to_string()))
            .collect();
        let shown = match (names.is_empty(), self.write) {
            (true, _) => String::new(),
            (false, false) => format!(
                "It follows {}; nothing is written (--write allows it).\n",
                names.join(" and ")
            ),
            (false, true) => format!(
                "It follows {}, and saves what is saved there.\n",
                names.join(" and ")
            ),
        };
        format!(
            "The playground is at\n  {}\n{shown}Press Ctrl-C to stop.\n",
            url(address)
        )
    }

    fn warning(&self) -> String {
        let may = match (self.files().next().is_some(), self.write) {
            (false, _) => "open this page",
            (true, false) => "read these files",
            (true, true) => "read and change these files",
        };
        format!(
            "laneway: whoever can reach {} can {may}\n",
            clean(&self.host)
        )
    }
}

/// The page that is served.
fn page(dist: Option<&Path>) -> Result<Page, Refusal> {
    let Some(folder) = dist else {
        #[cfg(feature = "playground")]
        return Ok(Page::Carried);
        #[cfg(not(feature = "playground"))]
        return Err(Refusal(format!(
            "{}\nor name a built page with --dist FOLDER",
            super::WITHOUT_PAGE
        )));
    };
    let page = Page::Folder(folder.to_owned());
    if page.is_there() {
        return Ok(page);
    }
    let name = clean(&folder.display().to_string());
    Err(Refusal(format!(
        "{name} holds no built page: there is no index.html in it"
    )))
}

/// A file that cannot be read now is more likely a slip than one that comes later.
fn check(path: &Path) -> Result<(), Refusal> {
    if input::is_stdin(path) {
        return Err(Refusal(
            "standard input (-) cannot be followed; name a file".to_owned(),
        ));
    }
    input::read(path).map(|_| ())
}

/// Answers until Ctrl-C, or until the system asks the program to end. Who still listens is hung up on; a text that is
/// being saved is saved first.
fn answer(listener: TcpListener, routes: axum::Router) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            ended = axum::serve(listener, routes) => ended,
            () = stopped() => Ok(()),
        }
    })
}

async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn broken(error: &std::io::Error) -> Refusal {
    Refusal(format!("the server stopped: {error}"))
}
