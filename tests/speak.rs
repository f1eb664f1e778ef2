//! `loa speak` as it is typed: lexicons, unknown words, calibration.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]
#![allow(clippy::disallowed_methods, reason = "the tests write small campaigns")]

use assert_cmd::Command;

fn loa(arguments: &[&str], folder: &std::path::Path, input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    let output = command.current_dir(folder).env("LOA_UI", "vi").args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_lexicon_says_words_that_nobody_knows_and_explain_says_what_to_add() {
    let folder = tempfile::tempdir().unwrap();
    let sentence = "Mang theo giấy XQZT.\n";
    let (code, out, _) = loa(&["speak", "--explain"], folder.path(), sentence);
    assert_eq!(code, 0);
    assert!(out.contains("content/lexicon.vi.yaml:  XQZT: <cách đọc>"), "{out}");
    std::fs::write(folder.path().join("lexicon.vi.yaml"), "XQZT: giấy mẫu\n").unwrap();
    let (code, out, _) = loa(&["speak", "--lexicon", "lexicon.vi.yaml"], folder.path(), sentence);
    assert_eq!((code, out.as_str()), (0, "Mang theo giấy giấy mẫu.\n"));
    std::fs::write(folder.path().join("lexicon.vi.yaml"), "XQZT: [a\n").unwrap();
    let (code, out, err) = loa(&["speak", "--lexicon", "lexicon.vi.yaml"], folder.path(), sentence);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("lexicon.vi.yaml:1"), "{err}");
    let (code, _, err) = loa(&["speak", "--lexicon", "khong-co.yaml"], folder.path(), sentence);
    assert_eq!(code, 2);
    assert!(err.contains("khong-co.yaml"), "{err}");
}

#[test]
fn a_timed_reading_gives_the_line_for_site_yaml() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    // Sixty syllables and no pause.
    write("a.txt", &format!("{}\n", "bà con ".repeat(30).trim()));
    let (code, out, err) = loa(&["speak", "--calibrate", "a.txt", "--seconds", "20"], folder.path(), "");
    assert_eq!((code, out.as_str()), (0, "loudspeaker:\n  pace:\n    horn: 180\n"), "{err}");
    assert!(err.contains("180 âm tiết một phút"), "{err}");
    // The same with a second paragraph: its pause is the campaign's.
    write("b.txt", &format!("{0}\n\n{0}\n", "bà con ".repeat(15).trim()));
    let pairs = ["speak", "--setting", "mobile", "--calibrate", "a.txt", "--seconds", "20", "--calibrate", "b.txt"];
    let with_seconds: Vec<&str> = pairs.into_iter().chain(["--seconds", "24"]).collect();
    write(
        "site.yaml",
        "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: [vi]\n\
         loudspeaker: { pause: { paragraph: 4000 } }\n",
    );
    let (_, out, _) = loa(&with_seconds, folder.path(), "");
    assert_eq!(out, "loudspeaker:\n  pace:\n    mobile: 180\n");
}

#[test]
fn a_reading_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Kính thưa bà con.\n").unwrap();
    for (seconds, wanted) in [(&["--seconds", "0.1"][..], 1), (&["--seconds", "900"], 1), (&[], 2)] {
        let arguments = [&["speak", "--calibrate", "a.txt"], seconds].concat();
        let (code, out, err) = loa(&arguments, folder.path(), "");
        assert_eq!((code, out.as_str()), (wanted, ""), "{err}");
        assert!(!err.is_empty());
    }
}
