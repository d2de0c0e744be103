//! What is different in the runs that are compared with those of the stage as it is.

use super::shape::Shape;
use super::source::Source;
use crate::plan::TaskId;
use crate::scenario::Scenario;
use crate::simulate::Setting;
use crate::simulate::draws::Time;
use crate::template::Template;
use crate::time::Millis;
use std::sync::Arc;

/// Everything that changes are made to.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) template: Template,
    pub(super) scenario: Scenario,
    pub(super) setting: Setting,
}

/// A single change. Draws belong to names, attempts and purposes, so it shifts none of any other task.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// The stage as it is.
    Nothing,
    /// The task always takes so long.
    Takes(TaskId, Millis),
    /// The task takes so many millionths of its time.
    Scaled(TaskId, u32),
    /// This does not happen.
    Without(Source),
    /// Its steps are arranged like this.
    Arranged(Shape),
    /// The setting of a changed text.
    Rewritten(Arc<Setting>),
}

impl Change {
    /// The setting with the change. It is made anew each time: thousands of them would take much room.
    pub(super) fn setting(&self, frame: &Frame) -> Setting {
        let changed = |task: &TaskId, change: &dyn Fn(&Time) -> Time| {
            let mut setting = frame.setting.clone();
            let duration = &mut setting.behaviours[task.0].duration;
            *duration = change(duration);
            setting
        };
        match self {
            Self::Nothing => frame.setting.clone(),
            Self::Takes(task, time) => changed(task, &|_| Time::Fixed(*time)),
            Self::Scaled(task, millionths) => changed(task, &|it| it.scaled(*millionths)),
            Self::Without(source) => source.removed(frame),
            Self::Arranged(shape) => shape.setting(&frame.setting),
            Self::Rewritten(setting) => Setting::clone(setting),
        }
    }
}
