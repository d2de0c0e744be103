//! Messages on standard input and output.

use crate::output;
use lsp_server::{Message, Notification};
use std::io::{self, BufRead};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// What came in.
pub(super) enum Incoming {
    Message(Message),
    /// Something that is no message, and why.
    Garbage(String),
}

/// Reads messages until the input ends, on a thread of its own: whoever works on one can see whether
/// more have come.
pub(super) fn listen() -> Receiver<Incoming> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || read_all(&mut io::stdin().lock(), &sender));
    receiver
}

fn read_all(input: &mut impl BufRead, sender: &Sender<Incoming>) {
    loop {
        let incoming = match Message::read(input) {
            Ok(Some(message)) => Incoming::Message(message),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                Incoming::Garbage(error.to_string())
            }
            Ok(None) | Err(_) => return,
        };
        if sender.send(incoming).is_err() {
            return;
        }
    }
}

/// Sends a message.
///
/// # Errors
/// If nobody reads any more.
pub(super) fn send(message: impl Into<Message>) -> io::Result<()> {
    message.into().write(&mut output::raw())
}

/// Sends the notification `N`.
///
/// # Errors
/// If nobody reads any more.
pub(super) fn notify<N: lsp_types::notification::Notification>(
    params: N::Params,
) -> io::Result<()> {
    send(Notification::new(N::METHOD.to_owned(), params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_goes_on_behind_what_is_no_message() {
        let message = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
        let input = [
            message(r#"{"method":"first"}"#),
            message("{ no JSON"),
            "nonsense\r\n\r\n".to_owned(),
            message(r#"{"method":"last"}"#),
        ];
        let (sender, receiver) = mpsc::channel();
        read_all(&mut input.concat().as_bytes(), &sender);
        drop(sender);
        let methods = receiver.iter().filter_map(|incoming| match incoming {
            Incoming::Message(Message::Notification(it)) => Some(it.method),
            Incoming::Message(_) | Incoming::Garbage(_) => None,
        });
        assert_eq!(methods.collect::<Vec<_>>(), ["first", "last"]);
    }
}
