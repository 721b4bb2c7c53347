//! A crate's files, made into something that `include!` takes: its root without what only a root may have.

use crate::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `root` and says so; the modules stay where they are, below `package`.
pub(crate) fn write(package: &Path, root: &Path, module: Option<&str>) -> Result<PathBuf, Error> {
    let source = package.join("src");
    if let Some(module) = module {
        move_paths(&source, module)?;
    }
    let library = source.join("lib.rs");
    let text = read(&library)?;
    write_changed(root, &included(&text, &source))?;
    Ok(root.to_owned())
}

/// The root's own attributes and documentation are left out; `mod name;` says where its file is.
fn included(text: &str, source: &Path) -> String {
    let mut result = String::new();
    let mut attribute = false;
    for line in text.lines() {
        attribute |= line.starts_with("#![");
        if attribute {
            attribute = !line.ends_with(']');
            continue;
        }
        if line.starts_with("//!") {
            continue;
        }
        if let Some(name) = module_name(line) {
            let file = [
                source.join(format!("{name}.rs")),
                source.join(name).join("mod.rs"),
            ]
            .into_iter()
            .find(|path| path.is_file());
            if let Some(file) = file {
                result += &format!("#[path = {:?}]\n", file.display().to_string());
            }
        }
        result += line;
        result.push('\n');
    }
    result
}

fn module_name(line: &str) -> Option<&str> {
    line.strip_prefix("pub ")
        .unwrap_or(line)
        .strip_prefix("mod ")?
        .strip_suffix(';')
}

/// `crate::` of the bindings is the module that they are in.
fn move_paths(directory: &Path, module: &str) -> Result<(), Error> {
    let wrong = |cause| Error::File(directory.to_owned(), cause);
    for entry in fs::read_dir(directory).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            move_paths(&path, module)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = read(&path)?;
            let moved = format!("crate::{module}::");
            let own = text.replace(&moved, "crate::"); // of an earlier run
            write_changed(&path, &own.replace("crate::", &moved))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|cause| Error::File(path.to_owned(), cause))
}

fn write_changed(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|cause| Error::File(path.to_owned(), cause))
}
