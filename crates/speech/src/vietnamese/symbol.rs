//! Signs: spoken, turned into a pause, or dropped.
//!
//! Punctuation and quotation marks stay. Brackets become pauses; list marks and emoji are dropped;
//! signs with a meaning (&, ≥, ±) are spoken.

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::mark;
use crate::piece::PieceKind;
use crate::vietnamese::files::{LABELS, TRIGGERS, UNIT_TABLES};
use crate::vietnamese::measure;
use crate::vietnamese::net;
use crate::vietnamese::numeral;
use crate::vietnamese::phone;
use crate::vietnamese::quantity;
use crate::vietnamese::{date, money, ratio};
use crate::word::{is_letter, is_letter_or_digit, is_one_of, is_same_word};

/// Signs that are always spoken, and their words.
static SPOKEN: DataTable<2> = DataTable::new(UNIT_TABLES, "sign");

/// Reads a sign; `None` for plain punctuation.
pub(super) fn read(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let after = at + sign.len_utf8();
    let pause = || Some(Found::new(after, PieceKind::Symbol, ",", "sign as a pause"));
    let drop = || Some(Found::new(after, PieceKind::Symbol, "", "sign without sound"));
    let say = |word: &str| Some(Found::new(after, PieceKind::Symbol, word, "sign with a word"));
    let before_number = ctx.is_digit(ctx.skip_spaces(after));
    match sign {
        ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' => {
            None
        }
        '.' | '…' => read_dots(ctx, at).or_else(|| read_file_ending(ctx, at)),
        '[' => mark::read(ctx, at).or_else(pause),
        '(' => read_open_bracket(ctx, at).or_else(pause),
        ')' | ']' | '{' | '}' | '|' | '→' | '⇒' | '➔' | '➜' | '➡' | '►' => pause(),
        '-' | '–' | '—' | '−' | '‑' | '‒' => read_dash(ctx, at, after),
        '/' => read_slash(ctx, at),
        '+' => read_plus(ctx, at),
        '=' if ctx.byte(after) == b'>' => read_arrow(after),
        '=' => read_equals(ctx, at, after),
        '<' | '>' | '≤' | '≥' | '⩽' | '⩾' => read_comparison(ctx, at, sign),
        '×' | '*' => read_service_code(ctx, at)
            .or_else(|| read_between_digits(ctx, at, after, "nhân"))
            .or_else(drop),
        '÷' => read_between_digits(ctx, at, after, "chia").or_else(drop),
        '~' | '≈' if before_number => say("khoảng"),
        '#' if ctx.is_digit(after) => say("số"),
        '$' | '€' | '£' | '¥' | '₫' | '₩' | '₽' | '₹' | '₭' => {
            money::read_prefixed(ctx, at)
                .or_else(|| money::find_currency(ctx, at).and_then(|(_, name, _)| say(name)))
        }
        _ => match SPOKEN.get(&ctx.text[at..after]) {
            Some(word) => say(word),
            None => drop(),
        },
    }
}

/// "ngày .....": dots to fill in become one ellipsis.
fn read_dots(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let run = &rest[..rest.len() - rest.trim_start_matches(['.', '…']).len()];
    let is_single = run == "." || run == "…";
    let is_pause = run == "..." && !matches!(ctx.byte_before(at), b' ' | b':');
    if is_single || is_pause {
        return None;
    }
    Some(Found::new(at + run.len(), PieceKind::Symbol, "…", "dots to fill in"))
}

/// "tệp .pdf": an ending without a name.
fn read_file_ending(ctx: &Context, at: usize) -> Option<Found> {
    let word = ctx.word_at(at + 1);
    let end = at + 1 + word.len();
    if ctx.byte(at) != b'.' || ctx.is_word(at.wrapping_sub(1)) || !ctx.ends_word(end) {
        return None;
    }
    let said = format!("chấm {}", net::find_ending(word)?);
    Some(Found::new(end, PieceKind::Net, said, "ending of a file name"))
}

fn read_arrow(after: usize) -> Option<Found> {
    Some(Found::new(after + 1, PieceKind::Symbol, ",", "arrow as a pause"))
}

/// Reads a telephone number in brackets, or brackets that repeat the words before them.
fn read_open_bracket(ctx: &Context, at: usize) -> Option<Found> {
    phone::read(ctx, at)
        .or_else(|| read_empty_brackets(ctx, at))
        .or_else(|| read_repeated_form(ctx, at))
        .or_else(|| read_repeated_number(ctx, at))
}

fn read_empty_brackets(ctx: &Context, at: usize) -> Option<Found> {
    let rest = ctx.rest(at);
    let end = rest.find(')')?;
    let inner = &rest[1..end];
    if end >= 20 || inner.contains(|c: char| c == '(' || is_letter_or_digit(c)) {
        return None;
    }
    Some(Found::new(at + end + 1, PieceKind::Symbol, "", "brackets around nothing"))
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
    if tail.to_lowercase() != spoken.to_lowercase() {
        return None;
    }
    Some(Found::new(end + 1, PieceKind::Abbreviation, "", "short form of the words before it"))
}

/// "02 (hai) người": the number in words is dropped.
fn read_repeated_number(ctx: &Context, at: usize) -> Option<Found> {
    let close = ctx.rest(at).find(')')?;
    if close >= 200 {
        return None;
    }
    let inner = ctx.text[at + 1..at + close].trim().to_lowercase();
    let head = ctx.text[..at].trim_end();
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let n = numeral::parse(ctx, start)?;
    let mut words = String::new();
    numeral::push(&mut words, ctx, &n);
    if n.end != head.len() || to_north(&inner) != to_north(&words) {
        return None;
    }
    Some(Found::new(at + close + 1, PieceKind::Cardinal, "", "number repeated in words"))
}

/// Returns number words in the northern dialect.
fn to_north(words: &str) -> String {
    words.replace("ngàn", "nghìn").replace("lẻ", "linh")
}

/// Reads a dash: a minus, a list mark, "đến" between similar things, or plain.
fn read_dash(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    if ctx.byte(after) == b'>' {
        return read_arrow(after);
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
    let rest = ctx.rest(at);
    let run = rest.len() - rest.trim_start_matches(['-', '–', '—']).len();
    if run > 3 {
        return Some(Found::new(at + run, PieceKind::Symbol, ",", "line as a pause"));
    }
    // "1- Mang thẻ", "I- Mục đích".
    let head = ctx.tail(at, 4);
    let near_start = head.chars().count() < 4 || head.contains('\n');
    let numbered = before.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    if numbered && near_start && ctx.byte(after) == b' ' {
        return Some(Found::new(after, PieceKind::Symbol, ",", "list mark"));
    }
    read_plain_dash(ctx, at, after)
}

/// Reads a dash beside a number or between capitals as a pause.
fn read_plain_dash(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let before = ctx.char_before(at)?;
    let next = ctx.char(after)?;
    let between_spaces = next == ' ' && before == ' ';
    let between_capitals = before.is_uppercase() && next.is_uppercase();
    let between_words = is_letter_or_digit(before) && is_letter_or_digit(next);
    let beside_number =
        ctx.is_digit(ctx.skip_spaces(after)) || ctx.is_digit(ctx.back_spaces(at).wrapping_sub(1));
    let spoken = if between_capitals || beside_number && between_spaces {
        ","
    } else if beside_number && between_words {
        ""
    } else {
        return None;
    };
    Some(Found::new(after, PieceKind::Symbol, spoken, "dash as a pause"))
}

/// Returns whether a sign starts the line, after a colon or after a semicolon, without a number.
fn is_bullet(ctx: &Context, at: usize, after: usize) -> bool {
    let before = ctx.char_before(ctx.back_spaces(at));
    matches!(before, None | Some('\n' | ':' | ';')) && !ctx.is_digit(after)
}

fn read_negative(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let inner = ratio::read(ctx, after).or_else(|| quantity::read(ctx, after))?;
    // "-02 ảnh" at the start of a line is a list mark without a space.
    if ctx.is_line_start(at) && ctx.byte(after) == b'0' && ctx.is_digit(after + 1) {
        return Some(Found::new(after, PieceKind::Symbol, "", "list mark"));
    }
    Some(Found { spoken: format!("âm {}", inner.spoken), rule: "negative number", ..inner })
}

/// "thứ 2 - thứ 6", "quý I - quý III", "8 giờ - 11 giờ": the same noun on both sides makes a range.
fn read_between_likes(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let back = ctx.back_spaces(at);
    let next_at = ctx.skip_spaces(after);
    let is_range = if ctx.is_digit(next_at) {
        is_between_units(ctx, back, next_at)
    } else {
        is_between_labels(ctx, back, next_at)
    };
    if !is_range {
        return None;
    }
    Some(Found::new(after, PieceKind::Range, "đến", "from one to another of the same kind"))
}

/// "thứ 2 - thứ 6", "T2 - CN": a noun and a number on both sides.
fn is_between_labels(ctx: &Context, back: usize, next_at: usize) -> bool {
    let next = ctx.word_at(next_at);
    let last = ctx.tail(back, 12).rsplit([' ', '(', '"', '“', '\n']).next().unwrap_or("");
    let is_numbered = last.contains(|c: char| c.is_ascii_digit()) || is_roman(last);
    if next.is_empty() || !is_numbered {
        return false;
    }
    let label = ctx.prev_word(back - last.len());
    let after_short_weekday = last.starts_with('T') && last.len() == 2;
    match next {
        "T" if after_short_weekday && ctx.is_digit(next_at + 1) => return true,
        "CN" | "chủ" | "Chủ" if after_short_weekday || is_same_word(label, "thứ") => {
            return true;
        }
        _ => {}
    }
    let number_at = ctx.skip_spaces(next_at + next.len());
    !label.is_empty()
        && is_same_word(next, &label.to_lowercase())
        && (ctx.is_digit(number_at) || is_roman(ctx.word_at(number_at)))
}

/// "8 giờ - 11 giờ", "5 triệu - 7 triệu": a number and a unit on both sides.
fn is_between_units(ctx: &Context, back: usize, next_at: usize) -> bool {
    let unit = ctx.word_ending(back);
    let Some(n) = numeral::parse(ctx, next_at) else { return false };
    let is_counted = ctx.is_digit(ctx.back_spaces(back - unit.len()).wrapping_sub(1));
    if is_counted && !unit.is_empty() && is_same_word(ctx.next_word(n.end), &unit.to_lowercase()) {
        return true;
    }
    // "20h ngày 24/12 - 4h ngày 25/12".
    let is_clock = matches!(ctx.byte(ctx.digits_end(next_at)), b'h' | b'g' | b':');
    is_clock && ctx.tail(back, 12).contains("ngày ")
        || is_same_word(unit, "năm") && date::parse_year(ctx, next_at).is_some()
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVX".contains(&b))
}

/// Nouns after a slash that means "per".
static PER: WordList = WordList::new(TRIGGERS, "after slash");

/// Nouns that count how often something is done.
static OFTEN: WordList = WordList::new(TRIGGERS, "frequency");

fn read_slash(ctx: &Context, at: usize) -> Option<Found> {
    let after = at + 1;
    let next_at = ctx.skip_spaces(after);
    let next = ctx.word_at(next_at);
    let counted = follows_count(ctx, at);
    if counted
        && next_at == after
        && let Some(unit) = measure::find_unit(ctx, next_at, true)
    {
        let said = format!("trên {}", unit.words);
        return Some(Found::new(unit.end, PieceKind::Measure, said, "per unit"));
    }
    let said = if counted && is_rate(ctx, at, next_at) {
        // Frequencies use "một" ("hai buổi một ngày"); prices and speeds use "trên".
        let last = ctx.tail(at, 12).split_whitespace().next_back().unwrap_or("");
        let is_time = is_one_of(next, &["ngày", "giờ", "tuần"]);
        if is_time && !is_one_of(last, &OFTEN) { "trên" } else { "một" }
    } else if is_same_word(next, "hoặc") {
        ""
    } else if ctx.char_before(at) == Some('G') || !ctx.is_digit(after) {
        // "3G/4G" are two names.
        ","
    } else if ctx.is_digit(at.wrapping_sub(1)) || counted && ctx.is_word(at.wrapping_sub(1)) {
        "trên"
    } else {
        ","
    };
    Some(Found::new(after, PieceKind::Symbol, said, "slash"))
}

/// Returns whether a number precedes in the same clause.
fn follows_count(ctx: &Context, at: usize) -> bool {
    let near = ctx.tail(at, 22);
    let mut clause = near;
    for mark in [", ", ". ", ";", "("] {
        clause = clause.rsplit(mark).next().unwrap_or(clause);
    }
    clause.contains(|c: char| c.is_ascii_digit()) || near.contains(" một ")
}

/// Returns whether a slash between two words means "per", not "or".
fn is_rate(ctx: &Context, at: usize, next_at: usize) -> bool {
    let next = ctx.word_at(next_at);
    let is_numbered =
        is_one_of(next, &LABELS) && ctx.is_digit(ctx.skip_spaces(next_at + next.len()));
    is_one_of(next, &PER) && !is_numbered && ctx.char_before(at).is_some_and(is_letter)
}

fn read_plus(ctx: &Context, at: usize) -> Option<Found> {
    if let Some(found) = phone::read(ctx, at) {
        return Some(found);
    }
    let after = at + 1;
    if is_bullet(ctx, at, after) {
        return Some(Found::new(after, PieceKind::Symbol, "", "list mark"));
    }
    // "14+" means 14 and more.
    let before_word = ctx.byte(after) == b' ' && ctx.char(after + 1).is_some_and(is_letter);
    let is_open_end =
        ctx.is_digit(at.wrapping_sub(1)) && (before_word || !ctx.is_word(ctx.skip_spaces(after)));
    let said = if is_open_end { "trở lên" } else { "cộng" };
    Some(Found::new(after, PieceKind::Symbol, said, "plus sign"))
}

fn read_comparison(ctx: &Context, at: usize, sign: char) -> Option<Found> {
    let mut after = at + sign.len_utf8();
    let mut or_equal = matches!(sign, '≤' | '≥' | '⩽' | '⩾');
    if ctx.byte(after) == b'=' {
        or_equal = true;
        after += 1;
    }
    let is_less = matches!(sign, '<' | '≤' | '⩽');
    let number_at = ctx.skip_spaces(after);
    if !ctx.is_digit(number_at) {
        return Some(Found::new(after, PieceKind::Symbol, "", "sign without sound"));
    }
    let said = match (is_less, or_equal) {
        (true, true) => "không quá",
        (true, false) => "dưới",
        (false, false) => "trên",
        (false, true) => return read_at_least(ctx, number_at),
    };
    Some(Found::new(after, PieceKind::Symbol, said, "comparison"))
}

/// "≥ 14 tuổi" is "từ mười bốn tuổi trở lên": the noun precedes "trở lên".
fn read_at_least(ctx: &Context, number_at: usize) -> Option<Found> {
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

/// "=" between words or numbers.
fn read_equals(ctx: &Context, at: usize, after: usize) -> Option<Found> {
    let is_between = ctx.is_word(ctx.skip_spaces(after)) && !ctx.is_line_start(at);
    let said = if is_between { "bằng" } else { "" };
    Some(Found::new(after, PieceKind::Symbol, said, "sign between words"))
}

fn read_between_digits(ctx: &Context, at: usize, after: usize, word: &str) -> Option<Found> {
    let before = ctx.back_spaces(at);
    if !ctx.is_digit(ctx.skip_spaces(after)) || !ctx.is_word(before.wrapping_sub(1)) {
        return None;
    }
    Some(Found::new(after, PieceKind::Symbol, word, "sign between numbers"))
}
