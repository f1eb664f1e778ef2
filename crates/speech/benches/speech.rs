//! Sentences per second on one core. `cargo bench -p loa-speech`.

use divan::Bencher;
use divan::counter::ItemsCount;
use loa_speech::{Dialect, Lexicon, Profile, Voice, join_pieces, speak};

/// A mix of what a commune announces: plain sentences, counts, dates, money, papers.
const SENTENCES: &[&str] = &[
    "Thưa bà con, đây là Đài truyền thanh xã La Ngâu.",
    "Cấp 1.046/2.163 tài khoản, đạt 48,3%; kích hoạt 109 tài khoản.",
    "Ngày 5/8, từ 8h-11h, thôn 1 (45 hộ); 14h-16h, thôn 2 (61 hộ).",
    "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ.",
    "Lệ phí 30.000đ/thẻ, giảm còn 15.000đ đến hết ngày 31/12/2026.",
    "Bà con đến trụ sở công an xã, mang theo thẻ căn cước và điện thoại.",
    "UBND xã mời đại diện HĐND, UBMTTQ và các thôn dự họp lúc 7h30.",
    "Tổng đài 1900 0368; gặp kẻ lừa đảo gọi 113 hoặc số 0912.345.678.",
];

fn main() {
    divan::main();
}

#[divan::bench]
fn speak_sentences(bencher: Bencher<'_, '_>) {
    let Some(voice) = Voice::new("vi", Profile::Broadcast, Dialect::North, Lexicon::new()) else {
        return;
    };
    bencher.counter(ItemsCount::new(SENTENCES.len())).bench_local(|| {
        SENTENCES.iter().map(|text| join_pieces(&speak(&voice, text), text).len()).sum::<usize>()
    });
}
