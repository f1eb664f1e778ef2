//! Finds the words and signs without which a text holds no private data of some kind, in one pass.
//!
//! Only says where they are; `digits`, `people` and `private` search around them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Signs between the parts of a mail address.
const MAIL_SIGNS: &[&str] = &["@", "＠", "&#64;", "&#x40;", "&commat;", "[at]", "(at)", "{at}"];

/// Parts of the words for zero: a number in words starts with one.
const ZEROS: &[&str] = &["hông", "hong", "ero"];

/// Parts of the words for births, ages, illnesses and addresses.
const DETAILS: &[&str] = &[
    "sinh",
    "sn",
    "ns",
    "born",
    "birth",
    "dob",
    "tuổi",
    "tuoi",
    "year-old",
    "years old",
    "mắc ",
    "nhiễm ",
    "bị bệnh",
    "dương tính",
    "nhà số ",
    "số nhà ",
];

/// Where a text has clues, from its start to its end.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// Signs of mail addresses.
    pub mail_signs: Vec<Range<usize>>,
    /// Parts of words for zero.
    pub zeros: Vec<usize>,
    /// Parts of words for private details of people.
    pub details: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Kind {
    MailSign,
    Zero,
    Detail,
}

struct Finder {
    automaton: AhoCorasick,
    /// The kind of each pattern of the automaton.
    kinds: Vec<Kind>,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut kinds = Vec::new();
    let lists = [(Kind::MailSign, MAIL_SIGNS), (Kind::Zero, ZEROS), (Kind::Detail, DETAILS)];
    for (kind, words) in lists {
        for word in words {
            // The automaton itself only ignores the case of ASCII letters.
            patterns.extend([(*word).to_owned(), word.to_uppercase()]);
            kinds.extend([kind, kind]);
        }
    }
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(patterns);
    Finder { automaton: built.expect("some words are not too many"), kinds }
});

impl Clues {
    /// Finds all clues in a text.
    pub fn find(text: &str) -> Clues {
        let mut clues = Clues::default();
        for found in FINDER.automaton.find_iter(text) {
            match FINDER.kinds[found.pattern().as_usize()] {
                Kind::MailSign => clues.mail_signs.push(found.range()),
                Kind::Zero => clues.zeros.push(found.start()),
                Kind::Detail => clues.details.push(found.start()),
            }
        }
        clues
    }
}
