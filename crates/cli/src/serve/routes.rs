//! What is answered to whom: the page's files, the files that are followed, and texts that are to be saved.

use super::follow::{Files, Pane};
use super::guard::{Guard, check};
use super::media::{keeping, media_type};
use super::page::{Found, Page};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, put};
use laneway_core::yaml::MAX_TEXT;
use std::convert::Infallible;
use std::sync::Arc;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

/// What the page may load and run: as `index.html` says, and in no frame of another site.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// On every answer.
const SAFE: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Stands in the place of what keeps the page for use without a network: another server at this address may have
/// left one in the browser, and it would show its own page for ever.
const NOTHING_OFFLINE: &str = include_str!("../../../../web/nothing-offline.js");

/// Everything that is served.
pub(super) fn routes(page: Page, files: Option<Arc<Files>>, guard: Guard) -> Router {
    let sign = if files.is_some() { "file" } else { "page" };
    let site = get(move |request: Request| async move { file(&page, sign, &request) });
    let mut router = Router::new()
        .route("/offline-worker.js", get(nothing_offline))
        .fallback_service(site);
    if let Some(files) = files {
        let live = Router::new()
            .route("/live/events", get(events))
            .route("/live/{pane}", put(save))
            .layer(DefaultBodyLimit::max(MAX_TEXT))
            .with_state(files);
        router = router.merge(live);
    }
    router
        .layer(from_fn_with_state(guard, check))
        .layer(map_response(safe))
}

async fn safe(mut response: Response<Body>) -> Response<Body> {
    for (name, value) in SAFE {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

async fn nothing_offline() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, media_type("a.js")),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, NOTHING_OFFLINE)
}

fn file(page: &Page, sign: &str, request: &Request) -> Response<Body> {
    let path = request.uri().path().trim_start_matches('/');
    let header = |name| request.headers().get(name).and_then(|it| it.to_str().ok());
    let found = match Page::is_start(path) {
        true => page.start(sign),
        false => page.find(path, header(ACCEPT_ENCODING).unwrap_or_default()),
    };
    match found {
        Some(found) => send(found, header(IF_NONE_MATCH)),
        None => (StatusCode::NOT_FOUND, "Not found\n").into_response(),
    }
}

fn send(found: Found, known: Option<&str>) -> Response<Body> {
    let tag = format!("\"{}\"", found.tag);
    let is_known = known.is_some_and(|it| it.split(',').any(|it| it.trim() == tag));
    let keeping = [
        (ETAG, tag),
        (CACHE_CONTROL, keeping(&found.name).to_owned()),
        (VARY, "accept-encoding".to_owned()),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, keeping).into_response();
    }
    let encoding = found.encoding.map(|it| [(CONTENT_ENCODING, it)]);
    let media_type = [(CONTENT_TYPE, media_type(&found.name))];
    match encoding {
        Some(encoding) => (keeping, encoding, media_type, found.body).into_response(),
        None => (keeping, media_type, found.body).into_response(),
    }
}

/// Tells of the files as they are, and again whenever one has changed.
async fn events(
    State(files): State<Arc<Files>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = WatchStream::new(files.listen()).map(|it| Ok(Event::default().data(it)));
    Sse::new(told).keep_alive(KeepAlive::default())
}

async fn save(
    State(files): State<Arc<Files>>,
    Path(pane): Path<String>,
    headers: HeaderMap,
    text: String,
) -> Result<impl IntoResponse, StatusCode> {
    let pane = match pane.as_str() {
        "template" => Pane::Template,
        "scenario" => Pane::Scenario,
        _ => return Err(StatusCode::NOT_FOUND),
    };
    let made_from = headers.get(IF_MATCH).and_then(|it| it.to_str().ok());
    let made_from = made_from
        .ok_or(StatusCode::PRECONDITION_REQUIRED)?
        .to_owned();
    let saving = tokio::task::spawn_blocking(move || files.save(pane, &text, &made_from));
    let answer = saving
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let answer = answer.ok_or(StatusCode::FORBIDDEN)?;
    let json = serde_json::to_string(&answer).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(([(CONTENT_TYPE, media_type("answer.json"))], json))
}
