//! `peer-simcore STEPS TASKS RUNS`: so many runs of a workflow of so many steps with so many jobs each, by
//! the simulation library `simcore`. Prints the mean end in milliseconds.
//!
//! A job takes 20 to 90 s, mostly 40 (triangular); each attempt fails with a chance of 5 % and is made again,
//! six times at most, after 10, 20, 40 … s. A step begins when all jobs of the one before have ended.

use serde::Serialize;
use simcore::{Event, EventHandler, Simulation, SimulationContext, cast};
use std::cell::RefCell;
use std::rc::Rc;

const CHANCE: f64 = 0.05;
const RETRIES: u32 = 6;
const BACK_OFF: f64 = 10.0;
const TIME: [f64; 3] = [20.0, 40.0, 90.0];

#[derive(Clone, Serialize)]
struct AttemptEnds {
    attempt: u32,
}

#[derive(Clone, Serialize)]
struct AttemptBegins {
    attempt: u32,
}

struct Workflow {
    context: SimulationContext,
    tasks: usize,
    steps_left: usize,
    unsettled: usize,
}

impl Workflow {
    fn open_step(&mut self) {
        if self.steps_left == 0 {
            return;
        }
        self.steps_left -= 1;
        self.unsettled = self.tasks;
        (0..self.tasks).for_each(|_| self.begin(1));
    }

    fn begin(&self, attempt: u32) {
        let time = triangular(self.context.rand());
        self.context.emit_self(AttemptEnds { attempt }, time);
    }

    fn end(&mut self, attempt: u32) {
        if self.context.rand() < CHANCE && attempt <= RETRIES {
            let attempt = attempt + 1;
            let delay = BACK_OFF * f64::from(1_u32 << (attempt - 2));
            self.context.emit_self(AttemptBegins { attempt }, delay);
            return;
        }
        self.unsettled -= 1;
        if self.unsettled == 0 {
            self.open_step();
        }
    }
}

impl EventHandler for Workflow {
    fn on(&mut self, event: Event) {
        cast!(match event.data {
            AttemptEnds { attempt } => {
                self.end(attempt);
            }
            AttemptBegins { attempt } => {
                self.begin(attempt);
            }
        })
    }
}

fn triangular(unit: f64) -> f64 {
    let [min, mode, max] = TIME;
    let (width, left, right) = (max - min, mode - min, max - mode);
    if unit < left / width {
        min + (left * width * unit).sqrt()
    } else {
        max - (right * width * (1.0 - unit)).sqrt()
    }
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).flat_map(|it| it.parse()).collect();
    let [steps, tasks, runs] = numbers[..] else {
        eprintln!("peer-simcore STEPS TASKS RUNS");
        std::process::exit(2);
    };
    let mut simulation = Simulation::new(7);
    let workflow = Workflow {
        context: simulation.create_context("workflow"),
        tasks,
        steps_left: 0,
        unsettled: 0,
    };
    let workflow = Rc::new(RefCell::new(workflow));
    simulation.add_handler("workflow", workflow.clone());
    for _ in 0..runs {
        workflow.borrow_mut().steps_left = steps;
        workflow.borrow_mut().open_step();
        simulation.step_until_no_events();
    }
    // Runs follow one another on the one clock of the simulation.
    println!("{:.0}", simulation.time() / runs as f64 * 1000.0);
}
