//! `loa speak` on the command line: lexicons, unknown words, calibration.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]
#![allow(clippy::disallowed_methods, reason = "the tests write small campaigns")]

use assert_cmd::Command;

fn loa(arguments: &[&str], folder: &std::path::Path, input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    let output = command
        .current_dir(folder)
        .env("LOA_UI", "vi")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
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
    // Sixty syllables without a pause.
    write("a.txt", &format!("{}\n", "bà con ".repeat(30).trim()));
    let (code, out, err) =
        loa(&["speak", "--calibrate", "a.txt", "--seconds", "20"], folder.path(), "");
    assert_eq!((code, out.as_str()), (0, "loudspeaker:\n  pace:\n    horn: 180\n"), "{err}");
    assert!(err.contains("180 âm tiết một phút"), "{err}");
    // The same with a second paragraph, so with one of the campaign's pauses.
    write("b.txt", &format!("{0}\n\n{0}\n", "bà con ".repeat(15).trim()));
    let pairs = [
        "speak",
        "--setting",
        "mobile",
        "--calibrate",
        "a.txt",
        "--seconds",
        "20",
        "--calibrate",
        "b.txt",
    ];
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
    for (seconds, wanted) in [(&["--seconds", "0.1"][..], 1), (&["--seconds", "900"], 1), (&[], 2)]
    {
        let arguments = [&["speak", "--calibrate", "a.txt"], seconds].concat();
        let (code, out, err) = loa(&arguments, folder.path(), "");
        assert_eq!((code, out.as_str()), (wanted, ""), "{err}");
        assert!(!err.is_empty());
    }
}

const CAMPAIGN: [(&str, &str); 4] = [
    (
        "site.yaml",
        "title: Thử\nbase_url: https://thu.example\ndefault_language: vi\nlanguages: [vi, qaa]\n",
    ),
    ("content/scripts/chao/vi.md", "---\ntitle: Chào\n---\nChào bà con.\n"),
    ("content/scripts/chao/qaa.md", "---\ntitle: La\n---\nLa la 3.\n"),
    ("content/scripts/moi/vi.md", "---\ntitle: Mời\n---\nMời bà con.\n"),
];

/// Ten frames of silence.
fn recording() -> Vec<u8> {
    let mut frame = vec![0xff, 0xfb, 0x90, 0x00];
    frame.resize(417, 0);
    frame.repeat(10)
}

fn write_campaign(root: &std::path::Path) {
    for (path, text) in CAMPAIGN {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(root.join("content/scripts/moi/vi.mp3"), recording()).unwrap();
}

#[test]
fn without_espeak_there_is_no_draft_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    write_campaign(folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    command.current_dir(folder.path()).env("LOA_UI", "vi").env("PATH", folder.path());
    let output = command.args(["script", "--audio"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("chưa cài chương trình espeak-ng"));
    assert!(!folder.path().join("public").exists());
    assert_eq!(loa(&["build"], folder.path(), "").0, 0);
}

/// A fake espeak-ng prints its arguments, so that the test does not need the real one.
#[cfg(unix)]
#[test]
fn a_machine_reads_what_nobody_recorded_and_says_that_it_is_one() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    write_campaign(folder.path());
    let program = folder.path().join("bin/espeak-ng");
    std::fs::create_dir_all(program.parent().unwrap()).unwrap();
    std::fs::write(&program, "#!/bin/sh\necho \"$@\"\n[ \"$1\" = --version ] || /bin/cat\n")
        .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    command.current_dir(folder.path()).env("LOA_UI", "vi").env("PATH", program.parent().unwrap());
    let output = command.args(["script", "--audio", "--today", "2026-11-23"]).output().unwrap();
    let talk = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{talk}");
    let public = folder.path().join("public/script");
    let asked = std::fs::read_to_string(public.join("chao.vi.may-doc.wav")).unwrap();
    assert!(asked.starts_with("-v vi-vn-x-south -s 160 -m --stdin --stdout\n<?xml"), "{asked}");
    assert_eq!(asked.matches("Đây là giọng máy đọc thử").count(), 2, "{asked}");
    assert!(!std::fs::read_to_string(public.join("chao.vi.ssml")).unwrap().contains("giọng máy"));
    assert!(
        !public.join("moi.vi.may-doc.wav").exists()
            && !public.join("chao.qaa.may-doc.wav").exists()
    );
    assert_eq!(std::fs::read(public.join("moi.vi.mp3")).unwrap(), recording());
    for words in
        ["moi.vi đã có bản người đọc", "chao.qaa không có giọng máy", "không phát trên loa"]
    {
        assert!(talk.contains(words), "{words}\n{talk}");
    }
    // The next build removes the drafts, which may be outdated.
    assert_eq!(loa(&["build"], folder.path(), "").0, 0);
    assert!(!public.join("chao.vi.may-doc.wav").exists() && public.join("moi.vi.mp3").exists());
}
