//! The first version: the length of what is deflated, its CRC-32, and it itself.

use super::deflate::{Ended, deflate, inflate};
use super::fragment::Fragment;
use super::{LinkError, LinkTrouble, MOST_BYTES, Shared, fields, varint};

/// What templates and scenarios repeat. Never change it: links that were written with it could not be read any more.
/// Another one makes another version.
pub(super) const DICTIONARY: &[u8] = include_bytes!("dictionary-1.txt");

pub(super) fn pack(shared: &Shared) -> Vec<u8> {
    let deflated = deflate(DICTIONARY, &fields::write(shared));
    let mut out = Vec::new();
    varint::write(deflated.len() as u64, &mut out);
    out.extend(crc32(&deflated).to_le_bytes());
    out.extend(deflated);
    out
}

pub(super) fn unpack(fragment: &Fragment) -> Result<Shared, LinkError> {
    let Some((length, checksum, deflated)) = parts(&fragment.bytes) else {
        return Err(LinkTrouble::Truncated.into());
    };
    let (bytes, ended) = inflate(DICTIONARY, deflated, MOST_BYTES);
    let (shared, is_right) = fields::read(&bytes);
    let trouble = if (deflated.len() as u64) < length && !fragment.is_broken {
        LinkTrouble::Truncated
    } else if deflated.len() as u64 != length || crc32(deflated) != checksum || fragment.is_broken {
        LinkTrouble::Damaged
    } else if ended == Ended::TooBig {
        LinkTrouble::TooBig
    } else if ended == Ended::Early || !is_right {
        LinkTrouble::Damaged
    } else {
        return Ok(shared);
    };
    let is_readable = trouble != LinkTrouble::TooBig && !shared.template.trim().is_empty();
    Err(LinkError {
        trouble,
        rest: is_readable.then(|| Box::new(shared)),
    })
}

/// The length that was written, the checksum, and all that follows.
fn parts(bytes: &[u8]) -> Option<(u64, u32, &[u8])> {
    let (length, rest) = varint::read(bytes)?;
    let (checksum, deflated) = rest.split_first_chunk()?;
    Some((length, u32::from_le_bytes(*checksum), deflated))
}

/// CRC-32 with the polynomial of IEEE 802.3, as zlib and PNG use it.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = POLYNOMIAL * (crc & 1);
            crc = (crc >> 1) ^ carry;
        }
    }
    !crc
}
