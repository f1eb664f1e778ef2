//! Quotes arguments of commands that staff copy from a message into their terminal.

use std::borrow::Cow;

/// Returns an argument as it must be typed: `loa build 'Phòng dịch'`.
pub fn quote(argument: &str) -> Cow<'_, str> {
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_./:\\".contains(sign);
    let is_windows_path = cfg!(windows) || !argument.contains('\\');
    if !argument.is_empty() && argument.chars().all(is_plain) && is_windows_path {
        return Cow::Borrowed(argument);
    }
    if cfg!(windows) {
        // A file name on Windows contains no double quote.
        return Cow::Owned(format!("\"{argument}\""));
    }
    Cow::Owned(format!("'{}'", argument.replace('\'', "'\\''")))
}

/// Returns a text as a YAML scalar in double quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(all(test, unix))]
mod tests {
    use super::quote;

    #[test]
    fn only_what_a_shell_would_change_is_quoted() {
        for (argument, typed) in [
            ("xa-mau/2026", "xa-mau/2026"),
            ("Phòng", "Phòng"),
            ("Phòng sốt", "'Phòng sốt'"),
            ("K'Ho", "'K'\\''Ho'"),
            ("a$b", "'a$b'"),
            ("", "''"),
        ] {
            assert_eq!(quote(argument), typed);
        }
    }
}
