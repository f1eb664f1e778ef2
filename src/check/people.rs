//! Finds names of people next to private details (birth, age, illness, address), and lists of
//! names.
//!
//! Knows the forms of Vietnamese names. The rule `private-data` decides the consequences of a
//! match.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::clues::{ADDRESSES, ILLNESSES};
use crate::check::digits;
use crate::text::fold::{fold, nfc};

/// This many names below each other are a list of people.
pub const FEWEST_IN_LIST: usize = 3;

/// The largest age in years; earlier years are history. The limit is above any real age, because
/// documents of old people are often wrong.
const OLDEST: i16 = 130;

/// No detail has more letters, and table rows may be long.
const LONGEST_FIELD: usize = 80;

/// Words before the name of a child.
const CHILDREN: [&str; 4] = ["cháu", "bé", "trẻ", "em"];

static FAMILIES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| entries(include_str!("names/families.txt")).collect());
static NAMESAKES: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/namesakes.txt")).collect());
static FOLDED_NAMESAKES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| NAMESAKES.iter().map(|namesake| fold(namesake)).collect());
static FOLDED_FAMILIES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    FAMILIES.iter().filter(|family| family.len() > 2).map(|family| fold(family)).collect()
});

static FORMS_OF_ADDRESS: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/forms-of-address.txt")).collect());
static ORDINARY_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| entries(include_str!("names/ordinary-words.txt")).collect());
static MIDDLE_NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/middle-names.txt")).collect());
static PLACES: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/places.txt")).collect());
static BORN: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/born.txt")).collect());
static HEADS: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("names/person-heads.txt")).collect());

/// Returns the lines of a word list.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Finds names with the birth, age, illness or address of the person. `details` are the positions of
/// words for them, in the order of the text.
pub fn find(text: &str, details: &[usize], this_year: i16) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut details = details.iter().copied().peekable();
    let mut previous = "";
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let has_word = details.next_if(|at| *at < end).is_some();
        while details.next_if(|at| *at < end).is_some() {}
        // Most lines have no private detail, so names are searched in few lines.
        if has_word || may_have_year_or_age(line) {
            // `… Nguyễn Thị Mẫu` and `sinh năm …` may be on two lines of one paragraph.
            let is_continued =
                has_word && !previous.trim().is_empty() && begins_with_birth(line, this_year);
            let from = if is_continued { start - previous.len() } else { start };
            if let Some(range) = find_in_line(text[from..end].trim_end(), this_year) {
                found.push(from + range.start..from + range.end);
            }
        }
        previous = line;
        start = end;
    }
    found
}

/// Returns whether a line has four digits that may be a year, a short age (`79t`), or digits of full
/// width.
fn may_have_year_or_age(line: &str) -> bool {
    let is_year =
        |bytes: &[u8]| matches!(bytes[0], b'1' | b'2') && bytes[1..].iter().all(u8::is_ascii_digit);
    let is_age = |bytes: &[u8]| bytes[0].is_ascii_digit() && bytes[1] == b't';
    let bytes = line.as_bytes();
    bytes.windows(4).any(is_year) || bytes.windows(2).any(is_age) || bytes.contains(&0xef)
}

/// Returns whether a line continues the previous one with a birth or an age.
fn begins_with_birth(line: &str, this_year: i16) -> bool {
    let line = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    matches!(Fact::read(line, this_year), Some(Fact::Birth | Fact::Age))
}

fn find_in_line(line: &str, this_year: i16) -> Option<Range<usize>> {
    let plain = shown(line);
    let names = names(&plain);
    let is_in_row = plain.contains(['|', ';', '\t']);
    let range = names.iter().find_map(|name| name.private_part(&plain, is_in_row, this_year))?;
    // If characters were removed, positions in the line have changed, so return the whole line.
    Some(if *plain == *line { range } else { 0..line.len() })
}

/// Returns a line as readers see it: composed, without markers and tags, with character references
/// decoded.
fn shown(line: &str) -> Cow<'_, str> {
    let composed = nfc(line);
    // The last five start soft hyphens, combining marks and letters without width.
    let may_hide = |byte: u8| {
        matches!(byte, b'*' | b'`' | b'_' | b'~' | b'\\' | b'<' | b'&')
            || matches!(byte, 0xc2 | 0xcc | 0xd8 | 0xe2 | 0xef)
    };
    if !composed.bytes().any(may_hide) {
        return composed;
    }
    let mut shown = String::new();
    let mut rest = &*composed;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        if let Some(unseen) = digits::unseen(rest) {
            length = unseen;
        } else if let Some((meant, reference)) = digits::reference(rest).filter(|_| letter == '&') {
            shown.push(meant);
            length = reference;
        } else if letter != '_' {
            shown.push(letter);
        }
        rest = &rest[length..];
    }
    Cow::Owned(shown)
}

/// A capitalised word in a line.
struct Word<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl Word<'_> {
    fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.text.to_lowercase().as_str())
    }

    /// Returns whether a word ends a name. `SINH NĂM` is capitalised like the name before it, but
    /// is not part of it.
    fn ends_name(&self) -> bool {
        self.text.chars().count() > 1
            && !self.text.chars().any(char::is_lowercase)
            && self.is(&[
                "sinh", "sn", "ns", "năm", "ngày", "thôn", "tổ", "tuổi", "ở", "trú", "mắc", "nam",
                "nữ",
            ])
    }
}

fn words(line: &str) -> Vec<Word<'_>> {
    let is_part = |letter: char| is_letter(letter) || matches!(letter, '\'' | '’' | 'ʼ');
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        match (is_part(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { text: &line[from..at], range: from..at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Same as `char::is_alphabetic`, but fast for the letters of Vietnamese.
fn is_letter(letter: char) -> bool {
    match letter {
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ḁ'..='ỹ' => true,
        '\0'..='\u{7f}' => false,
        other => other.is_alphabetic(),
    }
}

/// The certainty that capitalised words are the name of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// A family name and two given names, or a name in the form of the peoples of the Central
    /// Highlands.
    Full,
    /// A family name and one given name, which is also the form of many place names; or a form of
    /// address and a name.
    Short,
    /// Three capitalised words.
    Unknown,
    /// A form of address and one word, or two words that are more often a place.
    Weak,
}

/// A name in a line.
struct Name {
    range: Range<usize>,
    likeness: Likeness,
    is_child: bool,
    is_author: bool,
}

fn names(line: &str) -> Vec<Name> {
    let words = words(line);
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_capitalised() || words[at].ends_name() {
            at += 1;
            continue;
        }
        let is_next = |next: usize| {
            let Some(word) = words.get(next) else { return false };
            let between = &line[words[next - 1].range.end..word.range.start];
            between.trim().is_empty()
                && !between.contains('\n')
                && word.is_capitalised()
                && !word.ends_name()
        };
        let mut end = at + 1;
        while is_next(end) {
            end += 1;
        }
        // Most runs are the first word of a sentence.
        if end - at > 1 || is_name_alone(&words, at) {
            names.extend(name_in(line, &words, at..end));
        }
        at = end;
    }
    names
}

/// Returns whether one word may be a name: `K'Mẫu`, `cháu Mẫu`.
fn is_name_alone(words: &[Word<'_>], at: usize) -> bool {
    glued_family(words[at].text).is_some() || (at > 0 && words[at - 1].is(&FORMS_OF_ADDRESS))
}

/// Returns the name within a run of capitalised words.
fn name_in(line: &str, words: &[Word<'_>], run: Range<usize>) -> Option<Name> {
    const LONGEST: usize = 6;
    let first_family = run.clone().find(|at| is_family(words[*at].text));
    // `Cháu Nguyễn Văn …`: the form of address is capitalised too.
    let skipped = usize::from(run.len() > 1 && words[run.start].is(&FORMS_OF_ADDRESS));
    let start = first_family.unwrap_or(run.start + skipped);
    let name = &words[start..run.end];
    let before = start.checked_sub(1).map(|at| &words[at]);
    let is_at_place = before.is_some_and(|word| {
        let is_near = line[word.range.end..words[start].range.start].trim().is_empty();
        // A doctor (`bác sĩ`) is a person, but a martyr (`liệt sĩ`) is usually part of a street
        // name.
        let is_doctor = word.is(&["sĩ"]) && start > 1 && !words[start - 2].is(&["liệt"]);
        is_near && word.is(&PLACES) && !is_doctor
    });
    let range = name.first()?.range.start..name.last()?.range.end;
    let whole = line[range.clone()].to_lowercase();
    // `Cầu Treo La Ngâu`
    let is_of_place =
        is_as_of_towns(&whole) && words[run.start..start].iter().any(|word| word.is(&PLACES));
    if is_at_place || is_of_place || name.len() > LONGEST || is_namesake(&whole) {
        return None;
    }
    let is_addressed = skipped > 0 || before.is_some_and(|word| word.is(&FORMS_OF_ADDRESS));
    let is_glued = glued_family(name[0].text).is_some();
    let has_family = first_family.is_some();
    // `Bé An Toàn` may be a title.
    let is_child =
        before.is_some_and(|word| word.is(&CHILDREN) && (has_family || !word.is_capitalised()));
    let likeness = match name.len() {
        3.. if has_family && (is_addressed || is_surely_name(name)) => Likeness::Full,
        2 if is_of_highlands(name[0].text) => Likeness::Full,
        1 if is_glued => Likeness::Full,
        2 if name.iter().any(|word| glued_family(word.text).is_some()) => Likeness::Full,
        2 if has_family && (is_addressed || !is_as_of_towns(&whole)) => Likeness::Short,
        2 if is_addressed => Likeness::Short,
        2 if has_family => Likeness::Weak,
        1 if is_child => Likeness::Short,
        1 if is_addressed && !is_after_address(&whole) => Likeness::Weak,
        3.. if !name.iter().any(|word| word.is(&PLACES)) => Likeness::Unknown,
        _ => return None,
    };
    // Folding the whole line for each name would take quadratic time.
    const LONGEST_CREDIT: usize = 20;
    let before_name = last_letters(line[..range.start].trim_end(), LONGEST_CREDIT);
    let credited = fold(before_name);
    let credited = credited.trim_end_matches(':');
    let is_author = ["anh", "tac gia", "nguon", "theo", "bai", "photo", "by", "ky ten", "nguoi ky"]
        .iter()
        .any(|word| credited.ends_with(word))
        && before_name.ends_with(':');
    Some(Name { range, likeness, is_child, is_author })
}

/// Returns whether three words or more are a name even without a form of address, and not a heading
/// such as `Cao Điểm Làm Thẻ`.
fn is_surely_name(name: &[Word<'_>]) -> bool {
    !ORDINARY_WORDS.contains(name[0].text.to_lowercase().as_str())
        || name[1..].iter().any(|word| word.is(&MIDDLE_NAMES) || glued_family(word.text).is_some())
}

/// Returns whether a word after a form of address is no name of a private person: `Bà Rịa`,
/// `trẻ em`.
fn is_after_address(lower: &str) -> bool {
    ["hồ", "đào", "rịa", "đen", "nà", "táo", "trời"].contains(&lower)
        || FORMS_OF_ADDRESS.contains(&lower)
}

/// Returns the last `most` letters of a text.
fn last_letters(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// Returns whether a name starts with the name of a street, school or town.
fn is_namesake(lower: &str) -> bool {
    // Without accents: `Ho Chi Minh`.
    (lower.is_ascii() && FOLDED_NAMESAKES.contains(lower))
        || NAMESAKES.iter().any(|namesake| {
            let rest = lower.strip_prefix(namesake);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

fn is_family(word: &str) -> bool {
    let lower = word.to_lowercase();
    glued_family(word).is_some()
        || FAMILIES.contains(lower.as_str())
        || (lower.is_ascii() && FOLDED_FAMILIES.contains(&lower))
}

/// Returns the prefix of names such as `K'Brêu` or `H'Mẫu`, which mark the sex.
fn glued_family(word: &str) -> Option<char> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let is_mark = matches!(letters.next(), Some('\'' | '’' | 'ʼ'));
    (is_mark && matches!(first, 'K' | 'H' | 'k' | 'h') && letters.next().is_some()).then_some(first)
}

/// Returns whether a word with one more syllable is a full name: `K' Mẫu`, `Y Mẫu`.
fn is_of_highlands(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "k'" | "k’" | "h'" | "h’" | "ka" | "ha" | "y" | "điểu")
        || glued_family(word).is_some()
}

/// Returns whether a family name and one more syllable is more often a place name.
fn is_as_of_towns(name: &str) -> bool {
    const SURE: [&str; 24] = [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "huỳnh",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "ngô",
        "dương",
        "đoàn",
        "trịnh",
        "chamaléa",
        "katơr",
        "pinăng",
        "niê",
        "êban",
        "ksor",
        "rmah",
        "giàng",
        "sùng",
        "cil",
        "krajan",
    ];
    !name.split_whitespace().next().is_some_and(|family| SURE.contains(&family))
}

impl Name {
    /// Returns the range of the name and of the private detail.
    fn private_part(&self, line: &str, is_in_row: bool, this_year: i16) -> Option<Range<usize>> {
        const MOST_FIELDS: usize = 5;
        let mut is_direct = true;
        for (index, (field, end)) in fields(line, self.range.end).take(MOST_FIELDS).enumerate() {
            let trimmed = trim(field);
            let fact = Fact::read(trimmed, this_year);
            let tells = match fact {
                Some(Fact::Birth | Fact::Age) => true,
                Some(Fact::Illness | Fact::Address) => self.likeness == Likeness::Full,
                Some(Fact::Year(year)) => {
                    let is_recent = year + 1 >= this_year && !self.is_child && !is_in_row;
                    (is_direct || is_in_row)
                        && matches!(self.likeness, Likeness::Full | Likeness::Short)
                        && !(self.is_author || (is_recent && trimmed.len() > 4))
                }
                None => false,
            };
            if tells {
                return Some(self.range.start..end);
            }
            is_direct &=
                trimmed.is_empty() || (index < 3 && matches!(trimmed, "nam" | "nữ" | "Nam" | "Nữ"));
        }
        self.follows_birth(line, this_year).then(|| self.range.clone())
    }

    /// Returns whether a birth precedes the name: `Sinh năm …, Nguyễn Văn …`, or a table cell with
    /// the year.
    fn follows_birth(&self, line: &str, this_year: i16) -> bool {
        let before = line[..self.range.start].trim_end();
        let Some(separator) = before.chars().next_back().filter(|last| ",;|:\t".contains(*last))
        else {
            return false;
        };
        let before = trim(&before[..before.len() - separator.len_utf8()]);
        let start = before.rfind([',', ';', '|', '\t', '.']).map_or(0, |at| at + 1);
        let field = trim(&before[start..]);
        let field =
            field.find("inh ").and_then(|at| field.get(at.saturating_sub(1)..)).unwrap_or(field);
        let last = field.rsplit(' ').next().unwrap_or_default();
        let after_key = field.rsplit([':', '"']).next().unwrap_or_default();
        if self.likeness == Likeness::Full
            && Fact::read(trim(after_key), this_year) == Some(Fact::Age)
        {
            return true;
        }
        match Fact::read(field, this_year) {
            Some(Fact::Birth) => true,
            Some(Fact::Year(_)) => separator == '|' && self.likeness == Likeness::Full,
            // `1935: Nguyễn Văn …` is a birth, but `Năm 1975: …` is history.
            _ => {
                let is_year = matches!(Fact::read(last, this_year), Some(Fact::Year(_)));
                separator == ':'
                    && is_year
                    && self.likeness == Likeness::Full
                    && !fold(field).contains("nam ")
            }
        }
    }
}

fn trim(field: &str) -> &str {
    field.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Returns the fields of a line after a byte position, with their ends. Separators between facts
/// end a field.
fn fields(line: &str, from: usize) -> impl Iterator<Item = (&str, usize)> {
    let is_end = |letter: char| ",;|()\t–—".contains(letter);
    let mut start = Some(from);
    std::iter::from_fn(move || {
        let at = start?;
        let rest = &line[at..];
        let sign = rest.find(is_end);
        let sign = rest[..sign.unwrap_or(rest.len())].find(" - ").or(sign);
        let end = at + sign.unwrap_or(rest.len());
        start = sign.and_then(|_| line[end..].chars().next()).map(|sign| {
            let is_dash = line[end..].starts_with(" - ");
            end + if is_dash { 3 } else { sign.len_utf8() }
        });
        Some((&line[at..end], end))
    })
}

/// A detail in the field next to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    /// `sinh năm 1956`.
    Birth,
    /// `79 tuổi`.
    Age,
    /// `mắc …`.
    Illness,
    /// `nhà số 12`.
    Address,
    /// Only a year or a date, which may be a birth.
    Year(i16),
}

impl Fact {
    fn read(field: &str, this_year: i16) -> Option<Fact> {
        const BORN_IN_SHORT: [&str; 3] = ["sinh", "sn", "ns"];
        let field: String = field
            .chars()
            .take(LONGEST_FIELD)
            .map(|letter| digits::value(letter).unwrap_or(letter))
            .collect();
        let lower = field.to_lowercase();
        if ILLNESSES.iter().any(|word| lower.starts_with(word)) {
            return Some(Fact::Illness);
        }
        if ADDRESSES.iter().any(|word| lower.starts_with(word)) {
            // `địa chỉ: UBND xã` is of an office.
            let has_digit = field.contains(|letter: char| letter.is_ascii_digit());
            return has_digit.then_some(Fact::Address);
        }
        if let Some(year) = bare_birth(&field, this_year) {
            return Some(Fact::Year(year));
        }
        let folded = fold(&field);
        let folded = ["nam nay ", "hien ", "moi ", "da ", "aged ", "khoang ", "tuoi: ", "tuoi "]
            .iter()
            .find_map(|word| folded.strip_prefix(word))
            .unwrap_or(&folded);
        if is_age(folded)
            || (field.to_lowercase().starts_with("tuổi") && !numbers(folded).is_empty())
        {
            return Some(Fact::Age);
        }
        let told = BORN.iter().chain(&BORN_IN_SHORT).find_map(|word| folded.strip_prefix(word))?;
        let is_word = !told.starts_with(|letter: char| letter.is_alphabetic());
        (is_word && is_birth(told, this_year)).then_some(Fact::Birth)
    }
}

/// Returns whether a text is an age: `79 tuổi`, `8 tháng tuổi`, but not `80 tuổi trở lên`.
fn is_age(folded: &str) -> bool {
    let Some(at) =
        folded.find(|letter: char| !letter.is_ascii_digit()).filter(|at| (1..=3).contains(at))
    else {
        return false;
    };
    let rest = folded[at..].trim_start();
    if rest == "t" {
        return true;
    }
    let rest = rest.strip_prefix("thang ").unwrap_or(rest);
    ["tuoi", "years old", "year-old"].iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start();
            !["tro", "den", "or"].iter().any(|word| rest.starts_with(word))
        })
    })
}

fn numbers(text: &str) -> Vec<&str> {
    const FILLERS: [&str; 6] = ["ngay", "thang", "nam", "in", "on", "khoang"];
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// Returns whether a word for birth is followed by a year, a date or a short year.
fn is_birth(told: &str, this_year: i16) -> bool {
    let numbers = numbers(told);
    let is_short = |text: &str| (1..=2).contains(&text.len());
    match numbers[..] {
        [] => {
            // `một chín tám bảy`, folded.
            let said = [
                "khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin",
            ];
            let words = told.split_whitespace().skip_while(|word| *word == ":");
            words
                .take_while(|word| said.contains(word) || *word == "nghin" || *word == "muoi")
                .count()
                >= 3
        }
        [year] if year.len() == 2 => true,
        [only] if only.len() == 8 => day_in_one(only, this_year).is_some(),
        [day, month, year, ..] if is_short(day) && is_short(month) && is_short(year) => true,
        _ => numbers.iter().take(3).any(|number| year_of(number, this_year).is_some()),
    }
}

fn year_of(number: &str, this_year: i16) -> Option<i16> {
    let year = number.parse().ok().filter(|_| number.len() == 4)?;
    (this_year - OLDEST..=this_year).contains(&year).then_some(year)
}

/// Returns the year of a date such as `01021987`.
fn day_in_one(number: &str, this_year: i16) -> Option<i16> {
    let (day, month, year) = (number.get(..2)?, number.get(2..4)?, number.get(4..)?);
    let is_in =
        |text: &str, last: u8| text.parse::<u8>().is_ok_and(|number| (1..=last).contains(&number));
    (is_in(day, 31) && is_in(month, 12)).then(|| year_of(year, this_year)).flatten()
}

/// Returns the year if the field is only a year or a date: `1987`, `02/1987`, `01/02/1987`,
/// `1987-02-01`.
fn bare_birth(field: &str, this_year: i16) -> Option<i16> {
    // `1990 thôn 2`
    let field = match field.split_once(' ') {
        Some((year, rest)) if year.len() == 4 && starts_with_place(rest) => year,
        _ => field,
    };
    if !field.bytes().all(|byte| byte.is_ascii_digit() || b"/-. ".contains(&byte)) {
        return None;
    }
    let parts: Vec<&str> = field.split(['/', '-', '.', ' ']).collect();
    let is_in = |part: &str, last: u8| {
        matches!(part.len(), 1 | 2)
            && part.parse::<u8>().is_ok_and(|number| (1..=last).contains(&number))
    };
    match parts[..] {
        [year] if year.len() == 4 => year_of(year, this_year),
        [day] if day.len() == 8 => day_in_one(day, this_year),
        [month, year] if is_in(month, 12) => year_of(year, this_year),
        [day, month, year] if is_in(day, 31) && is_in(month, 12) => year_of(year, this_year),
        [year, month, day] if is_in(day, 31) && is_in(month, 12) => year_of(year, this_year),
        _ => None,
    }
}

fn starts_with_place(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["thôn ", "tổ ", "ấp ", "buôn ", "bản ", "làng "].iter().any(|place| lower.starts_with(place))
}

/// Returns whether a cell is only the full name of a person, perhaps with a number before it.
pub fn is_name(cell: &str) -> bool {
    // Longer than any name: a sentence of a list.
    const LONGEST: usize = 120;
    let cell = cell.trim_start_matches(|letter: char| !is_letter(letter)).trim();
    let has_digit = || cell.bytes().any(|byte| byte.is_ascii_digit());
    if cell.len() > LONGEST || !cell.starts_with(char::is_uppercase) || has_digit() {
        return false;
    }
    let cell = nfc(cell);
    let cell = cell.trim_end_matches(['.', ',', ';', ' ', '*']);
    let [name] = &names(cell)[..] else { return false };
    let before = &cell[..name.range.start];
    name.range.end == cell.len()
        && matches!(name.likeness, Likeness::Full | Likeness::Short)
        && (before.is_empty() || words(before).iter().all(|word| word.is(&FORMS_OF_ADDRESS)))
}

/// Returns whether one cell is a name and a later cell is a year or date of birth.
pub fn is_row_about_somebody<'t>(cells: impl Iterator<Item = &'t str>, this_year: i16) -> bool {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let Some(name) = cells.iter().position(|cell| is_name(cell)) else { return false };
    // In rows of figures, the date of the count precedes the name, and counts that could be years
    // are further right.
    cells[name + 1..].iter().take(2).any(|cell| {
        matches!(Fact::read(trim(cell), this_year), Some(Fact::Birth | Fact::Age | Fact::Year(_)))
    })
}

/// Returns whether rows of a table or lines of a document list people: by a heading, by births next
/// to names, or by many names in a column.
pub fn is_list(rows: &[Vec<&str>], this_year: i16) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    rows.iter().any(|row| is_row_about_somebody(row.iter().copied(), this_year))
        || (0..columns).any(|column| {
            let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(column).copied()).collect();
            is_column_of_people(&cells)
        })
}

/// Returns whether cells below each other are names, or are below a heading that announces names.
pub fn is_column_of_people(cells: &[&str]) -> bool {
    let names = cells.iter().filter(|cell| is_name(cell)).count();
    let head = cells.iter().position(|cell| names_children_or_parents(cell));
    names >= FEWEST_IN_LIST
        || head.is_some_and(|head| cells[head + 1..].iter().any(|cell| could_be_name(cell)))
}

/// Returns whether a cell is a heading for names. Some of these headings also occur above counts:
/// `Trẻ`, `Mẹ`.
fn names_children_or_parents(cell: &str) -> bool {
    let folded = fold(cell);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    HEADS.contains(&words.join(" ").as_str())
}

/// Returns whether a cell is two to six capitalised words without digits.
fn could_be_name(cell: &str) -> bool {
    let words = words(cell);
    (2..=6).contains(&words.len())
        && words.iter().all(Word::is_capitalised)
        && !cell.contains(|letter: char| letter.is_ascii_digit())
        && !words[0].is(&["thôn", "tổng", "xã", "tổ", "khu", "buôn", "ấp", "trường"])
}

/// Finds lists and tables of names. Returns the first line of each.
pub fn find_lists(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut names = 0;
    let mut first = 0..0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let line = line.trim();
        // Loose lists have empty lines between the items, and tables have a delimiter row.
        if line.bytes().all(|byte| b"|-: >".contains(&byte)) {
            continue;
        }
        let is_item =
            line.starts_with(|letter: char| letter.is_ascii_digit() || "-*+".contains(letter));
        let is_named = if line.contains('|') {
            line.split('|').any(is_name)
        } else {
            is_item && is_name(line)
        };
        if !is_named {
            names = 0;
            continue;
        }
        if names == 0 {
            first = range;
        }
        names += 1;
        if names == FEWEST_IN_LIST {
            found.push(first.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{find, find_lists, is_list};
    use crate::check::clues::Clues;

    fn check(text: &str, is_about_somebody: bool) {
        let found = find(text, &Clues::find(text).details, 2026);
        assert_eq!(!found.is_empty(), is_about_somebody, "{text:?}");
    }

    #[test]
    fn names_with_births_ages_and_illnesses_are_found() {
        for text in [
            "Cháu Nguyễn Văn Mẫu, sinh ngày 12/3/2021, thôn 3, mắc sởi",
            "CHÁU NGUYỄN VĂN MẪU SINH NĂM 2021",
            "cháu Nguyễn Văn Mẫu (sn 2021)",
            "Trẻ: Nguyễn Văn Mẫu, NS 2021",
            "Ông Nguyễn Văn Mẫu (1956) ở thôn 2.",
            "- Nguyễn Văn Mẫu, sinh ngày 5 tháng 3 năm 1956",
            "Họ tên: Nguyễn Văn Mẫu. Năm sinh: 2003",
            "Nguyễn Văn Mẫu, ngày sinh: 01/02/1987",
            "- Giàng A Mẫu, sinh năm 1956",
            "- Y Mẫu Niê, sinh năm 1956",
            "- K' Mẫu, sinh năm 1956",
            "K’Mẫu, sinh năm 1956",
            "H'Mẫu Niê, 1956",
            "Ka Mẫu, thôn 2, sinh năm 2020",
            "Ha Mẫu, sinh năm 2020",
            "Điểu Mẫu, sn 2020",
            "Thông Thị Mẫu, 2020",
            "Xích Văn Mẫu (2020)",
            "Nông Thị Mẫu, sinh năm 1956",
            "Sầm Thị Mẫu, Lò Văn Mẫu, 1956",
            "bà Nguyễn Thị Mẫu, 79 tuổi",
            "bé Mẫu, 8 tháng tuổi, thôn 2",
            "Nguyễn Thị Mẫu, thôn 2, mắc sốt xuất huyết",
            "bà Trần Thị Mẫu, nhà số 12, tổ 3",
            "Trần Thị Mẫu\nsinh năm 1960",
            "Nguyễn Văn Mẫu sinh năm một chín tám bảy",
            "Nguyen Van Mau, born on 05/01/2000",
            "bác sĩ Nguyễn Văn Mẫu, sinh năm 1970",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn years_beside_other_names_are_no_births() {
        for text in [
            "Nguyễn Văn Mẫu, sinh năm 2027",
            "Nguyễn Văn Mẫu, sinh năm 1890",
            "Liệt sĩ Nguyễn Văn Mẫu sinh năm 1933",
            "Trường Nguyễn Văn Mẫu (1975)",
            "Bùi Thị Xuân - 1999",
            "Ảnh: Nguyễn Văn Mẫu, 2024",
            "Nguyễn Văn Mẫu ký ngày 23/11/2026",
            "Nguyễn Văn Mẫu, 23/11/2026",
            "Phan Thiết, 2025",
            "Trẻ sinh năm 2021 ở Phan Thiết, Hà Nội, 2024",
            "Người từ 80 tuổi trở lên ở Hà Nội, Huế",
            "Chủ tịch Hồ Chí Minh sinh ngày 19/5/1890",
            "| Nguyễn Văn Mẫu | 25 | 30 |",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn lists_of_names_are_found() {
        assert_eq!(find_lists("1. Nguyễn Văn Mẫu\n2. Trần Thị Mẫu\n\n3. K’ Mẫu Điểu\n").len(), 1);
        assert_eq!(find_lists("- Nguyễn Văn Mẫu\n- Trần Thị Mẫu\n").len(), 0);
        assert_eq!(find_lists("- Đường Nguyễn Trãi\n- Lê Lợi\n- Trần Phú\n- Hà Nội\n").len(), 0);
        let rows =
            |rows: &[&[&'static str]]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
        assert!(is_list(
            &rows(&[&["Trẻ", "NS", "Mẹ"], &["Mẫu Mẫu", "12/3/2021", "Mẫu Ví Dụ"]]),
            2026
        ));
        assert!(is_list(&rows(&[&["STT", "Ai"], &["1", "Nguyễn Văn Mẫu", "1956"]]), 2026));
        assert!(!is_list(&rows(&[&["Đơn vị", "Trẻ"], &["Thôn Một", "120"]]), 2026));
    }
}
