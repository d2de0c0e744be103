//! Where things are in this repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Folders of the checkout that this program was built from.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    pub(crate) fn find() -> Self {
        // The manifest lies in `<root>/crates/xtask`; cargo says where when it runs us, and knew it when it built us.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.ancestors().nth(2).unwrap_or(&manifest).to_owned();
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Build tools at pinned versions, kept out of the user's own folders.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    pub(crate) fn tools_bin(&self) -> PathBuf {
        self.tools().join("bin")
    }

    /// The built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// npm package of the editor bundle.
    pub(crate) fn editor(&self) -> PathBuf {
        self.root.join("web/editor")
    }

    /// npm package of the browser tests.
    pub(crate) fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// npm package of the language server's tests.
    pub(crate) fn language_server_tests(&self) -> PathBuf {
        self.root.join("tests/lsp")
    }

    /// npm package of what is measured in Node.
    pub(crate) fn benchmarks(&self) -> PathBuf {
        self.root.join("tests/bench")
    }

    /// Go module of the programs of a cluster.
    pub(crate) fn cluster_module(&self) -> PathBuf {
        self.root.join("tests/cluster")
    }

    /// What running clusters keep, a folder for each.
    pub(crate) fn clusters(&self) -> PathBuf {
        self.root.join("target/cluster")
    }

    /// `PATH` with the pinned tools first, so that nobody downloads or picks up others.
    pub(crate) fn path_with_tools(&self) -> OsString {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.tools_bin()).chain(std::env::split_paths(&inherited));
        std::env::join_paths(folders).unwrap_or(inherited)
    }
}
