//! Messages in hexadecimal, one a line: each is read and written again by ciborium.
use std::io::BufRead;

use ciborium::Value;

fn again(message: &[u8]) -> Result<Vec<u8>, String> {
    let value: Value = ciborium::from_reader(message).map_err(|error| error.to_string())?;
    let mut written = Vec::new();
    ciborium::into_writer(&value, &mut written).map_err(|error| error.to_string())?;
    Ok(written)
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let message: Vec<u8> = (0..line.len() / 2)
            .map(|i| u8::from_str_radix(&line[2 * i..2 * i + 2], 16).unwrap())
            .collect();
        match again(&message) {
            Ok(written) => {
                let hex: String = written.iter().map(|byte| format!("{byte:02x}")).collect();
                println!("{hex}");
            }
            Err(error) => println!("error: {error}"),
        }
    }
}
