//! The one door to other programs. None is ever needed to build; what they make is a help, not an output.

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
/// When it can't be started or ends with an error, which is then told in its own words.
pub fn run(name: &str, arguments: &[&str], input: &[u8]) -> io::Result<Vec<u8>> {
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let stdin = child.stdin.take();
    // Written beside the reading: a program that answers before it has read all would wait for us, and we for it.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that doesn't listen to the end says by its exit what that means.
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
