//! What the host tells a service on its command line.

pub const USAGE: &str = "--name NAME --state STATE --ring RING --registry REGISTRY [--standby]";

#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Name to register under.
    pub name: String,
    /// The stream's shared state.
    pub state: String,
    /// The stream's ring.
    pub ring: String,
    pub registry: String,
    /// Silent until activated.
    pub standby: bool,
}

impl Options {
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            let target = match argument.as_str() {
                "--name" => &mut options.name,
                "--state" => &mut options.state,
                "--ring" => &mut options.ring,
                "--registry" => &mut options.registry,
                "--standby" => {
                    options.standby = true;
                    continue;
                }
                _ => return Err(format!("unknown argument '{argument}'")),
            };
            *target = arguments
                .next()
                .ok_or_else(|| format!("{argument} needs a value"))?;
        }
        for (name, value) in [
            ("--name", &options.name),
            ("--state", &options.state),
            ("--ring", &options.ring),
            ("--registry", &options.registry),
        ] {
            if value.is_empty() {
                return Err(format!("{name} is missing"));
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn all_of_them() {
        let options = parse("--standby --name n --ring r --registry g --state s").unwrap();
        assert!(options.standby);
        assert_eq!(
            [options.name, options.state, options.ring, options.registry],
            ["n", "s", "r", "g"]
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(
            parse("--name n --loud").unwrap_err(),
            "unknown argument '--loud'"
        );
        assert_eq!(parse("--name").unwrap_err(), "--name needs a value");
        assert_eq!(
            parse("--name n --state s --ring r").unwrap_err(),
            "--registry is missing"
        );
    }
}
