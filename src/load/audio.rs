//! What a recording is and how long it takes, from its header; and its sound alone.
//!
//! Decodes nothing. What the recorder wrote beside the sound (names, places, covers) is left out: of an MP3 only
//! its frames are kept, of an Opus file everything but the words in its tags.

use std::collections::BTreeMap;
use std::io::Cursor;

use ogg::reading::PacketReader;
use ogg::writing::{PacketWriteEndInfo, PacketWriter};

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
    let mut sound = Vec::new();
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

/// A stream of an Ogg file; files that were joined have several, one behind the other.
#[derive(Default)]
struct Stream {
    packets: usize,
    skipped: u64,
    position: u64,
}

/// Copies the packets of an Opus file, its tags emptied.
fn read_opus(bytes: &[u8]) -> Option<AudioHeader> {
    // Maker and number of comments: none.
    const NO_TAGS: &[u8] = b"OpusTags\0\0\0\0\0\0\0\0";
    let mut reader = PacketReader::new(Cursor::new(bytes));
    let mut sound = Vec::new();
    let mut writer = PacketWriter::new(&mut sound);
    let mut streams: BTreeMap<u32, Stream> = BTreeMap::new();
    // The reader checks each page's sum: a damaged file ends here.
    while let Some(mut packet) = reader.read_packet().ok()? {
        let (serial, position) = (packet.stream_serial(), packet.absgp_page());
        let stream = streams.entry(serial).or_default();
        match stream.packets {
            0 => stream.skipped = samples_to_skip(&packet.data)?,
            1 if packet.data.starts_with(b"OpusTags") => packet.data = NO_TAGS.to_vec(),
            1 => return None,
            _ => {}
        }
        stream.packets += 1;
        stream.position = position;
        let end = if packet.last_in_stream() {
            PacketWriteEndInfo::EndStream
        } else if packet.last_in_page() {
            PacketWriteEndInfo::EndPage
        } else {
            PacketWriteEndInfo::NormalPacket
        };
        writer.write_packet(packet.data, serial, end, position).ok()?;
    }
    if streams.is_empty() || streams.values().any(|stream| stream.packets < 3) {
        return None;
    }
    let length = |stream: &Stream| stream.position.saturating_sub(stream.skipped);
    let samples = streams.values().map(length).fold(0, u64::saturating_add);
    // Opus always counts 48,000 a second.
    let seconds = u32::try_from(samples / 48_000).ok();
    Some(AudioHeader { kind: AudioKind::Opus, seconds, sound })
}

/// Reads from the first packet how many samples come before the sound; `None` where it isn't Opus.
fn samples_to_skip(head: &[u8]) -> Option<u64> {
    let [low, high] = *head.strip_prefix(b"OpusHead")?.get(2..4)? else { return None };
    Some(u16::from_le_bytes([low, high]).into())
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
    use ogg::writing::{PacketWriteEndInfo, PacketWriter};

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

    const HEAD: &[u8] = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0";
    const LAST: u64 = 48_000 * 90 + 312;

    /// An Ogg file: the first packet, tags and a packet of sound, each ending a page.
    fn ogg(serial: u32, head: &[u8], tags: &[u8], sound: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = PacketWriter::new(&mut file);
        let packets = [
            (head, PacketWriteEndInfo::EndPage, 0),
            (tags, PacketWriteEndInfo::EndPage, 0),
            (sound, PacketWriteEndInfo::EndStream, LAST),
        ];
        for (packet, end, position) in packets {
            writer.write_packet(packet, serial, end, position).unwrap();
        }
        file
    }

    #[test]
    fn opus_counts_samples_and_loses_its_words() {
        let mut words = b"OpusTags\x05\0\0\0Nguoi\x01\0\0\0".to_vec();
        // So many that they fill more than one page.
        words.resize(70_000, b'x');
        let sound = [3; 40];
        let header = read_audio(&ogg(7, HEAD, &words, &sound)).unwrap();
        assert_eq!((header.kind, header.seconds), (AudioKind::Opus, Some(90)));
        let bare = ogg(7, HEAD, b"OpusTags\0\0\0\0\0\0\0\0", &sound);
        assert_eq!(header.sound, bare);
        assert_eq!(read_audio(&bare).unwrap().sound, bare);
        // Two recordings in one file, as `cat` joins them.
        let joined = [ogg(7, HEAD, &words, &sound), ogg(8, HEAD, &words, &sound)].concat();
        let header = read_audio(&joined).unwrap();
        assert_eq!(header.seconds, Some(180));
        let other = ogg(8, HEAD, b"OpusTags\0\0\0\0\0\0\0\0", &sound);
        assert_eq!(header.sound, [bare, other].concat());
    }

    #[test]
    fn a_damaged_opus_file_is_refused() {
        let file = ogg(7, HEAD, b"OpusTags\0\0\0\0\0\0\0\0", &[3; 40]);
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 0x20;
            assert_eq!(read_audio(&damaged), None, "byte {at}");
        }
        for length in 1..file.len() {
            let _ = read_audio(&file[..length]);
        }
        assert_eq!(read_audio(&file[..file.len() - 1]), None);
        assert_eq!(read_audio(&ogg(7, b"\x01vorbis", b"\x03vorbis", &[3; 40])), None);
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
