//! What data about people looks like: identity numbers, telephones, mail addresses, names beside birthdays.
//!
//! Says only where; whether that stops anything, the rule `private-data` decides. Rather one question too many than
//! one card number on the net: what belongs to an office is listed in `places` and asked about no more.

use std::ops::Range;

use crate::text::fold::fold;

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// Twelve digits, or nine as on old papers.
    Identity,
    /// A telephone that no office has.
    Phone,
    /// A mail address that no office has.
    Mail,
    /// Somebody's name with the year or day of birth.
    Person,
}

/// Finds private numbers and addresses in a text. `official` holds digits of numbers and mail addresses in small letters.
pub fn find(text: &str, official: &[String]) -> Vec<(Private, Range<usize>)> {
    let mut found = Vec::new();
    for run in digit_runs(text) {
        if official.contains(&run.digits) || official.contains(&run.national()) {
            continue;
        }
        if run.is_identity() {
            found.push((Private::Identity, run.range));
        } else if run.is_telephone() {
            found.push((Private::Phone, run.range));
        }
    }
    found.extend(mails(text, official).map(|range| (Private::Mail, range)));
    found.extend(people(text).map(|range| (Private::Person, range)));
    found
}

/// Digits that belong together: one space, dot or dash may stand between groups.
struct Run {
    range: Range<usize>,
    digits: String,
    groups: Vec<usize>,
    separators: String,
    plus: bool,
}

impl Run {
    /// Twelve digits (nine on old papers), in one run or grouped as people group them.
    fn is_identity(&self) -> bool {
        if self.plus || self.is_sum_of_money() || self.is_range() {
            return false;
        }
        let even = |of: usize| self.groups.iter().all(|group| *group == of);
        match self.digits.len() {
            12 => {
                matches!(self.groups[..], [12] | [6, 6] | [3, 3, 6] | [3, 9] | [9, 3] | [3, 1, 2, 6] | [3, 1, 8])
                    || even(1)
                    || even(2)
                    || even(3)
                    || even(4)
            }
            9 => (self.groups.len() == 1 || even(3) || even(1)) && !self.digits.starts_with("1900"),
            _ => false,
        }
    }

    /// `250.000.000`: groups of three behind the first, and thousands at the end.
    fn is_sum_of_money(&self) -> bool {
        let spaced = self.groups.len() > 1 && self.groups[1..].iter().all(|group| *group == 3);
        let dotted = self.separators.chars().all(|separator| separator == '.');
        (spaced && dotted && self.digits.ends_with("000") && !self.digits.starts_with('0'))
            || (self.digits.len() == 9 && self.digits.ends_with("000000"))
    }

    /// `100.000-200.000`: dots within, a dash between.
    fn is_range(&self) -> bool {
        self.separators.contains('.') && self.separators.contains('-')
    }

    /// As dialled within the country.
    fn national(&self) -> String {
        match self.digits.strip_prefix("84") {
            Some(rest) if self.plus || matches!(self.digits.len(), 11 | 12) => {
                format!("0{}", rest.trim_start_matches('0'))
            }
            _ => self.digits.clone(),
        }
    }

    /// A mobile number (03, 05, 07, 08, 09 and eight digits) or one of a house (02 and nine); also with +84.
    fn is_telephone(&self) -> bool {
        // A share such as 0.383125749 in a table.
        let is_fraction = matches!(self.groups[..], [1, 9]) && self.separators == ".";
        let number = self.national();
        let starts = |second: &str| number.starts_with('0') && number.get(1..2).is_some_and(|it| second.contains(it));
        !is_fraction && ((number.len() == 10 && starts("35789")) || (number.len() == 11 && starts("2")))
    }
}

/// The value of a digit, in either width.
fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(letter) - 0xff10, 10),
        _ => None,
    }
}

fn digit_runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(|letter| digit(letter).is_some()) {
        let run = take_run(text, at + found);
        at = run.range.end;
        let (before, after) = (&text[..run.range.start], text[at..].chars().next());
        if !is_within_word(before, after) {
            runs.push(run);
        }
    }
    runs
}

fn take_run(text: &str, start: usize) -> Run {
    let mut run = Run {
        range: start..start,
        digits: String::new(),
        groups: vec![0],
        separators: String::new(),
        plus: text[..start].ends_with('+'),
    };
    let mut letters = text[start..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        if let Some(digit) = digit(letter) {
            run.digits.push(digit);
            *run.groups.last_mut().expect("starts with one") += 1;
            run.range.end = start + offset + letter.len_utf8();
            continue;
        }
        let joins = matches!(letter, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2011}' | '\u{2013}')
            && letters.peek().is_some_and(|(_, next)| digit(*next).is_some());
        if !joins || run.digits.len() > 20 {
            break;
        }
        run.separators.push(letter);
        run.groups.push(0);
    }
    run
}

/// Part of a word, an address or a longer code: not a number of its own, unless the word says that it is one.
fn is_within_word(before: &str, after: Option<char>) -> bool {
    const ANNOUNCING: [&str; 12] =
        ["cccd", "cmnd", "cmt", "so", "sdt", "dt", "tel", "phone", "zalo", "dinhdanh", "dien thoai", "id"];
    let in_word = |letter: char| letter.is_alphabetic() || letter == '_' || letter == '/';
    if after.is_some_and(in_word) {
        return true;
    }
    let Some(last) = before.chars().next_back().filter(|letter| in_word(*letter)) else { return false };
    if last == '/' {
        let ends = |host: &str| {
            before
                .len()
                .checked_sub(host.len())
                .and_then(|at| before.get(at..))
                .is_some_and(|end| end.eq_ignore_ascii_case(host))
        };
        return !["zalo.me/", "wa.me/"].into_iter().any(ends);
    }
    let start = before
        .rfind(|letter: char| !letter.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    !ANNOUNCING.contains(&fold(&before[start..]).as_str())
}

/// Mail addresses, except those of state offices and of places.
fn mails<'t>(text: &'t str, official: &'t [String]) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices('@').filter_map(move |(at, _)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let start = text[..at]
            .rfind(|c: char| !is_part(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let end = text[at + 1..].find(|c: char| !is_part(c)).map_or(text.len(), |after| at + 1 + after);
        let address = text[start..end].trim_end_matches(['.', '-']).to_ascii_lowercase();
        let domain = address.split_once('@').map_or("", |(_, domain)| domain);
        let is_mail = start < at && domain.contains('.');
        (is_mail && !domain.ends_with(".gov.vn") && !official.contains(&address)).then_some(start..end)
    })
}

/// Rows about people: a name, then the year or day of birth, with a comma, a bar, a tab or a dash between.
fn people(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    });
    lines.filter_map(|(at, line)| {
        let cells: Vec<&str> =
            line.split(['|', ',', ';', '\t', '–', '(', ')']).flat_map(|cell| cell.split(" - ")).collect();
        is_row_about_somebody(cells.iter().copied()).then(|| at..at + line.trim_end().len())
    })
}

/// Whether one cell is a name and the next one that isn't empty a year or day of birth.
pub fn is_row_about_somebody<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    cells.windows(2).any(|pair| is_name(pair[0]) && is_birth(pair[1]))
}

/// A full name as Vietnamese people have it: a family name and two or more given syllables, all capitalised.
pub fn is_name(cell: &str) -> bool {
    const FAMILIES: [&str; 45] = [
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
        "duong", "ly", "dinh", "truong", "luong", "mai", "dao", "cao", "ha", "to", "ta", "chau", "thai", "doan",
        "trinh", "lam", "vuong", "ninh", "la", "quach", "kieu", "tang", "dam", "luu", "phung", "chu", "nghiem", "k'",
        "k’", "ka", "mang",
    ];
    // Streets and places are called after these.
    const NOT_PEOPLE: [&str; 2] = ["ho chi minh", "ha long bay"];
    let cell = cell.trim_matches(|letter: char| !letter.is_alphanumeric()).trim_start_matches("Tên: ");
    let cell = cell.trim_start_matches(|letter: char| letter.is_ascii_digit() || ". )".contains(letter));
    let words: Vec<&str> = cell.split_whitespace().collect();
    let folded = fold(cell);
    let starts = folded.split_whitespace().next().is_some_and(|family| FAMILIES.contains(&family));
    let is_capitalised = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    // Two syllables are as often a town: Phan Thiết, Hà Nội, Cao Bằng.
    (3..=6).contains(&words.len())
        && starts
        && words.iter().all(is_capitalised)
        && !NOT_PEOPLE.contains(&folded.as_str())
}

/// `1987`, `sinh năm 1987`, `01/02/1987`.
fn is_birth(cell: &str) -> bool {
    let folded = fold(cell);
    let rest = ["sinh nam", "sinh ngay", "nam sinh", "ngay sinh", "sn", "born"]
        .iter()
        .find_map(|words| folded.strip_prefix(words))
        .unwrap_or(&folded);
    let rest = rest.trim_matches(|letter: char| letter == ':' || letter == '.' || letter.is_whitespace());
    let parts: Vec<&str> = rest.split(['/', '-', '.']).collect();
    let is_year = |part: &str| part.len() == 4 && part.parse::<u32>().is_ok_and(|year| (1900..=2015).contains(&year));
    let is_day = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    // Sources carry their author and a year too, but hardly one as old as those who are asked here.
    match parts[..] {
        [year] => is_year(year),
        [day, month, year] => is_day(month) && ((is_day(day) && is_year(year)) || (is_year(day) && is_day(year))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Private, find};

    fn check(text: &str, expected: &[Private]) {
        let official = ["19000368".to_owned(), "02520000000".to_owned(), "xa@mau.example".to_owned()];
        let found: Vec<Private> = find(text, &official).into_iter().map(|(private, _)| private).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    /// No example here is a number that anybody has: all digits are zeros or a plain sequence.
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
            "０００００００００００１",
            "CCCD000000000001",
            "CCCD:000000000001",
            "(000000000001)",
            "CMND 012345678",
            "012 345 678",
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
        ] {
            check(number, &[Private::Phone]);
        }
        for mail in ["thu@example.com", "<a.b+c@mail.example.vn>", "mailto:thu@example.com"] {
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
            "v012345678",
        ] {
            check(fine, &[]);
        }
    }
}
