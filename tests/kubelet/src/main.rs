//! Runs the test kubelet.

use clap::Parser;
use kube::config::{KubeConfigOptions, Kubeconfig};
use laneway_kubelet::clock::Clock;
use laneway_kubelet::{hosts, kubelet, logs, register};
use std::error::Error;
use std::path::PathBuf;

/// A kubelet without containers: pods do what their scripts say.
#[derive(Parser)]
struct Arguments {
    /// How to reach the API server; nothing else is looked at.
    #[arg(long, value_name = "FILE")]
    kubeconfig: PathBuf,
    /// With which the API server is told that it speaks to the node. It does not look.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    /// The key of the certificate.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The node's name.
    #[arg(long, value_name = "NAME", default_value = "laneway")]
    node: String,
    /// Real time for each of the kubelet's own: at 0.1 what takes 10 s takes 1 s.
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = factor)]
    scale: f64,
    /// A file to make when pods can come.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok();
    let fits = factor.filter(|factor: &f64| factor.is_finite() && *factor > 0.0);
    fits.ok_or_else(|| "a number above 0 is needed".to_owned())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let kubeconfig = Kubeconfig::read_from(&arguments.kubeconfig)?;
    let options = KubeConfigOptions::default();
    let config = kube::Config::from_custom_kubeconfig(kubeconfig, &options).await?;
    let client = kube::Client::try_from(config)?;

    let (port, questions) = logs::serve(&arguments.certificate, &arguments.key).await?;
    register::register(&client, &arguments.node, port).await;
    if let Some(file) = &arguments.ready_file {
        std::fs::write(file, "")?;
    }
    tokio::spawn(register::live(client.clone(), arguments.node.clone()));
    let news = hosts::serve(client.clone(), port);
    let clock = Clock::start(arguments.scale);
    kubelet::run(client, &arguments.node, clock, questions, news).await?;
    Ok(())
}
