//! Quantities as Kubernetes writes them: `500m`, `2`, `256Mi`, `1.5Gi`, `1e3`.

/// What a suffix multiplies by, in thousandths.
///
/// Source: `staging/src/k8s.io/apimachinery/pkg/api/resource/suffix.go`. Nano and micro are finer than a
/// thousandth and handled apart.
const SUFFIXES: [(&str, u128); 14] = [
    ("", 1000),
    ("m", 1),
    ("k", 1_000_000),
    ("M", 1_000_000_000),
    ("G", 1_000_000_000_000),
    ("T", 1_000_000_000_000_000),
    ("P", 1_000_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000_000),
    ("Ki", 1000 << 10),
    ("Mi", 1000 << 20),
    ("Gi", 1000 << 30),
    ("Ti", 1000 << 40),
    ("Pi", 1000 << 50),
    ("Ei", 1000 << 60),
];

/// Suffixes below a thousandth, and how many of them make one.
const FINE: [(&str, u128); 2] = [("u", 1000), ("n", 1_000_000)];

/// The largest quantity: Kubernetes keeps them in 64 bits with a sign.
const LARGEST: u64 = i64::MAX.unsigned_abs();

/// An amount of CPU in thousandths of a core, rounded up as the API server does; `None` for what is no
/// quantity or below zero.
pub fn cpu(text: &str) -> Option<u64> {
    bounded(thousandths(text)?)
}

/// An amount of memory in bytes, rounded up as the API server does; `None` for what is no quantity or
/// below zero.
pub fn memory(text: &str) -> Option<u64> {
    bounded(thousandths(text)?.div_ceil(1000))
}

/// Whether a quantity is written with a suffix for a part of one: `512m`, which of memory is half a byte.
pub fn is_fraction(text: &str) -> bool {
    text.ends_with(['m', 'u', 'n']) && thousandths(text).is_some()
}

/// Thousandths of a core as Kubernetes writes them: `500m`, `2`.
pub fn show_cpu(thousandths: u64) -> String {
    match thousandths % 1000 {
        0 => (thousandths / 1000).to_string(),
        _ => format!("{thousandths}m"),
    }
}

/// Bytes as Kubernetes writes them, in the largest binary unit that leaves no rest: `256Mi`, `1000`.
pub fn show_memory(bytes: u64) -> String {
    let units = [
        ("Ei", 60),
        ("Pi", 50),
        ("Ti", 40),
        ("Gi", 30),
        ("Mi", 20),
        ("Ki", 10),
    ];
    let whole = |(_, bits): &(&str, u32)| bytes > 0 && bytes.is_multiple_of(1 << bits);
    match units.iter().find(|unit| whole(unit)) {
        Some((unit, bits)) => format!("{}{unit}", bytes >> bits),
        None => bytes.to_string(),
    }
}

fn bounded(value: u128) -> Option<u64> {
    u64::try_from(value).ok().filter(|value| *value <= LARGEST)
}

fn thousandths(text: &str) -> Option<u128> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.');
    let (number, suffix) = text.split_at(end.unwrap_or(text.len()));
    let (digits, behind) = decimal(number)?;
    let unit = ten_to(behind)?;
    if let Some((_, parts)) = FINE.iter().find(|(name, _)| *name == suffix) {
        return Some(digits.div_ceil(unit.checked_mul(*parts)?));
    }
    if let Some((_, factor)) = SUFFIXES.iter().find(|(name, _)| *name == suffix) {
        return Some(digits.checked_mul(*factor)?.div_ceil(unit));
    }
    let exponent = suffix.strip_prefix(['e', 'E'])?;
    let digits = digits.checked_mul(1000)?;
    match exponent.strip_prefix('-') {
        Some(exponent) => Some(digits.div_ceil(unit.checked_mul(ten_to(whole(exponent)?)?)?)),
        None => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            let factor = ten_to(whole(exponent)?)?;
            Some(digits.checked_mul(factor)?.div_ceil(unit))
        }
    }
}

/// All digits of a decimal number, and how many of them stand behind its point.
fn decimal(text: &str) -> Option<(u128, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let behind = u32::try_from(fraction.len()).ok()?;
    let are_digits = digits.bytes().all(|it| it.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| are_digits)?;
    Some((number, behind))
}

fn whole(text: &str) -> Option<u32> {
    let are_digits = text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| are_digits)
}

fn ten_to(exponent: u32) -> Option<u128> {
    10_u128.checked_pow(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cpu_in_thousandths_and_rounds_up() {
        for (text, expected) in [
            ("2", Some(2000)),
            ("500m", Some(500)),
            ("0.5", Some(500)),
            (".5", Some(500)),
            ("1.", Some(1000)),
            ("+1", Some(1000)),
            ("0.0001", Some(1)),
            ("100u", Some(1)),
            ("1500000n", Some(2)),
            ("2k", Some(2_000_000)),
            ("1e3", Some(1_000_000)),
            ("5E-1", Some(500)),
            ("0", Some(0)),
            ("-1", None),
            ("1.2.3", None),
            (".", None),
            ("", None),
            ("m", None),
            ("1 ", None),
            ("two", None),
            ("1e", None),
            ("1e+-3", None),
            ("9223372036854775807m", Some(LARGEST)),
            ("9223372036854775808m", None),
            ("1e99999", None),
            ("1e-99999", None),
            ("99999999999999999999999999999999999999999", None),
        ] {
            assert_eq!(cpu(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_memory_in_bytes_and_rounds_up() {
        for (text, expected) in [
            ("256Mi", Some(256 << 20)),
            ("1.5Gi", Some(3 << 29)),
            ("1G", Some(1_000_000_000)),
            ("512m", Some(1)),
            ("1Ki", Some(1024)),
            ("7Ei", Some(7 << 60)),
            ("8Ei", None),
            ("16GB", None),
            ("16gi", None),
            ("16K", None),
        ] {
            assert_eq!(memory(text), expected, "{text}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["0", "500m", "2", "1001m"] {
            assert_eq!(show_cpu(cpu(text).expect("an amount")), text);
        }
        for text in ["0", "1", "1000", "1Ki", "1536Mi", "16Gi", "7Ei"] {
            assert_eq!(show_memory(memory(text).expect("an amount")), text);
        }
    }

    #[test]
    fn sees_fractions() {
        for (text, expected) in [("512m", true), ("3n", true), ("512Mi", false), ("m", false)] {
            assert_eq!(is_fraction(text), expected, "{text}");
        }
    }
}
