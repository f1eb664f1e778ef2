//! `loa build`, `loa check`, `loa rollback` and `loa serve`: turns arguments into calls and results
//! into messages and exit codes.

use std::path::{Path, PathBuf};

use crate::cli::args::{BuildArgs, CampaignArgs, CheckArgs, Format, RollbackArgs, ServeArgs};
use crate::cli::exit::{FINE, PROBLEMS};
use crate::cli::quote::quote;
use crate::cli::terminal::Terminal;
use crate::config::Overrides;
use crate::diag::json::encode_json;
use crate::diag::{Error, Severity, Text, Ui};
use crate::files::clock;
use crate::files::disk::DiskFolder;
use crate::pipeline::{
    self, BuildOrder, BuildReport, Built, Checked, ExtraOutputs, RunProgress as _, SharedCaches,
    StagedBuild,
};
use crate::publish::{self, StateDir};
use crate::serve;

/// Builds and publishes a campaign. If it has errors, the published version stays.
///
/// # Errors
/// If a file can't be read or written.
pub fn build(options: &BuildArgs, terminal: &Terminal) -> Result<u8, Error> {
    build_with(options, terminal, None)
}

/// Builds and publishes a campaign with extra outputs.
///
/// # Errors
/// If a file can't be read or written, or `extra` fails.
#[expect(clippy::disallowed_methods, reason = "only the terminal measures time, for the summary")]
pub fn build_with(
    options: &BuildArgs,
    terminal: &Terminal,
    extra: Option<ExtraOutputs<'_>>,
) -> Result<u8, Error> {
    let started = std::time::Instant::now();
    if let Some(jobs) = options.jobs {
        // Fails only if a pool exists already, and no earlier code creates one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let root = &options.campaign.root;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let progress = terminal.progress(options.quiet);
    let order = BuildOrder {
        root,
        folder: DiskFolder::open(root)?,
        out: &out,
        overrides: &overrides(&options.campaign),
        fresh: options.fresh,
        shared: &SharedCaches::default(),
        progress: &progress,
        draw: &|diags, sources| terminal.drawn(diags, sources, false),
        style: format!("{:?}", terminal.looks()),
    };
    let built = pipeline::build(&order, extra);
    progress.finish();
    let report = match built? {
        Built::Refused(checked) => return Ok(refuse(&checked, &out, terminal)),
        Built::Staged(staged) => {
            progress.publishing();
            let reports = StagedBuild::publish_all(vec![*staged]);
            progress.finish();
            let report = reports.into_iter().next().expect("one build gives one report")?;
            terminal.lines(&report.messages);
            report
        }
        Built::Unchanged(report) => {
            terminal.lines(&report.messages);
            if !options.quiet {
                terminal.say(&Text::new(
                    "Không có gì thay đổi từ lần trước",
                    "Nothing has changed since the last build",
                ));
            }
            report
        }
    };
    if !options.quiet {
        print_report(&report, &options.campaign, &out, started.elapsed().as_secs_f64(), terminal);
    }
    Ok(FINE)
}

/// Returns the output folder, which may not overlap the sources, and the state that the campaign
/// keeps for it.
fn output(root: &Path, typed: Option<&Path>) -> Result<(PathBuf, StateDir), Error> {
    let out = typed.map_or_else(|| root.join("public"), Path::to_owned);
    publish::check_target_apart(root, &out)?;
    let store = StateDir::of(root, &out)?;
    Ok((out, store))
}

/// Exchanges the published version and the previous one.
///
/// # Errors
/// If there is no previous version, or the system refuses.
pub fn rollback(options: &RollbackArgs, terminal: &Terminal) -> Result<u8, Error> {
    let (out, store) = output(&options.root, options.out.as_deref())?;
    let files = publish::rollback(&store)?;
    terminal.say(&Text::new(
        format!(
            "Đã trả lại bản trước: {files} tệp trong «{}». Bản vừa thay ra vẫn còn: chạy `loa rollback` lần nữa để lấy lại.",
            out.display()
        ),
        format!(
            "The earlier version is back: {files} files in `{}`. Run `loa rollback` again to undo this.",
            out.display()
        ),
    ));
    terminal.say(&Text::new(
        "Sửa nội dung rồi hãy chạy `loa build`: lệnh đó xuất bản lại những gì đang có trong thư mục chiến dịch",
        "Fix the content before `loa build`, which publishes the contents of the campaign's folder",
    ));
    Ok(FINE)
}

/// Prints every mistake and writes nothing.
///
/// # Errors
/// If a file can't be read.
pub fn check(options: &CheckArgs, terminal: &Terminal) -> Result<u8, Error> {
    let checked = pipeline::check_disk(&options.campaign.root, &overrides(&options.campaign))?;
    match options.format {
        Format::Human => {
            terminal.diagnostics(&checked.diags, &checked.sources, true);
            if checked.diags.count(Severity::Error) + checked.diags.count(Severity::Warning) == 0 {
                terminal.say(&Text::new("Không thấy gì sai", "No mistakes found"));
            }
        }
        Format::Json => {
            let json = encode_json(&checked.diags, &checked.sources);
            // A reader that closes the pipe early needs no more output.
            let _ = terminal.data(&format!("{json}\n"));
        }
    }
    Ok(if checked.diags.has_errors() { PROBLEMS } else { FINE })
}

/// Runs the preview until the process ends.
///
/// # Errors
/// If no port is free, or the folder is not a campaign.
pub fn serve(options: &ServeArgs, terminal: &Terminal) -> Result<u8, Error> {
    let server = serve::Server::bind(options.port)?;
    let address = server.address();
    let mut campaign = options.campaign.clone();
    // Links with the published site's host or folder would leave the preview.
    campaign.base_url.get_or_insert_with(|| address.clone());
    terminal.say(&Text::new(
        format!("Xem trang tại {address}/ (bấm Ctrl+C để dừng)"),
        format!("The site is shown at {address}/ (Ctrl+C to stop)"),
    ));
    let ui = terminal.ui;
    server.run(serve::PreviewOptions {
        root: options.campaign.root.clone(),
        // The day may change while the preview runs.
        overrides: Box::new(move || overrides(&campaign)),
        ui,
        warn: Box::new(move |failure| Terminal::new(ui).failure(failure)),
    })?;
    Ok(FINE)
}

/// Returns the values from the command line that override `site.yaml`.
pub fn overrides(campaign: &CampaignArgs) -> Overrides {
    Overrides {
        today: campaign.today.unwrap_or_else(clock::today),
        base_url: campaign.base_url.clone(),
        demo: campaign.demo,
        strict: campaign.strict,
    }
}

fn refuse(checked: &Checked, out: &Path, terminal: &Terminal) -> u8 {
    terminal.diagnostics(&checked.diags, &checked.sources, false);
    terminal.say(&Text::new(
        format!(
            "Chưa làm được: sửa các lỗi trên rồi chạy lại. «{}» vẫn giữ nguyên như trước.",
            out.display()
        ),
        format!("Not built: fix the errors above and run again. `{}` is unchanged.", out.display()),
    ));
    PROBLEMS
}

fn print_report(
    report: &BuildReport,
    campaign: &CampaignArgs,
    out: &Path,
    seconds: f64,
    terminal: &Terminal,
) {
    let BuildReport { summary, warnings, .. } = report;
    let pages = |ui: Ui| {
        let word = |count: usize| match (ui, count) {
            (Ui::Vi, _) => "trang",
            (Ui::En, 1) => "page",
            (Ui::En, _) => "pages",
        };
        summary
            .pages
            .iter()
            .map(|(language, count)| format!("{language} {count} {}", word(*count)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let both = |vi: String, en: String| terminal.say(&Text::new(vi, en));
    both(format!("Trang:   {}", pages(Ui::Vi)), format!("Site:    {}", pages(Ui::En)));
    for (name, lang, length) in &summary.scripts {
        let (minutes, rest) = (length / 60, length % 60);
        both(
            format!("Bài đọc: {name} ({lang}), {minutes} phút {rest:02} giây"),
            format!("Script:  {name} ({lang}), {minutes} min {rest:02} s"),
        );
    }
    let (cards, leaflets, posters) = (summary.cards, summary.leaflets, summary.posters);
    both(
        format!("Thẻ:     {cards} thẻ chia sẻ, {leaflets} tờ rơi, {posters} áp phích"),
        format!("Cards:   {cards} share cards, {leaflets} leaflets, {posters} posters"),
    );
    for (product, name) in &summary.withheld {
        let product_vi = if product == "script" { "bài đọc" } else { "thẻ" };
        both(format!("Giữ lại: {product_vi} {name}"), format!("Kept:    {product} {name}"));
    }
    both(
        format!("Xong:    {} tệp, {warnings} lưu ý, {seconds:.1} giây", summary.files),
        format!("Done:    {} files, {warnings} warnings, {seconds:.1} s", summary.files),
    );
    let open = |below: &str| shown(&out.join(below));
    let serve = serve_command(campaign);
    both(
        format!(
            "Xem trang: {serve}\n(mở thẳng {} thì liên kết không chạy)",
            open("site/index.html")
        ),
        format!(
            "See the site: {serve}\n(links don't work if {} is opened as a file)",
            open("site/index.html")
        ),
    );
    both(
        format!("Mở xem:  {}  (bài đọc)\n         {}  (thẻ)", open("script"), open("card")),
        format!("Open:    {}  (scripts)\n         {}  (cards)", open("script"), open("card")),
    );
}

/// Returns the command that shows this campaign, ready to be copied.
fn serve_command(campaign: &CampaignArgs) -> String {
    let mut command = String::from("loa serve");
    if campaign.root != Path::new(".") {
        command.push(' ');
        command.push_str(&quote(&shown(&campaign.root)));
    }
    if campaign.demo {
        command.push_str(" --demo");
    }
    if let Some(today) = campaign.today {
        command.push_str(&format!(" --today {today}"));
    }
    command
}

fn shown(path: &Path) -> String {
    let clean: PathBuf =
        path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    clean.display().to_string()
}
