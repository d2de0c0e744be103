//! Reads a lesson: Markdown whose code blocks say by their first line what they hold.

use super::check::Trouble;
use super::{Claim, Drag, Lesson, Measure, Step, Task, Texts, Variation};

/// Reads a lesson as far as it can be understood, and says what cannot.
pub fn read(text: &str) -> (Lesson, Vec<Trouble>) {
    let mut reader = Reader::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().zip(1..).peekable();
    if lines.next_if(|(line, _)| line.trim() == "---").is_some() {
        for (line, number) in lines.by_ref().take_while(|(line, _)| line.trim() != "---") {
            reader.front(line, number);
        }
    }
    while let Some((line, number)) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<(&str, usize)> = lines
                .by_ref()
                .take_while(|(line, _)| !is_fence(line))
                .collect();
            reader.block(kind.trim(), number, &block);
        } else if let Some(title) = line.strip_prefix("## ") {
            reader.step(title.trim(), number);
        } else {
            reader.line(line, number);
        }
    }
    reader.finish()
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "```"
}

#[derive(Default)]
struct Reader {
    lesson: Lesson,
    troubles: Vec<Trouble>,
    /// Whether something is done in the present step, and what.
    is_done: bool,
    /// Whether points belong to the question before them.
    awaits_choices: bool,
    has_template: bool,
}

impl Reader {
    fn trouble(&mut self, line: usize, message: impl Into<String>) {
        self.troubles.push(Trouble {
            line,
            message: message.into(),
        });
    }

    /// A line of what stands in front.
    fn front(&mut self, line: &str, number: usize) {
        let Some((key, value)) = line.split_once(':') else {
            if !line.trim().is_empty() {
                self.trouble(number, "this is no `key: value`");
            }
            return;
        };
        let value = value.trim().to_owned();
        match key.trim() {
            "title" => self.lesson.title = value,
            "idea" => self.lesson.idea = value,
            "stage" => self.lesson.stage = Some(value),
            other => self.trouble(
                number,
                format!("there is no key `{other}`; the keys are `title`, `idea` and `stage`"),
            ),
        }
    }

    fn step(&mut self, title: &str, line: usize) {
        (self.is_done, self.awaits_choices) = (false, false);
        self.lesson.steps.push(Step {
            title: title.to_owned(),
            line,
            before: String::new(),
            task: Task::Read,
            after: String::new(),
        });
    }

    fn line(&mut self, line: &str, number: usize) {
        let Some(step) = self.lesson.steps.last_mut() else {
            if !line.trim().is_empty() && !line.starts_with("# ") {
                self.trouble(number, "text belongs below a heading `## …`");
            }
            return;
        };
        if self.awaits_choices {
            match (&mut step.task, line.strip_prefix("- ")) {
                (Task::Predict { choices, .. }, Some(choice)) => {
                    choices.push(choice.trim().to_owned());
                    return;
                }
                (_, Some(_)) => {
                    self.awaits_choices = false;
                    return self.trouble(
                        number,
                        "an end that is dragged has no answers to choose from; a list may follow behind a sentence",
                    );
                }
                (_, None) => self.awaits_choices = line.trim().is_empty(),
            }
        }
        let part = match self.is_done {
            true => &mut step.after,
            false => &mut step.before,
        };
        // No empty lines in front.
        if !(part.is_empty() && line.trim().is_empty()) {
            part.push_str(line);
            part.push('\n');
        }
    }

    fn block(&mut self, kind: &str, line: usize, block: &[(&str, usize)]) {
        match kind {
            "yaml template" | "yaml scenario" => self.text(kind == "yaml template", line, block),
            "claims" => self.claims(line, block),
            "predict" => self.predict(line, block),
            "drag" => self.drag(line, block),
            "watch" => self.act(line, Task::Watch),
            _ if self.lesson.steps.is_empty() => self.trouble(
                line,
                "a block in front of the first step is `yaml template`, `yaml scenario` or `claims`",
            ),
            // Any other code is something to read.
            _ => {
                let number = line;
                self.line(&format!("```{kind}"), number);
                for (line, number) in block {
                    self.line(line, *number);
                }
                self.line("```", number);
            }
        }
    }

    fn text(&mut self, is_template: bool, line: usize, block: &[(&str, usize)]) {
        let text: String = block.iter().flat_map(|(line, _)| [*line, "\n"]).collect();
        if self.lesson.steps.is_empty() {
            let Texts { template, scenario } = &mut self.lesson.texts;
            *(if is_template { template } else { scenario }) = text;
            self.has_template |= is_template;
            return;
        }
        if !matches!(self.task(), Some(Task::Try { .. })) {
            self.act(
                line,
                Task::Try {
                    texts: Variation::default(),
                    claims: Vec::new(),
                },
            );
        }
        if let Some(Task::Try { texts, .. }) = self.task() {
            *(if is_template {
                &mut texts.template
            } else {
                &mut texts.scenario
            }) = Some(text);
        }
    }

    fn claims(&mut self, line: usize, block: &[(&str, usize)]) {
        let mut read = Vec::new();
        for (line, number) in block.iter().filter(|(line, _)| !line.trim().is_empty()) {
            let claim = line.split_once(": ").and_then(|(measure, expected)| {
                Some(Claim {
                    line: *number,
                    measure: Measure::parse(measure)?,
                    expected: expected.trim().to_owned(),
                })
            });
            match claim {
                Some(claim) => read.push(claim),
                None => self.trouble(*number, no_measure(line)),
            }
        }
        match self.lesson.steps.last_mut().map(|step| &mut step.task) {
            None => self.lesson.claims.extend(read),
            Some(Task::Try { claims, .. }) => claims.extend(read),
            Some(_) => self.trouble(
                line,
                "claims stand in front of the first step, or behind the texts of a variation",
            ),
        }
    }

    fn predict(&mut self, line: usize, block: &[(&str, usize)]) {
        let written: Vec<&str> = block.iter().map(|(line, _)| line.trim()).collect();
        let written = written.join(" ");
        match Measure::parse(&written) {
            Some(measure) => {
                self.awaits_choices = true;
                let choices = Vec::new();
                self.act(line, Task::Predict { measure, choices });
            }
            None => self.trouble(line, no_measure(&written)),
        }
    }

    fn drag(&mut self, line: usize, block: &[(&str, usize)]) {
        match Drag::parse(line, block) {
            Ok(drag) => {
                self.awaits_choices = true;
                self.act(line, Task::Drag(drag));
            }
            Err(trouble) => self.troubles.push(trouble),
        }
    }

    /// What is done in the present step; one thing each.
    fn act(&mut self, line: usize, task: Task) {
        let Some(step) = self.lesson.steps.last_mut() else {
            return self.trouble(line, "this belongs below a heading `## …`");
        };
        if std::mem::replace(&mut self.is_done, true) {
            return self.trouble(
                line,
                "there is something to do in this step already; begin another with `## …`",
            );
        }
        step.task = task;
    }

    fn task(&mut self) -> Option<&mut Task> {
        self.lesson.steps.last_mut().map(|step| &mut step.task)
    }

    fn finish(mut self) -> (Lesson, Vec<Trouble>) {
        if self.lesson.title.is_empty() {
            self.trouble(
                1,
                "there is no title: begin with a line `---`, then `title: …`, then `---`",
            );
        }
        if !self.has_template {
            self.trouble(
                1,
                "there is no template: put one into a block that begins with ```yaml template",
            );
        }
        if self.lesson.steps.is_empty() {
            self.trouble(1, "there is no step: each begins with a heading `## …`");
        }
        for step in &mut self.lesson.steps {
            for part in [&mut step.before, &mut step.after] {
                part.truncate(part.trim_end().len());
            }
        }
        (self.lesson, self.troubles)
    }
}

pub(super) fn no_measure(written: &str) -> String {
    format!(
        "`{}` says nothing that can be measured; what can be is: {}",
        written.trim(),
        Measure::FORMS.join(", ")
    )
}
