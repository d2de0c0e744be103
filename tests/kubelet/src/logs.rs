//! What containers have written, for whoever asks the API server.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::status::NODE_ADDRESS;

/// Questions that may be open at a time.
const OPEN: usize = 64;

/// Which lines are wanted.
#[derive(Debug)]
pub struct Question {
    /// The pod's namespace.
    pub namespace: String,
    /// The pod's name.
    pub pod: String,
    /// The container's name.
    pub container: String,
    /// Whether the run before the present one is meant.
    pub is_previous: bool,
    /// Only so many lines, the last ones.
    pub most: Option<usize>,
    answer: oneshot::Sender<Option<Vec<String>>>,
}

impl Question {
    /// Gives the lines, if there are any such.
    pub fn answer(self, lines: Option<Vec<String>>) {
        // Who asked may have gone.
        let _ = self.answer.send(lines);
    }
}

/// Listens on a free port, and hands on what is asked there.
pub async fn serve(
    certificate: &Path,
    key: &Path,
) -> Result<(u16, mpsc::Receiver<Question>), Box<dyn Error>> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(certificate)?.collect();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain?, PrivateKeyDer::from_pem_file(key)?)?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((NODE_ADDRESS, 0)).await?;
    let port = listener.local_addr()?.port();
    let (ask, questions) = mpsc::channel(OPEN);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, ask) = (acceptor.clone(), ask.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let service = service_fn(move |request| respond(request, ask.clone()));
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                if let Err(error) = connection.await {
                    eprintln!("answering for a log: {error}");
                }
            });
        }
    });
    Ok((port, questions))
}

async fn respond(
    request: Request<Incoming>,
    ask: mpsc::Sender<Question>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (answer, answered) = oneshot::channel();
    let response = |status, text: String| {
        let mut response = Response::new(Full::from(text));
        *response.status_mut() = status;
        Ok(response)
    };
    let Some(question) = read(request.uri(), answer) else {
        return response(StatusCode::NOT_FOUND, "only logs are here\n".to_owned());
    };
    let most = question.most.unwrap_or(usize::MAX);
    let lines = match ask.send(question).await {
        Ok(()) => answered.await.ok().flatten(),
        Err(_) => None,
    };
    match lines {
        Some(lines) => {
            let first = lines.len().saturating_sub(most);
            let text = lines[first..].iter().map(|line| format!("{line}\n"));
            response(StatusCode::OK, text.collect())
        }
        None => response(
            StatusCode::BAD_REQUEST,
            "there is no such run of a container\n".to_owned(),
        ),
    }
}

/// Reads `/containerLogs/NAMESPACE/POD/CONTAINER?previous=true&tailLines=3`.
fn read(address: &Uri, answer: oneshot::Sender<Option<Vec<String>>>) -> Option<Question> {
    let parts: Vec<&str> = address.path().split('/').collect();
    let ["", "containerLogs", namespace, pod, container] = parts[..] else {
        return None;
    };
    let pairs = address.query().unwrap_or_default().split('&');
    // Names and the values that count need no escapes.
    let pairs: Vec<(&str, &str)> = pairs.filter_map(|pair| pair.split_once('=')).collect();
    let option = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|it| it.1);
    Some(Question {
        namespace: namespace.to_owned(),
        pod: pod.to_owned(),
        container: container.to_owned(),
        is_previous: option("previous").is_some_and(|it| it == "true"),
        most: option("tailLines").and_then(|it| it.parse().ok()),
        answer,
    })
}

#[cfg(test)]
mod tests {
    use super::{Question, read};
    use tokio::sync::oneshot;

    fn question(address: &str) -> Option<Question> {
        read(&address.parse().unwrap(), oneshot::channel().0)
    }

    #[test]
    fn the_api_servers_questions_are_read() {
        let asked = question("/containerLogs/trial/web-1/app?previous=true&tailLines=3").unwrap();
        let names = (&*asked.namespace, &*asked.pod, &*asked.container);
        assert_eq!(names, ("trial", "web-1", "app"));
        assert_eq!((asked.is_previous, asked.most), (true, Some(3)));
        let asked = question("/containerLogs/trial/web-1/app?follow=false").unwrap();
        assert_eq!((asked.is_previous, asked.most), (false, None));
        for other in [
            "/",
            "/pods",
            "/containerLogs/trial/web-1",
            "/exec/trial/web-1/app",
        ] {
            assert!(question(other).is_none(), "{other}");
        }
    }
}
