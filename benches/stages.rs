//! Measures each stage on the real campaign: `cargo bench --bench stages`, or `… -- sheet` for one
//! of them.
//!
//! Stages take complete values, so each is measured separately. The typesetter evicts Typst's cache
//! every few sheets, so each round typesets sheets and cards again.

use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::date;
use loa::check;
use loa::check::documents::DocumentStore;
use loa::config::{Config, Overrides};
use loa::diag::Diagnostics;
use loa::files::disk::DiskFolder;
use loa::files::memory::MemoryFolder;
use loa::files::{Folder, Sink};
use loa::load::{self, shared::SharedContentCache};
use loa::model::content::Content;
use loa::model::plan::{Job, Plan, Work};
use loa::model::site::Site;
use loa::pipeline;
use loa::plan;
use loa::publish::{Publication, StateDir};
use loa::render::renderer::Renderer;
use loa::render::theme::Theme;

fn main() {
    divan::main();
}

fn overrides() -> Overrides {
    Overrides { today: date(2026, 11, 24), base_url: None, demo: false, strict: false }
}

/// The real campaign in memory, so that no disk access is measured.
static FOLDER: LazyLock<MemoryFolder> = LazyLock::new(|| {
    let disk = DiskFolder::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project");
    let mut paths = vec!["site.yaml".to_owned()];
    paths.extend(disk.list("content").expect("the content").into_iter().map(|entry| entry.path));
    MemoryFolder::new(
        paths.into_iter().map(|path| (path.clone(), disk.read(&path).expect("a file"))),
    )
});

fn loaded() -> (Content, Config) {
    let loaded =
        load::load(&*FOLDER, &overrides(), &SharedContentCache::default()).expect("memory");
    (loaded.content, loaded.config.expect("settings"))
}

/// The input of the rendering benchmarks.
static CHECKED: LazyLock<(Content, Config, Site, Plan, Theme)> = LazyLock::new(|| {
    let (content, config) = loaded();
    let (site, mut diags) = check::check(&content, &config);
    let plan = plan::plan(&site, &config, &content, &mut diags);
    let theme = Theme::load(&content, &config, &mut diags);
    (content, config, site, plan, theme)
});

#[divan::bench]
fn load_campaign(bencher: Bencher<'_, '_>) {
    let _ = &*FOLDER;
    bencher.bench(|| load::load(&*FOLDER, &overrides(), &SharedContentCache::default()).is_ok());
}

#[divan::bench]
fn check_campaign(bencher: Bencher<'_, '_>) {
    let (content, config) = loaded();
    bencher.bench(|| check::check(&content, &config));
}

#[divan::bench]
fn plan_outputs(bencher: Bencher<'_, '_>) {
    let (content, config, site, ..) = &*CHECKED;
    bencher.bench(|| plan::plan(site, config, content, &mut Diagnostics::default()));
}

#[divan::bench]
fn open_theme(bencher: Bencher<'_, '_>) {
    let (content, config, ..) = &*CHECKED;
    bencher.bench(|| Theme::load(content, config, &mut Diagnostics::default()));
}

/// Renders all jobs of a kind, one after the other. The counter reports jobs per second.
fn render(bencher: Bencher<'_, '_>, wanted: fn(&Work) -> bool) {
    let (content, config, site, plan, theme) = &*CHECKED;
    let documents = DocumentStore::new(content, config);
    let renderer = Renderer::new(site, &documents, config, content, plan, theme);
    let jobs: Vec<&Job> = plan.jobs.iter().filter(|job| wanted(&job.work)).collect();
    bencher.counter(ItemsCount::new(jobs.len())).bench_local(|| {
        jobs.iter().map(|job| renderer.render(job).map_or(0, |made| made.len())).sum::<usize>()
    });
}

#[divan::bench(sample_count = 20)]
fn render_pages(bencher: Bencher<'_, '_>) {
    render(bencher, |work| matches!(work, Work::Page(_)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn render_sheets(bencher: Bencher<'_, '_>) {
    render(bencher, |work| matches!(work, Work::Script(_)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn render_cards(bencher: Bencher<'_, '_>) {
    render(bencher, |work| matches!(work, Work::Card(_)));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn render_leaflets(bencher: Bencher<'_, '_>) {
    render(bencher, |work| matches!(work, Work::Leaflet(_) | Work::Poster(_)));
}

/// Writes the staging folder, syncs it, and swaps it in.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn publish_outputs(bencher: Bencher<'_, '_>) {
    let (sink, _) =
        pipeline::run_in_memory(&*FOLDER, &overrides()).expect("memory").output.expect("no errors");
    let files = sink.into_files();
    let place = tempfile::tempdir().expect("a folder");
    let target = place.path().join("public");
    let store = StateDir::of(place.path(), &target).expect("a folder");
    bencher
        .counter(BytesCount::new(files.values().map(|bytes| bytes.len()).sum::<usize>()))
        .bench_local(|| {
            let publication = Publication::begin(&target).expect("a disk");
            for (path, bytes) in &files {
                publication.put(path, bytes).expect("a disk");
            }
            publication.commit(&store).expect("a disk")
        });
}
