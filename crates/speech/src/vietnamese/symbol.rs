//! Signs: spoken, turned into a pause, or dropped.
//!
//! Punctuation and quotation marks stay. Brackets become pauses; list marks and emoji are dropped;
//! signs with a meaning (&, ≥, ±) are spoken.

use crate::context::{Context, Found};
use crate::data::WordList;
use crate::mark;
use crate::piece::PieceKind;
use crate::vietnamese::files::{LABELS, TRIGGERS};
use crate::vietnamese::measure;
use crate::vietnamese::net;
use crate::vietnamese::numeral;
use crate::vietnamese::phone;
use crate::vietnamese::quantity;
use crate::vietnamese::{date, money, ratio};
use crate::word::{is_letter, is_letter_or_digit, is_one_of, is_same_word};

/// Reads a sign; `None` for plain punctuation.
pub(super) fn read(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let after = at + sign.len_utf8();
    let pause = || Some(Found::new(after, PieceKind::Symbol, ",", "sign as a pause"));
    let drop = || Some(Found::new(after, PieceKind::Symbol, "", "sign without sound"));
    let say = |word: &str| Some(Found::new(after, PieceKind::Symbol, word, "sign with a word"));
    match sign {
        '.' | '…' => read_dots(ctx, at).or_else(|| read_file_ending(ctx, at)),
        ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' => {
            None
        }
        '[' => mark::read(ctx, at).or_else(pause),
        '(' => phone::read(ctx, at)
            .or_else(|| read_empty_brackets(ctx, at))
            .or_else(|| read_repeated_form(ctx, at))
            .or_else(|| read_repeated_number(ctx, at))
            .or_else(pause),
        ')' | ']' | '{' | '}' | '|' => pause(),
        '-' | '–' | '—' | '−' | '‑' | '‒' => read_dash(ctx, at, after),
        '/' => read_slash(ctx, at),
        '+' => read_plus(ctx, at),
        '&' => say("và"),
        '%' => say("phần trăm"),
        '‰' => say("phần nghìn"),
        '@' => say("a còng"),
        '=' => {
            if ctx.byte(after) == b'>' {
                Some(Found::new(after + 1, PieceKind::Symbol, ",", "arrow as a pause"))
            } else {
                read_between_words(ctx, at, after, "bằng")
            }
        }
        '<' | '>' | '≤' | '≥' | '⩽' | '⩾' => read_comparison(ctx, at, sign),
        '±' => say("cộng trừ"),
        '×' | '*' => read_service_code(ctx, at)
            .or_else(|| read_between_digits(ctx, at, after, "nhân"))
            .or_else(drop),
        '÷' => read_between_digits(ctx, at, after, "chia").or_else(drop),
        '~' | '≈' => {
            if ctx.is_digit(ctx.skip_spaces(after)) {
                say("khoảng")
            } else {
                drop()
            }
        }
        '°' => say("độ"),
        '§' => say("mục"),
        '№' => say("số"),
        '#' => {
            if ctx.is_digit(after) {
                say("số")
            } else {
                drop()
            }
        }
        '$' | '€' | '£' | '¥' | '₫' | '₩' | '₽' | '₹' | '₭' => {
            money::read_prefixed(ctx, at)
                .or_else(|| money::find_currency(ctx, at).and_then(|(_, name, _)| say(name)))
        }
        '→' | '⇒' | '➔' | '➜' | '➡' | '►' => pause(),
        _ => drop(),
    }
}

/// "ngày .....": dots to fill in become one ellipsis.
fn read_dots(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let end = rest.find(|c: char| c != '.' && c != '…').unwrap_or(rest.len());
    let run = &rest[..end];
    let fill_in = ctx.byte_before(at) == b' ' || ctx.byte_before(at) == b':';
    (run.chars().count() > 1 && (run != "..." || fill_in))
        .then(|| Found::new(at + end, PieceKind::Symbol, "…", "dots to fill in"))
}

/// "tệp .pdf": an ending without a name.
fn read_file_ending(ctx: &Context, at: usize) -> Option<Found> {
    let word = ctx.word_at(at + 1);
    let alone = !ctx.is_word(at.wrapping_sub(1)) && ctx.ends_word(at + 1 + word.len());
    let said = net::find_ending(word).filter(|_| alone && ctx.byte(at) == b'.')?;
    Some(Found::new(
        at + 1 + word.len(),
        PieceKind::Net,
        format!("chấm {said}"),
        "ending of a file name",
    ))
}

fn read_empty_brackets(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let end = rest.find(')')?;
    let inner = &rest[1..end];
    let silent = end < 20 && !inner.chars().any(is_letter_or_digit) && !inner.contains('(');
    silent.then(|| Found::new(at + end + 1, PieceKind::Symbol, "", "brackets around nothing"))
}

/// "Ủy ban nhân dân (UBND) xã": the short form in brackets is dropped.
fn read_repeated_form(ctx: &Context, at: usize) -> Option<Found> {
    let word = ctx.word_at(at + 1);
    let end = at + 1 + word.len();
    if word.is_empty() || ctx.byte(end) != b')' {
        return None;
    }
    let spoken = ctx.style.lexicon.get(word)?;
    let head = ctx.text[..at].trim_end();
    let tail = head.get(head.len().checked_sub(spoken.len())?..)?;
    (tail.to_lowercase() == spoken.to_lowercase()).then(|| {
        Found::new(end + 1, PieceKind::Abbreviation, "", "short form of the words before it")
    })
}

/// "02 (hai) người": the number in words is dropped.
fn read_repeated_number(ctx: &Context, at: usize) -> Option<Found> {
    let close = ctx.rest(at).find(')').filter(|close| *close < 200)?;
    let inner = &ctx.text[at + 1..at + close];
    let head = ctx.text[..at].trim_end();
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let n = numeral::parse(ctx, start).filter(|n| n.end == head.len())?;
    let mut words = String::new();
    numeral::push(&mut words, ctx, &n);
    let same = inner.trim().to_lowercase().replace("ngàn", "nghìn").replace("lẻ", "linh")
        == words.replace("ngàn", "nghìn").replace("lẻ", "linh");
    same.then(|| Found::new(at + close + 1, PieceKind::Cardinal, "", "number repeated in words"))
}

/// Reads a dash: a minus, a list mark, "đến" between similar things, or plain.
fn read_dash(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let arrow = ctx.byte(after) == b'>';
    if arrow {
        return Some(Found::new(after + 1, PieceKind::Symbol, ",", "arrow as a pause"));
    }
    if is_bullet(ctx, at, after) {
        return Some(Found::new(after, PieceKind::Symbol, "", "list mark"));
    }
    let before = ctx.char_before(at);
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | '='));
    if opens && ctx.is_digit(after) {
        return read_negative(ctx, at, after);
    }
    if let Some(found) = read_between_likes(ctx, at, after) {
        return Some(found);
    }
    let run = ctx
        .rest(at)
        .chars()
        .take_while(|c| matches!(c, '-' | '–' | '—'))
        .map(char::len_utf8)
        .sum::<usize>();
    if run > 3 {
        return Some(Found::new(at + run, PieceKind::Symbol, ",", "line as a pause"));
    }
    // "1- Mang thẻ", "I- Mục đích".
    let head = ctx.tail(at, 4);
    let list_mark = ctx.byte(after) == b' ' && (head.chars().count() < 4 || head.contains('\n'));
    if list_mark && before.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return Some(Found::new(after, PieceKind::Symbol, ",", "list mark"));
    }
    let spaced = ctx.byte(after) == b' ' && before == Some(' ');
    let number_beside =
        ctx.is_digit(ctx.skip_spaces(after)) || ctx.is_digit(ctx.back_spaces(at).wrapping_sub(1));
    let capitals_beside =
        ctx.char(after).is_some_and(char::is_uppercase) && before.is_some_and(char::is_uppercase);
    if number_beside && (spaced || ctx.is_word(after) && before.is_some_and(is_letter_or_digit))
        || capitals_beside
    {
        let spoken = if spaced || capitals_beside { "," } else { "" };
        return Some(Found::new(after, PieceKind::Symbol, spoken, "dash as a pause"));
    }
    None
}

fn is_bullet(ctx: &Context, at: usize, after: usize) -> bool {
    let starts = match ctx.char_before(ctx.back_spaces(at)) {
        None | Some('\n' | ':' | ';') => true,
        Some(_) => false,
    };
    starts && !ctx.is_digit(after)
}

fn read_negative(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let inner = ratio::read(ctx, after).or_else(|| quantity::read(ctx, after))?;
    let at_start = ctx.is_line_start(at);
    let spoken = format!("âm {}", inner.spoken);
    let found = Found { spoken, rule: "negative number", ..inner };
    // "-02 ảnh" at the start of a line is a list mark without a space.
    let bullet = at_start && ctx.byte(after) == b'0' && ctx.is_digit(after + 1);
    Some(if bullet { Found::new(after, PieceKind::Symbol, "", "list mark") } else { found })
}

/// "thứ 2 - thứ 6", "quý I - quý III", "8 giờ - 11 giờ": the same noun on both sides makes a range.
fn read_between_likes(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let to =
        || Some(Found::new(after, PieceKind::Range, "đến", "from one to another of the same kind"));
    let next_at = ctx.skip_spaces(after);
    let next = ctx.word_at(next_at);
    let back = ctx.back_spaces(at);
    if !next.is_empty() {
        let last = ctx.tail(back, 12).rsplit([' ', '(', '"', '“', '\n']).next().unwrap_or("");
        let numbered = last.contains(|c: char| c.is_ascii_digit())
            || !last.is_empty() && last.bytes().all(|b| b"IVX".contains(&b));
        let label = ctx.prev_word(back - last.len());
        let weekday = next.starts_with('T')
            && next.len() == 1
            && ctx.is_digit(next_at + 1)
            && last.starts_with('T')
            && last.len() == 2;
        let sunday = matches!(next, "CN" | "chủ" | "Chủ")
            && (is_same_word(label, "thứ") || last.starts_with('T') && last.len() == 2);
        let mut low = String::new();
        low.extend(label.chars().flat_map(char::to_lowercase));
        let like = numbered
            && !label.is_empty()
            && is_same_word(next, &low)
            && is_numbered(ctx, next_at + next.len());
        return if numbered && (weekday || sunday) || like { to() } else { None };
    }
    if ctx.is_digit(next_at) {
        // The unit is on both sides: "8 giờ - 11 giờ", "5 triệu - 7 triệu".
        let unit = ctx.word_ending(back);
        let n = numeral::parse(ctx, next_at)?;
        let low: String = unit.chars().flat_map(char::to_lowercase).collect();
        let counted = ctx.is_digit(ctx.back_spaces(back - unit.len()).wrapping_sub(1));
        let like = !unit.is_empty() && counted && is_same_word(ctx.next_word(n.end), &low);
        // "20h ngày 24/12 - 4h ngày 25/12".
        let clock = matches!(ctx.byte(ctx.digits_end(next_at)), b'h' | b'g' | b':')
            && ctx.tail(back, 12).contains("ngày ");
        let year = clock || is_one_of(unit, &["năm"]) && date::parse_year(ctx, next_at).is_some();
        return if like || year { to() } else { None };
    }
    None
}

fn is_numbered(ctx: &Context, at: usize) -> bool {
    let from = ctx.skip_spaces(at);
    let word = ctx.word_at(from);
    ctx.is_digit(from) || !word.is_empty() && word.bytes().all(|b| b"IVX".contains(&b))
}

/// Nouns after a slash that means "per".
static PER: WordList = WordList::new(TRIGGERS, "after slash");

/// Nouns that count how often something is done.
static OFTEN: WordList = WordList::new(TRIGGERS, "frequency");

fn read_slash(ctx: &Context, at: usize) -> Option<Found> {
    let after = at + 1;
    let next_at = ctx.skip_spaces(after);
    let next = ctx.word_at(next_at);
    let near = ctx.tail(at, 22);
    let counted = near.contains(|c: char| c.is_ascii_digit())
        && ![", ", ". ", ";", "("].iter().any(|mark| near.contains(mark))
        || near.contains(" một ");
    if counted
        && let Some(unit) = measure::find_unit(ctx, next_at, true).filter(|_| next_at == after)
    {
        return Some(Found::new(
            unit.end,
            PieceKind::Measure,
            format!("trên {}", unit.words),
            "per unit",
        ));
    }
    let numbered = ctx.is_digit(ctx.skip_spaces(next_at + next.len())) && is_one_of(next, &LABELS);
    let said = if is_one_of(next, &PER)
        && counted
        && !numbered
        && ctx.char_before(at).is_some_and(is_letter)
    {
        // Frequencies use "một" ("hai buổi một ngày"); prices and speeds use "trên".
        let often = ctx
            .tail(at, 12)
            .split_whitespace()
            .next_back()
            .is_some_and(|last| is_one_of(last, &OFTEN));
        if is_one_of(next, &["ngày", "giờ", "tuần"]) && !often { "trên" } else { "một" }
    } else if ctx.is_digit(next_at) && ctx.char_before(at) == Some('G') {
        // "3G/4G" are two names.
        ","
    } else if is_same_word(next, "hoặc") {
        ""
    } else if ctx.is_digit(next_at)
        && next_at == after
        && (ctx.is_digit(at.wrapping_sub(1)) || counted && ctx.is_word(at.wrapping_sub(1)))
    {
        "trên"
    } else {
        ","
    };
    Some(Found::new(after, PieceKind::Symbol, said, "slash"))
}

fn read_plus(ctx: &Context, at: usize) -> Option<Found> {
    if let Some(found) = phone::read(ctx, at) {
        return Some(found);
    }
    if is_bullet(ctx, at, at + 1) {
        return Some(Found::new(at + 1, PieceKind::Symbol, "", "list mark"));
    }
    // "14+" means 14 and more.
    let open_end = ctx.is_digit(at.wrapping_sub(1)) && !ctx.is_word(ctx.skip_spaces(at + 1))
        || ctx.is_digit(at.wrapping_sub(1))
            && ctx.byte(at + 1) == b' '
            && ctx.char(at + 2).is_some_and(is_letter);
    Some(Found::new(
        at + 1,
        PieceKind::Symbol,
        if open_end { "trở lên" } else { "cộng" },
        "plus sign",
    ))
}

fn read_comparison(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let mut after = at + sign.len_utf8();
    let mut or_equal = matches!(sign, '≤' | '≥' | '⩽' | '⩾');
    if ctx.byte(after) == b'=' {
        or_equal = true;
        after += 1;
    }
    let less = matches!(sign, '<' | '≤' | '⩽');
    let number_at = ctx.skip_spaces(after);
    if !ctx.is_digit(number_at) {
        return Some(Found::new(after, PieceKind::Symbol, "", "sign without sound"));
    }
    if !or_equal {
        return Some(Found::new(
            after,
            PieceKind::Symbol,
            if less { "dưới" } else { "trên" },
            "comparison",
        ));
    }
    if less {
        return Some(Found::new(after, PieceKind::Symbol, "không quá", "comparison"));
    }
    // "≥ 14 tuổi" is "từ mười bốn tuổi trở lên": the noun precedes "trở lên".
    let amount = quantity::read(ctx, number_at)?;
    let noun = ctx.next_word(amount.end);
    let mut spoken = format!("từ {}", amount.spoken);
    let mut end = amount.end;
    if is_one_of(noun, &NOUNS) {
        spoken.push(' ');
        spoken.push_str(noun);
        end = ctx.skip_spaces(end) + noun.len();
    }
    spoken.push_str(" trở lên");
    Some(Found::new(end, PieceKind::Cardinal, spoken, "comparison"))
}

/// Nouns between a number and "trở lên".
static NOUNS: WordList = WordList::new(TRIGGERS, "or more");

fn read_service_code(ctx: &Context, at: usize) -> Option<Found> {
    if ctx.byte(at) == b'*' { phone::read(ctx, at) } else { None }
}

fn read_between_words(ctx: &Context, at: usize, after: usize, word: &str) -> Option<Found> {
    let both = ctx.is_word(ctx.skip_spaces(after)) && !ctx.is_line_start(at);
    Some(Found::new(after, PieceKind::Symbol, if both { word } else { "" }, "sign between words"))
}

fn read_between_digits(ctx: &Context, at: usize, after: usize, word: &str) -> Option<Found> {
    let before = ctx.back_spaces(at);
    let both = ctx.is_digit(ctx.skip_spaces(after)) && ctx.is_word(before.wrapping_sub(1));
    both.then(|| Found::new(after, PieceKind::Symbol, word, "sign between numbers"))
}
