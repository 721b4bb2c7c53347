#[allow(dead_code, unused_imports)]
mod engine {
    include!(concat!(env!("OUT_DIR"), "/engine.rs"));
}

fn main() {
    let points = [
        engine::Point { x: 1.0, y: 0.0 },
        engine::Point { x: 2.0, y: 0.0 },
    ];
    println!("{} {}", engine::add(2, 3), engine::mean_x(&points));
}
