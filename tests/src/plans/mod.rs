//! Plans at random, written down as their users do: a template and the scenario beside it. Every key that says
//! something about a run occurs, with every form of time.

mod faults;
mod scenario;
mod template;
mod times;

use crate::mutants::Dice;

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// The template, of one stage.
    pub template: String,
    /// The scenario.
    pub scenario: String,
}

/// The plan of this number, which is the same everywhere.
pub fn texts(number: u64) -> Texts {
    let mut dice = Dice::new(number);
    let cast = Cast::random(&mut dice);
    Texts {
        template: template::write(&cast, &mut dice),
        scenario: scenario::write(&cast, &mut dice),
    }
}

/// What tasks refer to.
struct Cast(Vec<Member>);

/// `services.s2`, for instance.
struct Member {
    kind: Kind,
    number: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Service,
    Job,
    Chart,
    Infrastructure,
}

impl Cast {
    /// One to nine members of all kinds; mostly services and jobs.
    fn random(dice: &mut Dice) -> Self {
        let mut members = Vec::new();
        for (kind, most) in [
            (Kind::Service, 5),
            (Kind::Job, 4),
            (Kind::Chart, 2),
            (Kind::Infrastructure, 2),
        ] {
            let first = usize::from(kind == Kind::Service);
            let numbers = 0..first + dice.below(most);
            members.extend(numbers.map(|number| Member { kind, number }));
        }
        Self(members)
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Member> {
        self.0.iter().filter(move |member| member.kind == kind)
    }

    fn references(&self) -> Vec<String> {
        self.0.iter().map(Member::reference).collect()
    }
}

impl Member {
    fn name(&self) -> String {
        let letter = match self.kind {
            Kind::Service => 's',
            Kind::Job => 'j',
            Kind::Chart => 'c',
            Kind::Infrastructure => 'i',
        };
        format!("{letter}{}", self.number)
    }

    fn reference(&self) -> String {
        format!("{}.{}", self.kind.list(), self.name())
    }
}

impl Kind {
    /// The list of the template that declares it.
    fn list(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Job => "jobs",
            Self::Chart => "charts",
            Self::Infrastructure => "infrastructure",
        }
    }

    /// The key for how long it takes.
    fn time(self) -> &'static str {
        match self {
            Self::Service => "ready_after",
            _ => "runs_for",
        }
    }
}

/// One of a few texts that are written here.
fn one_of<'a>(dice: &mut Dice, choices: &[&'a str]) -> &'a str {
    dice.pick(choices).unwrap_or_default()
}

/// Once in so many times.
fn once_in(dice: &mut Dice, times: usize) -> bool {
    dice.below(times) == 0
}

/// `{ a: 1, b: 2 }`.
fn mapping(entries: &[String]) -> String {
    format!("{{ {} }}", entries.join(", "))
}

/// `[a, b]`.
fn list(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}
