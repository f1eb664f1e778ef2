//! Finds the words and signs without which a text holds no private data of some kind, in one pass.
//!
//! Only says where they are; `digits`, `people` and `private` search around them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Signs between the parts of a mail address.
const MAIL_SIGNS: &[&str] =
    &["@", "＠", "&#64;", "&#x40;", "&commat;", "[at]", "(at)", "{at}", "a còng", "a cong"];

/// Signs that only stand for `@` before a provider of private mail.
const PROVIDER_SIGNS: &[&str] = &[
    " at gmail",
    " at yahoo",
    " at outlook",
    " at hotmail",
    " at icloud",
    "#gmail",
    "#yahoo",
    "#outlook",
    "#hotmail",
    "#icloud",
];

/// Parts of the words for zero: a number in words starts with one.
const ZEROS: &[&str] = &[
    "hông", "hong", "ero", "oh ", "0 không", "0 một", "0 hai", "0 ba", "0 bốn", "0 năm", "0 sáu",
    "0 bảy", "0 tám", "0 chín",
];

/// Parts of the words for births and ages.
const BIRTHS: &[&str] =
    &["sinh", "sn", "ns", "born", "birth", "dob", "tuổi", "tuoi", "year-old", "years old"];

/// Words for the illness of a person, lower-case.
pub const ILLNESSES: &[&str] = &[
    "mắc ",
    "nhiễm ",
    "dương tính",
    "bị bệnh",
    "bị mắc",
    "bị nhiễm",
    "bị sốt",
    "bị sởi",
    "bị lao",
    "bị ung thư",
    "bị tai biến",
    "bị đột quỵ",
    "bị suy dinh dưỡng",
    "bị tay chân miệng",
    "bị thủy đậu",
    "bị bạch hầu",
    "bị ho gà",
    "bị viêm",
    "bị liệt",
    "bị tâm thần",
    "bị khuyết tật",
    "khuyết tật",
    "ung thư",
    "tâm thần",
];

/// Words for the address of a person, lower-case.
pub const ADDRESSES: &[&str] = &["nhà số ", "số nhà ", "địa chỉ"];

/// Words that announce an account, lower-case.
const ACCOUNTS: &[&str] = &[
    "stk",
    "tài khoản",
    "tai khoan",
    "account",
    "vietcombank",
    "agribank",
    "bidv",
    "vietinbank",
    "sacombank",
    "techcombank",
    "mb bank",
    "mbbank",
    "vpbank",
    "tpbank",
    "lpbank",
    "hdbank",
    "eximbank",
];
const INSURANCES: &[&str] =
    &["bhyt", "bhxh", "bảo hiểm y tế", "bảo hiểm xã hội", "số thẻ", "mã thẻ", "số sổ"];
const PASSPORTS: &[&str] = &["hộ chiếu", "ho chieu", "passport"];
const PLATES: &[&str] = &["biển số", "bien so", "biển kiểm soát", "bks", "biển xe", "xe "];

/// A code that only the words beside it make private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The number of a bank account.
    Account,
    /// The number of a health or social insurance.
    Insurance,
    /// The number of a passport.
    Passport,
    /// The number plate of a vehicle.
    Plate,
}

/// Where a text has clues, from its start to its end.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// Signs of mail addresses.
    pub mail_signs: Vec<Range<usize>>,
    /// Parts of words for zero.
    pub zeros: Vec<usize>,
    /// Parts of words for private details of people.
    pub details: Vec<usize>,
    /// Words that announce a code.
    pub codes: Vec<(Code, Range<usize>)>,
}

#[derive(Clone, Copy)]
enum Kind {
    MailSign,
    ProviderSign,
    Zero,
    Detail,
    Code(Code),
}

struct Finder {
    automaton: AhoCorasick,
    /// The kind of each pattern of the automaton.
    kinds: Vec<Kind>,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut kinds = Vec::new();
    let lists = [
        (Kind::MailSign, MAIL_SIGNS),
        (Kind::ProviderSign, PROVIDER_SIGNS),
        (Kind::Zero, ZEROS),
        (Kind::Detail, BIRTHS),
        (Kind::Detail, ILLNESSES),
        (Kind::Detail, ADDRESSES),
        (Kind::Code(Code::Account), ACCOUNTS),
        (Kind::Code(Code::Insurance), INSURANCES),
        (Kind::Code(Code::Passport), PASSPORTS),
        (Kind::Code(Code::Plate), PLATES),
    ];
    for (kind, words) in lists {
        for word in words {
            // The automaton itself only ignores the case of ASCII letters.
            patterns.extend([(*word).to_owned(), word.to_uppercase()]);
            kinds.extend([kind, kind]);
        }
    }
    let mut builder = AhoCorasick::builder();
    // The fastest kind, which is not the default for so many patterns.
    builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
    let built = builder.build(patterns);
    Finder { automaton: built.expect("some words are not too many"), kinds }
});

impl Clues {
    /// Finds all clues in a text.
    pub fn find(text: &str) -> Clues {
        let mut clues = Clues::default();
        for found in FINDER.automaton.find_iter(text) {
            match FINDER.kinds[found.pattern().as_usize()] {
                Kind::MailSign => clues.mail_signs.push(found.range()),
                Kind::ProviderSign => {
                    let sign = &text[found.range()];
                    let sign = sign.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
                    clues.mail_signs.push(found.start()..found.start() + sign.len());
                }
                Kind::Zero => clues.zeros.push(found.start()),
                Kind::Detail => clues.details.push(found.start()),
                Kind::Code(code) => clues.codes.push((code, found.range())),
            }
        }
        clues
    }
}
