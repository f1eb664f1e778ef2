//! Values of Roman numerals. The rules of a language decide whether a word is one.

/// Returns the value of a Roman numeral in canonical form, in upper or lower case.
pub(crate) fn parse(word: &str) -> Option<u64> {
    const STEPS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let lower = word.bytes().all(|b| b.is_ascii_lowercase());
    if word.is_empty() || !lower && !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let upper = word.to_ascii_uppercase();
    let mut rest = upper.as_str();
    let mut total = 0;
    for (step, sign) in STEPS {
        let most = if sign.len() == 2 || matches!(sign, "D" | "L" | "V") { 1 } else { 3 };
        for _ in 0..most {
            let Some(tail) = rest.strip_prefix(sign) else { break };
            total += step;
            rest = tail;
        }
    }
    rest.is_empty().then_some(total)
}
