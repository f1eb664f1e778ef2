//! The command line. What people type here is a promise.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diag::Ui;

/// Everything that was typed.
#[derive(Debug, Parser)]
#[command(
    name = "loa",
    version,
    about = "Turns one folder of campaign content into a site, loudspeaker scripts and share cards"
)]
pub struct Arguments {
    /// The language of messages
    #[arg(long, global = true, value_enum)]
    pub ui: Option<UiWord>,
    /// What to do.
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

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the site, the scripts and the cards
    Build(BuildCommand),
    /// Go back to the version that was published before
    Rollback(RollbackArgs),
    /// Say what is wrong; write nothing
    Check(CheckArgs),
    /// Show the site on this computer and refresh it while you write
    Serve(ServeArgs),
    /// Start a new explainer, script, language or campaign from a commented template
    New(NewArgs),
    /// Say how written sentences are read aloud, a line each
    Speak(SpeakArgs),
    /// Make everything, with drafts of the scripts read by a machine
    Script(ScriptArgs),
    /// What a language still lacks: as a list, or as files to translate
    Translate(TranslateArgs),
    /// Explain the code of a message
    Explain {
        /// The code, such as `missing-alt`; without one, all are listed
        code: Option<String>,
    },
}

/// What every command that reads a campaign takes.
#[derive(Clone, Debug, Args)]
pub struct CampaignArgs {
    /// The campaign's folder
    #[arg(default_value = ".")]
    pub root: PathBuf,
    /// Judge by another day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub today: Option<Date>,
    /// Publish at another address
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Allow sample figures (everything is then marked SỐ LIỆU MẪU)
    #[arg(long)]
    pub demo: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// `loa build`
#[derive(Clone, Debug, Args)]
pub struct BuildArgs {
    /// The campaign.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Where to put the results; ROOT/public if not given
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How many jobs at once; all cores if not given
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Say nothing but what is wrong
    #[arg(long)]
    pub quiet: bool,
    /// Make everything anew, though nothing changed
    #[arg(long)]
    pub fresh: bool,
}

/// `loa build`, of one campaign or of many.
#[derive(Clone, Debug, Args)]
pub struct BuildCommand {
    /// The build.
    #[command(flatten)]
    pub build: BuildArgs,
    /// Build every campaign in this folder; with --out, each into DIR/NAME
    #[arg(long, value_name = "DIR", conflicts_with_all = ["root", "base_url"])]
    pub campaigns: Option<PathBuf>,
    /// Of many campaigns only every N-th, counted from the I-th: `--shard 2/16`
    #[arg(long, value_name = "I/N", requires = "campaigns")]
    pub shard: Option<Shard>,
    /// Write down in JSON what became of each campaign
    #[arg(long, value_name = "FILE", requires = "campaigns")]
    pub report: Option<PathBuf>,
}

/// One of several equal parts of a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// Returns whether the part holds what stands at a place of the list, counted from 0.
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
    /// Where the results are; ROOT/public if not given
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `loa script`
#[derive(Clone, Debug, Args)]
pub struct ScriptArgs {
    /// The build.
    #[command(flatten)]
    pub build: BuildArgs,
    /// Let espeak-ng read every script that nobody recorded, into NAME.may-doc.wav beside it
    #[arg(long, required = true)]
    pub audio: bool,
}

/// `loa check`
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// The campaign.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// For people or for programs
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// How `loa check` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With lines and marks.
    Human,
    /// A JSON list.
    Json,
}

/// `loa serve`
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The campaign.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// The port; the next free one is taken if it is in use
    #[arg(long, default_value = "4000")]
    pub port: u16,
}

/// `loa new`
#[derive(Clone, Debug, Args)]
pub struct NewArgs {
    /// What to start
    #[arg(value_enum)]
    pub what: NewWhat,
    /// Its name: a folder name such as `mat-the`, a language tag, or a folder for a campaign
    pub name: String,
    /// The campaign's folder
    #[arg(long, default_value = ".")]
    pub root: PathBuf,
    /// The language of the text; the campaign's default language if not given
    #[arg(long)]
    pub lang: Option<String>,
}

/// What `loa new` can start.
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
    /// The campaign.
    #[command(flatten)]
    pub campaign: CampaignArgs,
    /// Where to put the files to translate
    #[arg(long, value_name = "DIR", default_value = "can-dich")]
    pub out: PathBuf,
}

/// What `loa translate` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TranslateWhat {
    /// List what is missing or older than its source.
    Status,
    /// Write the missing texts as files to translate.
    Export,
}

/// `loa speak`
#[derive(Clone, Debug, Args)]
pub struct SpeakArgs {
    /// The language
    #[arg(long, default_value = "vi")]
    pub lang: String,
    /// How announcers say it, or how NeMo writes it (for comparison)
    #[arg(long, value_enum, default_value = "broadcast")]
    pub profile: ProfileWord,
    /// nghìn/linh/tư or ngàn/lẻ/bốn
    #[arg(long, value_enum, default_value = "north")]
    pub dialect: DialectWord,
    /// Show for each rewritten piece: text, kind, reading, rule, and for unknown words the line for the lexicon
    #[arg(long)]
    pub explain: bool,
    /// A lexicon such as content/lexicon.vi.yaml
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
    /// Measure the pace of an announcer who read this text; may be repeated, each with its --seconds
    #[arg(long, value_name = "TEXTFILE")]
    pub calibrate: Vec<PathBuf>,
    /// How long the reading took
    #[arg(long, value_name = "N")]
    pub seconds: Vec<f64>,
    /// Where it was read
    #[arg(long, value_enum, default_value = "horn")]
    pub setting: SettingWord,
    /// The campaign's folder, whose pauses count
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

/// Parses what was typed; nothing typed means `build` in this folder, as a double-click does.
///
/// # Errors
/// clap's: a mistake, or a request for help.
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

/// Help texts by command and argument.
const VIETNAMESE: &[(&str, &str, &str)] = &[
    ("build", "", "Làm trang web, bài đọc loa và thẻ chia sẻ"),
    ("build", "fresh", "Làm lại tất cả, dù không có gì thay đổi"),
    (
        "build",
        "campaigns",
        "Làm mọi chiến dịch nằm trong thư mục này; có --out thì mỗi chiến dịch vào DIR/TÊN",
    ),
    (
        "build",
        "shard",
        "Trong nhiều chiến dịch chỉ làm phần thứ I trong N phần, như `--shard 2/16`",
    ),
    ("build", "report", "Ghi ra tệp JSON: từng chiến dịch đã ra sao"),
    ("script", "fresh", "Làm lại tất cả, dù không có gì thay đổi"),
    ("rollback", "", "Trả lại bản đã xuất bản trước đó"),
    ("check", "", "Chỉ ra chỗ sai, không ghi gì"),
    ("serve", "", "Xem trang ngay trên máy này, tự mới lại khi sửa bài"),
    ("new", "", "Mở một bài viết, bài đọc, ngôn ngữ hay chiến dịch mới từ mẫu có chỉ dẫn"),
    ("speak", "", "Cho biết câu chữ được đọc thành tiếng ra sao, mỗi câu một dòng"),
    ("script", "", "Làm mọi thứ, kèm bản máy đọc thử của các bài đọc"),
    (
        "script",
        "audio",
        "Cho espeak-ng đọc thử các bài chưa có bản thu, ghi vào TÊN-BÀI.may-doc.wav",
    ),
    ("translate", "", "Một ngôn ngữ còn thiếu bài nào: liệt kê, hoặc xuất ra tệp để dịch"),
    ("translate", "what", "Liệt kê (status) hay xuất tệp để dịch (export)"),
    ("translate", "out", "Nơi để các tệp cần dịch"),
    ("explain", "", "Giải thích mã của một lời báo"),
    ("explain", "code", "Mã cần xem, như `missing-alt`; để trống thì liệt kê tất cả"),
    ("*", "ui", "Ngôn ngữ của lời báo"),
    ("*", "root", "Thư mục chiến dịch"),
    ("*", "today", "Xét theo một ngày khác (NĂM-THÁNG-NGÀY)"),
    ("*", "base_url", "Địa chỉ sẽ đăng, thay cho địa chỉ trong site.yaml"),
    ("*", "demo", "Cho dùng số liệu mẫu (mọi nơi ghi SỐ LIỆU MẪU)"),
    ("*", "strict", "Coi mọi lưu ý là lỗi"),
    ("*", "out", "Nơi để kết quả; không ghi thì là ROOT/public"),
    ("*", "jobs", "Số việc làm cùng lúc; không ghi thì dùng hết máy"),
    ("*", "quiet", "Chỉ nói khi có chỗ sai"),
    ("*", "format", "Cho người đọc (human) hay cho máy đọc (json)"),
    ("*", "port", "Cổng; đang bận thì lấy cổng trống kế tiếp"),
    (
        "*",
        "what",
        "Mở cái gì: explainer (bài viết), script (bài đọc), language (ngôn ngữ), campaign (chiến dịch)",
    ),
    ("*", "name", "Tên: tên thư mục như `mat-the`, mã ngôn ngữ, hoặc thư mục chiến dịch"),
    ("*", "lang", "Ngôn ngữ"),
    ("*", "profile", "Theo lối phát thanh (broadcast) hay theo NeMo để so sánh (nemo)"),
    ("*", "dialect", "nghìn/linh/tư (north) hay ngàn/lẻ/bốn (south)"),
    (
        "*",
        "explain",
        "Chỉ rõ từng chỗ được đổi: chữ, loại, cách đọc, quy tắc; chữ lạ thì kèm dòng cần thêm vào lexicon",
    ),
    ("*", "lexicon", "Bảng cách đọc, như content/lexicon.vi.yaml"),
    (
        "*",
        "calibrate",
        "Đo tốc độ của người đã đọc bài này; ghi được nhiều lần, mỗi lần kèm một --seconds",
    ),
    ("*", "seconds", "Đọc hết bao nhiêu giây"),
    (
        "*",
        "setting",
        "Đọc ở đâu: indoor (trong nhà), horn (loa phóng thanh), mobile (loa kéo, loa xe máy)",
    ),
];

fn in_vietnamese(command: clap::Command) -> clap::Command {
    let about = |command: clap::Command, name: &str| {
        let text = VIETNAMESE.iter().find(|(of, argument, _)| *of == name && argument.is_empty());
        match text {
            Some((_, _, text)) => command.about(*text),
            None => command,
        }
    };
    let arguments = |command: clap::Command, name: String| {
        command.mut_args(move |argument| {
            let id = argument.get_id().as_str();
            let text = VIETNAMESE
                .iter()
                .find(|(of, wanted, _)| *wanted == id && (*of == "*" || *of == name));
            match text {
                Some((_, _, text)) => argument.help(*text),
                None => argument,
            }
        })
    };
    let command = command
        .about("Từ một thư mục bài viết làm ra trang web, bài đọc loa phát thanh và thẻ chia sẻ");
    arguments(command, String::new()).mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        arguments(about(sub, &name), name)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Arguments, Shard, VIETNAMESE, in_vietnamese};

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
            assert!(
                VIETNAMESE
                    .iter()
                    .any(|(name, argument, _)| *name == sub.get_name() && argument.is_empty()),
                "{}",
                sub.get_name()
            );
            for argument in sub.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(
                    VIETNAMESE.iter().any(|(_, wanted, _)| *wanted == id) || id == "help",
                    "{} {id}",
                    sub.get_name()
                );
            }
        }
    }
}
