//! Keeps the output folder apart from its inputs.

use std::path::Path;

use crate::diag::{Error, Text};
use crate::files::disk;
use crate::publish::state_dir::{FOLDER, cant_find};

/// Folders of a campaign that a build only reads.
const SOURCES: [&str; 4] = ["content", "themes", "static", FOLDER];

/// Refuses an output folder that is or contains the campaign's folder, or shares a path with its
/// sources.
///
/// # Errors
/// If the folders overlap.
pub fn check_target_apart(root: &Path, target: &Path) -> Result<(), Error> {
    let resolve = |path: &Path| disk::real(path).map_err(|cause| cant_find(path, cause));
    let (real_root, real_target) = (resolve(root)?, resolve(target)?);
    if real_root.starts_with(&real_target) {
        return Err(refuse(
            target,
            "trùng với hoặc chứa thư mục chiến dịch",
            "is the campaign's folder or holds it",
        ));
    }
    for name in SOURCES {
        let source = resolve(&root.join(name))?;
        if real_target.starts_with(&source) || source.starts_with(&real_target) {
            let vi = format!("nằm chung với thư mục «{name}» của chiến dịch");
            return Err(refuse(
                target,
                &vi,
                &format!("shares a path with the campaign's `{name}` folder"),
            ));
        }
    }
    Ok(())
}

fn refuse(target: &Path, vi: &str, en: &str) -> Error {
    let target = target.display();
    Error::plain(Text::new(
        format!(
            "không thể xuất bản vào «{target}»: thư mục này {vi}; hãy chọn thư mục khác bằng `--out`"
        ),
        format!("can't publish into `{target}`: it {en}; choose another folder with `--out`"),
    ))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests need a real disk")]
mod tests {
    use std::fs;

    use super::check_target_apart;

    #[test]
    fn output_may_not_meet_its_sources() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("chiến dịch");
        fs::create_dir_all(root.join("content")).unwrap();
        let check = |target: &str, expected| {
            assert_eq!(check_target_apart(&root, &root.join(target)).is_ok(), expected, "{target}")
        };
        check("public", true);
        check("../public", true);
        check("content2", true);
        check("", false);
        check(".", false);
        check("..", false);
        check("public/..", false);
        check("content", false);
        check("content/public", false);
        check("static/a/b", false);
        check("themes", false);
        check("no/../static", false);
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_deceive() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("root");
        fs::create_dir_all(root.join("content")).unwrap();
        std::os::unix::fs::symlink(root.join("content"), place.path().join("elsewhere")).unwrap();
        assert!(check_target_apart(&root, &place.path().join("elsewhere/out")).is_err());
        fs::create_dir(place.path().join("texts")).unwrap();
        std::os::unix::fs::symlink(place.path().join("texts"), root.join("themes")).unwrap();
        assert!(check_target_apart(&root, &place.path().join("texts")).is_err());
    }
}
