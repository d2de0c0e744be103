//! Who is answered. A browser sends requests on behalf of any site that its user visits; none of those may read or
//! change the files.

use axum::extract::{Request, State};
use axum::http::header::{HOST, HeaderMap, ORIGIN};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// The header that brings the [`Token`] back.
const TOKEN: &str = "x-laneway-token";

/// What a page has to know before it may change anything. Other sites cannot read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token(pub(super) String);

impl Token {
    /// Another one at each start.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        let halves = [getrandom::u64()?, getrandom::u64()?];
        Ok(Self(halves.map(|it| format!("{it:016x}")).concat()))
    }
}

/// What the guard knows.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// The name that `--host` gave.
    pub(super) host: Arc<str>,
    pub(super) token: Token,
}

/// Lets a request pass if its sender may be answered.
pub(super) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    match guard.refusal(request.method(), request.headers()) {
        None => next.run(request).await,
        Some(why) => (StatusCode::FORBIDDEN, format!("{why}\n")).into_response(),
    }
}

impl Guard {
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<&'static str> {
        let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
        let host = text(HOST.as_str()).unwrap_or_default();
        if !self.is_own(name_of(host)) {
            return Some("This address is served under another name: see --host.");
        }
        if matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let origin = text(ORIGIN.as_str()).map(|it| it.split_once("://").map_or(it, |(_, it)| it));
        if origin.is_some_and(|it| it != host) {
            return Some("Only the page itself may change files.");
        }
        (text(TOKEN) != Some(&self.token.0))
            .then_some("Only the page itself may change files: reload it.")
    }

    /// A site can make its name stand for this machine, but never an address or `localhost`.
    fn is_own(&self, name: &str) -> bool {
        name.parse::<IpAddr>().is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || name.eq_ignore_ascii_case(&self.host)
    }
}

/// The name or address in a `Host` header, without port and brackets.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn refusal(method: &Method, headers: &[(&'static str, &'static str)]) -> Option<&'static str> {
        let guard = Guard {
            host: "build.example".into(),
            token: Token("secret".to_owned()),
        };
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).parse().unwrap(), HeaderValue::from_static(value)));
        guard.refusal(method, &headers.collect())
    }

    #[test]
    fn only_own_names_are_answered() {
        for host in [
            "127.0.0.1:5290",
            "localhost",
            "LOCALHOST:80",
            "[::1]:5290",
            "192.168.0.7:1",
            "build.example:5290",
        ] {
            assert_eq!(refusal(&Method::GET, &[("host", host)]), None, "{host}");
        }
        for host in [
            "evil.example:5290",
            "127.0.0.1.evil.example",
            "localhost.evil.example:5290",
            "[evil]",
            "",
        ] {
            assert!(refusal(&Method::GET, &[("host", host)]).is_some(), "{host}");
        }
        assert!(refusal(&Method::GET, &[]).is_some());
    }

    #[test]
    fn only_the_page_itself_changes_anything() {
        let host = ("host", "localhost:5290");
        let token = ("x-laneway-token", "secret");
        let allowed = |headers: &[_]| refusal(&Method::PUT, headers).is_none();
        assert!(allowed(&[host, token]));
        assert!(allowed(&[host, token, ("origin", "http://localhost:5290")]));
        assert!(!allowed(&[host]));
        assert!(!allowed(&[host, ("x-laneway-token", "guess")]));
        for origin in ["http://evil.example", "http://localhost:80", "null"] {
            assert!(!allowed(&[host, token, ("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn no_token_is_that_of_another_start() {
        let [one, other] = [Token::new(), Token::new()].map(Result::unwrap);
        assert_ne!(one, other);
        assert_eq!(one.0.len(), 32);
    }
}
