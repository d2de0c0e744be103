//! The only place that prints.

use crate::input::Refusal;
use crate::text::clean_lines;
use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

/// What a command ends with; part of the contract with scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing is wrong, or nothing worse than a warning.
    Clean = 0,
    /// A checked file has errors, a forecast does not keep its budget, or a run halted.
    Errors = 1,
    /// The command was called wrongly, or had nothing to work on.
    Unusable = 2,
    /// A run came to its end, and something in it went wrong.
    #[cfg_attr(
        not(feature = "native"),
        expect(dead_code, reason = "only runs end so")
    )]
    FinishedWithErrors = 3,
    /// Another run holds the lock.
    #[cfg_attr(
        not(feature = "native"),
        expect(dead_code, reason = "only runs end so")
    )]
    Locked = 4,
    /// Somebody stopped a run.
    #[cfg_attr(
        not(feature = "native"),
        expect(dead_code, reason = "only runs end so")
    )]
    Interrupted = 130,
}

/// Standard output as it is, for a program that reads a protocol from it.
pub(crate) fn raw() -> impl Write {
    io::stdout().lock()
}

/// The terminal that a picture can move in, and whether it may have colours; nothing if nobody looks who could be shown one.
#[cfg(feature = "native")]
pub(crate) fn screen() -> Option<(io::Stdout, bool)> {
    let stream = io::stdout();
    let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
    let is_seen = stream.is_terminal() && io::stderr().is_terminal() && !is_dumb;
    let has_colours = anstream::AutoStream::choice(&stream) != anstream::ColorChoice::Never;
    is_seen.then_some((stream, has_colours))
}

/// Standard output and standard error. Colours are dropped where the terminal, `--color`,
/// `NO_COLOR` or a pipe ask for it. A reader that goes away (`laneway … | head`) is no error.
#[derive(Debug, Default)]
pub(crate) struct Output {
    failure: Option<io::Error>,
    is_progress_shown: bool,
}

/// Clears the line from the cursor on.
const CLEAR_REST: &str = "\u{1b}[K";
/// Clears the screen and goes to its first line. What has scrolled away stays.
const CLEAR_SCREEN: &str = "\u{1b}[2J\u{1b}[H";

impl Output {
    /// Prints a result.
    pub(crate) fn print(&mut self, text: &str) {
        let mut stream = io::BufWriter::new(anstream::stdout().lock());
        let written = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
        self.keep_failure(written);
    }

    /// Prints a text of the user's own, byte for byte, unless somebody looks at it: then what a
    /// terminal obeys instead of showing it is replaced.
    pub(crate) fn print_source(&mut self, text: &str) {
        let mut stream = io::stdout().lock();
        let shown = if stream.is_terminal() {
            Cow::Owned(clean_lines(text))
        } else {
            Cow::Borrowed(text)
        };
        let written = stream.write_all(shown.as_bytes());
        let written = written.and_then(|()| stream.flush());
        self.keep_failure(written);
    }

    /// Prints something about the result, or about why there is none.
    pub(crate) fn explain(&mut self, text: &str) {
        let written = anstream::stderr().lock().write_all(text.as_bytes());
        self.keep_failure(written);
    }

    /// Makes room for the next picture: an empty screen in a terminal, elsewhere an empty line behind what is there.
    pub(crate) fn clear_screen(&mut self, is_something_there: bool) {
        let mut stream = io::stdout().lock();
        let cleared = match stream.is_terminal() {
            true => stream.write_all(CLEAR_SCREEN.as_bytes()),
            false if is_something_there => stream.write_all(b"\n"),
            false => Ok(()),
        };
        self.keep_failure(cleared);
    }

    /// Says why there is nothing to work on.
    pub(crate) fn refuse(&mut self, Refusal(why): &Refusal) -> Exit {
        self.explain(&format!("laneway: {why}\n"));
        Exit::Unusable
    }

    /// Shows how far the work is, in place of what was shown before; only to somebody who looks.
    pub(crate) fn show_progress(&mut self, line: &str) {
        let stream = io::stderr();
        if stream.is_terminal() {
            // Progress that cannot be shown is no failure of the work.
            self.is_progress_shown = write!(stream.lock(), "\r{line}{CLEAR_REST}").is_ok();
        }
    }

    /// Takes away what [`Self::show_progress`] showed.
    pub(crate) fn clear_progress(&mut self) {
        if std::mem::take(&mut self.is_progress_shown) {
            let _ = write!(io::stderr().lock(), "\r{CLEAR_REST}");
        }
    }

    /// The exit code of a command that ended with `exit`, unless its output could not be written.
    pub(crate) fn finish(mut self, exit: Exit) -> ExitCode {
        let Some(failure) = self.failure.take() else {
            return ExitCode::from(exit as u8);
        };
        self.explain(&format!("laneway: cannot write the output: {failure}\n"));
        ExitCode::from(Exit::Unusable as u8)
    }

    fn keep_failure(&mut self, written: io::Result<()>) {
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.failure.get_or_insert(error);
        }
    }
}
