//! Distributions as a scenario writes them, and the same ones of another make.

use laneway_core::simulate::draws::{Distribution, Percentile};
use laneway_core::time::Millis;
use statrs::distribution::{Beta, ContinuousCDF, Exp, LogNormal, Normal, Triangular, Uniform};

/// A distribution and what is known of it, in milliseconds.
pub(super) struct Peer {
    pub(super) name: &'static str,
    pub(super) distribution: Distribution,
    /// The probability of times up to this one.
    pub(super) below: Box<dyn Fn(f64) -> f64>,
    pub(super) mean: f64,
    pub(super) variance: f64,
}

const fn ms(milliseconds: u64) -> Millis {
    Millis(milliseconds)
}

/// One of each kind, and of some kinds those that are hard to get right.
pub(super) fn peers() -> Vec<Peer> {
    vec![
        uniform(),
        triangular("triangular", 20_000, 40_000, 90_000),
        triangular("triangular, mode at an end", 20_000, 20_000, 90_000),
        pert("PERT", 20_000, 40_000, 90_000),
        pert("PERT, mode at an end", 20_000, 90_000, 90_000),
        pert("PERT, skewed", 1_000, 9_000, 600_000),
        normal("normal", 60_000.0, 10_000.0),
        normal("normal, much cut off", 10_000.0, 20_000.0),
        lognormal("lognormal", (500_000, 30_000), (950_000, 90_000)),
        lognormal(
            "lognormal by its tail",
            (900_000, 40_000),
            (999_000, 400_000),
        ),
        exponential(),
    ]
}

fn uniform() -> Peer {
    let peer = Uniform::new(10_000.0, 70_000.0).expect("a distribution");
    Peer {
        name: "uniform",
        distribution: Distribution::Uniform {
            min: ms(10_000),
            max: ms(70_000),
        },
        below: Box::new(move |at| peer.cdf(at)),
        mean: 40_000.0,
        variance: 60_000.0_f64.powi(2) / 12.0,
    }
}

fn triangular(name: &'static str, min: u64, mode: u64, max: u64) -> Peer {
    let [a, c, b] = [min, mode, max].map(|it| it as f64);
    let peer = Triangular::new(a, b, c).expect("a distribution");
    Peer {
        name,
        distribution: Distribution::Triangular {
            min: ms(min),
            mode: ms(mode),
            max: ms(max),
        },
        below: Box::new(move |at| peer.cdf(at)),
        mean: (a + b + c) / 3.0,
        variance: (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0,
    }
}

fn pert(name: &'static str, min: u64, mode: u64, max: u64) -> Peer {
    let [a, c, b] = [min, mode, max].map(|it| it as f64);
    let width = b - a;
    let [left, right] = [c - a, b - c].map(|part| 1.0 + 4.0 * part / width);
    let peer = Beta::new(left, right).expect("a distribution");
    let mean = (a + 4.0 * c + b) / 6.0;
    Peer {
        name,
        distribution: Distribution::Pert {
            min: ms(min),
            mode: ms(mode),
            max: ms(max),
        },
        below: Box::new(move |at| peer.cdf(((at - a) / width).clamp(0.0, 1.0))),
        mean,
        variance: (mean - a) * (b - mean) / 7.0,
    }
}

fn normal(name: &'static str, mean: f64, sd: f64) -> Peer {
    let peer = Normal::new(mean, sd).expect("a distribution");
    let cut = peer.cdf(0.0);
    // Of the part that is left: Johnson, Kotz: Continuous Univariate Distributions 1, chapter 13.
    let edge = mean / sd;
    let ratio = (-0.5 * edge * edge).exp() / (2.0 * std::f64::consts::PI).sqrt() / (1.0 - cut);
    Peer {
        name,
        distribution: Distribution::Normal {
            mean: ms(mean as u64),
            sd: ms(sd as u64),
        },
        below: Box::new(move |at| (peer.cdf(at) - cut) / (1.0 - cut)),
        mean: mean + sd * ratio,
        variance: sd * sd * (1.0 - edge * ratio - ratio * ratio),
    }
}

fn lognormal(name: &'static str, low: (u32, u64), high: (u32, u64)) -> Peer {
    let standard = Normal::new(0.0, 1.0).expect("a distribution");
    let place = |millionths: u32| standard.inverse_cdf(f64::from(millionths) / 1e6);
    let [from, to] = [low, high].map(|(millionths, at)| (place(millionths), (at as f64).ln()));
    let sigma = (to.1 - from.1) / (to.0 - from.0);
    let mu = from.1 - sigma * from.0;
    let peer = LogNormal::new(mu, sigma).expect("a distribution");
    let [low, high] = [low, high].map(|(millionths, at)| Percentile {
        millionths,
        at: ms(at),
    });
    let spread = (sigma * sigma).exp();
    Peer {
        name,
        distribution: Distribution::Lognormal { low, high },
        below: Box::new(move |at| peer.cdf(at)),
        mean: (mu + sigma * sigma / 2.0).exp(),
        variance: (spread - 1.0) * spread * (2.0 * mu).exp(),
    }
}

fn exponential() -> Peer {
    let peer = Exp::new(1.0 / 30_000.0).expect("a distribution");
    Peer {
        name: "exponential",
        distribution: Distribution::Exponential { mean: ms(30_000) },
        below: Box::new(move |at| peer.cdf(at)),
        mean: 30_000.0,
        variance: 30_000.0_f64.powi(2),
    }
}
