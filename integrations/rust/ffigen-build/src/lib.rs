#![doc = include_str!("../README.md")]

mod depfile;
mod error;
mod inline;
mod program;

pub use error::Error;

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One header, and how it is read.
#[derive(Clone, Debug)]
pub struct Builder {
    header: PathBuf,
    program: Option<PathBuf>,
    module: Option<String>,
    out_dir: Option<PathBuf>,
    options: Vec<OsString>,
    clang: Vec<OsString>,
}

impl Builder {
    /// Bindings of this header; its path is from the directory of the package.
    pub fn new(header: impl Into<PathBuf>) -> Self {
        Builder {
            header: header.into(),
            program: None,
            module: None,
            out_dir: None,
            options: Vec::new(),
            clang: Vec::new(),
        }
    }

    /// The program to run, instead of `FFIGEN` of the environment or the one on the path.
    pub fn program(mut self, path: impl Into<PathBuf>) -> Self {
        self.program = Some(path.into());
        self
    }

    /// The module that includes the bindings, seen from the crate's root: `"engine"`, `"ffi::engine"`.
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.module = Some(path.into());
        self
    }

    /// Where to write, instead of `OUT_DIR`.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// An option of ffigen's: `--annotations`, `--target`, `--allow`.
    pub fn option(mut self, option: impl AsRef<OsStr>) -> Self {
        self.options.push(option.as_ref().to_owned());
        self
    }

    /// Several of them.
    pub fn options<S: AsRef<OsStr>>(mut self, options: impl IntoIterator<Item = S>) -> Self {
        self.options
            .extend(options.into_iter().map(|each| each.as_ref().to_owned()));
        self
    }

    /// An argument for clang: `-Iinclude`, `-DNDEBUG`.
    pub fn clang_arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.clang.push(argument.as_ref().to_owned());
        self
    }

    /// Makes the bindings, tells Cargo what they depend on, and says which file to `include!`: the header's name with `.rs`
    /// in `OUT_DIR`.
    pub fn generate(&self) -> Result<PathBuf, Error> {
        let out_dir = match &self.out_dir {
            Some(given) => given.clone(),
            None => PathBuf::from(env::var_os("OUT_DIR").ok_or(Error::NoOutDir)?),
        };
        let stem = self
            .header
            .file_stem()
            .ok_or_else(|| Error::NoHeader(self.header.clone()))?;
        let name = stem.to_string_lossy().replace('-', "_");
        let package = out_dir.join(format!("{name}-crate"));
        let depfile = out_dir.join(format!("{name}.d"));
        let program = program::find(self.program.as_deref())?;
        self.run(&program, &package, &depfile)?;

        println!("cargo:rerun-if-env-changed=FFIGEN");
        println!("cargo:rerun-if-changed={}", program.display());
        for path in depfile::read(&depfile)? {
            println!("cargo:rerun-if-changed={}", path.display());
        }
        // The bindings are the raw layer alone without it.
        println!("cargo:rustc-check-cfg=cfg(feature, values(\"std\"))");
        println!("cargo:rustc-cfg=feature=\"std\"");
        inline::write(
            &package,
            &out_dir.join(format!("{name}.rs")),
            self.module.as_deref(),
        )
    }

    fn run(&self, program: &Path, package: &Path, depfile: &Path) -> Result<(), Error> {
        let mut command = Command::new(program);
        command
            .arg(&self.header)
            .args(["--lang", "rust", "--depfile-target", "bindings", "-o"])
            .arg(package)
            .arg("--depfile")
            .arg(depfile)
            .args(&self.options);
        if !self.clang.is_empty() {
            command.arg("--").args(&self.clang);
        }
        let output = command
            .output()
            .map_err(|cause| Error::CannotStart(program.to_owned(), cause))?;
        if output.status.success() {
            return Ok(());
        }
        Err(Error::Failed {
            header: self.header.clone(),
            status: output.status.code(),
            said: String::from_utf8_lossy(&output.stderr).into_owned()
                + &String::from_utf8_lossy(&output.stdout),
        })
    }
}
