//! Numbers of laws and official papers: "06/QĐ-TTg", "69/2024/NĐ-CP", "26/2023/QH15", "57-NQ/TW".
//!
//! The code after the number names the kind of paper and the office that signed it. The kind is
//! spoken unless the text before has it; the office is spoken as "của …" unless the sentence names
//! it.

use crate::context::{Context, Found};
use crate::data::{DataTable, WordList};
use crate::piece::PieceKind;
use crate::vietnamese::cardinal;
use crate::vietnamese::date;
use crate::vietnamese::letters;
use crate::word::is_one_of;

const PAPERS: &str = include_str!("papers.txt");

/// Kinds of papers: short form, name.
static KINDS: DataTable<2> = DataTable::new(PAPERS, "kind");

/// Offices that sign papers: short form, name.
static SIGNERS: DataTable<2> = DataTable::new(PAPERS, "signer");

/// Names of papers that a number and a year can follow.
static NAMES: WordList = WordList::new(PAPERS, "name before number");

/// Reads the number of a paper.
pub(super) fn read(ctx: &Context, at: usize) -> Option<Found> {
    read_coded(ctx, at).or_else(|| read_number_and_year(ctx, at))
}

fn read_coded(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let mut end = at + digits.len();
    let mark = ctx.byte(end);
    if digits.is_empty() || digits.len() > 6 || !matches!(mark, b'/' | b'-') {
        return None;
    }
    let mut year = None;
    if mark == b'/'
        && let Some((number, after)) = date::parse_year(ctx, end + 1)
        && matches!(ctx.byte(after), b'/' | b'-')
    {
        year = Some(number);
        end = after;
    }
    let code = Code::parse(ctx, end + 1)?;
    let mut number = String::new();
    if digits.starts_with('0') {
        cardinal::push_digits(&mut number, digits);
    } else {
        cardinal::push(&mut number, ctx.style, digits.parse().ok()?);
    }
    if let Some(year) = year {
        date::push_year(&mut number, ctx, year);
    }
    let spoken = add_names(ctx, at, &number, &code);
    Some(Found::new(code.end, PieceKind::Legal, spoken, "number of a law or paper"))
}

fn add_names(ctx: &Context, at: usize, number: &str, code: &Code) -> String {
    let head = ctx.tail(at, 60).to_lowercase();
    let paper = code.paper.filter(|paper| {
        !head.contains(&paper.to_lowercase())
            && !names_paper(&head)
            && !follows_short_form(ctx, at, paper)
    });
    let after_number_word = is_one_of(ctx.prev_label(at), &["số"]);
    let mut spoken = match paper {
        None => number.to_owned(),
        Some(paper) if after_number_word => format!("{number}, {paper}"),
        Some(paper) => format!("{paper} số {number}"),
    };
    let written = ctx.text[at..code.end]
        .rsplit(['-', '/'])
        .next()
        .unwrap_or("")
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_lowercase();
    let clause = ctx.rest(code.end).split(['.', ';', '\n']).next().unwrap_or("");
    let near: String = clause.chars().take(70).collect::<String>().to_lowercase();
    let named = clause.starts_with(" của ")
        || code
            .signer
            .split(' ')
            .next()
            .is_some_and(|first| near.contains(&format!(" của {}", first.to_lowercase())))
        || near.contains(&format!(" của {written}"));
    if !code.signer.is_empty() && !named {
        spoken.push_str(" của ");
        spoken.push_str(&code.signer);
    }
    spoken
}

/// Returns whether the text before the number names a kind of paper. "Quy định 69-QĐ/TW" is no
/// decision, although "QĐ" means one.
fn names_paper(head: &str) -> bool {
    let head = head.trim_end().trim_end_matches(" số").trim_end();
    KINDS.iter().any(|[_, name]| head.ends_with(&name.to_lowercase()))
}

/// Returns whether the short form of the paper precedes ("QĐ số 06/QĐ-TTg"). The lexicon reads it.
fn follows_short_form(ctx: &Context, at: usize, paper: &str) -> bool {
    let word = ctx.prev_word(at);
    let word = if is_one_of(word, &["số"]) { ctx.prev_word2(at) } else { word };
    KINDS.iter().any(|[short, name]| *short == word && *name == paper) || is_one_of(word, &["luật"])
}

/// The code after the number.
struct Code {
    paper: Option<&'static str>,
    signer: String,
    end: usize,
}

impl Code {
    /// Parses "QĐ-TTg", "NQ/TW", "QH15", "UBND-VX".
    fn parse(ctx: &Context, at: usize) -> Option<Code> {
        let mut code = Code { paper: None, signer: String::new(), end: at };
        let mut known = false;
        let mut parts = 0;
        let mut from = at;
        loop {
            let word = ctx.word_at(from);
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            let term = ctx.digits(from + word.len());
            let end = from + word.len() + term.len();
            if !ctx.ends_word(end) {
                break;
            }
            known |= code.push_part(ctx, word, term, parts == 0);
            parts += 1;
            code.end = end;
            let joined =
                matches!(ctx.byte(end), b'-' | b'/' | b'&') || ctx.rest(end).starts_with('–');
            if !joined || parts > 5 {
                break;
            }
            from = end + ctx.char(end).map_or(1, char::len_utf8);
        }
        // A single unknown word in capitals may be anything ("5/KW"). Two parts, or a known one,
        // are a code.
        (parts > 0 && (known || parts > 1)).then_some(code)
    }

    /// Appends a part of the code, a word and the digits after it. Returns whether the word is known.
    fn push_part(&mut self, ctx: &Context, word: &str, term: &str, is_first: bool) -> bool {
        if is_first && let Some(name) = KINDS.get(word) {
            self.paper = Some(name);
            return true;
        }
        if let Some(name) = SIGNERS.get(word) {
            push_signer(&mut self.signer, name);
            if !term.is_empty() {
                let term = cardinal::say(ctx.style, term.parse().unwrap_or(0));
                self.signer.push_str(" khóa ");
                self.signer.push_str(&term);
            }
            return true;
        }
        let entry = ctx.style.lexicon.get(word);
        match entry {
            Some(spoken) => push_signer(&mut self.signer, spoken),
            None => push_signer(&mut self.signer, &letters::spell(word)),
        }
        cardinal::push_word(&mut self.signer, &letters::say_code(ctx.style, term));
        let trimmed = self.signer.trim_end().len();
        self.signer.truncate(trimmed);
        entry.is_some()
    }
}

fn push_signer(out: &mut String, name: &str) {
    if !out.is_empty() {
        out.push_str(", ");
    }
    out.push_str(name);
}

/// "Nghị định 69/2024", "NĐ 13/2023".
fn read_number_and_year(ctx: &Context, at: usize) -> Option<Found> {
    let digits = ctx.digits(at);
    let end = at + digits.len();
    if digits.is_empty() || digits.len() > 5 || ctx.byte(end) != b'/' {
        return None;
    }
    let (year, end) = date::parse_year(ctx, end + 1)?;
    if ctx.byte(end) == b'/' {
        return None;
    }
    let (last, first) = (ctx.prev_word(at), ctx.prev_word2(at));
    let numbered = is_one_of(last, &["số"]);
    let noun = if numbered { first } else { last };
    let full = NAMES.iter().filter_map(|name| name.split_once(' ')).any(|(a, b)| {
        if numbered {
            is_one_of(noun, &[b])
        } else {
            is_one_of(first, &[a]) && is_one_of(last, &[b])
        }
    });
    let short = KINDS.get(noun).is_some() || is_one_of(noun, &["luật"]);
    if !full && !short {
        return None;
    }
    let mut spoken = String::new();
    if digits.starts_with('0') {
        cardinal::push_digits(&mut spoken, digits);
    } else {
        cardinal::push(&mut spoken, ctx.style, digits.parse().ok()?);
    }
    date::push_year(&mut spoken, ctx, year);
    Some(Found::new(end, PieceKind::Legal, spoken, "number and year of a paper"))
}
