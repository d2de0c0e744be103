//! What the commands that deploy have in common: which objects a stage consists of.

pub(crate) mod cleanup;
#[cfg(feature = "native")]
mod last;
#[cfg(feature = "native")]
mod live;
pub(crate) mod manifests;
#[cfg(feature = "native")]
mod plan;
pub(crate) mod rbac;
pub(crate) mod run;
#[cfg(feature = "native")]
mod screen;
#[cfg(feature = "native")]
mod scribe;
pub(crate) mod status;
#[cfg(feature = "native")]
mod words;

use crate::input::{self, Refusal};
use crate::output::Output;
use crate::subject::{Subject, Texts};
use crate::text::clean;
use laneway_core::analysis;
use laneway_core::diagnostic::Severity;
use laneway_core::simulate::Setting;
use laneway_kube::labels;
use laneway_kube::manifest::{self, Bundle, Given, Order};
use laneway_kube::object::Resource;
use laneway_kube::select::{Part, select};
use std::fs;
use std::path::{Path, PathBuf};

/// What to do about a program that cannot talk to a cluster.
#[cfg(not(feature = "native"))]
const WITHOUT_CLUSTER: &str = "\
this laneway was built without what talks to a cluster. In its repository, install one that has it:
  cargo install --path crates/cli --features native";

/// A stage, and where its objects come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Deployment {
    #[command(flatten)]
    texts: Texts,

    /// Objects that are applied in the place of those made from the template: YAML or JSON, each labelled
    /// laneway.dev/task or named after its task; also the output of `helm template`
    #[arg(long, value_name = "FOLDER")]
    manifests: Option<PathBuf>,

    /// What the objects are labelled with [default: the template's `app`, else the name of its file]
    #[arg(long, value_name = "NAME")]
    application: Option<String>,
}

/// Which cluster is meant.
#[derive(Debug, clap::Args)]
pub(crate) struct Where {
    /// The namespace [default: that of the context]
    #[arg(long, short, value_name = "NAME")]
    namespace: Option<String>,

    /// A context of the kubeconfig [default: the current one]
    #[arg(long, value_name = "NAME")]
    context: Option<String>,

    /// How to reach the cluster [default: KUBECONFIG, else the user's own, else the cluster that this program runs in]
    #[arg(long, value_name = "FILE")]
    kubeconfig: Option<PathBuf>,
}

#[cfg(feature = "native")]
impl Where {
    fn place(&self) -> laneway_kube::runner::Place {
        laneway_kube::runner::Place {
            kubeconfig: self.kubeconfig.clone(),
            context: self.context.clone(),
            namespace: self.namespace.clone(),
        }
    }
}

/// A stage that can be deployed.
pub(crate) struct Prepared {
    pub(crate) application: String,
    pub(crate) setting: Setting,
    pub(crate) bundles: Vec<Bundle>,
    /// The kinds of the application's objects.
    pub(crate) kinds: Vec<Resource>,
    /// The text of the scenario.
    #[cfg_attr(
        not(feature = "native"),
        expect(dead_code, reason = "only a run records it")
    )]
    pub(crate) scenario: Option<String>,
}

impl Deployment {
    /// Reads everything, and makes the objects. A template with errors is not deployed: what it means is not clear.
    fn prepare(
        &self,
        part: &Part,
        columns: usize,
        output: &mut Output,
    ) -> Result<Prepared, Refusal> {
        let subject = self.texts.read()?;
        let analysis = analysis::analyze(&subject.request());
        subject.explain_problems(&analysis, analysis.run.is_some(), columns, output);
        let Some(run) = &analysis.run else {
            return Err(subject.why_nothing(&analysis));
        };
        let all = analysis.template.iter().chain(&analysis.scenario);
        if all
            .into_iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            let path = clean(&subject.template.path);
            return Err(Refusal(format!(
                "{path} has errors, and what is not clear is not deployed"
            )));
        }
        let setting = select(&run.setting, part).map_err(|why| Refusal(clean(&why)))?;
        let given = self.given()?;
        let application = self.application(&subject)?;
        let bundles = manifest::bundles(&Order {
            template: &subject.template.text,
            plan: &setting.plan,
            application: &application,
            given: &given,
        });
        let bundles = bundles.map_err(|problems| {
            let lines: Vec<String> = problems
                .iter()
                .map(|it| format!("\n  {}", clean(&it.to_string())))
                .collect();
            Refusal(format!(
                "not every task has something to apply:{}",
                lines.concat()
            ))
        })?;
        let references: Vec<&str> = run
            .setting
            .plan
            .tasks
            .iter()
            .map(|task| task.reference.as_str())
            .collect();
        for unused in given.unused(&references) {
            let unused = clean(&unused);
            output.explain(&format!(
                "laneway: {unused} belongs to no task of this stage and is not applied\n"
            ));
        }
        Ok(Prepared {
            kinds: kinds(&given),
            application,
            setting,
            bundles,
            scenario: subject.scenario.map(|scenario| scenario.text),
        })
    }

    fn given(&self) -> Result<Given, Refusal> {
        let Some(folder) = &self.manifests else {
            return Ok(Given::default());
        };
        let mut paths = Vec::new();
        collect(folder, &mut paths)?;
        paths.sort();
        let mut texts = Vec::new();
        for path in paths {
            let input = input::read(&path)?;
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            texts.push((inside.display().to_string(), input.text));
        }
        Ok(Given::read(&texts))
    }

    fn application(&self, subject: &Subject) -> Result<String, Refusal> {
        let of_file = || {
            let stem = subject.template.source.file_stem()?;
            Some(labels::name(stem.to_str()?)).filter(|name| !name.is_empty())
        };
        let asked = self.application.as_deref().map(labels::name);
        let found = asked
            .or_else(|| manifest::application(&subject.template.text))
            .or_else(of_file);
        found.filter(|name| !name.is_empty()).ok_or_else(|| {
            Refusal("the application has no name: give it one with --application".to_owned())
        })
    }
}

/// What the objects of an application can be.
fn kinds(given: &Given) -> Vec<Resource> {
    let mut kinds = vec![
        Resource::workload("Deployment"),
        Resource::workload("Job"),
        Resource::new("v1", "Service"),
    ];
    kinds.extend(given.resources());
    kinds.sort();
    kinds.dedup();
    kinds
}

/// All manifests of a folder and the folders in it.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Refusal> {
    let refuse = |error: std::io::Error| {
        Refusal(format!(
            "cannot read {}: {error}",
            clean(&folder.display().to_string())
        ))
    };
    for entry in fs::read_dir(folder).map_err(refuse)? {
        let path = entry.map_err(refuse)?.path();
        let ending = path.extension().and_then(|it| it.to_str());
        if path.is_dir() {
            collect(&path, paths)?;
        } else if matches!(ending, Some("yaml" | "yml" | "json")) {
            paths.push(path);
        }
    }
    Ok(())
}
