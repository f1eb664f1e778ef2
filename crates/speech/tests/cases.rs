//! Runs the tables in `tests/cases/` and tests the public API. `tests/cases/README.md` explains the
//! format of the tables.

#![expect(clippy::disallowed_methods, reason = "the tables are files")]

use std::fs;
use std::path::Path;

use loa_speech::{
    Dialect, Lexicon, PieceKind, Profile, SpokenValue, Voice, find_unspeakable, join_pieces, speak,
    speak_value,
};

/// The settings of a `#!` line.
struct Setting<'a> {
    lang: &'a str,
    profile: Profile,
    dialect: Dialect,
}

impl Setting<'_> {
    fn parse(line: &str) -> Setting<'_> {
        let value = |key: &str| {
            line.split_whitespace().find_map(|word| word.strip_prefix(key)).unwrap_or("")
        };
        Setting {
            lang: if value("lang=").is_empty() { "vi" } else { value("lang=") },
            profile: if value("profile=") == "nemo" { Profile::Nemo } else { Profile::Broadcast },
            dialect: if value("dialect=") == "south" { Dialect::South } else { Dialect::North },
        }
    }

    fn voice(&self) -> Voice {
        voice_of(self.lang, self.profile, self.dialect)
    }
}

/// Returns a voice without custom readings.
fn voice_of(lang: &str, profile: Profile, dialect: Dialect) -> Voice {
    let Some(voice) = Voice::new(lang, profile, dialect, Lexicon::new()) else {
        panic!("`{lang}` is not supported");
    };
    voice
}

fn broadcast() -> Voice {
    voice_of("vi", Profile::Broadcast, Dialect::North)
}

fn say(voice: &Voice, text: &str) -> String {
    join_pieces(&speak(voice, text), text)
}

/// Returns the names and texts of all tables.
fn read_tables() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut tables = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of tables") {
        let path = entry.expect("a table").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            tables.push((name, fs::read_to_string(path).expect("a table")));
        }
    }
    tables.sort();
    tables
}

#[test]
fn tables_are_read_as_written() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (table, text) in read_tables() {
        let mut voice = broadcast();
        for line in text.lines() {
            if let Some(setting) = line.strip_prefix("#!") {
                voice = Setting::parse(setting).voice();
                continue;
            }
            let Some((written, readings)) =
                line.split_once('~').filter(|_| !line.starts_with("# "))
            else {
                continue;
            };
            count += 1;
            let said = say(&voice, written);
            if !readings.split('|').any(|reading| reading == said) {
                wrong.push(format!("{table}: {written}\n  want {readings}\n  got  {said}"));
            }
            if say(&voice, &said) != said {
                wrong.push(format!(
                    "{table}: {written}\n  said {said}\n  then {}",
                    say(&voice, &said)
                ));
            }
            if voice.has_numbers() && !find_unspeakable(&said).is_empty() {
                wrong.push(format!("{table}: {written}\n  unspeakable: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 300);
}

#[test]
fn values_are_said_from_their_type() {
    let voice = broadcast();
    for (value, expected) in [
        (SpokenValue::Count(1046), "một nghìn không trăm bốn mươi sáu"),
        (SpokenValue::Count(0), "không"),
        (
            SpokenValue::Count(i64::MIN),
            "âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh tám",
        ),
        (SpokenValue::Percent { units: 483, places: 1 }, "bốn mươi tám phẩy ba phần trăm"),
        (SpokenValue::Percent { units: 5000, places: 2 }, "năm mươi phần trăm"),
        (SpokenValue::Decimal { units: -5, places: 2 }, "âm không phẩy không năm"),
        (SpokenValue::MoneyVnd(30_000), "ba mươi nghìn đồng"),
        (
            SpokenValue::Date { year: Some(2025), month: 4, day: Some(5) },
            "ngày năm tháng tư năm hai nghìn không trăm hai mươi lăm",
        ),
        (SpokenValue::Date { year: None, month: 12, day: None }, "tháng mười hai"),
        (SpokenValue::Phone("1900 0368".to_owned()), "một chín không không, không ba sáu tám"),
    ] {
        assert_eq!(speak_value(&voice, &value), expected);
    }
}

#[test]
fn custom_lexicon_takes_precedence() {
    let mut lexicon = Lexicon::new();
    lexicon.insert("VNeID", "ứng dụng định danh");
    lexicon.insert("CA", "ca");
    lexicon.insert("4G", "mạng bốn gờ");
    lexicon.insert("wifi", "oai phai");
    let voice = Voice::new("vi", Profile::Broadcast, Dialect::North, lexicon);
    let said = voice.map(|voice| say(&voice, "Mở VNeID, CA xã, 4G, Wifi"));
    assert_eq!(said.as_deref(), Some("Mở ứng dụng định danh, ca xã, mạng bốn gờ, oai phai"));
}

#[test]
fn ambiguities_are_reported() {
    let voice = broadcast();
    for (text, chosen, other) in [
        ("Nhận 1/2", "một phần hai", "ngày một tháng hai"),
        ("Số liệu: 1.046", "một nghìn không trăm bốn mươi sáu", "một phẩy không bốn sáu"),
        ("ngày 7-10", "bảy tháng mười", "bảy đến mười"),
    ] {
        let pieces = speak(&voice, text);
        let found = pieces.iter().find_map(|piece| {
            piece
                .ambiguity
                .as_ref()
                .map(|ambiguity| (piece.spoken.as_str(), ambiguity.other.as_str()))
        });
        assert_eq!(found, Some((chosen, other)), "{text}");
    }
    let certain = speak(&voice, "Toàn xã có 2.163 công dân, đạt 5/8 thôn");
    assert!(certain.iter().all(|piece| piece.ambiguity.is_none()));
}

#[test]
fn unknown_short_forms_are_flagged() {
    let pieces = speak(&broadcast(), "Theo XQZT và UBND");
    let unknown: Vec<_> = pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Unknown)
        .map(|piece| piece.span.clone())
        .collect();
    assert_eq!(unknown, vec![5..9]);
}

#[test]
fn languages_are_found() {
    for (lang, numbers) in
        [("vi", true), ("vi-VN", true), ("en", true), ("kpm", false), ("raglai", false)]
    {
        let voice = voice_of(lang, Profile::Broadcast, Dialect::North);
        assert_eq!(voice.has_numbers(), numbers, "{lang}");
    }
    assert!(Voice::new("xx", Profile::Broadcast, Dialect::North, Lexicon::new()).is_none());
}
