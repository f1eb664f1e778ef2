//! Units of measure behind numbers, and what stands behind a "per" stroke.
//!
//! Knows how a unit is written and said. Whether a letter behind a number is a unit at all (16g, 3G, 5 m) is decided by the
//! spacing rules here; hours and minutes belong to `time.rs`, đồng to `money.rs`.

use crate::context::{Context, is_one_of, same};
use crate::vietnamese::numeral::LABELS;

/// How a unit may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// In this case only.
    Exact,
    /// In any case.
    Any,
    /// A single letter: only right behind the number.
    Tight,
}

use Written::{Any, Exact, Tight};

/// Written form, spoken form, how strictly it must be written.
const UNITS: &[(&str, &str, Written)] = &[
    ("km", "ki lô mét", Any),
    ("m", "mét", Exact),
    ("dm", "đề xi mét", Exact),
    ("cm", "xăng ti mét", Any),
    ("mm", "mi li mét", Exact),
    ("nm", "na nô mét", Exact),
    ("µm", "mi crô mét", Exact),
    ("μm", "mi crô mét", Exact),
    ("m2", "mét vuông", Any),
    ("m3", "mét khối", Any),
    ("km2", "ki lô mét vuông", Any),
    ("dm2", "đề xi mét vuông", Any),
    ("dm3", "đề xi mét khối", Any),
    ("cm2", "xăng ti mét vuông", Any),
    ("cm3", "xăng ti mét khối", Any),
    ("mm2", "mi li mét vuông", Any),
    ("mm3", "mi li mét khối", Any),
    ("dam", "đề ca mét", Exact),
    ("hm", "héc tô mét", Exact),
    ("yd", "yard", Exact),
    ("mi", "dặm", Exact),
    ("lb", "pao", Exact),
    ("oz", "ao xơ", Exact),
    ("ha", "héc ta", Any),
    ("kg", "ki lô gam", Any),
    ("g", "gam", Tight),
    ("gr", "gam", Any),
    ("gram", "gam", Any),
    ("mg", "mi li gam", Any),
    ("µg", "mi crô gam", Exact),
    ("μg", "mi crô gam", Exact),
    ("mcg", "mi crô gam", Exact),
    ("l", "lít", Tight),
    ("L", "lít", Tight),
    ("lit", "lít", Any),
    ("dl", "đề xi lít", Any),
    ("cl", "xăng ti lít", Exact),
    ("ml", "mi li lít", Any),
    ("hl", "héc tô lít", Exact),
    ("cc", "xê xê", Any),
    ("inch", "inch", Any),
    ("ft", "phít", Exact),
    ("h", "giờ", Tight),
    ("p", "phút", Tight),
    ("ph", "phút", Any),
    ("min", "phút", Any),
    ("mins", "phút", Any),
    ("s", "giây", Tight),
    ("sec", "giây", Any),
    ("ms", "mi li giây", Exact),
    ("V", "vôn", Tight),
    ("v", "vôn", Tight),
    ("kV", "ki lô vôn", Any),
    ("mV", "mi li vôn", Exact),
    ("MV", "mê ga vôn", Exact),
    ("A", "am pe", Tight),
    ("mA", "mi li am pe", Exact),
    ("Ah", "am pe giờ", Exact),
    ("mAh", "mi li am pe giờ", Any),
    ("W", "oát", Tight),
    ("w", "oát", Tight),
    ("kW", "ki lô oát", Any),
    ("MW", "mê ga oát", Exact),
    ("mW", "mi li oát", Exact),
    ("GW", "gi ga oát", Exact),
    ("Wh", "oát giờ", Exact),
    ("kWh", "ki lô oát giờ", Any),
    ("MWh", "mê ga oát giờ", Exact),
    ("kVA", "ki lô vôn am pe", Any),
    ("MVA", "mê ga vôn am pe", Exact),
    ("hp", "mã lực", Any),
    ("Hz", "héc", Any),
    ("kHz", "ki lô héc", Any),
    ("MHz", "mê ga héc", Any),
    ("GHz", "gi ga héc", Any),
    ("dB", "đề xi ben", Any),
    ("N", "niu tơn", Tight),
    ("Pa", "pa xcan", Exact),
    ("kPa", "ki lô pa xcan", Any),
    ("MPa", "mê ga pa xcan", Any),
    ("hPa", "héc tô pa xcan", Any),
    ("atm", "át mốt phe", Exact),
    ("bar", "ba", Exact),
    ("mmHg", "mi li mét thủy ngân", Any),
    ("J", "jun", Tight),
    ("kJ", "ki lô jun", Any),
    ("cal", "ca lo", Exact),
    ("kcal", "ki lô ca lo", Any),
    ("mol", "mol", Exact),
    ("lx", "lúc", Exact),
    ("rpm", "vòng trên phút", Any),
    ("Ω", "ôm", Exact),
    ("b", "bít", Tight),
    ("B", "bai", Tight),
    ("kb", "ki lô bai", Any),
    ("mb", "mê ga bai", Any),
    ("gb", "gi ga bai", Any),
    ("tb", "tê ra bai", Any),
    ("pb", "pê ta bai", Any),
    ("kbps", "ki lô bít trên giây", Any),
    ("Mbps", "mê ga bít trên giây", Any),
    ("Gbps", "gi ga bít trên giây", Any),
    ("px", "điểm ảnh", Any),
    ("MP", "mê ga pích xen", Exact),
    ("G", "gờ", Tight),
    ("pH", "pê hát", Exact),
];

/// Units that are said as they are, but make what stands before them a measure.
const WORDS: &[&str] = &[
    "mét", "lít", "gam", "tấn", "tạ", "yến", "sào", "giờ", "phút", "giây", "độ", "héc", "ki",
    "kilomet", "kilogam", "km", "kg", "ha",
];

/// A unit found in the text.
pub(super) struct Unit {
    pub(super) end: usize,
    pub(super) words: &'static str,
}

/// Returns whether a word names or abbreviates a unit.
pub(super) fn is_unit(word: &str) -> bool {
    WORDS.iter().any(|unit| same(word, unit)) || lookup(word).is_some()
}

/// Returns the unit whose short form stands at a place; `tight` if the number ends right before it.
pub(super) fn unit_at(ctx: &Context, at: usize, tight: bool) -> Option<Unit> {
    if let Some(end) = degree(ctx, at) {
        return Some(end);
    }
    let end = short_form_end(ctx, at)?;
    let (_, words, written) = lookup(&ctx.text[at..end])?;
    let single = end - at == 1;
    // "5 m" and "10 l" are common; "lớp 3 A" or "đội 2 h" are no measures.
    let spaced_ok = *written != Tight || matches!(&ctx.text[at..end], "l" | "g" | "V" | "W" | "L");
    (tight || spaced_ok || !single).then_some(Unit { end, words })
}

/// Returns the unit in words for a short form that stands alone ("tính bằng km").
pub(super) fn alone(word: &str) -> Option<&'static str> {
    if word.len() < 2 {
        return None;
    }
    UNITS
        .iter()
        .find(|(form, _, written)| *written != Tight && *form == word && !form.contains('a'))
        .map(|(_, words, _)| *words)
}

/// "39°C", "39 °C", "39oC" (a raised o that Word lost), "20°".
fn degree(ctx: &Context, at: usize) -> Option<Unit> {
    let mut end = at;
    if ctx.rest(at).starts_with('°') {
        end += '°'.len_utf8();
    } else if ctx.byte(at) == b'o'
        && matches!(ctx.byte(at + 1), b'C')
        && ctx.ends_word(at + 2)
        && ctx.is_digit(ctx.back_spaces(at).wrapping_sub(1))
    {
        end += 1;
    } else {
        return None;
    }
    let scale = ctx.skip_spaces(end);
    let (end, words) = match ctx.byte(scale) {
        b'C' | b'c' if ctx.ends_word(scale + 1) => (scale + 1, "độ C"),
        b'F' | b'f' if ctx.ends_word(scale + 1) => (scale + 1, "độ F"),
        b'K' if ctx.ends_word(scale + 1) => (scale + 1, "độ K"),
        _ => (end, "độ"),
    };
    Some(Unit { end, words })
}

/// Letters and perhaps an exponent that end a word: "km", "m2", "cm^3".
fn short_form_end(ctx: &Context, at: usize) -> Option<usize> {
    let word = ctx.word_at(at);
    let end = at + word.len();
    if word.is_empty() || word.len() > 5 {
        return None;
    }
    let exponent = matches!(ctx.byte(end), b'2' | b'3') && ctx.ends_word(end + 1);
    if exponent {
        return Some(end + 1);
    }
    ctx.ends_word(end).then_some(end)
}

fn lookup(form: &str) -> Option<&'static (&'static str, &'static str, Written)> {
    let exact = UNITS.iter().find(|(written, ..)| *written == form);
    exact.or_else(|| {
        let ascii = form.is_ascii();
        UNITS
            .iter()
            .find(|(written, _, how)| ascii && *how == Any && written.eq_ignore_ascii_case(form))
    })
}

/// Units of time behind a stroke, which make a rate ("trên giờ"); anything else is a share ("một thẻ").
const TIME_SHORT: &[(&str, &str)] = &[
    ("h", "giờ"),
    ("s", "giây"),
    ("p", "phút"),
    ("ph", "phút"),
    ("min", "phút"),
    ("phút", "phút"),
    ("giây", "giây"),
    ("giờ", "giờ"),
];

/// What stands behind a "per" stroke.
pub(super) struct Per {
    pub(super) end: usize,
    pub(super) words: String,
}

/// Whether money or a physical unit stands before the stroke.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// "30.000đ/thẻ": "một thẻ".
    Money,
    /// "120km/h": "trên giờ".
    Measure,
    /// "3 người/hộ": "một hộ".
    Count,
}

/// Reads "/thẻ", "/kg", "/hộ/tháng" behind an amount.
///
/// Short times are rates and said "trên"; money and counts for a thing or a longer time are said "một", as at the market.
pub(super) fn per(ctx: &Context, at: usize, before: Before) -> Option<Per> {
    let mut per = Per { end: at, words: String::new() };
    loop {
        let stroke = ctx.skip_spaces(per.end);
        let spaced = stroke != per.end;
        if ctx.byte(stroke) != b'/' || spaced && ctx.byte(stroke + 1) != b' ' {
            break;
        }
        let from = ctx.skip_spaces(stroke + 1);
        let word = ctx.word_at(from);
        if word.is_empty() || spaced && before == Before::Count {
            break;
        }
        let end = from + word.len();
        let time = TIME_SHORT.iter().find(|(short, _)| *short == word);
        let unit = unit_at(ctx, from, true);
        let (end, noun) = match (time, unit) {
            (Some((_, noun)), _) => (end, *noun),
            (None, Some(unit)) => (unit.end, unit.words),
            // Nouns are Vietnamese words; an abbreviation behind a stroke is read by the lexicon, later.
            _ if word.chars().any(char::is_uppercase) || !ctx.ends_word(end) => break,
            _ => (end, word),
        };
        // "tổ 1/thôn 2" is an address.
        if ctx.is_digit(ctx.skip_spaces(end)) && is_one_of(noun, LABELS) {
            break;
        }
        let rate = time.is_some() || matches!(noun, "ngày" | "tuần");
        let link = match before {
            Before::Measure if rate || is_physical(noun) => "trên",
            _ if rate || ctx.voice.is_nemo() && !is_physical(noun) => "trên",
            _ => "một",
        };
        per.words.push(' ');
        per.words.push_str(link);
        per.words.push(' ');
        per.words.push_str(noun);
        per.end = end;
    }
    (per.end > at).then_some(per)
}

fn is_physical(noun: &str) -> bool {
    UNITS.iter().any(|(_, words, _)| *words == noun)
}
