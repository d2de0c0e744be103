//! One watch per kind, for all tasks.

use super::connect::{Cluster, value};
use super::drive::Message;
use super::error::{code, words};
use crate::course::Input;
use crate::object::Resource;
use futures::StreamExt as _;
use kube::ResourceExt as _;
use kube::runtime::WatchStreamExt as _;
use kube::runtime::watcher::{self, Event, watcher};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;

/// How long to wait before everything is listed anew.
const AGAIN: Duration = Duration::from_secs(1);

/// Watches the objects of a kind that a selector finds, until nobody listens any more.
pub(super) async fn watch(
    cluster: Cluster,
    resource: Resource,
    selector: String,
    to: UnboundedSender<Message>,
) {
    while watch_once(&cluster, &resource, &selector, &to).await {
        sleep(AGAIN).await;
    }
}

/// Watches until nobody listens any more, or until everything has to be listed anew, which is then said. The stream
/// lists anew by itself if a watch that goes on is told that it is too old, but not if it is refused for that at once.
async fn watch_once(
    cluster: &Cluster,
    resource: &Resource,
    selector: &str,
    to: &UnboundedSender<Message>,
) -> bool {
    let config = watcher::Config::default().labels(selector);
    let mut stream = watcher(cluster.api(resource), config)
        .default_backoff()
        .boxed();
    let kind = resource.kind.as_str();
    let mut listed = Vec::new();
    while let Some(event) = stream.next().await {
        let is_too_old = matches!(&event, Err(watcher::Error::WatchStartFailed(error)) if code(error) == Some(410));
        let message = match event {
            Ok(Event::Init) => {
                listed.clear();
                continue;
            }
            Ok(Event::InitApply(object)) => {
                listed.push(object.name_any());
                Message::Happened(Input::Seen(value(&object, kind)))
            }
            Ok(Event::InitDone) => Message::Listed(kind.to_owned(), std::mem::take(&mut listed)),
            Ok(Event::Apply(object)) => Message::Happened(Input::Seen(value(&object, kind))),
            Ok(Event::Delete(object)) => Message::Happened(Input::Gone(value(&object, kind))),
            Err(error) => trouble(resource, &error),
        };
        if to.send(message).is_err() {
            return false;
        }
        if is_too_old {
            return true;
        }
    }
    false
}

/// What is not allowed does not get better by itself.
fn trouble(resource: &Resource, error: &watcher::Error) -> Message {
    let (is_final, why) = match error {
        watcher::Error::InitialListFailed(error)
        | watcher::Error::WatchStartFailed(error)
        | watcher::Error::WatchFailed(error) => {
            (matches!(code(error), Some(401 | 403 | 404)), words(error))
        }
        other => (false, other.to_string()),
    };
    let why = format!("watching {}: {why}", resource.plural());
    match is_final {
        true => Message::Forbidden(why),
        false => Message::Busy(why),
    }
}
