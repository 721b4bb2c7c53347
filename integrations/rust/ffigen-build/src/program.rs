//! Where ffigen is.

use crate::Error;
use std::env;
use std::path::{Path, PathBuf};

pub(crate) fn find(given: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(path) = given {
        return Ok(path.to_owned());
    }
    if let Some(path) = env::var_os("FFIGEN").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let name = format!("ffigen{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH")
        .iter()
        .flat_map(env::split_paths)
        .map(|directory| directory.join(&name))
        .find(|path| path.is_file())
        .ok_or(Error::NotInstalled)
}
