//! The processes of a cluster: which programs, with which arguments.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::{flag, programs};
use crate::error::{Context, Result};
use crate::project::Project;

/// Certificates and keys, in the folder of the cluster.
const CERTIFICATES: &str = "certificates";
/// Who is who, in the API server's format.
pub(super) const TOKENS: &str = "tokens.csv";

/// The API server's key, which also signs tokens of service accounts.
fn key(folder: &Folder) -> PathBuf {
    folder.path().join(CERTIFICATES).join("apiserver.key")
}

/// A program to start.
pub(super) struct Component {
    pub(super) name: &'static str,
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
}

/// Ports of this machine that nobody listened on a moment ago.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ports {
    pub(super) api: u16,
    etcd: u16,
    etcd_peer: u16,
}

impl Ports {
    /// Free ones. Another program may take one before we do: the caller has to try again.
    pub(super) fn free() -> Result<Self> {
        let listen = || std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0));
        // All are held until all are known, so that they differ.
        let free = || -> std::io::Result<[u16; 3]> {
            let listeners = [listen()?, listen()?, listen()?];
            let mut ports = [0; 3];
            for (port, listener) in ports.iter_mut().zip(&listeners) {
                *port = listener.local_addr()?.port();
            }
            Ok(ports)
        };
        let [api, etcd, etcd_peer] = free().context(|| "find a free port".to_owned())?;
        Ok(Self {
            api,
            etcd,
            etcd_peer,
        })
    }
}

/// The certificate with which the API server signed its own.
pub(super) fn authority(folder: &Folder) -> PathBuf {
    folder.path().join(CERTIFICATES).join("apiserver.crt")
}

pub(super) fn etcd(project: &Project, folder: &Folder, ports: Ports) -> Component {
    let client = format!("http://127.0.0.1:{}", ports.etcd);
    let peer = format!("http://127.0.0.1:{}", ports.etcd_peer);
    control_plane(
        project,
        "etcd",
        "server",
        vec![
            flag("--data-dir", folder.path().join("etcd")),
            flag("--listen-client-urls", &client),
            flag("--advertise-client-urls", &client),
            flag("--listen-peer-urls", &peer),
            flag("--initial-advertise-peer-urls", &peer),
            flag("--initial-cluster", format!("default={peer}")),
            // The data is deleted with the cluster, so nothing need survive a power cut.
            "--unsafe-no-fsync".into(),
        ],
    )
}

/// Which requests are noted, in the folder of the cluster.
pub(super) const AUDIT_POLICY: &str = "audit-policy.json";

/// Where they are noted.
pub(super) fn audit_log(folder: &Folder) -> PathBuf {
    folder.path().join("audit.log")
}

pub(super) fn api_server(
    project: &Project,
    folder: &Folder,
    ports: Ports,
    audited: bool,
) -> Component {
    let certificates = folder.path().join(CERTIFICATES);
    let key = key(folder);
    let mut arguments = vec![
        flag("--etcd-servers", format!("http://127.0.0.1:{}", ports.etcd)),
        flag("--bind-address", "127.0.0.1"),
        flag("--advertise-address", "127.0.0.1"),
        flag("--secure-port", ports.api.to_string()),
        // An address of this machine can be no endpoint of the service `kubernetes`.
        flag("--endpoint-reconciler-type", "none"),
        // It writes a certificate of its own there, with its key.
        flag("--cert-dir", &certificates),
        flag("--service-account-signing-key-file", &key),
        flag("--service-account-key-file", &key),
        flag("--service-account-issuer", "https://kubernetes.default.svc"),
        flag("--service-cluster-ip-range", "10.96.0.0/16"),
        flag("--authorization-mode", "RBAC"),
        flag("--anonymous-auth", "false"),
        flag("--token-auth-file", folder.path().join(TOKENS)),
        // Pods need no token: nothing runs in them.
        flag("--disable-admission-plugins", "ServiceAccount"),
    ];
    if audited {
        arguments.extend([
            flag("--audit-policy-file", folder.path().join(AUDIT_POLICY)),
            flag("--audit-log-path", audit_log(folder)),
        ]);
    }
    let name = "kube-apiserver";
    control_plane(project, name, name, arguments)
}

pub(super) fn controller_manager(project: &Project, folder: &Folder) -> Component {
    let key = key(folder);
    let mut arguments = client(folder);
    arguments.push(flag("--service-account-private-key-file", key));
    let name = "kube-controller-manager";
    control_plane(project, name, name, arguments)
}

pub(super) fn scheduler(project: &Project, folder: &Folder) -> Component {
    let name = "kube-scheduler";
    control_plane(project, name, name, client(folder))
}

/// The test kubelet, which cargo builds beside the program that runs here.
pub(super) fn kubelet(folder: &Folder, scale: &str) -> Result<Component> {
    let here = std::env::current_exe().context(|| "find the built programs".to_owned())?;
    Ok(Component {
        name: "laneway-kubelet",
        program: here.with_file_name("laneway-kubelet"),
        arguments: vec![
            flag("--kubeconfig", folder.kubeconfig()),
            flag("--ready-file", folder.ready_file()),
            // The API server's own will do: it does not look whose it is.
            flag("--certificate", authority(folder)),
            flag("--key", key(folder)),
            flag("--scale", scale),
        ],
    })
}

/// What the controller manager and the scheduler have in common: there is one of each, and nobody asks them.
fn client(folder: &Folder) -> Vec<OsString> {
    vec![
        flag("--kubeconfig", folder.kubeconfig()),
        flag("--leader-elect", "false"),
        flag("--secure-port", "0"),
        // By default they ask so seldom that a thousand jobs would wait for minutes.
        flag("--kube-api-qps", "1000"),
        flag("--kube-api-burst", "2000"),
    ]
}

fn control_plane(
    project: &Project,
    name: &'static str,
    file: &str,
    arguments: Vec<OsString>,
) -> Component {
    Component {
        name,
        program: programs::folder(project).join(Path::new(file)),
        arguments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_line_names_a_file_of_the_cluster() {
        // By which its processes are told from those of other clusters.
        let project = Project::find();
        let folder = Folder::of(&project, "trial").unwrap();
        let ports = Ports::free().unwrap();
        let mark = format!("{}/", folder.path().display());
        for component in [
            etcd(&project, &folder, ports),
            api_server(&project, &folder, ports, false),
            controller_manager(&project, &folder),
            scheduler(&project, &folder),
            kubelet(&folder, "1").unwrap(),
        ] {
            let mut arguments = component.arguments.iter();
            let names = arguments.any(|argument| argument.to_string_lossy().contains(&mark));
            assert!(names, "{}", component.name);
        }
    }

    #[test]
    fn ports_differ() {
        let Ports {
            api,
            etcd,
            etcd_peer,
        } = Ports::free().unwrap();
        assert!(api != etcd && etcd != etcd_peer && etcd_peer != api);
    }
}
