//! Finds the nearest known word, for "did you mean".

use super::fold::fold;

/// Returns the known word that is nearest to a mistyped one, if any is near enough.
///
/// Accents and case are ignored: staff type `tieu đề` for `tieu_de`.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold_key(word);
    let limit = (folded.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = strsim::osa_distance(&folded, &fold_key(candidate));
        let is_better = match best {
            Some((least, word)) => (distance, candidate.len()) < (least, word.len()),
            None => distance <= limit,
        };
        if is_better {
            best = Some((distance, candidate));
        }
    }
    Some(best?.1)
}

fn fold_key(word: &str) -> String {
    fold(word).replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let known = ["title", "summary", "tom_tat", "khong_doc_sau"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Tóm tắt", known), Some("tom_tat"));
        assert_eq!(nearest("không đọc sau", known), Some("khong_doc_sau"));
        assert_eq!(nearest("banana", known), None);
    }
}
