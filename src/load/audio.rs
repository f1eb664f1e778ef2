//! What a recording is and how long it takes, from its header; and its sound alone.
//!
//! Decodes nothing. What the recorder wrote beside the sound (names, places, covers) is left out: of an MP3 only
//! its frames are kept, of an Opus file everything but the words in its tags.

use crate::model::content::AudioKind;

/// A recording by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioHeader {
    /// What it is.
    pub kind: AudioKind,
    /// How long it takes, where the header tells.
    pub seconds: Option<u32>,
    /// The file without what isn't sound.
    pub sound: Vec<u8>,
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
        Frame::read(&bytes[*at..end]).is_some_and(|frame| {
            match bytes.get(*at + frame.length..end) {
                Some([]) => true,
                Some(next) => Frame::read(next).is_some(),
                None => false,
            }
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
    let sound = frames(&bytes[at..end]);
    Some(AudioHeader { kind: AudioKind::Mp3, seconds: u32::try_from(seconds).ok(), sound })
}

/// The frames alone. What stands between or behind them is tags of all kinds, or damage that players skip as well.
fn frames(bytes: &[u8]) -> Vec<u8> {
    let mut sound = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let frame = Frame::read(&bytes[at..]).and_then(|frame| bytes.get(at..at + frame.length));
        match frame {
            Some(frame) => {
                sound.extend_from_slice(frame);
                at += frame.len();
            }
            None => {
                // Two frames in a row are found where sound goes on; one may be chance.
                let goes_on = |from: &usize| {
                    let first = Frame::read(&bytes[*from..]).map(|frame| from + frame.length);
                    first.is_some_and(|next| {
                        bytes.get(next..).is_some_and(|rest| Frame::read(rest).is_some())
                    })
                };
                at = (at + 1..bytes.len()).find(goes_on).unwrap_or(bytes.len());
            }
        }
    }
    sound
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
    Some(AudioHeader { kind: AudioKind::Opus, seconds, sound: without_words(bytes)? })
}

/// The file with empty tags. They are the second packet, on pages of their own behind the first.
fn without_words(bytes: &[u8]) -> Option<Vec<u8>> {
    let first = OggPage::read(bytes, 0)?;
    let mut at = first.end;
    let mut tags = OggPage::read(bytes, at)?;
    let mut pages = 1;
    // A packet goes on while its last piece is full.
    while bytes[tags.lacing.clone()].last() == Some(&255) {
        tags = OggPage::read(bytes, tags.end)?;
        pages += 1;
    }
    let behind = tags.end;
    let mut out = bytes[..at].to_vec();
    // Maker and number of comments: none.
    const EMPTY: &[u8] = b"OpusTags\0\0\0\0\0\0\0\0";
    let mut page = bytes[at..at + 27].to_vec();
    page[5] = 0;
    page[26] = 1;
    page.push(u8::try_from(EMPTY.len()).ok()?);
    page.extend_from_slice(EMPTY);
    put_sum(&mut page);
    out.extend(page);
    at = behind;
    // Pages are numbered; fewer pages of tags move those behind.
    while at < bytes.len() {
        let next = OggPage::read(bytes, at)?;
        let mut page = bytes[at..next.end].to_vec();
        let number = u32::from_le_bytes(page[18..22].try_into().ok()?).wrapping_sub(pages - 1);
        page[18..22].copy_from_slice(&number.to_le_bytes());
        put_sum(&mut page);
        out.extend(page);
        at = next.end;
    }
    Some(out)
}

/// A page of an Ogg file.
struct OggPage {
    lacing: std::ops::Range<usize>,
    end: usize,
}

impl OggPage {
    fn read(bytes: &[u8], at: usize) -> Option<OggPage> {
        let head = bytes.get(at..at + 27).filter(|head| head.starts_with(b"OggS"))?;
        let lacing = at + 27..at + 27 + usize::from(head[26]);
        let length: usize =
            bytes.get(lacing.clone())?.iter().map(|piece| usize::from(*piece)).sum();
        let end = lacing.end + length;
        (end <= bytes.len()).then_some(OggPage { lacing, end })
    }
}

/// Ogg's checksum: CRC-32 with the polynomial 04C11DB7, unreflected, over the page with zeros in its place.
fn put_sum(page: &mut [u8]) {
    page[22..26].fill(0);
    let sum = page.iter().fold(0_u32, |sum, byte| {
        (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04C1_1DB7 }
        })
    });
    page[22..26].copy_from_slice(&sum.to_le_bytes());
}

/// Returns where some bytes stand first.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::{put_sum, read_audio};
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
        assert_eq!(
            (header.kind, header.seconds, header.sound),
            (AudioKind::Mp3, Some(36), sound.clone())
        );
    }

    #[test]
    fn tags_are_not_sound() {
        let mut file = b"ID3\x03\0\0\0\0\0\x05Nguoi".to_vec();
        file.extend((0..10).flat_map(|_| frame()));
        // Another tag between frames, as joined recordings have it, and two kinds behind.
        file.extend(b"ID3\x03\0\0\0\0\0\x05Nguoi");
        file.extend((0..5).flat_map(|_| frame()));
        file.extend(b"APETAGEX\xd0\x07\0\0Artist\0Nguoi");
        let end = file.len();
        file.extend(b"TAG");
        file.resize(end + 128, b' ');
        let sound: Vec<u8> = (0..15).flat_map(|_| frame()).collect();
        assert_eq!(read_audio(&file).unwrap().sound, sound);
    }

    #[test]
    fn a_variable_rate_says_how_many_frames() {
        let mut first = frame();
        first[21..33].copy_from_slice(b"Xing\0\0\0\x01\0\0\x27\x10");
        first.extend(frame());
        assert_eq!(read_audio(&first).unwrap().seconds, Some(360));
    }

    /// A page of Ogg with one packet, or a piece of one that goes on.
    fn page(number: u32, position: u64, packet: &[u8], goes_on: bool) -> Vec<u8> {
        let mut page = b"OggS\0\0".to_vec();
        page.extend(position.to_le_bytes());
        page.extend([7, 0, 0, 0]);
        page.extend(number.to_le_bytes());
        page.extend([0; 4]);
        let mut lacing = vec![255; packet.len() / 255];
        lacing.extend((!goes_on).then_some((packet.len() % 255) as u8));
        page.push(lacing.len() as u8);
        page.extend(lacing);
        page.extend(packet);
        put_sum(&mut page);
        page
    }

    #[test]
    fn opus_counts_samples_and_loses_its_words() {
        let head = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0";
        let mut words = b"OpusTags\x05\0\0\0Nguoi\x01\0\0\0".to_vec();
        words.resize(600, b'x');
        let sound = [3; 40];
        let last = 48_000 * 90 + 312;
        let file = [
            page(0, 0, head, false),
            page(1, 0, &words[..510], true),
            page(2, 0, &words[510..], false),
            page(3, last, &sound, false),
        ];
        let header = read_audio(&file.concat()).unwrap();
        assert_eq!((header.kind, header.seconds), (AudioKind::Opus, Some(90)));
        let empty = page(1, 0, b"OpusTags\0\0\0\0\0\0\0\0", false);
        assert_eq!(
            header.sound,
            [page(0, 0, head, false), empty, page(2, last, &sound, false)].concat()
        );
        let whole = file.concat();
        for end in 0..whole.len() {
            let _ = read_audio(&whole[..end]);
        }
    }

    #[test]
    fn sums_are_those_of_ogg() {
        let mut page = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x01\0".to_vec();
        put_sum(&mut page);
        assert_eq!(page[22..26], crc_bit_by_bit(&page).to_le_bytes());
    }

    /// The definition, one bit at a time over the message followed by 32 zeros.
    fn crc_bit_by_bit(page: &[u8]) -> u32 {
        let mut message = page.to_vec();
        message[22..26].fill(0);
        message.extend([0; 4]);
        let bits =
            message.iter().flat_map(|byte| (0..8).rev().map(move |bit| u64::from(byte >> bit & 1)));
        let rest = bits.fold(0_u64, |rest, bit| {
            let rest = rest << 1 | bit;
            if rest >> 32 & 1 == 1 { rest ^ 0x1_04C1_1DB7 } else { rest }
        });
        u32::try_from(rest).unwrap()
    }

    #[test]
    fn nothing_else_is_a_recording() {
        for bytes in
            [&b""[..], b"OggS", b"OggS vorbis", b"ID3", b"\xff\xfb", b"Xin chao", &[0xff; 300]]
        {
            assert_eq!(read_audio(bytes), None, "{bytes:?}");
        }
    }
}
