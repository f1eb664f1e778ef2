//! Recognises data about people: identity numbers, telephones, mail addresses, names next to
//! birthdays.
//!
//! This module only returns positions; the rule `private-data` decides the consequences. A false
//! alarm is better than one published card number: staff list the numbers of offices in `places`,
//! and these are not reported.

use std::ops::Range;

use crate::check::clues::{Clues, Code};
use crate::check::codes;
use crate::check::digits::{self, DigitGroup, DigitRun, Separator};
use crate::check::people;
use crate::text::fold::fold;

/// The kind of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// An identity number: twelve digits, or nine on old cards.
    Identity,
    /// A telephone number that does not belong to an office.
    Phone,
    /// A mail address that does not belong to an office.
    Mail,
    /// The name of a person with birth, age, illness or address.
    Person,
    /// An account, a plate or another number that words announce.
    Code(Code),
}

/// The number of digits in an old identity number. No private number is shorter.
const SHORTEST: usize = 9;

/// Finds private data in texts.
#[derive(Clone, Debug, Default)]
pub struct Recognizer {
    /// Public numbers as digits, and public mail addresses in lowercase.
    pub official: Vec<String>,
    /// Accounts and plates that facts publish on purpose, without separators.
    pub official_codes: Vec<String>,
    /// The year of the build. A later year is not a year of birth.
    pub this_year: i16,
}

impl Recognizer {
    /// Finds private numbers, addresses and people in a text.
    pub fn find(&self, text: &str) -> Vec<(Private, Range<usize>)> {
        let clues = Clues::find(text);
        let mut found = Vec::new();
        for run in digits::runs(text, &clues.zeros, SHORTEST) {
            if is_slashed_number(&run) {
                find_numbers(text, &run, &self.official, &mut found);
            } else {
                run.split_at_slashes()
                    .iter()
                    .for_each(|part| find_numbers(text, part, &self.official, &mut found));
            }
        }
        let mails = mails(text, &clues.mail_signs, &self.official);
        found.extend(mails.map(|range| (Private::Mail, range)));
        let people = people::find(text, &clues.details, self.this_year);
        found.extend(people.into_iter().map(|range| (Private::Person, range)));
        for (code, range) in codes::find(text, &clues.codes) {
            let is_official = self.official_codes.contains(&compact(&text[range.clone()]));
            let is_known =
                found.iter().any(|(_, other)| other.start < range.end && range.start < other.end);
            if !is_official && !is_known {
                found.push((Private::Code(code), range));
            }
        }
        found
    }

    /// Replaces each private range with `…`.
    pub fn mask(&self, text: &str) -> String {
        let mut ranges: Vec<Range<usize>> =
            self.find(text).into_iter().map(|(_, range)| range).collect();
        // In paths and words, numbers have other neighbours than in sentences:
        // `so_0900000000/a.md`.
        if !text.contains("://") {
            for reading in [text.replace('/', "\""), text.replace(['/', '_'], "\"")] {
                ranges.extend(self.find(&reading).into_iter().map(|(_, range)| range));
            }
        }
        ranges.sort_by_key(|range| range.start);
        let mut masked = String::new();
        let mut at = 0;
        for range in ranges.into_iter().filter(|range| !range.is_empty()) {
            if range.start >= at {
                masked.push_str(&text[at..range.start]);
                masked.push('…');
            }
            at = at.max(range.end);
        }
        masked + &text[at..]
    }
}

/// Returns the letters and digits of a code: `49B1-123.45` becomes `49B112345`.
pub fn compact(code: &str) -> String {
    code.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Returns whether slashes separate the groups of one number, as in `096/000/000/001`: only
/// slashes, and no group that could be a day or a month.
fn is_slashed_number(run: &DigitRun) -> bool {
    run.joints.iter().all(|joint| *joint == Separator::Slash)
        && run.groups.iter().all(|group| group.digits.len() > 2)
        && run.groups[0].digits.starts_with('0')
        && Number::new(run, 0..run.groups.len()).private().is_some()
}

/// Checks all groups of a run together, then adjacent groups, because several numbers may follow
/// each other like the groups of one.
fn find_numbers(
    text: &str,
    run: &DigitRun,
    official: &[String],
    found: &mut Vec<(Private, Range<usize>)>,
) {
    let whole = Number::new(run, 0..run.groups.len());
    if whole.is_official(official) || is_counted(text, &whole) || is_row_of_prefixes(run) {
        return;
    }
    if is_health_insurance(text, &whole) {
        found.push((Private::Code(Code::Insurance), whole.range()));
        return;
    }
    if let Some(private) = whole.private().filter(|_| !is_within_word(text, &whole)) {
        found.push((private, whole.range()));
        return;
    }
    let mut start = 0;
    while start < run.groups.len() {
        // The thousands of a sum do not start a number, and neither do decimals.
        let is_behind_dot = start > 0 && run.joints[start - 1] == Separator::Dot;
        if is_behind_dot && matches!(run.groups[start].digits.len(), 3 | 6..=9) {
            start += 1;
            continue;
        }
        // `01.07.2025 07.30`
        if start + 3 <= run.groups.len() && Number::new(run, start..start + 3).is_date() {
            start += 3;
            continue;
        }
        let Some((number, private)) = find_part(text, run, start, official) else {
            start += 1;
            continue;
        };
        start += number.groups.len();
        if let Some(private) = private {
            found.push((private, number.range()));
        }
    }
}

/// Returns the longest number that starts at a group and is known; `None` as its kind if it is of an
/// office.
fn find_part<'a>(
    text: &str,
    run: &'a DigitRun,
    start: usize,
    official: &[String],
) -> Option<(Number<'a>, Option<Private>)> {
    const LONGEST: usize = 13;
    let mut ends = Vec::new();
    let mut sum = 0;
    for (end, group) in run.groups.iter().enumerate().skip(start) {
        sum += group.digits.len();
        if sum > LONGEST {
            break;
        }
        ends.push(end + 1);
    }
    for end in ends.into_iter().rev() {
        let part = Number::new(run, start..end);
        if part.groups.len() == run.groups.len() {
            continue;
        }
        if part.is_official(official) {
            return Some((part, None));
        }
        let private = part.private_among_others();
        if private.is_some() && !is_within_word(text, &part) {
            return Some((part, private));
        }
    }
    None
}

/// Returns whether a run is a list of three digits each, such as the first digits of telephones:
/// `090 093 089 070 076`.
fn is_row_of_prefixes(run: &DigitRun) -> bool {
    let count = run.groups.len();
    count > 4 && !count.is_multiple_of(4) && run.groups.iter().all(|group| group.digits.len() == 3)
}

/// Returns whether a number is the code of a health insurance card: two letters for the group of
/// people, then thirteen digits.
fn is_health_insurance(text: &str, number: &Number<'_>) -> bool {
    const GROUPS: &str = "DN HX CH NN TK HC XK HT TB NO CT XB TN CS QN CA CY XN MS CC CK CB KC HD TE \
        BT HN DT DK XD TS TC TQ TA TY HG LS PV HS SV GB GD";
    let before = &text[..number.range().start];
    let letters = before.trim_end_matches(|letter: char| letter.is_ascii_uppercase()).len();
    let letters = &before[letters..];
    number.digits.len() == 13
        && letters.len() == 2
        && matches!(number.digits.as_bytes()[0], b'1'..=b'5')
        && GROUPS.split(' ').any(|group| group == letters)
}

/// Returns whether a currency or another unit follows a number in groups of thousands:
/// `215.430.112 đồng`.
fn is_counted(text: &str, number: &Number<'_>) -> bool {
    const UNITS: [&str; 21] = [
        "đồng", "đ", "vnđ", "vnd", "₫", "usd", "người", "dân", "hộ", "lượt", "con", "cây", "tấn",
        "kg", "km", "ha", "m", "m²", "m³", "lít", "kwh",
    ];
    let lengths = number.lengths();
    let is_in_thousands =
        lengths.len() > 1 && lengths[0] <= 3 && lengths[1..].iter().all(|length| *length == 3);
    if !is_in_thousands || number.digits.starts_with('0') {
        return false;
    }
    let after = text[number.range().end..].trim_start_matches([' ', '\u{a0}']);
    let end = after
        .find(|letter: char| letter.is_whitespace() || ".,;:)!?".contains(letter))
        .unwrap_or(after.len());
    UNITS.contains(&after[..end].to_lowercase().as_str())
}

/// Groups of a run, read as one number.
struct Number<'a> {
    digits: String,
    groups: &'a [DigitGroup],
    joints: &'a [Separator],
    plus: bool,
    in_words: bool,
}

impl<'a> Number<'a> {
    fn new(run: &'a DigitRun, of: Range<usize>) -> Number<'a> {
        let groups = &run.groups[of.clone()];
        Number {
            digits: groups.iter().map(|group| group.digits.as_str()).collect(),
            groups,
            joints: &run.joints[of.start..of.end - 1],
            plus: run.plus && of.start == 0,
            in_words: run.in_words,
        }
    }

    fn is_official(&self, official: &[String]) -> bool {
        official.contains(&self.digits) || official.contains(&self.national())
    }

    fn range(&self) -> Range<usize> {
        self.groups[0].range.start..self.groups[self.groups.len() - 1].range.end
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.digits.len()).collect()
    }

    /// Returns the kind of the number if it has no neighbours.
    fn private(&self) -> Option<Private> {
        if self.is_identity() {
            Some(Private::Identity)
        } else if self.is_telephone() {
            Some(Private::Phone)
        } else {
            None
        }
    }

    /// Returns the kind of the number if it has neighbours. Excludes numbers that could be part of
    /// a row of figures.
    fn private_among_others(&self) -> Option<Private> {
        let lengths = self.lengths();
        let is_in_one = lengths.len() == 1;
        let is_grouped = self.in_words
            || lengths.iter().all(|length| *length > 1)
            || self.is_grouped_by_meaning();
        let starts_with_nought = self.digits.starts_with('0') || self.plus;
        if self.digits.len() == 12 && is_grouped && self.is_as_issued() && !self.is_row_of_figures()
        {
            return Some(Private::Identity);
        }
        if self.digits.len() == 9 && is_in_one && !self.in_words && !self.is_sum_of_money() {
            return Some(Private::Identity);
        }
        (starts_with_nought && is_grouped && self.is_telephone()).then_some(Private::Phone)
    }

    /// Returns whether the number has twelve digits (nine on old cards), in one group or in usual
    /// groups.
    fn is_identity(&self) -> bool {
        if self.plus
            || self.is_sum_of_money()
            || self.is_range()
            || self.is_date()
            || self.is_row_of_figures()
        {
            return false;
        }
        let lengths = self.lengths();
        let even = |of: usize| lengths.iter().all(|length| *length == of);
        match self.digits.len() {
            12 if !self.digits.starts_with('0') => false,
            12 => {
                let as_people_do = even(12) || even(1) || even(2) || even(3) || even(4) || even(6);
                (as_people_do && self.is_joined_closely())
                    || self.is_grouped_by_meaning()
                    || self.is_as_issued()
            }
            9 if self.in_words => false,
            9 if self.joints == [Separator::Line] => !self.starts_with_year(),
            9 => {
                (lengths.len() == 1 || even(3) || even(1))
                    && self.is_joined_closely()
                    && !self.digits.starts_with("1900")
            }
            _ => false,
        }
    }

    /// Returns whether the groups are the parts of an identity number: province, sex and century,
    /// year, serial number.
    fn is_grouped_by_meaning(&self) -> bool {
        matches!(self.lengths()[..], [3, 3, 6] | [3, 9] | [9, 3] | [3, 1, 2, 6] | [3, 1, 8])
            && self.is_joined_closely()
    }

    /// Returns whether the first digits are possible in an identity number: a province up to 096,
    /// then a sex and century up to 3. Then any grouping is accepted.
    fn is_as_issued(&self) -> bool {
        self.digits.starts_with('0')
            && self.digits[1..3] <= *"96"
            && self.digits[3..4] <= *"3"
            && !self.is_date()
    }

    fn starts_with_year(&self) -> bool {
        let first = &self.groups[0].digits;
        first.len() == 4 && matches!(&first[..2], "19" | "20")
    }

    /// Returns whether at most one character separates the groups.
    fn is_joined_closely(&self) -> bool {
        !self.joints.contains(&Separator::Wide)
    }

    /// Returns whether the number is a sum of money such as `250.000.000`: groups of three after
    /// the first, and thousands at the end.
    fn is_sum_of_money(&self) -> bool {
        let lengths = self.lengths();
        let spaced = lengths.len() > 1 && lengths[1..].iter().all(|group| *group == 3);
        let dotted = self.joints.iter().all(|joint| *joint == Separator::Dot);
        (spaced && dotted && self.digits.ends_with("000") && !self.digits.starts_with('0'))
            || (self.digits.len() == 9 && self.digits.ends_with("000000"))
    }

    /// Returns whether the groups grow by the same step: `001 002 003 004`, `200-250-300-350`.
    fn is_row_of_figures(&self) -> bool {
        let figures: Vec<i64> =
            self.groups.iter().filter_map(|group| group.digits.parse().ok()).collect();
        let steps: Vec<i64> = figures.windows(2).map(|pair| pair[1] - pair[0]).collect();
        // Three groups with a large step may be a sample number: `012 345 678`.
        (figures.len() > 3 || (figures.len() == 3 && steps[0] < 100))
            && steps[0] > 0
            && steps.iter().all(|step| *step == steps[0])
            && self.groups.iter().all(|group| group.digits.len() > 1)
    }

    /// Returns whether the groups are a range such as `100.000-200.000`: dots within the numbers, a
    /// dash between them.
    fn is_range(&self) -> bool {
        self.joints.contains(&Separator::Dot)
            && self.joints.iter().any(|joint| matches!(joint, Separator::Dash | Separator::Wide))
    }

    /// Returns whether the groups are a date, perhaps with a time: `03-05-2026 10`,
    /// `2026.11.23 1030`.
    fn is_date(&self) -> bool {
        let numbers: Vec<(usize, u32)> = self
            .groups
            .iter()
            .map(|group| (group.digits.len(), group.digits.parse().unwrap_or(u32::MAX)))
            .collect();
        let fits = |at: usize, lengths: &[usize], values: std::ops::RangeInclusive<u32>| {
            numbers
                .get(at)
                .is_some_and(|(length, number)| lengths.contains(length) && values.contains(number))
        };
        let (year, month, day) = (1900..=2099, 1..=12, 1..=31);
        let forwards = fits(0, &[1, 2], day.clone())
            && fits(1, &[1, 2], month.clone())
            && fits(2, &[4], year.clone());
        let backwards = fits(0, &[4], year) && fits(1, &[1, 2], month) && fits(2, &[1, 2], day);
        !self.in_words && (forwards || backwards)
    }

    /// Returns the digits as dialled within the country.
    fn national(&self) -> String {
        if let Some(rest) = self.digits.strip_prefix("0084") {
            return format!("0{}", rest.trim_start_matches('0'));
        }
        match self.digits.strip_prefix("84") {
            Some(rest) if self.plus || matches!(self.digits.len(), 11 | 12) => {
                format!("0{}", rest.trim_start_matches('0'))
            }
            _ => self.digits.clone(),
        }
    }

    /// Returns whether the number is a mobile number (03, 05, 07, 08 or 09 and eight digits) or a
    /// landline number (02 and nine digits), also with +84.
    fn is_telephone(&self) -> bool {
        // A fraction such as 0.383125749 in a table.
        let is_fraction = self.lengths() == [1, 9] && self.joints == [Separator::Dot];
        let number = self.national();
        let starts = |second: &str| {
            number.starts_with('0') && number.get(1..2).is_some_and(|it| second.contains(it))
        };
        !is_fraction
            && !self.is_date()
            && ((number.len() == 10 && starts("35789")) || (number.len() == 11 && starts("2")))
    }
}

/// Returns whether the number is only part of a word, an address or a longer code, and no word or
/// address announces a private number.
fn is_within_word(text: &str, number: &Number<'_>) -> bool {
    if number.in_words {
        return false;
    }
    let (before, after) = text.split_at(number.range().start);
    let after = &after[number.range().len()..];
    if let Some(address) = address_before(before) {
        return !asks_for_a_person(address) && !is_named_by(number, address, after);
    }
    let last_word = before.len()
        - before
            .chars()
            .rev()
            .take_while(|it| it.is_alphabetic())
            .map(char::len_utf8)
            .sum::<usize>();
    let (word_before, is_glued_after) =
        (&before[last_word..], after.starts_with(char::is_alphabetic));
    if word_before.is_empty() && !is_glued_after {
        return false;
    }
    if is_announced(word_before) {
        return false;
    }
    // A code has letters on both sides, or more digits next to its letters. Nine digits attached to
    // letters are also a code.
    let is_code_before =
        before[..last_word].ends_with(|letter: char| digits::value(letter).is_some());
    let after_letters = after.trim_start_matches(char::is_alphabetic);
    let is_code_after =
        is_glued_after && after_letters.starts_with(|letter: char| digits::value(letter).is_some());
    let is_between = !word_before.is_empty() && is_glued_after;
    let is_typed_together = word_before.is_empty() && starts_with_word(after);
    let may_be_private =
        (number.digits.starts_with('0') && number.digits.len() > 9) || is_typed_together;
    is_code_before || is_code_after || is_between || !may_be_private
}

/// Returns whether a file or page is named by a number that is issued to a person:
/// `/files/0900000000.pdf`. Numbers of articles don't start with a zero.
fn is_named_by(number: &Number<'_>, address: &str, after: &str) -> bool {
    let is_whole = address.ends_with('/') && !after.starts_with(char::is_alphanumeric);
    let is_issued = number.is_telephone()
        || (number.digits.starts_with('0') && matches!(number.digits.len(), 9 | 12));
    is_whole && is_issued && !number.digits.starts_with("000")
}

/// Returns whether a text starts with a small word that is no unit: `nhé`.
fn starts_with_word(text: &str) -> bool {
    const UNITS: [&str; 12] =
        ["đồng", "vnđ", "vnd", "người", "dân", "hộ", "lượt", "km", "kg", "ha", "ml", "tấn"];
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    word.chars().count() > 1 && word.chars().all(char::is_lowercase) && !UNITS.contains(&word)
}

/// Returns whether a word announces that the attached number is private.
fn is_announced(word: &str) -> bool {
    const ANNOUNCING: [&str; 14] = [
        "chungminh",
        "cancuoc",
        "cccd",
        "cmnd",
        "cmt",
        "so",
        "sdt",
        "dt",
        "tel",
        "phone",
        "zalo",
        "dinhdanh",
        "thoai",
        "id",
    ];
    ANNOUNCING.contains(&fold(word).as_str())
}

/// Returns the web address or path that ends here, if there is one.
fn address_before(before: &str) -> Option<&str> {
    // Addresses are shorter. Without a limit a long line of numbers would take quadratic time.
    const LONGEST: usize = 500;
    let ends_token = |letter: &char| letter.is_whitespace() || "<>\"'()[]|,;".contains(*letter);
    let letters = before.chars().rev().take(LONGEST).take_while(|letter| !ends_token(letter));
    let token = &before[before.len() - letters.map(char::len_utf8).sum::<usize>()..];
    let has_domain = || {
        token.split_once('/').is_some_and(|(host, _)| {
            host.rsplit_once('.').is_some_and(|(name, last)| {
                !name.is_empty()
                    && last.len() > 1
                    && last.bytes().all(|byte| byte.is_ascii_alphabetic())
            })
        })
    };
    let is_address =
        token.contains("://") || token.starts_with('/') || token.starts_with("./") || has_domain();
    is_address.then_some(token)
}

/// Returns whether an address identifies a person by the number after it.
fn asks_for_a_person(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let is_of_person = ["zalo.me/", "wa.me/", "t.me/", "t.me/+", "/messages/t/"]
        .iter()
        .any(|host| address.ends_with(host));
    let asked = address.rsplit(['?', '&', '#']).next().and_then(|query| query.strip_suffix(['=']));
    is_of_person
        || asked.is_some_and(|name| {
            ["phone", "number", "tel", "sdt", "to", "cccd", "id", "so", "ma"].contains(&name)
        })
}

/// Returns mail addresses, except those of state offices and of `places`. The `@` may be a
/// character reference or have spaces around it.
fn mails<'t>(
    text: &'t str,
    signs: &'t [Range<usize>],
    official: &'t [String],
) -> impl Iterator<Item = Range<usize>> + 't {
    const KEPT_BY_PEOPLE: [&str; 6] =
        ["gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "hotmail.com", "icloud.com"];
    signs.iter().filter_map(move |sign| {
        let at = sign.start;
        let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let before = text[..at].trim_end_matches([' ', '*', '`', '(', '[']);
        let start = before
            .rfind(|c: char| !is_part(c))
            .map_or(0, |other| other + before[other..].chars().next().map_or(1, char::len_utf8));
        let after = text[sign.end..].trim_start_matches([' ', ')', ']']);
        let domain_start = text.len() - after.len();
        let end =
            after.find(|c: char| !is_part(c)).map_or(text.len(), |other| domain_start + other);
        let domain = text[domain_start..end].trim_end_matches(['.', '-']).to_ascii_lowercase();
        let address = format!("{}@{domain}", before[start..].to_ascii_lowercase());
        let has_dot = domain.rsplit_once('.').is_some_and(|(name, last)| {
            !name.is_empty() && last.len() > 1 && last.chars().all(char::is_alphabetic)
        });
        // A user name in a network has nothing before the sign, or a separate word:
        // `Zalo @xa.example`.
        let is_apart = text[..at].ends_with(' ') && domain_start == sign.end;
        let spelled = spelled_domain(after);
        let end = spelled.map_or(end, |length| domain_start + length);
        let is_mail = start < before.len()
            && (has_dot || spelled.is_some())
            && (!is_apart || spelled.is_some() || KEPT_BY_PEOPLE.contains(&domain.as_str()));
        (is_mail && !domain.ends_with(".gov.vn") && !official.contains(&address))
            .then_some(start..end)
    })
}

/// Returns the length of a domain with its dot in words: `gmail chấm com`, `gmail [dot] com`.
fn spelled_domain(text: &str) -> Option<usize> {
    const PROVIDERS: [&str; 5] = ["gmail", "yahoo", "outlook", "hotmail", "icloud"];
    const DOTS: [&str; 9] = [".", "chấm", "CHẤM", "cham", "dot", "[dot]", "(dot)", "[.]", "(.)"];
    let start = &text[..text.floor_char_boundary(40)];
    // Keeps the length.
    let lower = start.to_ascii_lowercase();
    let provider = PROVIDERS.into_iter().find(|provider| lower.starts_with(provider))?;
    let rest = lower[provider.len()..].trim_start();
    let rest = DOTS.into_iter().find_map(|dot| rest.strip_prefix(dot))?.trim_start();
    rest.starts_with("com").then(|| lower.len() - rest.len() + "com".len())
}

#[cfg(test)]
mod tests {
    use super::{Private, Recognizer};

    fn check(text: &str, expected: &[Private]) {
        let official =
            vec!["19000368".to_owned(), "02520000000".to_owned(), "xa@mau.example".to_owned()];
        let recognizer = Recognizer { official, this_year: 2026, ..Recognizer::default() };
        let found: Vec<Private> =
            recognizer.find(text).into_iter().map(|(private, _)| private).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    /// All examples are made up: the digits are zeros or a plain sequence.
    #[test]
    fn private_numbers_are_found_in_any_grouping() {
        for number in [
            "000000000000",
            "số 000 000 000 000.",
            "0000.0000.0000",
            "000-000-000-000",
            "000 000 000000",
            "000.000000000",
            "000000 000000",
            "000 0 00 000000",
            "0 0 0 0 0 0 0 0 0 0 0 0",
            "00 00 00 00 00 00",
            "000\u{a0}000\u{a0}000\u{a0}000",
            "000\u{2011}000\u{2011}000\u{2011}000",
            "000/000/000/001",
            "000|000|000|001",
            "０００００００００００１",
            "CCCD000000000001",
            "CCCD:000000000001",
            "(000000000001)",
            "CMND 012345678",
            "012 345 678",
            // In digits of other scripts, in character references, with Markdown markers or
            // invisible characters between them.
            "٠٠٠٠٠٠٠٠٠٠٠١",
            "𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟏",
            "⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰¹",
            "0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣",
            "000&#48;0&#x30;000001",
            "000**000**000001",
            "_000000000001_",
            "000_000_000_001",
            "000\\000000001",
            "000<!-- -->000<b>000</b>001",
            "000\u{200b}000\u{ad}000&shy;001",
            // In unusual groups.
            "00000 0000001",
            "00 0000 000001",
            "000 - 000 - 000001",
            "000,000,000,001",
            "000 000\n000 001",
            "000&nbsp;000&nbsp;000001",
            // Next to other figures and words.
            "1 000000000001",
            "2026 000000000001 5",
            "000000000001/Thôn 1",
            "thôn1/000000000001",
            "000000000001và",
            "không không không, không không không, không không không không không một",
            "Zero zero zero zero zero zero zero zero zero zero zero one",
        ] {
            check(number, &[Private::Identity]);
        }
        for number in [
            "gọi 0900000000 nhé",
            "gọi 0900 000 000",
            "090.000.0000",
            "090-0000000",
            "0 9 0 0 0 0 0 0 0 0",
            "+84 900 000 000",
            "+84900000000",
            "84900000000",
            "SĐT0900000000",
            "https://zalo.me/0900000000",
            "0252 111 1111",
            "(090) 000 0000",
            "+84 (0) 900 000 000",
            "_0900000000_",
            "0900.000.000nhé",
            "0900 - 000 - 000",
            "viber://chat?number=0900000000",
            "không chín không không, không không không, không không không",
            "khong chin khong khong khong khong khong khong khong khong",
            "0084900000000",
            "0900/000/000",
            "0900…000…000",
            "0900....000....000",
            "0900    000    000",
            "> gọi 0900\n> 000 000",
            "- gọi 0900\n      000 000",
            "https://thu.example/a?ma=0900000000",
            "Không chín 00 không không / không không // không không",
        ] {
            check(number, &[Private::Phone]);
        }
        for two in [
            "0900000000/0900000001",
            "0900000000 - 0900000001",
            "0900 000 000 0900 000 001",
            "0900000000-000000000001",
        ] {
            assert_eq!(Recognizer::default().find(two).len(), 2, "{two:?}");
        }
        // One number belongs to the office, the other does not.
        check("0252 000 0000 - 0900 000 000", &[Private::Phone]);
        for mail in [
            "thu@example.com",
            "**thu**@example.com",
            "<a.b+c@mail.example.vn>",
            "mailto:thu@example.com",
            "thu @ example.com",
            "thu&#64;example.com",
            "thu＠example.com",
            "thu [at] example.com",
            "thu @gmail.com",
        ] {
            check(mail, &[Private::Mail]);
        }
    }

    #[test]
    fn rows_about_people_are_found_without_a_heading() {
        for row in [
            "| Nguyễn Văn Mẫu | 1900 | Thôn 1 |",
            "- Nguyễn Văn Mẫu, sinh năm 1900, thôn 1",
            "1. TRẦN THỊ MẪU; 01/01/1900",
            "K' Mẫu Mẫu\t1900\tthôn 1",
            "Nguyễn Văn Mẫu (1900)",
            "Nguyễn Văn Mẫu - 1900 - Thôn 1",
            "Gặp bà Trần Thị Mẫu sinh năm 1900, ở thôn 1",
            "có anh K' Mẫu Mẫu (SN 1900) chưa làm",
        ] {
            check(row, &[Private::Person]);
        }
        for fine in [
            "| Phan Thiết | 2025 |",
            "Hồ Chí Minh, 1945",
            "Luật Căn cước, 2023",
            "Thôn Nguyễn Văn Mẫu có điện từ 1990",
            "| Nguyễn Văn Mẫu | 25 | 30 |",
            "đường Nguyễn Văn Linh, 01/01/2026",
            "Người sinh năm 2010 trở về trước",
            "Chủ tịch Hồ Chí Minh sinh ngày 19/5/1890",
        ] {
            check(fine, &[]);
        }
    }

    #[test]
    fn public_numbers_are_left_alone() {
        for fine in [
            "Gọi 1900 0368",
            "0252 000 0000",
            "+84 252 000 0000",
            "Xa@Mau.example.",
            "1.046 trên 2.163",
            "ngày 23/11/2026",
            "250.000.000 đồng",
            "250.000.000.000 đồng",
            "215.430.112 đồng",
            "12.345.678 m²",
            "100 200 300 400",
            "200-250-300-350",
            "001 002 003 004",
            "01/10-31/12/2026",
            "10/10/2026, 20/10/2026",
            "100.000-200.000 đồng",
            "0.383125749",
            "baonghean 10301670",
            "https://bao.example/2026/000000000001.htm",
            "Nghị định 69/2024/NĐ-CP",
            "xa@langau.gov.vn",
            "172260121102519087",
            "12 số",
            "2026-11-23",
            "2026 11 23 1030",
            "anh_20261123_1030.jpg",
            "v012345678",
            "03-05-2026 10 giờ",
            "ngày 03.05.2026 07",
            "2.000.000.000 - 300.000.000 đồng",
            "0 100 200 300 400 500 600",
            "0 1 0 2 0 3 0 1 0 2 0 3 0 1",
            "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12.",
            "không một hai ba bốn năm sáu bảy tám chín",
            "không phải một, hai hay ba",
            "một chín không không, không ba sáu tám",
            "/pictures/2026/000000000001.jpg",
            "a0900000000b3",
            "@xa.example",
            "Zalo @xa.example",
            "giá 5 @ 3.5",
            "trang [Zalo](https://zalo.me/g/abc)",
        ] {
            check(fine, &[]);
        }
    }
}
