//! The records of the contract.

use crate::decoder::Decoder;
use crate::encoder::Encoder;
#[allow(unused_imports, reason = "some are of calls alone")]
use crate::enums::*;
use crate::map::Key;
use crate::{Cbor, Error, Text};

/// One block of interleaved audio. Lives in shared memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AudioBlock {
    /// Frames in use, at most `RT_FFI_MAX_FRAMES`.
    pub frames: u32,
    /// Frame after frame, `channels` samples each; 1.0 is full scale.
    pub samples: [f32; 2048],
    /// Channels in use, at most `RT_FFI_MAX_CHANNELS`.
    pub channels: u32,
    /// Position in the stream, counted from 0 by the producer.
    pub sequence: u64,
    /// Frames a second. In Hz.
    pub sample_rate: u32,
    /// When its first frame is to be heard. In ns.
    pub timestamp_ns: u64,
}

impl Default for AudioBlock {
    fn default() -> Self {
        Self {
            frames: 0,
            samples: [0.0; 2048],
            channels: 0,
            sequence: 0,
            sample_rate: 0,
            timestamp_ns: 0,
        }
    }
}

impl AudioBlock {
    const KEYS: [Key; 6] = [
        Key::Name("frames"),
        Key::Name("samples"),
        Key::Name("channels"),
        Key::Name("sequence"),
        Key::Name("sample_rate"),
        Key::Name("timestamp_ns"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.frames = decoder.unsigned(0, 1024)?,
            1 => decoder.numbers(&mut self.samples)?,
            2 => self.channels = decoder.unsigned(1, 2)?,
            3 => self.sequence = decoder.unsigned(0, u64::MAX)?,
            4 => self.sample_rate = decoder.unsigned(0, 4_294_967_295)?,
            5 => self.timestamp_ns = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for AudioBlock {
    const MAX_SIZE: usize = 8283;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa6fframes")?;
        encoder.unsigned(self.frames.into(), 0, 1024)?;
        encoder.raw(b"gsamples\xd8UY \x00")?;
        encoder.numbers(&self.samples)?;
        encoder.raw(b"hchannels")?;
        encoder.unsigned(self.channels.into(), 1, 2)?;
        encoder.raw(b"hsequence")?;
        encoder.unsigned(self.sequence, 0, u64::MAX)?;
        encoder.raw(b"ksample_rate")?;
        encoder.unsigned(self.sample_rate.into(), 0, 4_294_967_295)?;
        encoder.raw(b"ltimestamp_ns")?;
        encoder.unsigned(self.timestamp_ns, 0, u64::MAX)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([63])?;
        if decoder.at_key(&mut map, b"fframes") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"gsamples") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"hchannels") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        if decoder.at_key(&mut map, b"hsequence") {
            map.take(3);
            self.read_field(decoder, 3)?;
        }
        if decoder.at_key(&mut map, b"ksample_rate") {
            map.take(4);
            self.read_field(decoder, 4)?;
        }
        if decoder.at_key(&mut map, b"ltimestamp_ns") {
            map.take(5);
            self.read_field(decoder, 5)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

/// Format of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StreamFormat {
    /// Channels in a frame.
    pub channels: u32,
    /// Frames a second. In Hz.
    pub sample_rate: u32,
    /// Frames in each block.
    pub frames_per_buffer: u32,
}

impl StreamFormat {
    const KEYS: [Key; 3] = [
        Key::Name("channels"),
        Key::Name("sample_rate"),
        Key::Name("frames_per_buffer"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.channels = decoder.unsigned(0, 4_294_967_295)?,
            1 => self.sample_rate = decoder.unsigned(0, 4_294_967_295)?,
            2 => self.frames_per_buffer = decoder.unsigned(0, 4_294_967_295)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for StreamFormat {
    const MAX_SIZE: usize = 55;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3hchannels")?;
        encoder.unsigned(self.channels.into(), 0, 4_294_967_295)?;
        encoder.raw(b"ksample_rate")?;
        encoder.unsigned(self.sample_rate.into(), 0, 4_294_967_295)?;
        encoder.raw(b"qframes_per_buffer")?;
        encoder.unsigned(self.frames_per_buffer.into(), 0, 4_294_967_295)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([7])?;
        if decoder.at_key(&mut map, b"hchannels") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"ksample_rate") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"qframes_per_buffer") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

/// Counters of a stream since the state was created.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StreamCounters {
    /// Blocks lost because the host was late.
    pub overruns: u64,
    /// Periods in which the host found nothing.
    pub underruns: u64,
    /// Blocks the host took.
    pub blocks_consumed: u64,
    /// Blocks the service wrote.
    pub blocks_produced: u64,
}

impl StreamCounters {
    const KEYS: [Key; 4] = [
        Key::Name("overruns"),
        Key::Name("underruns"),
        Key::Name("blocks_consumed"),
        Key::Name("blocks_produced"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.overruns = decoder.unsigned(0, u64::MAX)?,
            1 => self.underruns = decoder.unsigned(0, u64::MAX)?,
            2 => self.blocks_consumed = decoder.unsigned(0, u64::MAX)?,
            3 => self.blocks_produced = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for StreamCounters {
    const MAX_SIZE: usize = 88;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa4hoverruns")?;
        encoder.unsigned(self.overruns, 0, u64::MAX)?;
        encoder.raw(b"iunderruns")?;
        encoder.unsigned(self.underruns, 0, u64::MAX)?;
        encoder.raw(b"oblocks_consumed")?;
        encoder.unsigned(self.blocks_consumed, 0, u64::MAX)?;
        encoder.raw(b"oblocks_produced")?;
        encoder.unsigned(self.blocks_produced, 0, u64::MAX)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([15])?;
        if decoder.at_key(&mut map, b"hoverruns") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"iunderruns") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"oblocks_consumed") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        if decoder.at_key(&mut map, b"oblocks_produced") {
            map.take(3);
            self.read_field(decoder, 3)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

/// What happened on a ring, as one handle and the ring's writer saw it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RingCounters {
    /// Blocks this handle got.
    pub read: u64,
    /// Blocks committed by all writers.
    pub written: u64,
    /// Blocks this handle lost to overwriting: exact. Together with `read`
    /// it is how far the handle has come since it was opened.
    pub overruns: u64,
    /// Blocks that a dying writer left unfinished.
    pub abandoned: u64,
    /// Reads of this handle that found nothing.
    pub underruns: u64,
}

impl RingCounters {
    const KEYS: [Key; 5] = [
        Key::Name("read"),
        Key::Name("written"),
        Key::Name("overruns"),
        Key::Name("abandoned"),
        Key::Name("underruns"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.read = decoder.unsigned(0, u64::MAX)?,
            1 => self.written = decoder.unsigned(0, u64::MAX)?,
            2 => self.overruns = decoder.unsigned(0, u64::MAX)?,
            3 => self.abandoned = decoder.unsigned(0, u64::MAX)?,
            4 => self.underruns = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for RingCounters {
    const MAX_SIZE: usize = 88;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa5dread")?;
        encoder.unsigned(self.read, 0, u64::MAX)?;
        encoder.raw(b"gwritten")?;
        encoder.unsigned(self.written, 0, u64::MAX)?;
        encoder.raw(b"hoverruns")?;
        encoder.unsigned(self.overruns, 0, u64::MAX)?;
        encoder.raw(b"iabandoned")?;
        encoder.unsigned(self.abandoned, 0, u64::MAX)?;
        encoder.raw(b"iunderruns")?;
        encoder.unsigned(self.underruns, 0, u64::MAX)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([31])?;
        if decoder.at_key(&mut map, b"dread") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"gwritten") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"hoverruns") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        if decoder.at_key(&mut map, b"iabandoned") {
            map.take(3);
            self.read_field(decoder, 3)?;
        }
        if decoder.at_key(&mut map, b"iunderruns") {
            map.take(4);
            self.read_field(decoder, 4)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

/// What happened on a channel, as one handle saw it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChannelCounters {
    /// Messages this handle lost to overwriting; places among them that a
    /// dying or stopped sender left empty count too.
    pub lost: u64,
    /// Messages this handle sent.
    pub sent: u64,
    /// Times that a sender's place was passed by because it was stopped, of
    /// all handles. Its message was sent again.
    pub passed: u64,
    /// Messages this handle got.
    pub received: u64,
    /// Messages that dying senders left unfinished, of all handles.
    pub abandoned: u64,
}

impl ChannelCounters {
    const KEYS: [Key; 5] = [
        Key::Name("lost"),
        Key::Name("sent"),
        Key::Name("passed"),
        Key::Name("received"),
        Key::Name("abandoned"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.lost = decoder.unsigned(0, u64::MAX)?,
            1 => self.sent = decoder.unsigned(0, u64::MAX)?,
            2 => self.passed = decoder.unsigned(0, u64::MAX)?,
            3 => self.received = decoder.unsigned(0, u64::MAX)?,
            4 => self.abandoned = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for ChannelCounters {
    const MAX_SIZE: usize = 82;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa5dlost")?;
        encoder.unsigned(self.lost, 0, u64::MAX)?;
        encoder.raw(b"dsent")?;
        encoder.unsigned(self.sent, 0, u64::MAX)?;
        encoder.raw(b"fpassed")?;
        encoder.unsigned(self.passed, 0, u64::MAX)?;
        encoder.raw(b"hreceived")?;
        encoder.unsigned(self.received, 0, u64::MAX)?;
        encoder.raw(b"iabandoned")?;
        encoder.unsigned(self.abandoned, 0, u64::MAX)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([31])?;
        if decoder.at_key(&mut map, b"dlost") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"dsent") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"fpassed") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        if decoder.at_key(&mut map, b"hreceived") {
            map.take(3);
            self.read_field(decoder, 3)?;
        }
        if decoder.at_key(&mut map, b"iabandoned") {
            map.take(4);
            self.read_field(decoder, 4)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

/// A registered service.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ServiceInfo {
    /// Never used again for another registration.
    pub id: u64,
    /// Process id.
    pub pid: i32,
    /// Name, NUL-terminated.
    pub name: Text<63>,
    /// Bits of `rt_ffi_service_flags`.
    pub flags: u32,
    /// Name of its reply ring, NUL-terminated.
    pub reply: Text<63>,
    /// Name of its control segment, NUL-terminated.
    pub control: Text<63>,
    /// Start time of the process; with pid, who it is.
    pub start_time: u64,
    /// Time of the last heartbeat. In ns.
    pub heartbeat_ns: u64,
}

impl ServiceInfo {
    const KEYS: [Key; 8] = [
        Key::Name("id"),
        Key::Name("pid"),
        Key::Name("name"),
        Key::Name("flags"),
        Key::Name("reply"),
        Key::Name("control"),
        Key::Name("start_time"),
        Key::Name("heartbeat_ns"),
    ];

    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        match field {
            0 => self.id = decoder.unsigned(0, u64::MAX)?,
            1 => self.pid = decoder.signed(-2_147_483_648, 2_147_483_647)?,
            2 => decoder.text(&mut self.name)?,
            3 => self.flags = decoder.unsigned(0, 4_294_967_295)?,
            4 => decoder.text(&mut self.reply)?,
            5 => decoder.text(&mut self.control)?,
            6 => self.start_time = decoder.unsigned(0, u64::MAX)?,
            7 => self.heartbeat_ns = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl Cbor for ServiceInfo {
    const MAX_SIZE: usize = 289;

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa8bid")?;
        encoder.unsigned(self.id, 0, u64::MAX)?;
        encoder.raw(b"cpid")?;
        encoder.signed(self.pid.into(), -2_147_483_648, 2_147_483_647)?;
        encoder.raw(b"dname")?;
        encoder.text(&self.name)?;
        encoder.raw(b"eflags")?;
        encoder.unsigned(self.flags.into(), 0, 4_294_967_295)?;
        encoder.raw(b"ereply")?;
        encoder.text(&self.reply)?;
        encoder.raw(b"gcontrol")?;
        encoder.text(&self.control)?;
        encoder.raw(b"jstart_time")?;
        encoder.unsigned(self.start_time, 0, u64::MAX)?;
        encoder.raw(b"lheartbeat_ns")?;
        encoder.unsigned(self.heartbeat_ns, 0, u64::MAX)?;
        Ok(())
    }

    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([255])?;
        if decoder.at_key(&mut map, b"bid") {
            map.take(0);
            self.read_field(decoder, 0)?;
        }
        if decoder.at_key(&mut map, b"cpid") {
            map.take(1);
            self.read_field(decoder, 1)?;
        }
        if decoder.at_key(&mut map, b"dname") {
            map.take(2);
            self.read_field(decoder, 2)?;
        }
        if decoder.at_key(&mut map, b"eflags") {
            map.take(3);
            self.read_field(decoder, 3)?;
        }
        if decoder.at_key(&mut map, b"ereply") {
            map.take(4);
            self.read_field(decoder, 4)?;
        }
        if decoder.at_key(&mut map, b"gcontrol") {
            map.take(5);
            self.read_field(decoder, 5)?;
        }
        if decoder.at_key(&mut map, b"jstart_time") {
            map.take(6);
            self.read_field(decoder, 6)?;
        }
        if decoder.at_key(&mut map, b"lheartbeat_ns") {
            map.take(7);
            self.read_field(decoder, 7)?;
        }
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}
