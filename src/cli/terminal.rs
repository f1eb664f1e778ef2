//! The terminal: data to stdout, messages to stderr, colour only on a terminal.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::draw::draw;
use crate::diag::{Diagnostics, Error, Severity, Sources, Text, Ui, escape_controls};
use crate::pipeline;

/// The number of messages with one code in one file that are drawn. Twenty are enough to see the
/// pattern.
const SHOWN_OF_ONE_KIND: usize = 20;

/// Writes messages to stderr and data to stdout.
pub struct Terminal {
    /// The language of messages.
    pub ui: Ui,
    colour: bool,
    live: bool,
}

impl Terminal {
    /// Creates a terminal. Uses colour only if stderr is a terminal and `NO_COLOR` is not set.
    pub fn new(ui: Ui) -> Terminal {
        let live = io::stderr().is_terminal();
        let no_colour = crate::files::clock::environment("NO_COLOR").is_some();
        Terminal { ui, colour: live && !no_colour, live }
    }

    /// Prints a message.
    pub fn say(&self, text: &Text) {
        self.line(text.get(self.ui));
    }

    /// Writes a line to stderr. Errors are ignored.
    pub fn line(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    /// Writes data to stdout.
    ///
    /// # Errors
    /// If stdout is closed.
    pub fn data(&self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// Prints all diagnostics, then their counts.
    pub fn diagnostics(&self, diags: &Diagnostics, sources: &Sources, show_info: bool) {
        self.lines(&self.drawn(diags, sources, show_info));
    }

    /// Writes lines to stderr.
    pub fn lines(&self, lines: &[String]) {
        lines.iter().for_each(|line| self.line(line));
    }

    /// Returns everything that affects the look of messages.
    pub fn looks(&self) -> (Ui, bool) {
        (self.ui, self.colour)
    }

    /// Returns the lines that show all diagnostics and their counts.
    pub fn drawn(&self, diags: &Diagnostics, sources: &Sources, show_info: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut repeated: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for diagnostic in diags
            .list
            .iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Info || show_info)
        {
            let path = diagnostic.span.map_or("", |span| &*sources.get(span.file).path);
            let times = repeated.entry((diagnostic.code, path)).or_default();
            *times += 1;
            if *times <= SHOWN_OF_ONE_KIND {
                lines.push(draw(diagnostic, sources, self.ui, self.colour));
                lines.push(String::new());
            }
        }
        let mut say = |text: Text| lines.push(text.get(self.ui).to_owned());
        for ((code, path), times) in
            repeated.into_iter().filter(|(_, times)| *times > SHOWN_OF_ONE_KIND)
        {
            let more = times - SHOWN_OF_ONE_KIND;
            say(Text::new(
                format!("… và {more} chỗ nữa bị `{code}` trong {path}"),
                format!("… and {more} more of `{code}` in {path}"),
            ));
        }
        let (errors, warnings) = (diags.count(Severity::Error), diags.count(Severity::Warning));
        if errors + warnings > 0 {
            say(Text::new(
                format!("{errors} lỗi, {warnings} lưu ý. Xem thêm về một mã: loa explain <mã>"),
                format!(
                    "{errors} {}, {warnings} {}. More about a code: loa explain <code>",
                    plural(errors, "error"),
                    plural(warnings, "warning")
                ),
            ));
        }
        lines
    }

    /// Prints why the program could not run.
    pub fn failure(&self, failure: &Error) {
        let word = match self.ui {
            Ui::Vi => "lỗi",
            Ui::En => "error",
        };
        self.line(&format!("{word}: {}", escape_controls(failure.text.get(self.ui))));
        if let Some(cause) = &failure.cause {
            self.line(&format!("  {cause}"));
        }
    }

    /// Starts a progress bar, or plain lines if stderr is not a terminal.
    pub fn progress(&self, quiet: bool) -> TerminalProgress<'_> {
        let bar = ProgressBar::new(0);
        bar.set_draw_target(if self.live && !quiet {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        });
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        TerminalProgress {
            terminal: self,
            bar,
            plain: !self.live && !quiet,
            jobs: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        }
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// The progress of a build.
pub struct TerminalProgress<'a> {
    terminal: &'a Terminal,
    bar: ProgressBar,
    plain: bool,
    jobs: AtomicUsize,
    done: AtomicUsize,
}

impl TerminalProgress<'_> {
    /// Removes the bar from the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn begin(&self, jobs: usize) {
        self.jobs.store(jobs, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.bar.set_position(0);
        self.bar.set_length(jobs as u64);
    }

    fn stage(&self, text: &Text) {
        self.bar.set_message(text.get(self.terminal.ui).to_owned());
        if self.plain {
            self.terminal.say(text);
        }
    }
}

impl pipeline::RunProgress for TerminalProgress<'_> {
    fn planned(&self, jobs: usize) {
        self.begin(jobs);
        self.stage(&Text::new(
            format!("Đang làm {jobs} việc"),
            format!("Running {jobs} {}", plural(jobs, "job")),
        ));
    }

    fn job_done(&self) {
        self.bar.inc(1);
        let (done, jobs) =
            (self.done.fetch_add(1, Ordering::Relaxed) + 1, self.jobs.load(Ordering::Relaxed));
        // A log needs a few lines, not one per page.
        if self.plain && jobs >= 40 && done.is_multiple_of(jobs.div_ceil(4)) {
            self.terminal.line(&format!("  {done}/{jobs}"));
        }
    }

    fn publishing(&self) {
        self.stage(&Text::new("Đang đưa vào chỗ", "Publishing"));
    }
}
