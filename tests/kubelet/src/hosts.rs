//! Nodes that somebody has made for the kubelet to play, beside its own, and that may be lost.

use crate::register::{live_as, sign};
use futures_util::{StreamExt, TryStreamExt};
use k8s_openapi::api::core::v1::Node;
use kube::runtime::WatchStreamExt;
use kube::runtime::watcher::{self, Event, watcher};
use kube::{Api, Client, ResourceExt};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

/// Which nodes are played.
pub const PLAYED: &str = "laneway.dev/kubelet=script";
/// The annotation of a node that is lost, as long as it is `true`.
pub const LOST: &str = "laneway.dev/lost";
/// News that may be open at a time.
const OPEN: usize = 64;

/// How a node is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Its name.
    pub host: String,
    /// Whether nothing is heard of it any more.
    pub is_lost: bool,
}

/// Sends signs of life for all nodes that are played and not lost, and tells which those are. The room that a node has
/// stays what it is said to be.
pub fn serve(client: Client, port: u16) -> Receiver<News> {
    let (tell, news) = channel(OPEN);
    let hosts = Hosts {
        client,
        port,
        tell,
        beating: BTreeMap::new(),
        lost: BTreeSet::new(),
    };
    tokio::spawn(hosts.watch());
    news
}

struct Hosts {
    client: Client,
    port: u16,
    tell: Sender<News>,
    /// Who sends the signs of life of a node.
    beating: BTreeMap<String, JoinHandle<()>>,
    lost: BTreeSet<String>,
}

impl Hosts {
    async fn watch(mut self) {
        let played = watcher::Config::default().labels(PLAYED);
        let events = watcher(Api::<Node>::all(self.client.clone()), played).default_backoff();
        let mut events = events.boxed();
        loop {
            match events.try_next().await {
                Ok(Some(Event::InitApply(node) | Event::Apply(node))) => self.see(&node).await,
                Ok(Some(Event::Delete(node))) => self.forget(&node.name_any()).await,
                Ok(Some(Event::Init | Event::InitDone)) => {}
                Ok(None) => return,
                // The stream goes on by itself after a while.
                Err(error) => eprintln!("watching nodes: {error}"),
            }
        }
    }

    async fn see(&mut self, node: &Node) {
        let host = node.name_any();
        match node.annotations().get(LOST).is_some_and(|it| it == "true") {
            true if self.lost.insert(host.clone()) => {
                if let Some(beating) = self.beating.remove(&host) {
                    beating.abort();
                }
                // The last one, so that the time until it is missed begins now.
                sign(&self.client, &host).await;
                self.say(host, true).await;
            }
            false if !self.beating.contains_key(&host) => {
                self.lost.remove(&host);
                let lives = live_as(self.client.clone(), host.clone(), self.port);
                self.beating.insert(host.clone(), tokio::spawn(lives));
                self.say(host, false).await;
            }
            _ => {}
        }
    }

    /// There is no such node any more. What was on it may still come to its end.
    async fn forget(&mut self, host: &str) {
        self.lost.remove(host);
        if let Some(beating) = self.beating.remove(host) {
            beating.abort();
        }
        self.say(host.to_owned(), false).await;
    }

    async fn say(&self, host: String, is_lost: bool) {
        // Whoever heard it may have gone with all else.
        let _ = self.tell.send(News { host, is_lost }).await;
    }
}
