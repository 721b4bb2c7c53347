//! Answers "<record> <strict> <hexadecimal message>" lines as peer.c does.
use std::io::{BufRead, Write};

use zoo_cbor::{Arrays, Cage, Cbor, Floats, Grown, Keyed, Meal, Numbers, Options, Point, Wide};

fn recode<R: Cbor>(message: &[u8], options: Options) -> String {
    let value = match R::decode_with(message, options) {
        Ok(value) => value,
        Err(e) => return format!("{} {} {}", e.kind, e.position, e.key.unwrap_or("-")),
    };
    let mut buffer = vec![0; R::MAX_SIZE];
    match value.encode(&mut buffer) {
        Ok(again) => again.iter().fold("ok ".into(), |text, byte| format!("{text}{byte:02x}")),
        Err(e) => format!("encoding: {}", e.kind),
    }
}

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let mut fields = line.split_ascii_whitespace();
        let name = fields.next().unwrap();
        let strict = fields.next() == Some("1");
        let hex = fields.next().unwrap_or_default();
        let message: Vec<u8> = (0..hex.len() / 2)
            .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
            .collect();
        let options = Options { strict, ..Options::default() };
        let answer = match name {
            "point" => recode::<Point>(&message, options),
            "numbers" => recode::<Numbers>(&message, options),
            "floats" => recode::<Floats>(&message, options),
            "arrays" => recode::<Arrays>(&message, options),
            "keyed" => recode::<Keyed>(&message, options),
            "cage" => recode::<Cage>(&message, options),
            "meal" => recode::<Meal>(&message, options),
            "wide" => recode::<Wide>(&message, options),
            _ => recode::<Grown>(&message, options),
        };
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}
