//! What a recording is and how long it takes, from its header; and where the sound in the file begins and ends.
//!
//! Decodes nothing. Tags that the recorder wrote beside the sound (names, places, covers) are left out by range.

use std::ops::Range;

use crate::model::content::AudioKind;

/// A recording by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioHeader {
    /// What it is.
    pub kind: AudioKind,
    /// How long it takes, where the header tells.
    pub seconds: Option<u32>,
    /// The bytes that are sound.
    pub sound: Range<usize>,
}

/// Reads the header of an MP3 or Opus file; `None` where it is neither.
pub fn read_audio(bytes: &[u8]) -> Option<AudioHeader> {
    if bytes.starts_with(b"OggS") { read_opus(bytes) } else { read_mp3(bytes) }
}

fn read_mp3(bytes: &[u8]) -> Option<AudioHeader> {
    let start = after_tag(bytes);
    let end = if bytes.len() >= 128 && bytes[bytes.len() - 128..].starts_with(b"TAG") {
        bytes.len() - 128
    } else {
        bytes.len()
    };
    // Some recorders pad between tag and sound.
    let at = (start..end.min(start + 4096)).find(|at| {
        Frame::read(&bytes[*at..end]).is_some_and(|frame| match bytes.get(*at + frame.length..end) {
            Some([]) => true,
            Some(next) => Frame::read(next).is_some(),
            None => false,
        })
    })?;
    let frame = Frame::read(&bytes[at..])?;
    let first = &bytes[at..(at + frame.length).min(end)];
    // A variable bit rate is announced in the first frame, with the number of frames.
    let counted = find(first, b"Xing").or_else(|| find(first, b"Info")).and_then(|mark| {
        let has_count = first.get(mark + 7)? & 1 == 1;
        has_count.then(|| big_endian(first, mark + 8)).flatten()
    });
    let counted = counted.or_else(|| big_endian(first, find(first, b"VBRI")? + 14));
    let seconds = match counted {
        Some(frames) => u64::from(frames) * frame.samples / frame.rate,
        None => (end - at) as u64 * 8 / frame.bits_per_second,
    };
    Some(AudioHeader { kind: AudioKind::Mp3, seconds: u32::try_from(seconds).ok(), sound: at..end })
}

/// The byte after an ID3 tag.
fn after_tag(bytes: &[u8]) -> usize {
    let Some([b'I', b'D', b'3', _, _, _, size @ ..]) = bytes.get(..10) else { return 0 };
    let size = size.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
    (10 + size).min(bytes.len())
}

/// The head of a frame of MPEG audio, layer 3.
struct Frame {
    length: usize,
    bits_per_second: u64,
    rate: u64,
    samples: u64,
}

impl Frame {
    fn read(bytes: &[u8]) -> Option<Frame> {
        const RATES_1: [u64; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        const RATES_2: [u64; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        let [0xff, second, third, _, ..] = *bytes else { return None };
        // Eleven bits of ones, then the version, then layer 3.
        if second & 0xe0 != 0xe0 || second & 0x06 != 0x02 {
            return None;
        }
        let divisor = match second >> 3 & 3 {
            3 => 1,
            2 => 2,
            0 => 4,
            _ => return None,
        };
        let rates = if divisor == 1 { RATES_1 } else { RATES_2 };
        let bits_per_second = rates.get(usize::from(third >> 4).checked_sub(1)?)? * 1000;
        let rate = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / divisor;
        let samples = if divisor == 1 { 1152 } else { 576 };
        let padding = u64::from(third >> 1 & 1);
        let length = usize::try_from(samples / 8 * bits_per_second / rate + padding).ok()?;
        Some(Frame { length, bits_per_second, rate, samples })
    }
}

/// The last page of the file says how many samples there are; Opus always counts 48,000 a second.
fn read_opus(bytes: &[u8]) -> Option<AudioHeader> {
    let head = find(&bytes[..bytes.len().min(512)], b"OpusHead")?;
    let skipped = bytes.get(head + 10..head + 12)?;
    let skipped = u64::from(u16::from_le_bytes([skipped[0], skipped[1]]));
    let last = bytes.windows(4).rposition(|window| window == b"OggS")?;
    let position = bytes.get(last + 6..last + 14)?.try_into().ok().map(u64::from_le_bytes)?;
    let seconds = u32::try_from(position.saturating_sub(skipped) / 48_000).ok();
    Some(AudioHeader { kind: AudioKind::Opus, seconds, sound: 0..bytes.len() })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::read_audio;
    use crate::model::content::AudioKind;

    /// One frame of silence: MPEG 2, layer 3, 24 kbit/s, 16,000 Hz, mono: 108 bytes, 36 ms.
    fn frame() -> Vec<u8> {
        let mut frame = vec![0xff, 0xf3, 0x38, 0xc4];
        frame.resize(108, 0);
        frame
    }

    #[test]
    fn a_constant_rate_tells_the_time_by_its_bytes() {
        let sound: Vec<u8> = (0..1000).flat_map(|_| frame()).collect();
        let header = read_audio(&sound).unwrap();
        assert_eq!((header.kind, header.seconds, header.sound), (AudioKind::Mp3, Some(36), 0..108_000));
    }

    #[test]
    fn tags_are_not_sound() {
        let mut file = b"ID3\x03\0\0\0\0\0\x05Nguoi".to_vec();
        file.extend((0..10).flat_map(|_| frame()));
        let end = file.len();
        file.extend(b"TAG");
        file.resize(end + 128, b' ');
        assert_eq!(read_audio(&file).unwrap().sound, 15..end);
    }

    #[test]
    fn a_variable_rate_says_how_many_frames() {
        let mut first = frame();
        first[21..33].copy_from_slice(b"Xing\0\0\0\x01\0\0\x27\x10");
        first.extend(frame());
        assert_eq!(read_audio(&first).unwrap().seconds, Some(360));
    }

    #[test]
    fn opus_counts_samples() {
        let mut file = b"OggS\0\x02\0\0\0\0\0\0\0\0....OpusHead\x01\x01\x38\x01".to_vec();
        file.extend(b"OggS\0\x04");
        file.extend((48_000_u64 * 90 + 312).to_le_bytes());
        let header = read_audio(&file).unwrap();
        assert_eq!((header.kind, header.seconds), (AudioKind::Opus, Some(90)));
    }

    #[test]
    fn nothing_else_is_a_recording() {
        for bytes in [&b""[..], b"OggS", b"OggS vorbis", b"ID3", b"\xff\xfb", b"Xin chao", &[0xff; 300]] {
            assert_eq!(read_audio(bytes), None, "{bytes:?}");
        }
    }
}
