//! A wire between a run and the API server, on which things go wrong.

use crate::home::Home;
use futures_util::stream::unfold;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use kube::client::Body;
use kube::{Client, Error};
use laneway_kube::runner::Place;
use serde_json::json;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, Sender, channel};

type Trouble = Box<dyn std::error::Error + Send + Sync>;
type Answered = UnsyncBoxBody<Bytes, Trouble>;

/// A call, as it comes along the wire.
#[derive(Debug, Clone)]
pub struct Call {
    /// `PATCH`.
    pub method: Method,
    /// `/apis/batch/v1/namespaces/shop/jobs/migrate`.
    pub path: String,
    /// Whether it watches.
    pub watches: bool,
}

impl Call {
    /// Whether it changes a workload.
    pub fn writes(&self) -> bool {
        self.method != Method::GET && !self.path.contains("/leases")
    }
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The API server answers it.
    Answered,
    /// It is refused with this status; the number says after how many seconds it may come again.
    Refused(u16, Option<u32>),
    /// It reaches the API server, but the answer is lost.
    AnswerLost,
    /// It is lost.
    Lost,
}

type Rule = Arc<dyn Fn(&Call) -> Fate + Send + Sync>;

/// How the open watches are ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Not at all.
    None,
    /// The connection ends.
    Ends,
    /// The API server says that what was seen last is too old (410).
    Expires,
}

struct Shared {
    client: Client,
    rule: Mutex<Rule>,
    calls: Mutex<Vec<Call>>,
    cut: Sender<Cut>,
}

/// The wire; whoever uses its place is connected through it.
pub struct Wire {
    /// The place of a run.
    pub place: Place,
    shared: Arc<Shared>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    /// A wire from a namespace to its API server, used by somebody who may do anything, or by another user.
    ///
    /// # Panics
    /// If nobody can listen on this machine.
    pub fn new(home: &Home, user: Option<&str>) -> Self {
        let shared = Arc::new(Shared {
            client: home.client.clone(),
            rule: Mutex::new(Arc::new(|_| Fate::Answered)),
            calls: Mutex::new(Vec::new()),
            cut: channel(Cut::None).0,
        });
        let listener = home
            .runtime
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        home.runtime.spawn(serve(listener, shared.clone()));
        let kubeconfig = write_kubeconfig(home.namespace(), port, user);
        Self {
            place: Place {
                kubeconfig: Some(kubeconfig),
                ..home.place.clone()
            },
            shared,
        }
    }

    /// From now on this decides.
    pub fn decide(&self, rule: impl Fn(&Call) -> Fate + Send + Sync + 'static) {
        *locked(&self.shared.rule) = Arc::new(rule);
    }

    /// Ends all open watches.
    pub fn cut(&self, how: Cut) {
        self.shared.cut.send_replace(how);
    }

    /// All calls so far.
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.shared.calls).clone()
    }
}

fn write_kubeconfig(name: &str, port: u16, user: Option<&str>) -> PathBuf {
    let mut account = json!({});
    if let Some(user) = user {
        account["as"] = user.into();
    }
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "wire",
        "contexts": [{"name": "wire", "context": {"cluster": "wire", "user": "wire"}}],
        "clusters": [{"name": "wire", "cluster": {"server": format!("http://127.0.0.1:{port}")}}],
        "users": [{"name": "wire", "user": account}],
    });
    let path = std::env::temp_dir().join(format!("laneway-{name}-{port}.kubeconfig"));
    std::fs::write(&path, config.to_string()).expect("a kubeconfig can be written");
    path
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let Some(path) = &self.place.kubeconfig {
            std::fs::remove_file(path).ok();
        }
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| pass(request, shared.clone()));
            let server = hyper::server::conn::http1::Builder::new();
            // Whoever goes away in the middle is no trouble here.
            server
                .serve_connection(TokioIo::new(stream), service)
                .await
                .ok();
        });
    }
}

/// Passes a call on, as far as it gets.
async fn pass(
    request: Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<Response<Answered>, Trouble> {
    let call = Call {
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        watches: request
            .uri()
            .query()
            .is_some_and(|query| query.contains("watch=true")),
    };
    let rule = locked(&shared.rule).clone();
    locked(&shared.calls).push(call.clone());
    let fate = rule(&call);
    match fate {
        Fate::Refused(status, after) => return Ok(refusal(status, after)),
        Fate::Lost => return Err("lost".into()),
        Fate::Answered | Fate::AnswerLost => {}
    }
    let cut = shared.cut.subscribe();
    let (mut head, body) = request.into_parts();
    head.headers.remove(http::header::HOST);
    head.headers.remove(http::header::AUTHORIZATION);
    let body = body.collect().await?.to_bytes();
    let answer = shared
        .client
        .send(Request::from_parts(head, Body::from(body.to_vec())))
        .await;
    if fate == Fate::AnswerLost {
        return Err("the answer is lost".into());
    }
    let (head, body) = answer
        .map_err(|error: Error| Trouble::from(error.to_string()))?
        .into_parts();
    let body = match call.watches {
        true => watched(body, cut),
        false => body
            .map_err(|error| Trouble::from(error.to_string()))
            .boxed_unsync(),
    };
    Ok(Response::from_parts(head, body))
}

/// What is watched, until it is cut.
fn watched(body: Body, cut: Receiver<Cut>) -> Answered {
    let frames = unfold(Some((body, cut)), |open| async move {
        let (mut body, mut cut) = open?;
        tokio::select! {
            frame = body.frame() => {
                let frame = frame?.map_err(|error| Trouble::from(error.to_string()));
                Some((frame, Some((body, cut))))
            }
            changed = cut.changed() => {
                changed.ok()?;
                let how = *cut.borrow();
                (how == Cut::Expires).then(|| (Ok(Frame::data(expired())), None))
            }
        }
    });
    StreamBody::new(frames).boxed_unsync()
}

/// As the API server ends a watch whose beginning it has forgotten.
fn expired() -> Bytes {
    let event = json!({"type": "ERROR", "object": status(410)});
    format!("{event}\n").into()
}

fn refusal(code: u16, after: Option<u32>) -> Response<Answered> {
    let text = Full::from(status(code).to_string());
    let mut response = Response::new(text.map_err(|never| match never {}).boxed_unsync());
    *response.status_mut() =
        StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if let Some(after) = after {
        headers.insert(http::header::RETRY_AFTER, after.into());
    }
    response
}

fn status(code: u16) -> serde_json::Value {
    let (reason, message) = match code {
        403 => ("Forbidden", "somebody does not want it"),
        410 => ("Expired", "too old resource version"),
        429 => (
            "TooManyRequests",
            "too many requests, please try again later",
        ),
        _ => (
            "ServiceUnavailable",
            "the server is currently unable to handle the request",
        ),
    };
    json!({
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
        "code": code, "reason": reason, "message": message,
    })
}
