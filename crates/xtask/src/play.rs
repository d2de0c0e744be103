//! `cargo xtask play`: the playground on this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use crate::build;
use crate::error::{Context, Failure, Result};
use crate::options;
use crate::progress::Progress;
use crate::project::Project;
use crate::serve::Site;
use crate::style::Style;

pub(crate) const HELP: &str = "\
Build the playground and serve it on this machine until Ctrl-C.

Usage: cargo xtask play [--port N]

Options:
  --port N   Serve on this port. Without it: 5290, or any free port if that one is taken.

Examples:
  cargo xtask play
  cargo xtask play --port 8080

Only this machine can reach the address. The first start sets up the build tools and takes some
minutes; later ones take seconds.
";

/// Tried first, always the same: the browser keeps drafts by address, port included.
const USUAL_PORT: u16 = 5290;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    let project = Project::find();
    // Taken before the build: a busy port is said at once, not after minutes.
    let listener = listen(port)?;
    build::page(&project, &Progress::new())?;

    let site = Site::new(project.dist());
    let address = listener
        .local_addr()
        .context(|| "read the address that is served".to_owned())?;
    let serving = std::thread::spawn(move || site.serve(&listener));
    Site::answers(address)?;
    println!(
        "\n  The playground is at {}",
        Style::of_stdout().strong(&format!("http://{address}/"))
    );
    println!("  Press Ctrl-C to stop.\n");
    serving
        .join()
        .map_err(|_| Failure::new("the server stopped"))
}

fn port(arguments: &[String]) -> Result<Option<u16>> {
    let Some(text) = options::values(arguments, Some("--port"))?.pop() else {
        return Ok(None);
    };
    text.parse()
        .map(Some)
        .map_err(|_| Failure::usage(format!("`{text}` is no port: a number from 0 to 65535")))
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let on = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match port {
        Some(port) => on(port).map_err(|error| {
            Failure::new(format!("cannot serve on port {port}: {error}"))
                .with_help("choose another with --port, or leave it out to get a free one")
        }),
        None => on(USUAL_PORT)
            .or_else(|_| on(0))
            .context(|| "serve on 127.0.0.1".to_owned()),
    }
}
