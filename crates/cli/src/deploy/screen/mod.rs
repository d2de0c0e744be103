//! The picture of a run below its lines, drawn anew while it goes on. It has a thread of its own, so that a slow terminal
//! holds up no deployment.

mod sight;
#[cfg(test)]
mod tests;

use crate::chart::Charset;
use crate::output;
use ansi_to_tui::IntoText as _;
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use ratatui::backend::CrosstermBackend;
use ratatui::text::Text;
use ratatui::widgets::{Paragraph, Widget as _};
use ratatui::{Terminal, TerminalOptions, Viewport};
use sight::Sight;
use std::io::{self, Stdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often the picture is drawn when nothing happens.
const PAUSE: Duration = Duration::from_millis(250);

/// A picture that follows a run.
pub(super) struct Screen {
    send: Sender<News>,
    thread: JoinHandle<()>,
}

enum News {
    Happened(Vec<Told>),
    Lines(String),
}

impl Screen {
    /// Begins to draw a run that begins now; nothing where there is no terminal, or one that does not answer where its
    /// cursor is.
    pub(super) fn new(setting: Setting, title: String, charset: Charset) -> Option<Self> {
        let (stream, has_colours) = output::screen()?;
        let sight = Sight::new(setting, title, charset);
        let mut pane = Pane::new(sight, stream, has_colours).ok()?;
        let (send, receive) = channel();
        let thread = thread::spawn(move || pane.follow(&receive));
        Some(Self { send, thread })
    }

    /// This has happened.
    pub(super) fn tell(&self, told: &[Told]) {
        // Without a picture nobody has to know.
        let _ = self.send.send(News::Happened(told.to_vec()));
    }

    /// Prints lines above the picture.
    ///
    /// # Errors
    /// If the picture is gone; with the lines, which can be printed otherwise.
    pub(super) fn print(&self, lines: String) -> Result<(), String> {
        let sent = self.send.send(News::Lines(lines));
        sent.map_err(|SendError(news)| match news {
            News::Lines(lines) => lines,
            News::Happened(_) => String::new(),
        })
    }

    /// Takes the picture away.
    pub(super) fn end(self) {
        drop(self.send);
        let _ = self.thread.join();
    }
}

/// The lines at the bottom of the terminal that the picture has.
struct Pane {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    sight: Sight,
    begun: Instant,
    has_colours: bool,
}

impl Pane {
    fn new(sight: Sight, stream: Stdout, has_colours: bool) -> io::Result<Self> {
        let (_, rows) = ratatui::crossterm::terminal::size()?;
        let options = TerminalOptions {
            viewport: Viewport::Inline(sight.height(rows)),
        };
        Ok(Self {
            terminal: Terminal::with_options(CrosstermBackend::new(stream), options)?,
            sight,
            begun: Instant::now(),
            has_colours,
        })
    }

    /// Draws until nobody has anything to tell any more.
    fn follow(&mut self, receive: &Receiver<News>) {
        let mut shown = self.draw();
        while shown.is_ok() {
            shown = match receive.recv_timeout(PAUSE) {
                Ok(news) => self.take(news, receive),
                Err(RecvTimeoutError::Timeout) => self.draw(),
                Err(RecvTimeoutError::Disconnected) => break,
            };
        }
        // What follows begins where the picture did.
        let top = self.terminal.get_frame().area().as_position();
        let _ = self.terminal.clear();
        let _ = self.terminal.set_cursor_position(top);
        let _ = self.terminal.show_cursor();
    }

    /// All that is there is taken before anything is drawn.
    fn take(&mut self, first: News, receive: &Receiver<News>) -> io::Result<()> {
        let mut lines = String::new();
        for news in std::iter::once(first).chain(receive.try_iter()) {
            match news {
                News::Happened(told) => self.sight.take(told),
                News::Lines(more) => lines.push_str(&more),
            }
        }
        if !lines.is_empty() {
            self.print(&lines)?;
        }
        self.draw()
    }

    fn print(&mut self, lines: &str) -> io::Result<()> {
        let columns = usize::from(self.terminal.size()?.width).max(1);
        let mut broken = String::new();
        for line in lines.lines() {
            broken.push_str(&fold(line, columns));
            broken.push('\n');
        }
        let text = self.styled(&broken);
        // Higher ones than a terminal can be are not possible.
        for part in text.lines.chunks(200) {
            let height = u16::try_from(part.len()).unwrap_or(u16::MAX);
            let part = Text::from(part.to_vec());
            self.terminal.insert_before(height, |buffer| {
                Paragraph::new(part).render(buffer.area, buffer);
            })?;
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let elapsed = self.begun.elapsed().as_millis();
        let now = Millis(u64::try_from(elapsed).unwrap_or(u64::MAX));
        self.terminal.autoresize()?;
        let area = self.terminal.get_frame().area();
        let picture = self
            .sight
            .picture(now, usize::from(area.width), usize::from(area.height));
        let text = self.styled(&picture);
        self.terminal
            .draw(|frame| frame.render_widget(Paragraph::new(text), frame.area()))?;
        Ok(())
    }

    fn styled(&self, text: &str) -> Text<'static> {
        let plain = || anstream::adapter::strip_str(text).to_string();
        match self.has_colours {
            true => text.into_text().unwrap_or_else(|_| Text::raw(plain())),
            false => Text::raw(plain()),
        }
    }
}

/// A line in as many lines as it takes.
fn fold(line: &str, columns: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    let mut folded = String::new();
    let mut column = 0;
    for part in line.graphemes(true) {
        let width = crate::text::width(part);
        if column + width > columns {
            folded.push('\n');
            column = 0;
        }
        folded.push_str(part);
        column += width;
    }
    folded
}
