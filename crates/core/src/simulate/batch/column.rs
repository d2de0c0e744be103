//! What became of one task in the runs of a batch.

use crate::plan::TaskId;
use crate::time::Millis;

/// By lane: [`Millis::MAX`] stands for never. Where a run halted, a column says nothing about the time after the halt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// When it started.
    pub started: Vec<Millis>,
    /// When it settled.
    pub settled: Vec<Millis>,
    /// Where there was more to it than one attempt, in order of the lanes: in all others it neither failed nor degraded
    /// nor paused, and had begun one.
    pub uneven: Vec<Uneven>,
    /// When it met the needs of others for the first time; later than `settled` where it healed. Only of tasks that others
    /// need without a barrier between; else empty.
    pub met: Vec<Millis>,
    /// When the last attempt began that could meet them, also after it settled. Only of tasks that need others without a
    /// barrier between; else empty.
    pub deciding: Vec<Millis>,
    /// When its first attempt began. Only where there may be too little room on nodes; else empty.
    pub first: Vec<Millis>,
    /// Who made the room that it waited for last. Only where there may be too little; else empty.
    pub room_from: Vec<Option<TaskId>>,
}

/// What became of a task in one lane beyond when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uneven {
    /// In which.
    pub lane: u32,
    /// How many attempts it had begun when it settled.
    pub attempts: u32,
    /// How long it had paused between attempts when it settled.
    pub back_off: Millis,
    /// Whether it failed or degraded.
    pub is_bad: bool,
}

impl Uneven {
    /// One attempt, which succeeded.
    const fn even(lane: u32) -> Self {
        Self {
            lane,
            attempts: 1,
            back_off: Millis::ZERO,
            is_bad: false,
        }
    }
}

impl Column {
    /// What became of it in this lane beyond when.
    pub fn at(&self, lane: usize) -> Uneven {
        let lane = lane as u32;
        let found = self.uneven.binary_search_by_key(&lane, |it| it.lane);
        found.map_or(Uneven::even(lane), |at| self.uneven[at])
    }

    /// Notes what became of it in a lane of which nothing is noted yet. The lanes have to be sorted afterwards.
    #[inline]
    pub(super) fn note(&mut self, found: Uneven) {
        if found != Uneven::even(found.lane) {
            self.uneven.push(found);
        }
    }

    /// Brings what is noted in order.
    pub(super) fn sort(&mut self) {
        self.uneven.sort_unstable_by_key(|it| it.lane);
    }

    /// Forgets what is noted of these lanes, which are in order.
    pub(super) fn even_out(&mut self, lanes: &[usize]) {
        let is_kept = |it: &Uneven| lanes.binary_search(&(it.lane as usize)).is_err();
        self.uneven.retain(is_kept);
    }

    /// Whether it has cells of which only some columns have any.
    pub(super) fn has_more(&self) -> bool {
        let are_empty = self.met.is_empty() && self.deciding.is_empty() && self.first.is_empty();
        !are_empty || !self.room_from.is_empty()
    }

    /// Forgets what stands in these cells.
    pub(super) fn clear_more(&mut self, lane: usize) {
        for cells in [&mut self.met, &mut self.deciding, &mut self.first] {
            if let Some(cell) = cells.get_mut(lane) {
                *cell = Millis::MAX;
            }
        }
        if let Some(cell) = self.room_from.get_mut(lane) {
            *cell = None;
        }
    }
}
