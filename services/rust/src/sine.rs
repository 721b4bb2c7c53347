//! A 440 Hz tone as a function of the position in the stream.

use std::f64::consts::PI;

use rt_audio::AudioBlock;

const TONE_HZ: u64 = 440;
const AMPLITUDE: f64 = 0.5;

/// Gain and pan at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// Linear.
    pub gain: f32,
    /// From -1, left, to 1, right.
    pub pan: f32,
}

/// Fills the block's samples for its sequence, rate, channels and frames. The level goes linearly from
/// `before` to `after`, which it reaches at the last frame.
pub fn render(block: &mut AudioBlock, before: Level, after: Level) {
    let frames = block.frames;
    let rate = block.sample_rate;
    let first = block.sequence.wrapping_mul(u64::from(frames));
    let between = |from: f32, to: f32, along: f64| f64::from(from) + f64::from(to - from) * along;
    let channels = block.channels.max(1) as usize;
    let places = block.samples_mut().chunks_exact_mut(channels);
    for (i, place) in (0..frames).zip(places) {
        // Whole cycles drop out in integers: the phase is as exact after days as at the start.
        let cycle = TONE_HZ.wrapping_mul(first.wrapping_add(u64::from(i))) % u64::from(rate.max(1));
        #[expect(clippy::cast_precision_loss, reason = "a remainder of a 32-bit rate")]
        let phase = 2.0 * PI * cycle as f64 / f64::from(rate);
        let along = f64::from(i + 1) / f64::from(frames);
        let tone = AMPLITUDE * between(before.gain, after.gain, along) * phase.sin();
        let angle = (between(before.pan, after.pan, along) + 1.0) * PI / 4.0;
        match place {
            [mono] => *mono = sample(tone),
            [left, right, ..] => {
                *left = sample(tone * angle.cos());
                *right = sample(tone * angle.sin());
            }
            [] => {}
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "samples are single")]
const fn sample(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(sequence: u64, channels: u32) -> AudioBlock {
        AudioBlock {
            sequence,
            sample_rate: 48_000,
            channels,
            frames: 64,
            ..AudioBlock::default()
        }
    }

    const UNITY: Level = Level {
        gain: 1.0,
        pan: 0.0,
    };

    #[test]
    fn blocks_join_without_a_step() {
        let (mut one, mut next) = (block(7, 1), block(8, 1));
        render(&mut one, UNITY, UNITY);
        render(&mut next, UNITY, UNITY);
        let step = next.samples()[0] - one.samples()[63];
        // The steepest slope of half-scale 440 Hz at 48 kHz is 0.0288 a frame.
        assert!(step.abs() < 0.029, "{step}");
    }

    #[test]
    fn the_phase_is_exact_however_far() {
        // 1200 frames are 11 cycles, 75 blocks of 64 frames are four times that.
        let (mut start, mut far) = (block(0, 1), block(75 * 1_000_000_000, 1));
        render(&mut start, UNITY, UNITY);
        render(&mut far, UNITY, UNITY);
        assert_eq!(start.samples(), far.samples());
    }

    #[test]
    fn pan_keeps_the_power() {
        let mut block = block(0, 2);
        let right = Level {
            gain: 1.0,
            pan: 1.0,
        };
        render(&mut block, right, right);
        assert!(block.samples().chunks(2).all(|frame| frame[0].abs() < 1e-6));
        assert!(block.samples().chunks(2).any(|frame| frame[1] > 0.49));
    }

    #[test]
    fn frames_out_of_use_stay() {
        let mut block = block(0, 2);
        render(&mut block, UNITY, UNITY);
        assert!(block.samples()[128..].iter().all(|&sample| sample == 0.0));
    }
}
