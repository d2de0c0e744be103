//! Deflated bytes (RFC 1951) that may repeat what stands in a dictionary which both sides know.
//!
//! The dictionary is compressed first and that output dropped: a sync flush ends it at a whole byte, and what
//! follows refers back into it. To inflate, the output begins with the dictionary.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The most that the compressor can try; links are short, and every character counts.
const LEVEL: i32 = 10;
/// Below zero: no zlib header.
const RAW: i32 = -15;

/// How inflating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Well,
    /// More was to come, or what came makes no sense.
    Early,
    /// It would have been more than is wanted.
    TooBig,
}

pub(super) fn deflate(dictionary: &[u8], bytes: &[u8]) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(LEVEL, RAW, 0);
    let mut compressor = CompressorOxide::new(flags);
    compress_to_output(&mut compressor, dictionary, TDEFLFlush::Sync, |_| true);
    let mut out = Vec::new();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        out.extend_from_slice(part);
        true
    });
    out
}

/// What comes out, at most so many bytes, as far as it can be read.
pub(super) fn inflate(dictionary: &[u8], bytes: &[u8], most: usize) -> (Vec<u8>, Ended) {
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = dictionary.to_vec();
    let (mut read, mut written) = (0, dictionary.len());
    let ended = loop {
        let room = (written * 2).max(1024).min(dictionary.len() + most);
        out.resize(room, 0);
        // As if more input could come: at a sudden end, what came before it is then not given up.
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | TINFL_FLAG_HAS_MORE_INPUT;
        let (status, took, gave) = decompress(&mut state, &bytes[read..], &mut out, written, flags);
        (read, written) = (read + took, written + gave);
        match status {
            TINFLStatus::Done => break Ended::Well,
            TINFLStatus::HasMoreOutput if room < dictionary.len() + most => {}
            TINFLStatus::HasMoreOutput => break Ended::TooBig,
            _ => break Ended::Early,
        }
    };
    out.truncate(written);
    out.drain(..dictionary.len());
    (out, ended)
}

#[cfg(test)]
mod tests {
    use super::{Ended, deflate, inflate};

    #[test]
    fn bytes_come_back_with_any_dictionary() {
        let long = b"services.frontend ".repeat(10_000);
        let noise: Vec<u8> = (0..5000_u32).map(|it| ((it * it) >> 5) as u8).collect();
        for dictionary in [&b""[..], b"services.", &long] {
            for bytes in [&b""[..], b"x", b"services.backend", &long, &noise] {
                let packed = deflate(dictionary, bytes);
                let most = bytes.len();
                assert_eq!(
                    inflate(dictionary, &packed, most),
                    (bytes.to_vec(), Ended::Well)
                );
            }
        }
    }

    #[test]
    fn a_dictionary_makes_it_shorter() {
        let text = b"wait_for_finish: false";
        assert!(deflate(text, text).len() < 8);
        assert!(deflate(b"", text).len() > 20);
    }

    #[test]
    fn too_much_is_noticed_before_it_is_there() {
        let bomb = deflate(b"", &vec![0; 10_000_000]);
        let (out, ended) = inflate(b"", &bomb, 4096);
        assert_eq!((out.len(), ended), (4096, Ended::TooBig));
    }

    #[test]
    fn what_came_before_the_end_is_kept() {
        let noise = (0..900_u32)
            .map(|it| b"tasks: [services]"[(it.wrapping_mul(2_654_435_761) >> 20) as usize % 17]);
        let text: Vec<u8> = noise.collect();
        let packed = deflate(b"", &text);
        let mut lengths = Vec::new();
        for end in 0..packed.len() {
            let (out, ended) = inflate(b"", &packed[..end], 4096);
            assert!(text.starts_with(&out));
            assert_eq!(ended, Ended::Early);
            lengths.push(out.len());
        }
        assert!(lengths.is_sorted());
        assert!(lengths[packed.len() / 2] > text.len() / 4, "{lengths:?}");
    }
}
