//! Runs other programs. No build needs one; they only help while writing.

#![expect(clippy::disallowed_methods, reason = "this is the door to other programs")]

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// Returns the first of these programs that is installed and starts.
pub fn find(names: &[&'static str]) -> Option<&'static str> {
    let starts = |name: &&'static str| {
        let mut command = Command::new(name);
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    names.iter().copied().find(starts)
}

/// Runs a program with an input and returns its output.
///
/// # Errors
/// If the program can't be started or exits with an error; the message is the program's own.
pub fn run(name: &str, arguments: &[&str], input: &[u8]) -> io::Result<Vec<u8>> {
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let stdin = child.stdin.take();
    // The input is written on another thread: a program that writes before it has read everything
    // would otherwise deadlock with us.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // If the program stops reading early, its exit code gives the reason.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        child.wait_with_output()
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{find, run};

    #[test]
    fn programs_answer_or_say_why_not() {
        let much = vec![b'a'; 1 << 20];
        assert_eq!(run("cat", &[], &much).unwrap().len(), much.len());
        assert!(run("false", &[], b"").is_err());
        assert!(run("no-such-program-anywhere", &[], b"").is_err());
        assert_eq!(find(&["no-such-program-anywhere"]), None);
    }
}
