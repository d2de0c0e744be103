//! Goodness of fit. Seeds are fixed, so each test either holds or does not; the significance says how
//! seldom a right generator would have failed when the seed was chosen.

use super::peers::{Peer, peers};
use laneway_core::simulate::draws::{
    Chance, Distribution, Draws, Purpose, RunNumber, Sampler, Stream, Unit,
};
use laneway_core::time::Millis;

const DRAWS: u32 = 40_000;
const SEED: u64 = 20_261_128;

/// One draw a run, as a forecast makes them; ascending.
fn sorted_draws(distribution: &Distribution, task: &str) -> Vec<f64> {
    let sampler = Sampler::new(distribution.clone());
    let stream = Stream::of_task(task, 1);
    let draw = |run| {
        let draws = Draws::new(SEED, RunNumber(run)).attempt(stream, 1);
        sampler.draw(draws.unit(Purpose::Duration)).0 as f64
    };
    let mut drawn: Vec<f64> = (0..DRAWS).map(draw).collect();
    drawn.sort_unstable_by(f64::total_cmp);
    drawn
}

/// The largest distance between the distribution and the drawn one (Kolmogorov, Smirnov). That draws
/// are whole milliseconds adds less than 10^-4 here.
fn distance(peer: &Peer, drawn: &[f64]) -> f64 {
    let count = drawn.len() as f64;
    let distances = drawn.iter().enumerate().map(|(at, &time)| {
        let below = (peer.below)(time);
        let (before, after) = (at as f64 / count, (at + 1) as f64 / count);
        (below - before).abs().max((after - below).abs())
    });
    distances.fold(0.0, f64::max)
}

#[test]
fn draws_follow_their_distribution() {
    // At a significance of 0.1 % for each: 1.95 / √n.
    let most = 1.95 / f64::from(DRAWS).sqrt();
    for peer in peers() {
        let drawn = sorted_draws(&peer.distribution, "jobs.fit");
        let distance = distance(&peer, &drawn);
        assert!(distance < most, "{}: {distance} of {most}", peer.name);
    }
}

#[test]
fn draws_have_the_mean_and_the_spread() {
    for peer in peers() {
        let drawn = sorted_draws(&peer.distribution, "services.moments");
        let count = f64::from(DRAWS);
        let mean = drawn.iter().sum::<f64>() / count;
        let squares = drawn.iter().map(|it| (it - peer.mean).powi(2));
        let variance = squares.clone().sum::<f64>() / count;
        // Four standard errors: 0.006 % for each. That of the variance comes from the draws themselves.
        let error = 4.0 * (peer.variance / count).sqrt();
        assert!(
            (mean - peer.mean).abs() < error,
            "{}: mean {mean}, not {}",
            peer.name,
            peer.mean
        );
        let spread = squares.map(|it| (it - variance).powi(2)).sum::<f64>() / count;
        let error = 4.0 * (spread / count).sqrt();
        let (name, expected) = (peer.name, peer.variance);
        assert!(
            (variance - expected).abs() < error,
            "{name}: variance {variance}, not {expected}"
        );
    }
}

/// Far into both tails, where no sample of draws would come.
#[test]
fn quantiles_are_the_inverse_of_the_distribution_function() {
    let words = (0..1000).map(|at| at * 4_294_967 + 1);
    let tails = (0..32).flat_map(|at| [1_u32 << at, u32::MAX - ((1 << at) - 1)]);
    let units: Vec<Unit> = words.chain(tails).map(|high| Unit::new(high, 77)).collect();
    for peer in peers() {
        let sampler = Sampler::new(peer.distribution.clone());
        for unit in &units {
            let time = sampler.quantile(*unit);
            let below = (peer.below)(time);
            // The other side is not exact either: of the lognormal's it loses digits in the tail.
            let error = (below - unit.below()).abs();
            assert!(error < 1e-10, "{} at {unit:?}: {time} {error:e}", peer.name);
        }
    }
}

#[test]
fn longer_times_come_from_larger_numbers() {
    for peer in peers() {
        let sampler = Sampler::new(peer.distribution);
        let times = (0..4000_u32).map(|at| sampler.draw(Unit::new(at * 1_073_741, 0)));
        let times: Vec<Millis> = times.collect();
        assert!(times.is_sorted(), "{}", peer.name);
    }
}

#[test]
fn each_sample_is_drawn_as_often_as_it_stands_there() {
    let samples = [7, 1, 3, 3, 9, 3, 5, 1].map(Millis);
    let drawn = sorted_draws(&Distribution::Samples(samples.to_vec()), "jobs.samples");
    let expected = [(1.0, 2), (3.0, 3), (5.0, 1), (7.0, 1), (9.0, 1)];
    let of_each = f64::from(DRAWS) / samples.len() as f64;
    let mut chi_square = 0.0;
    let mut found = 0;
    for (time, times) in expected {
        let count = drawn.iter().filter(|it| **it == time).count();
        found += count;
        let mean = of_each * f64::from(times);
        chi_square += (count as f64 - mean).powi(2) / mean;
    }
    assert_eq!(found, drawn.len(), "nothing else is drawn");
    // At a significance of 0.1 %, four degrees of freedom.
    assert!(chi_square < 18.47, "{chi_square}");
}

#[test]
fn chances_strike_as_often_as_they_say() {
    let stream = Stream::of_task("jobs.chance", 1);
    for millionths in [1_000, 50_000, 200_000, 500_000, 990_000] {
        let chance = Chance::from_millionths(millionths);
        let strikes = |run: &u32| {
            let draws = Draws::new(SEED, RunNumber(*run));
            chance.strikes(&draws.attempt(stream, 1))
        };
        let hits = (0..DRAWS).filter(strikes).count() as f64;
        let share = f64::from(millionths) / 1e6;
        let mean = share * f64::from(DRAWS);
        // Four standard deviations.
        let error = 4.0 * (mean * (1.0 - share)).sqrt();
        assert!(
            (hits - mean).abs() < error,
            "{millionths}: {hits}, not {mean}"
        );
    }
}

#[test]
fn what_makes_no_sense_still_gives_times() {
    let [zero, one, most] = [Millis::ZERO, Millis(1), Millis::MAX];
    let at = |millionths, at| laneway_core::simulate::draws::Percentile { millionths, at };
    let odd = [
        Distribution::Uniform {
            min: most,
            max: one,
        },
        Distribution::Triangular {
            min: most,
            mode: zero,
            max: one,
        },
        Distribution::Pert {
            min: one,
            mode: most,
            max: zero,
        },
        Distribution::Pert {
            min: zero,
            mode: most,
            max: most,
        },
        Distribution::Normal {
            mean: zero,
            sd: most,
        },
        Distribution::Lognormal {
            low: at(950_000, zero),
            high: at(500_000, most),
        },
        Distribution::Lognormal {
            low: at(500_000, one),
            high: at(500_000, most),
        },
        Distribution::Lognormal {
            low: at(0, one),
            high: at(1_000_000, most),
        },
        Distribution::Exponential { mean: most },
        Distribution::Samples(Vec::new()),
    ];
    for distribution in odd {
        let sampler = Sampler::new(distribution);
        for high in [0, 1, 1 << 31, u32::MAX] {
            let time = sampler.draw(Unit::new(high, high));
            assert!(time <= most, "{sampler:?}");
        }
    }
}
