//! Looking for many things at once: bytes of more kinds than `memchr` knows, and words.

use aho_corasick::{AhoCorasick, Input, Match, MatchKind, packed};

/// Returns where the first byte stands that a table names.
#[inline]
pub fn first_of(named: &[bool; 256], bytes: &[u8]) -> Option<usize> {
    // Nothing is decided within a step. Texts have such bytes often enough that longer ones win nothing.
    const STEP: usize = 8;
    let is_named = |byte: &u8| named[usize::from(*byte)];
    let has_none = |step: &&[u8]| !step.iter().fold(false, |found, byte| found | is_named(byte));
    let from = bytes.chunks_exact(STEP).take_while(has_none).count() * STEP;
    bytes[from..].iter().position(is_named).map(|at| from + at)
}

/// A few short words that are looked for in one pass.
pub enum Words {
    /// Quickest by far, where the processor can do it.
    Packed(packed::Searcher),
    /// Everywhere.
    Any(AhoCorasick),
}

impl Words {
    /// Makes ready to look for these words, which are not empty; where two begin at one place, the former is found.
    pub fn new(words: &[&str]) -> Words {
        packed::Searcher::new(words).map_or_else(|| Words::any(words), Words::Packed)
    }

    fn any(words: &[&str]) -> Words {
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        Words::Any(built.expect("a few words are not too many"))
    }

    /// Finds the words that don't overlap, in order: which, and where it starts.
    pub fn find_in<'t>(&'t self, bytes: &'t [u8]) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = from..bytes.len();
            let found: Match = match self {
                Words::Packed(words) => words.find_in(bytes, rest.into()),
                Words::Any(words) => words.find(Input::new(bytes).range(rest)),
            }?;
            from = found.end();
            Some((found.pattern().as_usize(), found.start()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, first_of};

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        let mut named = [false; 256];
        named[usize::from(b'x')] = true;
        for length in 0..40 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first_of(&named, &bytes), None);
            for at in (0..length).rev() {
                bytes[at] = b'x';
                assert_eq!(first_of(&named, &bytes), Some(at), "of {length}");
            }
        }
    }

    #[test]
    fn words_are_found_in_order_with_and_without_the_quick_way() {
        let words = ["<st", "data-play", "<sT", "<s"];
        let text = "x".repeat(40) + "<st><STrong data-pla data-play<sT<s";
        let expected = [(0, 40), (1, 61), (2, 70), (3, 73)];
        for words in [Words::new(&words), Words::any(&words)] {
            assert_eq!(words.find_in(text.as_bytes()).collect::<Vec<_>>(), expected);
        }
    }
}
