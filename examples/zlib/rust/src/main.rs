//! How small zlib makes a file at its fastest, usual and best level.
//!
//! `cargo run -- FILE`; without a file, a text of its own.

use std::process::ExitCode;
use zlib::{Error, compress_bound, compress_level, crc32, uncompress};

/// `data` compressed into a buffer of its own.
fn pack(data: &[u8], level: i32) -> Result<Vec<u8>, Error> {
    let mut packed = vec![0; compress_bound(data.len() as _) as usize];
    let length = compress_level(&mut packed, data, level)?;
    packed.truncate(length);
    Ok(packed)
}

/// What `packed` was made from, which had `length` bytes.
fn unpack(packed: &[u8], length: usize) -> Result<Vec<u8>, Error> {
    let mut data = vec![0; length];
    let length = uncompress(&mut data, packed)?;
    data.truncate(length);
    Ok(data)
}

fn report(data: &[u8]) -> Result<(), Error> {
    println!(
        "zlib {}: {} bytes, crc32 {:08x}",
        zlib::version(),
        data.len(),
        crc32(0, data)
    );
    for level in [zlib::BEST_SPEED, 6, zlib::BEST_COMPRESSION] {
        let packed = pack(data, level)?;
        let same = unpack(&packed, data.len())? == data;
        let verdict = if same {
            "unpacks to the same"
        } else {
            "IS LOST"
        };
        println!("level {level}: {} bytes, {verdict}", packed.len());
    }
    match unpack(b"these bytes were never packed", 100) {
        Err(Error::DataError(why)) => println!("damaged: {why}"),
        other => println!("damaged: {other:?}"),
    }
    Ok(())
}

fn main() -> ExitCode {
    let data = match std::env::args_os().nth(1).map(std::fs::read) {
        None => b"All work and no play makes Jack a dull boy.\n".repeat(1000),
        Some(Ok(data)) => data,
        Some(Err(error)) => {
            eprintln!("pack: {error}");
            return ExitCode::FAILURE;
        }
    };
    match report(&data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pack: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zlib::GzFile;

    #[test]
    fn checksum_of_the_standards_example() {
        assert_eq!(crc32(0, b"123456789"), 0xcbf4_3926);
        assert_eq!(zlib::adler32(1, b"Wikipedia"), 0x11e6_0398);
        let halves = zlib::crc32_combine(crc32(0, b"1234"), crc32(0, b"56789"), 5);
        assert_eq!(halves, 0xcbf4_3926);
    }

    #[test]
    fn there_and_back() {
        for data in [&b""[..], b"a", &[7; 100_000]] {
            let packed = pack(data, 9).unwrap();
            assert_eq!(unpack(&packed, data.len().max(1)).unwrap(), data);
        }
    }

    #[test]
    fn failures_are_the_librarys() {
        let error = compress_level(&mut [0; 4], &[1; 1000], 6).unwrap_err();
        assert!(
            matches!(&error, Error::BufError(why) if why == "buffer error"),
            "{error:?}"
        );
        let error = unpack(b"never packed", 100).unwrap_err();
        assert!(matches!(error, Error::DataError(_)), "{error:?}");
        let error = pack(b"x", 10).unwrap_err();
        assert!(matches!(error, Error::StreamError(_)), "{error:?}");
    }

    #[test]
    fn files() {
        let path = std::env::temp_dir().join(format!("pack-{}.gz", std::process::id()));
        let path = path.to_str().unwrap();
        let file = GzFile::open(path, "wb").unwrap();
        assert_eq!(file.write(b"first line\nsecond line\n"), Ok(23));
        file.close().unwrap();
        let file = GzFile::open(path, "rb").unwrap();
        let mut text = [0; 100];
        assert_eq!(file.read(&mut text), Ok(23));
        assert_eq!(&text[..23], b"first line\nsecond line\n");
        assert_eq!(file.at_end(), 1);
        drop(file);
        std::fs::remove_file(path).unwrap();
        assert!(matches!(GzFile::open(path, "rb"), Err(Error::Null(_))));
        assert!(matches!(
            GzFile::open("a\0b", "rb"),
            Err(Error::Argument(_))
        ));
    }
}
