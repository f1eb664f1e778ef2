//! The command line: commands, options and help texts. Scripts depend on these names, so they do
//! not change.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diag::Ui;

/// The parsed command line.
#[derive(Debug, Parser)]
#[command(
    name = "loa",
    version,
    about = "Turns one folder of campaign content into a site, loudspeaker scripts and share cards"
)]
pub struct Arguments {
    /// Show messages in this language; default: LOA_UI, then vi
    #[arg(long, global = true, value_enum)]
    pub ui: Option<UiWord>,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// `vi` or `en`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum UiWord {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build and publish the site, the scripts and the cards
    Build(BuildCommand),
    /// Restore the version that was published before
    Rollback(RollbackArgs),
    /// Report what is wrong and write nothing
    Check(CheckArgs),
    /// Preview the site on this computer and reload it after each save
    Serve(ServeArgs),
    /// Start a new explainer, script, language or campaign from a commented template
    New(NewArgs),
    /// Print how written sentences are read aloud, one per line
    Speak(SpeakArgs),
    /// Build everything, and let a machine read the drafts of the scripts
    Script(ScriptArgs),
    /// List what a language still lacks, or write files to translate
    Translate(TranslateArgs),
    /// Explain the code of a message
    Explain {
        /// The code, such as `missing-alt`; without a code, list all
        code: Option<String>,
    },
}

/// Options of every command that reads a campaign.
#[derive(Clone, Debug, Args)]
pub struct CampaignArgs {
    /// The campaign's folder
    #[arg(default_value = ".")]
    pub root: PathBuf,
    /// Use another date as today (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub today: Option<Date>,
    /// Publish at this address instead of `base_url` in site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Allow sample figures, and mark everything with SỐ LIỆU MẪU
    #[arg(long)]
    pub demo: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// `loa build`
#[derive(Clone, Debug, Args)]
pub struct BuildArgs {
    /// The campaign's options.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Write the results into this folder; default: ROOT/public
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Run N jobs at once; default: one per core
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Print only what is wrong
    #[arg(long)]
    pub quiet: bool,
    /// Build everything again, even if nothing changed
    #[arg(long)]
    pub fresh: bool,
}

/// `loa build` for one campaign or many.
#[derive(Clone, Debug, Args)]
pub struct BuildCommand {
    /// The build options.
    #[command(flatten)]
    pub build: BuildArgs,
    /// Build every campaign in this folder; with --out, each into DIR/NAME
    #[arg(long, value_name = "DIR", conflicts_with_all = ["root", "base_url"])]
    pub campaigns: Option<PathBuf>,
    /// Build only every N-th campaign, starting with the I-th: `--shard 2/16`
    #[arg(long, value_name = "I/N", requires = "campaigns")]
    pub shard: Option<Shard>,
    /// Write the result of each campaign into this JSON file
    #[arg(long, value_name = "FILE", requires = "campaigns")]
    pub report: Option<PathBuf>,
}

/// One of several equal parts of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// Returns whether the part contains the entry at this index, counted from 0.
    pub fn holds(self, at: usize) -> bool {
        at % self.of == self.number - 1
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(typed: &str) -> Result<Shard, String> {
        let parts = typed
            .split_once('/')
            .and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err(String::from("2/16 = thứ 2 trong 16 phần / the 2nd of 16 parts")),
        }
    }
}

/// `loa rollback`
#[derive(Clone, Debug, Args)]
pub struct RollbackArgs {
    /// The campaign's folder
    #[arg(default_value = ".")]
    pub root: PathBuf,
    /// The folder with the results; default: ROOT/public
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `loa script`
#[derive(Clone, Debug, Args)]
pub struct ScriptArgs {
    /// The build options.
    #[command(flatten)]
    pub build: BuildArgs,
    /// Let espeak-ng read every script without a recording, into NAME.may-doc.wav
    #[arg(long, required = true)]
    pub audio: bool,
}

/// `loa check`
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// The campaign's options.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Print for people or for programs
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// The output format of `loa check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Messages with source lines and marks.
    Human,
    /// A JSON list.
    Json,
}

/// `loa serve`
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The campaign's options.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Use this port, or the next free one
    #[arg(long, default_value = "4000")]
    pub port: u16,
}

/// `loa new`
#[derive(Clone, Debug, Args)]
pub struct NewArgs {
    /// What to start
    #[arg(value_enum)]
    pub what: NewWhat,
    /// The name: a folder name such as `mat-the`, a language tag, or the folder of a campaign
    pub name: String,
    /// The campaign's folder
    #[arg(long, default_value = ".")]
    pub root: PathBuf,
    /// The language of the text; default: the campaign's default language
    #[arg(long)]
    pub lang: Option<String>,
    /// The name of a new campaign or language
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
    /// The office that the people of a new campaign ask first
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
    /// The address at which a new campaign will be published
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}

/// The templates of `loa new`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewWhat {
    /// An explainer.
    Explainer,
    /// A loudspeaker script.
    Script,
    /// A language.
    Language,
    /// A campaign.
    Campaign,
}

/// `loa translate`
#[derive(Clone, Debug, Args)]
pub struct TranslateArgs {
    /// List what is missing, or write files to translate
    #[arg(value_enum)]
    pub what: TranslateWhat,
    /// The language
    pub lang: String,
    /// The campaign's options.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Write the files to translate into this folder
    #[arg(long, value_name = "DIR", default_value = "can-dich")]
    pub out: PathBuf,
}

/// The actions of `loa translate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TranslateWhat {
    /// List texts that are missing or older than their source.
    Status,
    /// Write the missing texts as files to translate.
    Export,
}

/// `loa speak`
#[derive(Clone, Debug, Args)]
pub struct SpeakArgs {
    /// The language of the sentences
    #[arg(long, default_value = "vi")]
    pub lang: String,
    /// Spell for announcers, or as NeMo does, for comparison
    #[arg(long, value_enum, default_value = "broadcast")]
    pub profile: ProfileWord,
    /// Say nghìn/linh/tư (north) or ngàn/lẻ/bốn (south)
    #[arg(long, value_enum, default_value = "north")]
    pub dialect: DialectWord,
    /// Show the text, kind, reading and rule of each rewritten piece, and the lexicon line for each
    /// unknown word
    #[arg(long)]
    pub explain: bool,
    /// Use a lexicon such as content/lexicon.vi.yaml
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
    /// Measure the pace of an announcer who read this text; repeat it with a --seconds for each
    /// text
    #[arg(long, value_name = "TEXTFILE")]
    pub calibrate: Vec<PathBuf>,
    /// How many seconds the reading took
    #[arg(long, value_name = "N")]
    pub seconds: Vec<f64>,
    /// Where the text was read
    #[arg(long, value_enum, default_value = "horn")]
    pub setting: SettingWord,
    /// Use the pauses of the campaign in this folder
    #[arg(long, default_value = ".")]
    pub root: PathBuf,
}

/// Where a script is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SettingWord {
    /// Studio, meeting room.
    Indoor,
    /// Horns on poles.
    Horn,
    /// A loudspeaker on a motorbike.
    Mobile,
}

impl SettingWord {
    /// Returns the key in `site.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            SettingWord::Indoor => "indoor",
            SettingWord::Horn => "horn",
            SettingWord::Mobile => "mobile",
        }
    }
}

/// A reading profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProfileWord {
    /// For announcers.
    Broadcast,
    /// For comparison with NeMo.
    Nemo,
}

/// A dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DialectWord {
    /// nghìn, linh, tư
    North,
    /// ngàn, lẻ, bốn
    South,
}

/// Parses the command line. Without arguments, as after a double-click, the command is `build`.
///
/// # Errors
/// A mistake in the arguments, or a request for help.
pub fn parse(arguments: &[OsString], ui: Ui) -> Result<Arguments, clap::Error> {
    let build = [OsString::from("build")];
    let with_default: Vec<OsString> = if arguments.len() <= 1 {
        arguments.iter().cloned().chain(build).collect()
    } else {
        arguments.to_vec()
    };
    let command = match ui {
        Ui::En => Arguments::command(),
        Ui::Vi => in_vietnamese(Arguments::command()),
    };
    Arguments::from_arg_matches(&command.try_get_matches_from(with_default)?)
}

/// Vietnamese help texts, one per line.
const VIETNAMESE: &str = include_str!("help.vi.txt");

/// Returns the help of an argument, or of the command itself (`-`).
fn help_of(command: &str, argument: &str) -> Option<&'static str> {
    let lines = VIETNAMESE.lines().filter(|line| !line.starts_with('#'));
    let mut texts = lines.filter_map(|line| {
        let (of, rest) = line.split_once('\t')?;
        let (wanted, text) = rest.split_once('\t')?;
        Some((of, wanted, text))
    });
    let found = texts.find(|(of, wanted, _)| {
        *wanted == argument && (*of == command || (*of == "*" && argument != "-"))
    });
    found.map(|(_, _, text)| text)
}

fn in_vietnamese(command: clap::Command) -> clap::Command {
    let about = |command: clap::Command, name: &str| match help_of(name, "-") {
        Some(text) => command.about(text),
        None => command,
    };
    let arguments = |command: clap::Command, name: String| {
        command.mut_args(move |argument| match help_of(&name, argument.get_id().as_str()) {
            Some(text) => argument.help(text),
            None => argument,
        })
    };
    arguments(about(command, "*"), String::new()).mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        arguments(about(sub, &name), name)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Arguments, Shard, help_of, in_vietnamese};

    #[test]
    fn shards_hold_everything_once() {
        let shards: Vec<Shard> =
            ["1/3", "2/3", "3/3"].iter().map(|typed| typed.parse().expect("a shard")).collect();
        for at in 0..10 {
            assert_eq!(shards.iter().filter(|shard| shard.holds(at)).count(), 1);
        }
        for typed in ["0/3", "4/3", "1/0", "0/0", "1", "a/b", "-1/3", "1/3/5"] {
            assert!(typed.parse::<Shard>().is_err(), "{typed}");
        }
    }

    #[test]
    fn every_command_and_argument_has_a_vietnamese_help() {
        let command = in_vietnamese(Arguments::command());
        command.clone().debug_assert();
        for sub in command.get_subcommands() {
            assert!(help_of(sub.get_name(), "-").is_some(), "{}", sub.get_name());
            for argument in sub.get_arguments() {
                let id = argument.get_id().as_str();
                let help = help_of(sub.get_name(), id);
                assert!(help.is_some() || id == "help", "{} {id}", sub.get_name());
            }
        }
    }
}
