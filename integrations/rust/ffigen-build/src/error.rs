use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why there are no bindings. Its text is for the person whose build stops.
pub enum Error {
    /// This is no build script.
    NoOutDir,
    /// What was given has no file name.
    NoHeader(PathBuf),
    /// ffigen is neither named nor on the path.
    NotInstalled,
    /// The program that was found does not start.
    CannotStart(PathBuf, io::Error),
    /// ffigen refused the header.
    Failed {
        /// The header as it was given.
        header: PathBuf,
        /// ffigen's exit status; `None` when a signal ended it.
        status: Option<i32>,
        /// Its findings.
        said: String,
    },
    /// A file of the bindings cannot be read or written.
    File(PathBuf, io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoOutDir => {
                f.write_str("OUT_DIR is not set: run this from build.rs, or name an out_dir")
            }
            Error::NoHeader(path) => write!(f, "{} is no header", path.display()),
            Error::NotInstalled => f.write_str(
                "ffigen is not on the path: `pip install ffigen`, or set FFIGEN to the program",
            ),
            Error::CannotStart(path, cause) => {
                write!(f, "{} does not start: {cause}", path.display())
            }
            Error::Failed {
                header,
                status,
                said,
            } => {
                let header = header.display();
                match status {
                    Some(status) => write!(f, "ffigen {header} ends with status {status}:\n{said}"),
                    None => write!(f, "ffigen {header} was ended by a signal:\n{said}"),
                }
            }
            Error::File(path, cause) => write!(f, "{}: {cause}", path.display()),
        }
    }
}

// `unwrap` in a build script prints this: as text, not as a structure.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::CannotStart(_, cause) | Error::File(_, cause) => Some(cause),
            _ => None,
        }
    }
}
