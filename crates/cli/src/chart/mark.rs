//! What a cell of the chart can show. Every mark has its own shape, so that nothing is told by
//! colour alone.

use anstyle::{AnsiColor, Style};

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Mark {
    /// Nothing happens.
    #[default]
    Empty,
    /// A task runs.
    Work,
    /// A task of a step that is not waited for runs.
    Background,
    /// An attempt runs that will not succeed.
    Failing,
    /// An attempt ended without success.
    Failure,
    /// Kubernetes waits before it tries again.
    BackOff,
    /// The cluster has not accepted the task.
    Apply,
    /// An image cannot be pulled.
    ImagePull,
    /// No node has room.
    RoomWait,
    /// A node was lost, and what was on it is not replaced yet.
    NodeLost,
    /// The task waits for an earlier step.
    BarrierWait,
    /// The task waits for a free slot.
    SlotWait,
    /// The moment at which the next step opens.
    Barrier,
    /// A task runs on over that moment.
    Crossing,
    /// The moment of the halt.
    Halt,
    /// A task runs on after the halt; nobody knows for how long.
    RunsOn,
    /// The stage halted before the task started.
    NeverRan,
    /// The prediction has the task at work.
    #[cfg(feature = "native")]
    Predicted,
    /// The present moment.
    #[cfg(feature = "native")]
    Now,
    /// A part of a cell, in which an attempt begins or ends.
    Part(Body, Eighths),
}

/// What an attempt is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Body {
    /// As [`Mark::Work`].
    Work,
    /// As [`Mark::Background`].
    Background,
    /// As [`Mark::Failing`].
    Failing,
}

/// Which part of a cell is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Eighths {
    /// So many eighths from the left edge on.
    Left(u8),
    /// So many up to the right edge. There are characters for one and for four of them alone: the nearer is drawn.
    Right(u8),
}

/// Which characters are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// Box drawing characters.
    Unicode,
    /// What every terminal and every log viewer has.
    Ascii,
}

/// Characters outside the cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signs {
    pub(crate) good: &'static str,
    pub(crate) bad: &'static str,
    pub(crate) critical: &'static str,
    pub(crate) ellipsis: &'static str,
    pub(crate) dot: &'static str,
    pub(crate) moment: &'static str,
    pub(crate) tick: char,
    pub(crate) axis: char,
}

impl Charset {
    pub(crate) fn signs(self) -> Signs {
        match self {
            Self::Unicode => Signs {
                good: "✓",
                bad: "✗",
                critical: "◆",
                ellipsis: "…",
                dot: "·",
                moment: "▲",
                tick: '┬',
                axis: '─',
            },
            Self::Ascii => Signs {
                good: "ok",
                bad: "x",
                critical: "*",
                ellipsis: "..",
                dot: "-",
                moment: "^",
                tick: '+',
                axis: '-',
            },
        }
    }
}

impl Charset {
    /// A sentence with the signs of formulas as this charset has them.
    pub(crate) fn spelled(self, sentence: &str) -> String {
        match self {
            Self::Unicode => sentence.to_owned(),
            Self::Ascii => in_ascii(sentence),
        }
    }
}

/// `10s × 2²` as `10s x 2^2`.
fn in_ascii(sentence: &str) -> String {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut text = String::with_capacity(sentence.len());
    let mut was_raised = false;
    for letter in sentence.chars() {
        let digit = RAISED
            .chars()
            .zip('0'..='9')
            .find(|(raised, _)| *raised == letter);
        if digit.is_some() && !was_raised {
            text.push('^');
        }
        was_raised = digit.is_some();
        text.push(match letter {
            '×' => 'x',
            '…' => '.',
            '–' => '-',
            _ => digit.map_or(letter, |(_, digit)| digit),
        });
    }
    text
}

impl Mark {
    /// Those that the legend explains, in its order.
    pub(crate) const EXPLAINED: [Self; 14] = [
        Self::Work,
        Self::Background,
        Self::Failure,
        Self::BackOff,
        Self::Apply,
        Self::ImagePull,
        Self::RoomWait,
        Self::NodeLost,
        Self::BarrierWait,
        Self::SlotWait,
        Self::Barrier,
        Self::Halt,
        Self::RunsOn,
        Self::NeverRan,
    ];

    pub(crate) fn glyph(self, charset: Charset) -> char {
        let (unicode, ascii) = match self {
            Self::Empty => (' ', ' '),
            Self::Work => ('█', '='),
            Self::Background => ('▒', '~'),
            Self::Failing => ('▞', '='),
            Self::Failure => ('✗', 'x'),
            Self::BackOff => ('░', ':'),
            Self::Apply => ('┄', '\''),
            Self::ImagePull => ('↓', '%'),
            Self::RoomWait => ('◌', 'o'),
            Self::NodeLost => ('╳', '#'),
            Self::BarrierWait => ('╌', '-'),
            Self::SlotWait => ('›', '>'),
            Self::Barrier => ('│', '|'),
            Self::Crossing => ('┼', '+'),
            Self::Halt => ('┃', '!'),
            Self::RunsOn => ('▸', '}'),
            Self::NeverRan => ('·', '.'),
            #[cfg(feature = "native")]
            Self::Predicted => ('▁', '_'),
            #[cfg(feature = "native")]
            Self::Now => ('┊', '|'),
            Self::Part(body, part) => (part.glyph(), body.mark().glyph(Charset::Ascii)),
        };
        match charset {
            Charset::Unicode => unicode,
            Charset::Ascii => ascii,
        }
    }

    /// Whether an attempt of the task runs.
    pub(crate) fn is_attempt(self) -> bool {
        matches!(
            self,
            Self::Work | Self::Background | Self::Crossing | Self::Failing | Self::Part(..)
        )
    }

    /// The mark that stands for the whole of this.
    pub(crate) fn whole(self) -> Self {
        match self {
            Self::Part(body, _) => body.mark(),
            mark => mark,
        }
    }

    /// What the legend says.
    pub(crate) fn meaning(self) -> &'static str {
        match self.whole() {
            Self::Empty | Self::Part(..) => "",
            Self::Work => "runs",
            Self::Background | Self::Crossing => "runs, not waited for",
            Self::Failing | Self::Failure => "crashed or failed",
            Self::BackOff => "waits to retry (back-off)",
            Self::Apply => "waits for the cluster",
            Self::ImagePull => "image cannot be pulled",
            Self::RoomWait => "waits for room on a node",
            Self::NodeLost => "node lost",
            Self::BarrierWait => "waits for a step",
            Self::SlotWait => "waits for a slot",
            Self::Barrier => "next step opens",
            Self::Halt => "halt",
            Self::RunsOn => "left running",
            Self::NeverRan => "never ran",
            #[cfg(feature = "native")]
            Self::Predicted => "predicted",
            #[cfg(feature = "native")]
            Self::Now => "now",
        }
    }

    /// The terminal's own colours, so that they suit its background.
    pub(crate) fn style(self) -> Style {
        match self.whole() {
            Self::Empty | Self::Part(..) => Style::new(),
            Self::Work => AnsiColor::Cyan.on_default(),
            Self::Background | Self::Crossing | Self::RunsOn => AnsiColor::Blue.on_default(),
            Self::Failure => AnsiColor::Red.on_default().bold(),
            Self::Failing | Self::Halt => AnsiColor::Red.on_default(),
            Self::BackOff | Self::ImagePull | Self::RoomWait | Self::NodeLost => {
                AnsiColor::Yellow.on_default()
            }
            Self::SlotWait | Self::Apply => AnsiColor::Magenta.on_default(),
            Self::BarrierWait | Self::NeverRan | Self::Barrier => Style::new().dimmed(),
            #[cfg(feature = "native")]
            Self::Predicted | Self::Now => Style::new().dimmed(),
        }
    }
}

impl Body {
    /// The mark of a whole cell.
    pub(crate) fn mark(self) -> Mark {
        match self {
            Self::Work => Mark::Work,
            Self::Background => Mark::Background,
            Self::Failing => Mark::Failing,
        }
    }
}

impl Eighths {
    fn glyph(self) -> char {
        const FROM_LEFT: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
        match self {
            Self::Left(eighths) => FROM_LEFT[usize::from(eighths.min(8))],
            Self::Right(0) => ' ',
            Self::Right(1 | 2) => '▕',
            Self::Right(3..=5) => '▐',
            Self::Right(_) => '█',
        }
    }
}
