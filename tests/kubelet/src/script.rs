//! What a container does: a line of a tiny language.
//!
//! ```text
//! sleep 3s; exit 1 | sleep 12s; serve
//! ```
//!
//! Attempts stand between `|`; the last one counts for all that follow. An attempt is a list of commands between
//! `;`, done one after the other:
//!
//! | command | meaning |
//! |---|---|
//! | `sleep 3s` | do nothing for so long |
//! | `serve [10s]` | answer from now on, and go on after that time; without one: for ever |
//! | `need NAME [3s]` | if NAME is not there at this moment, live so long (no time, if none is given) and exit with 1 |
//! | `hang` | do nothing any more, and answer no probe |
//! | `say TEXT` | write a line to the log |
//! | `exit [1]` | end with this code; without one: 0. So does the end of the attempt |
//!
//! NAME is met by a pod that has this name or a label of this value: if one succeeded, or if some are running and all
//! of these are ready. Before the first attempt may stand what concerns the container as a whole:
//!
//! | command | meaning |
//! |---|---|
//! | `pull-takes 5s` | how long pulling the image takes |
//! | `pull-fails [3]` | so many pulls fail first; without a number: all of them |
//! | `stuck REASON` | it never runs and waits with this reason, such as `InvalidImageName` |
//! | `stop-takes 3s` | how long the container goes on when it is asked to stop |
//! | `goes-on` | the next pod of the same Job begins with the next attempt, and finds the image |
//!
//! Durations are written as in scenarios: `250ms`, `3s`, `1m30s`.

use laneway_core::time::Millis;

/// A container's script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// How long a pull takes that succeeds.
    pub pull_takes: Millis,
    /// How many pulls fail before one succeeds; `u32::MAX` stands for all.
    pub failing_pulls: u32,
    /// Why it can never run.
    pub stuck: Option<String>,
    /// How long the container goes on when it is asked to stop.
    pub stop_takes: Millis,
    /// Whether attempts are counted on from pod to pod of a Job.
    pub goes_on: bool,
    /// At least one.
    attempts: Vec<Vec<Command>>,
}

/// One thing that a container does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Do nothing for so long.
    Sleep(Millis),
    /// Answer from now on; go on after this time, or never.
    Serve(Option<Millis>),
    /// Crash unless something is there.
    Need {
        /// A pod's name, or the value of one of its labels.
        name: String,
        /// How long it takes to crash.
        lives: Millis,
    },
    /// Write a line.
    Say(String),
    /// Do nothing any more, and answer no probe.
    Hang,
    /// End with this code.
    Exit(i32),
}

impl Script {
    /// Serves from the start and for ever.
    pub fn server() -> Self {
        Self::of(vec![Command::Serve(None)])
    }

    /// Works for a second and succeeds.
    pub fn worker() -> Self {
        Self::of(vec![Command::Sleep(Millis::from_secs(1))])
    }

    fn of(attempt: Vec<Command>) -> Self {
        Self {
            pull_takes: Millis::ZERO,
            failing_pulls: 0,
            stuck: None,
            stop_takes: Millis::ZERO,
            goes_on: false,
            attempts: vec![attempt],
        }
    }

    /// Reads a script; an error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut script = Self {
            attempts: Vec::new(),
            ..Self::of(Vec::new())
        };
        for attempt in text.split('|') {
            let mut commands = Vec::new();
            for command in attempt.split(';').map(str::trim) {
                let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
                let is_first = script.attempts.is_empty() && commands.is_empty();
                if command.is_empty() || is_first && script.read_setting(word, rest.trim())? {
                    continue;
                }
                commands.push(read_command(word, rest.trim())?);
            }
            script.attempts.push(commands);
        }
        Ok(script)
    }

    /// Whether the command concerns the container as a whole; if so, it is taken in.
    fn read_setting(&mut self, word: &str, rest: &str) -> Result<bool, String> {
        match word {
            "pull-takes" => self.pull_takes = duration(word, rest)?,
            "stop-takes" => self.stop_takes = duration(word, rest)?,
            "stuck" if rest.is_empty() => return Err("`stuck` needs a reason".to_owned()),
            "stuck" => self.stuck = Some(rest.to_owned()),
            "pull-fails" if rest.is_empty() => self.failing_pulls = u32::MAX,
            "pull-fails" => self.failing_pulls = number(word, rest)?,
            "goes-on" => self.goes_on = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What is left of it after so many pods of the same Job: if it goes on, their attempts are over, and the image is
    /// there.
    pub fn go_on_after(&mut self, pods: usize) {
        if self.goes_on && pods > 0 {
            let last = self.attempts.len().saturating_sub(1);
            self.attempts.drain(..pods.min(last));
            self.failing_pulls = 0;
        }
    }

    /// What attempt `number`, counted from 1, does.
    pub fn attempt(&self, number: u32) -> &[Command] {
        let index = usize::try_from(number).unwrap_or(usize::MAX).max(1) - 1;
        let last = self.attempts.len().saturating_sub(1);
        self.attempts
            .get(index.min(last))
            .map_or(&[], Vec::as_slice)
    }
}

fn read_command(word: &str, rest: &str) -> Result<Command, String> {
    Ok(match word {
        "sleep" => Command::Sleep(duration(word, rest)?),
        "serve" if rest.is_empty() => Command::Serve(None),
        "serve" => Command::Serve(Some(duration(word, rest)?)),
        "need" if rest.is_empty() => return Err("`need` names nothing".to_owned()),
        "need" => {
            let (name, lives) = rest.split_once(' ').unwrap_or((rest, "0s"));
            Command::Need {
                name: name.to_owned(),
                lives: duration(word, lives.trim())?,
            }
        }
        "hang" if rest.is_empty() => Command::Hang,
        "say" => Command::Say(rest.to_owned()),
        "exit" if rest.is_empty() => Command::Exit(0),
        "exit" => Command::Exit(i32::from(number::<u8>(word, rest)?)),
        "pull-takes" | "pull-fails" | "stuck" | "stop-takes" | "goes-on" => {
            return Err(format!("`{word}` belongs before the first attempt"));
        }
        _ => {
            return Err(format!(
                "`{word}` is no command: there are sleep, serve, need, hang, say and exit"
            ));
        }
    })
}

fn duration(word: &str, text: &str) -> Result<Millis, String> {
    text.parse()
        .map_err(|_| format!("`{word} {text}`: `{text}` is no duration such as 3s or 250ms"))
}

fn number<T: std::str::FromStr>(word: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("`{word} {text}`: `{text}` is no fitting number"))
}

#[cfg(test)]
mod tests {
    use super::{Command, Script};
    use laneway_core::time::Millis;

    #[test]
    fn the_last_attempt_counts_for_all_further_ones() {
        let script = Script::read("sleep 3s; exit 1 | need db 250ms; serve").unwrap();
        let crash = [Command::Sleep(Millis(3000)), Command::Exit(1)];
        let need = Command::Need {
            name: "db".to_owned(),
            lives: Millis(250),
        };
        let serve = [need, Command::Serve(None)];
        assert_eq!(script.attempt(1), crash);
        for number in [2, 3, u32::MAX] {
            assert_eq!(script.attempt(number), serve);
        }
    }

    #[test]
    fn what_concerns_the_container_stands_first() {
        let script = Script::read("pull-takes 2s;pull-fails 3; stop-takes 1m; exit").unwrap();
        let expected = (Millis(2000), 3, Millis(60_000));
        let read = (script.pull_takes, script.failing_pulls, script.stop_takes);
        assert_eq!(read, expected);
        assert_eq!(script.attempt(1), [Command::Exit(0)]);
        assert_eq!(Script::read("pull-fails").unwrap().failing_pulls, u32::MAX);
        let stuck = Script::read("stuck InvalidImageName").unwrap().stuck;
        assert_eq!(stuck.as_deref(), Some("InvalidImageName"));
        assert_eq!(Script::read("").unwrap().attempt(1), []);
    }

    #[test]
    fn the_next_pod_goes_on_if_it_is_told_to() {
        let text = "pull-fails 2; sleep 1s | sleep 2s | sleep 3s";
        let after = |text: &str, pods| {
            let mut script = Script::read(text).unwrap();
            script.go_on_after(pods);
            (script.failing_pulls, script.attempt(1)[0].clone())
        };
        let sleeps = |seconds| Command::Sleep(Millis::from_secs(seconds));
        assert_eq!(after(text, 1), (2, sleeps(1)));
        let text = format!("goes-on; {text}");
        assert_eq!(after(&text, 0), (2, sleeps(1)));
        assert_eq!(after(&text, 1), (0, sleeps(2)));
        assert_eq!(after(&text, 7), (0, sleeps(3)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (script, named) in [
            ("sleep", "no duration"),
            ("sleep 3", "`3` is no duration"),
            ("slep 3s", "`slep` is no command"),
            ("exit 256", "`256`"),
            ("exit -1", "`-1`"),
            ("need", "names nothing"),
            ("need db soon", "`soon`"),
            ("serve; pull-fails", "before the first attempt"),
            ("stuck", "needs a reason"),
            ("serve | pull-fails", "before the first attempt"),
        ] {
            let problem = Script::read(script).unwrap_err();
            assert!(problem.contains(named), "{script}: {problem}");
        }
    }
}
