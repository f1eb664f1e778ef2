//! Looking for bytes of many kinds at once, which `memchr` does for three.

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

#[cfg(test)]
mod tests {
    use super::first_of;

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
}
