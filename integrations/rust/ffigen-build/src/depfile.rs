//! Make's dependencies, as ffigen's --depfile writes them: `target: path path \`.

use crate::Error;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn read(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::File(path.to_owned(), cause))?;
    Ok(parse(&text))
}

fn parse(text: &str) -> Vec<PathBuf> {
    let (mut paths, mut word) = (Vec::new(), String::new());
    // The target, which has no blanks, ends with the first colon before a blank.
    let mut characters = text
        .split_once(": ")
        .map_or("", |(_, rest)| rest)
        .chars()
        .peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('\n')) => {
                characters.next();
                end(&mut word, &mut paths);
            }
            ('\\', Some(&next @ (' ' | '#' | '\\'))) | ('$', Some(&next @ '$')) => {
                characters.next();
                word.push(next);
            }
            (' ' | '\n' | '\t', _) => end(&mut word, &mut paths),
            _ => word.push(character),
        }
    }
    end(&mut word, &mut paths);
    paths
}

fn end(word: &mut String, paths: &mut Vec<PathBuf>) {
    if !word.is_empty() {
        paths.push(PathBuf::from(std::mem::take(word)));
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::path::PathBuf;

    #[test]
    fn words_and_escapes() {
        let text = "bindings: /a/engine.h \\\n  /a/with\\ blank.h /a/$$x.h \\\n  /a/\\#1.h\n";
        let expected = ["/a/engine.h", "/a/with blank.h", "/a/$x.h", "/a/#1.h"];
        assert_eq!(parse(text), expected.map(PathBuf::from));
        assert_eq!(parse(""), Vec::<PathBuf>::new());
    }
}
