//! The life of a session: greeting, work, farewell.

use super::server::Server;
use super::wire::{self, Incoming};
use crate::output::Exit;
use lsp_server::{ErrorCode, Message, Notification, Request, Response, ResponseError};
use lsp_types::notification::{LogMessage, Notification as _};
use lsp_types::request::Request as _;
use lsp_types::{InitializeParams, LogMessageParams, MessageType, notification, request};
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError};

/// Serves until `exit` or the end of the input. Without a `shutdown` before it, that is an error.
///
/// # Errors
/// If the answers cannot be written.
pub(super) fn run() -> io::Result<Exit> {
    let incoming = wire::listen();
    let mut session = Session::default();
    while let Some(next) = session.next(&incoming)? {
        match next {
            Incoming::Garbage(why) => log(format!("not a message of the protocol: {why}"))?,
            Incoming::Message(Message::Notification(it))
                if it.method == notification::Exit::METHOD =>
            {
                break;
            }
            Incoming::Message(Message::Notification(it)) => session.notification(it)?,
            Incoming::Message(Message::Request(it)) => session.request(it)?,
            // Nothing is ever asked of the editor.
            Incoming::Message(Message::Response(_)) => {}
        }
    }
    Ok(if session.is_over {
        Exit::Clean
    } else {
        Exit::Errors
    })
}

#[derive(Default)]
struct Session {
    /// `None` until the editor has greeted.
    server: Option<Server>,
    /// Whether the editor has said `shutdown`.
    is_over: bool,
}

impl Session {
    /// What came next; `None` at the end of the input. Texts are checked when nothing else is
    /// waiting: nobody wants the problems of what is overwritten already.
    fn next(&mut self, incoming: &Receiver<Incoming>) -> io::Result<Option<Incoming>> {
        match incoming.try_recv() {
            Ok(next) => return Ok(Some(next)),
            Err(TryRecvError::Disconnected) => return Ok(None),
            Err(TryRecvError::Empty) => {}
        }
        if let Some(server) = &mut self.server {
            guarded(|| server.check_changed()).unwrap_or_else(log)?;
        }
        Ok(incoming.recv().ok())
    }

    fn notification(&mut self, notification: Notification) -> io::Result<()> {
        match &mut self.server {
            Some(server) if !self.is_over => {
                guarded(|| server.notification(notification)).unwrap_or_else(log)
            }
            _ => Ok(()),
        }
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        let id = request.id.clone();
        let result = match &mut self.server {
            None if request.method == request::Initialize::METHOD => self.greet(request),
            None => Err(error(
                ErrorCode::ServerNotInitialized,
                "`initialize` comes first",
            )),
            Some(_) if self.is_over => Err(error(
                ErrorCode::InvalidRequest,
                "after `shutdown` comes only `exit`",
            )),
            Some(_) if request.method == request::Shutdown::METHOD => {
                self.is_over = true;
                Ok(serde_json::Value::Null)
            }
            Some(server) => {
                // Answers speak of the problems that the text has now.
                guarded(|| server.check_changed()).unwrap_or_else(log)?;
                guarded(|| server.request(request))
                    .unwrap_or_else(|why| Err(error(ErrorCode::InternalError, why)))
            }
        };
        wire::send(Response {
            id,
            response_result: result,
        })
    }

    fn greet(&mut self, request: Request) -> Result<serde_json::Value, ResponseError> {
        let client: InitializeParams = serde_json::from_value(request.params)
            .map_err(|why| error(ErrorCode::InvalidParams, why.to_string()))?;
        let server = self.server.insert(Server::new(&client));
        super::server::json(&server.greeting())
    }
}

pub(super) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError {
        code: code as i32,
        message: message.into(),
        data: None,
    }
}

/// A mistake of ours in one answer must not cost the editor all the others.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| told(cause.as_ref()))
}

fn told(cause: &(dyn Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied());
    format!("a mistake in laneway: {}", text.unwrap_or("unknown"))
}

fn log(message: String) -> io::Result<()> {
    wire::notify::<LogMessage>(LogMessageParams {
        typ: MessageType::ERROR,
        message,
    })
}
