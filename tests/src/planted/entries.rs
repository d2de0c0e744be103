//! The kinds of mistakes, in the order in which the language lists them.

use super::ground::Ground;
use super::plant::Plant;
use super::{
    dependencies, halts, hints, keys, lists, nothing, references, removal, repeats, stages, text,
    types, values,
};

/// A kind of mistake.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What a table calls it.
    pub name: &'static str,
    /// Its planter.
    pub plant: fn(&Ground) -> Vec<Plant>,
}

const fn entry(name: &'static str, plant: fn(&Ground) -> Vec<Plant>) -> Entry {
    Entry { name, plant }
}

/// All of them.
pub const ENTRIES: [Entry; 75] = [
    entry("duplicate key", keys::duplicate_key),
    entry("tab indentation", text::tab),
    entry("alias bomb", text::alias_bomb),
    entry("over-deep nesting: of its own", text::depth),
    entry("over-deep nesting: a value", text::deep_value),
    entry("pasted documentation form", stages::pasted),
    entry("both order_from and parallelize", stages::both_orders),
    entry("neither order_from nor parallelize", stages::no_order),
    entry(
        "steps under order_from: all",
        stages::steps_under_order_from,
    ),
    entry("steps under order_from: one", stages::step_among_tasks),
    entry(
        "tasks under parallelize: all",
        stages::tasks_under_parallelize,
    ),
    entry("tasks under parallelize: one", stages::task_among_steps),
    entry("wrong type: workflows", types::workflows),
    entry("wrong type: stages as keys", types::stages_as_keys),
    entry("wrong type: a stage", types::stage),
    entry("wrong type: a name or label", types::labels),
    entry("wrong type: mappings for lists", types::lists_as_mappings),
    entry("wrong type: text for lists", types::lists_as_text),
    entry("wrong type: a task", types::task),
    entry("wrong type: a step", types::step),
    entry("wrong type: a step without its dash", types::single_step),
    entry("wrong type: a flag", types::flag),
    entry("wrong type: services and its like", lists::list),
    entry("wrong type: an item of them", lists::item),
    entry("wrong type: a name of them", lists::name),
    entry("wrong type: depends_on", lists::dependencies),
    entry("wrong type: a probe", lists::probe),
    entry("wrong type: numbers", values::numbers),
    entry("wrong type: booleans", values::booleans),
    entry(
        "unknown key: nearly one of a step",
        keys::misspelled_in_step,
    ),
    entry(
        "unknown key: nearly one of a stage",
        keys::misspelled_in_stage,
    ),
    entry(
        "unknown key: nearly the other order",
        keys::misspelled_other_order,
    ),
    entry("unknown key: like none", keys::invented_in_step),
    entry("unknown stage: nearly one", stages::misspelled_name),
    entry("unknown stage: like none", stages::invented_name),
    entry("two stages of one name: renamed", stages::repeated_name),
    entry("two stages of one name: one more", stages::copied),
    entry(
        "unknown reference: nearly a task",
        references::misspelled_task,
    ),
    entry("unknown reference: like no task", references::invented_task),
    entry("unknown reference: of another kind", references::wrong_kind),
    entry(
        "unknown reference: nearly a dependency",
        references::misspelled_dependency,
    ),
    entry("unknown kind", references::unknown_kind),
    entry("unknown kind: none at all", references::bare_name),
    entry("infrastructure.all", references::infrastructure_all),
    entry("cron_jobs.x", references::cron_job),
    entry("empty stage", nothing::empty_stage),
    entry("empty step: one more", nothing::new_empty_step),
    entry("empty step: emptied", nothing::emptied_step),
    entry("duplicate step name", repeats::repeated_label),
    entry("same task twice: in one step", repeats::twice_in_step),
    entry("same task twice: overlapping", repeats::twice_overlapping),
    entry(
        "same task twice: one after the other",
        repeats::twice_in_order,
    ),
    entry("same task twice: services.all", repeats::repeated_all),
    entry("depends_on inside one step", dependencies::within_step),
    entry(
        "depends_on against the order: declared",
        dependencies::against_order,
    ),
    entry(
        "depends_on against the order: moved",
        dependencies::moved_back,
    ),
    entry("depends_on in a circle", dependencies::circle),
    entry(
        "need on a non-waited step: declared",
        dependencies::not_waited,
    ),
    entry(
        "need on a non-waited step: not waited",
        dependencies::wait_dropped,
    ),
    entry(
        "wait_for_finish: false on the last step",
        halts::last_not_waited,
    ),
    entry(
        "halt and no wait: a halting step",
        halts::halting_not_waited,
    ),
    entry(
        "halt and no wait: a background step",
        halts::background_halts,
    ),
    entry("remove_environment missing", removal::missing),
    entry("remove_environment not last", removal::not_last),
    entry("remove_environment outside teardown", removal::outside),
    entry("service never deployed: a new one", removal::new_service),
    entry("service never deployed: left out", removal::left_out),
    entry("job-level halt_on_error", halts::old_halt),
    entry("job-level halt_on_error: false", halts::old_halt_false),
    entry("chart timeout without a unit", values::chart_timeout),
    entry("completed_timeout as text", values::completed_timeout),
    entry("late halt", halts::late_halt),
    entry(
        "order_from that could be parallel",
        removal::needlessly_serial,
    ),
    entry("two waited steps that could be one", hints::split_step),
    entry("secrets in what would be shared", hints::secret),
];
