//! Writes a new file and says so.

use std::path::Path;

use crate::cli::exit::{FAILED, FINE};
use crate::cli::terminal::Terminal;
use crate::diag::{Error, Text};
use crate::files::disk;

/// Writes a new file and reports it; never over a file that is there.
///
/// # Errors
/// If the system refuses to write.
pub fn write_new(path: &Path, text: &str, terminal: &Terminal) -> Result<u8, Error> {
    match disk::write_new(path, text.as_bytes()) {
        Ok(()) => {
            terminal.say(&Text::new(
                format!("Đã mở tệp mới: {}", path.display()),
                format!("New file: {}", path.display()),
            ));
            Ok(FINE)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            terminal.say(&Text::new(
                format!("đã có tệp «{}»; không ghi đè", path.display()),
                format!("`{}` is there already; it is left as it is", path.display()),
            ));
            Ok(FAILED)
        }
        Err(cause) => Err(Error::io(
            Text::new(
                format!("không ghi được «{}»", path.display()),
                format!("can't write `{}`", path.display()),
            ),
            cause,
        )),
    }
}
