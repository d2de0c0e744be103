//! Where the page is served.

use crate::input::Refusal;
use crate::text::clean;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// Tried first, always the same: the browser keeps drafts by address, port included.
const USUAL_PORT: u16 = 5290;

/// A place to listen at: this port, or without one the usual port or else any that is free.
///
/// # Errors
/// If there is none.
pub(super) fn listen(host: &str, port: Option<u16>) -> Result<TcpListener, Refusal> {
    let on = |port| TcpListener::bind((host, port));
    let listener = match port {
        Some(port) => on(port),
        None => on(USUAL_PORT).or_else(|error| match error.kind() {
            ErrorKind::AddrInUse => on(0),
            _ => Err(error),
        }),
    };
    listener.map_err(|error| {
        let port = port.unwrap_or(USUAL_PORT);
        let host = clean(host);
        Refusal(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "port {port} is taken by another program; choose another with --port, or leave it out for one that is free"
            ),
            ErrorKind::PermissionDenied => {
                format!("port {port} is not allowed to you; choose one above 1023 with --port")
            }
            _ => format!("cannot serve on {host}: {error}; --host takes an address or a name of this machine"),
        })
    })
}

/// The address that a browser on this machine opens.
pub(super) fn url(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => "[::1]".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    format!("http://{ip}:{}/", address.port())
}
