//! The part `engines`: what is exported for other engines, held to the schemas in their own modules.

use super::Run;
use super::summary::Counts;
use crate::error::{Failure, Result};
use crate::process::Job;

/// The modules of `tests/engines/go.mod`, and the variable that tells tests where each has been put.
const MODULES: [(&str, &str); 2] = [
    (
        "github.com/argoproj/argo-workflows/v3",
        "LANEWAY_ARGO_MODULE",
    ),
    ("github.com/tektoncd/pipeline", "LANEWAY_TEKTON_MODULE"),
];

pub(super) fn run(run: &Run, counts: &mut Counts) -> Result<()> {
    if !super::has_go(&run.project, counts)? {
        return Ok(());
    }
    let test = ["test", "--locked", "--no-fail-fast", "--workspace"];
    let which = [
        "--features",
        "laneway/serve,laneway/engine-schemas",
        "--test",
        "engine_schemas",
    ];
    let mut job = Job::cargo(&[&test[..], &which].concat(), run.project.root());
    for (module, variable) in MODULES {
        job = job.env(variable, folder(run, module)?);
    }
    job.run_shown(|line| counts.read_cargo(line))
}

/// Where Go has put a module, which it downloads first if it is not there.
fn folder(run: &Run, module: &str) -> Result<String> {
    let engines = run.project.root().join("tests/engines");
    let download = ["mod", "download", "-json", module];
    let told = Job::new("go", &download, &engines).answer();
    let line = told
        .as_deref()
        .and_then(|told| told.lines().find(|line| line.contains("\"Dir\"")));
    let folder = line.and_then(|line| line.split('"').nth(3));
    folder.map(str::to_owned).ok_or_else(|| {
        Failure::new(format!("Go could not download {module}"))
            .with_help(format!("try `go {}` in tests/engines", download.join(" ")))
    })
}
