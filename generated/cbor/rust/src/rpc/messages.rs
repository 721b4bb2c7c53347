//! What is sent and answered.

#[allow(unused_imports)]
use std::string::String;
#[allow(unused_imports)]
use std::vec::Vec;

#[allow(unused_imports)]
use crate::enums::*;
use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::map::Key;
#[allow(unused_imports)]
use crate::records::*;
#[allow(unused_imports)]
use crate::{Cbor, Error};

/// What is sent.
pub(super) trait WriteMessage {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error>;
}

/// What is answered.
pub(super) trait ReadMessage: Default {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error>;
}

pub(super) struct RtFfiAbiVersionRequest {
}

impl WriteMessage for RtFfiAbiVersionRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(&[0xa0])?;
        Ok(())
    }
}

pub(super) struct RtFfiStateOpenRequest {
    pub name: String,
}

impl WriteMessage for RtFfiStateOpenRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dname")?;
        encoder.any_text(&self.name)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateCloseRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateCloseRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        if self.state == 0 {
            encoder.null()?;
        } else {
            encoder.unsigned(self.state, 0, u64::MAX)?;
        }
        Ok(())
    }
}

pub(super) struct RtFfiStateGetFormatRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateGetFormatRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateGetActiveRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateGetActiveRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateSetActiveRequest {
    pub state: u64,
    pub active: bool,
}

impl WriteMessage for RtFfiStateSetActiveRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa2estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        encoder.raw(b"factive")?;
        encoder.boolean(self.active)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateWaitActiveRequest {
    pub state: u64,
    pub active: bool,
    pub timeout_ms: i32,
}

impl WriteMessage for RtFfiStateWaitActiveRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        encoder.raw(b"factive")?;
        encoder.boolean(self.active)?;
        encoder.raw(b"jtimeout_ms")?;
        encoder.signed(self.timeout_ms.into(), -2_147_483_648, 2_147_483_647)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateCheckRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateCheckRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateGetGainRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateGetGainRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateSetGainRequest {
    pub gain: f32,
    pub state: u64,
}

impl WriteMessage for RtFfiStateSetGainRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa2dgain")?;
        encoder.single(self.gain)?;
        encoder.raw(b"estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateGetPanRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateGetPanRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateSetPanRequest {
    pub pan: f32,
    pub state: u64,
}

impl WriteMessage for RtFfiStateSetPanRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa2cpan")?;
        encoder.single(self.pan)?;
        encoder.raw(b"estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateGetCountersRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateGetCountersRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiStateHeartbeatAgeRequest {
    pub state: u64,
}

impl WriteMessage for RtFfiStateHeartbeatAgeRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1estate")?;
        encoder.unsigned(self.state, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRingOpenRequest {
    pub name: String,
}

impl WriteMessage for RtFfiRingOpenRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dname")?;
        encoder.any_text(&self.name)?;
        Ok(())
    }
}

pub(super) struct RtFfiRingCloseRequest {
    pub ring: u64,
}

impl WriteMessage for RtFfiRingCloseRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dring")?;
        if self.ring == 0 {
            encoder.null()?;
        } else {
            encoder.unsigned(self.ring, 0, u64::MAX)?;
        }
        Ok(())
    }
}

pub(super) struct RtFfiRingSlotsRequest {
    pub ring: u64,
}

impl WriteMessage for RtFfiRingSlotsRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dring")?;
        encoder.unsigned(self.ring, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRingGetModeRequest {
    pub ring: u64,
}

impl WriteMessage for RtFfiRingGetModeRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dring")?;
        encoder.unsigned(self.ring, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRingAvailableRequest {
    pub ring: u64,
}

impl WriteMessage for RtFfiRingAvailableRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dring")?;
        encoder.unsigned(self.ring, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRingGetCountersRequest {
    pub ring: u64,
}

impl WriteMessage for RtFfiRingGetCountersRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dring")?;
        encoder.unsigned(self.ring, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRegistryOpenRequest {
    pub name: String,
}

impl WriteMessage for RtFfiRegistryOpenRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1dname")?;
        encoder.any_text(&self.name)?;
        Ok(())
    }
}

pub(super) struct RtFfiRegistryCloseRequest {
    pub registry: u64,
}

impl WriteMessage for RtFfiRegistryCloseRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa1hregistry")?;
        if self.registry == 0 {
            encoder.null()?;
        } else {
            encoder.unsigned(self.registry, 0, u64::MAX)?;
        }
        Ok(())
    }
}

pub(super) struct RtFfiRegistryFindRequest {
    pub name: String,
    pub registry: u64,
}

impl WriteMessage for RtFfiRegistryFindRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa2dname")?;
        encoder.any_text(&self.name)?;
        encoder.raw(b"hregistry")?;
        encoder.unsigned(self.registry, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRegistryListRequest {
    pub prefix: String,
    pub capacity: u64,
    pub registry: u64,
}

impl WriteMessage for RtFfiRegistryListRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3fprefix")?;
        encoder.any_text(&self.prefix)?;
        encoder.raw(b"hcapacity")?;
        encoder.unsigned(self.capacity, 0, u64::MAX)?;
        encoder.raw(b"hregistry")?;
        encoder.unsigned(self.registry, 0, u64::MAX)?;
        Ok(())
    }
}

pub(super) struct RtFfiRegistryWatchRequest {
    pub seen: u64,
    pub registry: u64,
    pub timeout_ms: i32,
}

impl WriteMessage for RtFfiRegistryWatchRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(b"\xa3dseen")?;
        encoder.unsigned(self.seen, 0, u64::MAX)?;
        encoder.raw(b"hregistry")?;
        encoder.unsigned(self.registry, 0, u64::MAX)?;
        encoder.raw(b"jtimeout_ms")?;
        encoder.signed(self.timeout_ms.into(), -2_147_483_648, 2_147_483_647)?;
        Ok(())
    }
}

pub(super) struct RtFfiRtNowNsRequest {
}

impl WriteMessage for RtFfiRtNowNsRequest {
    fn write(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        encoder.raw(&[0xa0])?;
        Ok(())
    }
}

#[derive(Default)]
pub(super) struct RtFfiAbiVersionReply {
    pub result: u32,
}

impl RtFfiAbiVersionReply {
    const KEYS: [Key; 1] = [Key::Name("result")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.result = decoder.unsigned(0, 4_294_967_295)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiAbiVersionReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateOpenReply {
    pub state: u64,
}

impl RtFfiStateOpenReply {
    const KEYS: [Key; 1] = [Key::Name("state")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.state = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateOpenReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateCloseReply {
}

impl RtFfiStateCloseReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateCloseReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateGetFormatReply {
    pub format: StreamFormat,
}

impl RtFfiStateGetFormatReply {
    const KEYS: [Key; 1] = [Key::Name("format")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.format.read(decoder)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateGetFormatReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateGetActiveReply {
    pub active: bool,
}

impl RtFfiStateGetActiveReply {
    const KEYS: [Key; 1] = [Key::Name("active")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.active = decoder.boolean()?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateGetActiveReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateSetActiveReply {
}

impl RtFfiStateSetActiveReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateSetActiveReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateWaitActiveReply {
}

impl RtFfiStateWaitActiveReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateWaitActiveReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateCheckReply {
}

impl RtFfiStateCheckReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateCheckReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateGetGainReply {
    pub gain: f32,
}

impl RtFfiStateGetGainReply {
    const KEYS: [Key; 1] = [Key::Name("gain")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.gain = decoder.single()?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateGetGainReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateSetGainReply {
}

impl RtFfiStateSetGainReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateSetGainReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateGetPanReply {
    pub pan: f32,
}

impl RtFfiStateGetPanReply {
    const KEYS: [Key; 1] = [Key::Name("pan")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.pan = decoder.single()?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateGetPanReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateSetPanReply {
}

impl RtFfiStateSetPanReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateSetPanReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateGetCountersReply {
    pub counters: StreamCounters,
}

impl RtFfiStateGetCountersReply {
    const KEYS: [Key; 1] = [Key::Name("counters")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.counters.read(decoder)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateGetCountersReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiStateHeartbeatAgeReply {
    pub age_ns: u64,
}

impl RtFfiStateHeartbeatAgeReply {
    const KEYS: [Key; 1] = [Key::Name("age_ns")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.age_ns = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiStateHeartbeatAgeReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingOpenReply {
    pub ring: u64,
}

impl RtFfiRingOpenReply {
    const KEYS: [Key; 1] = [Key::Name("ring")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.ring = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingOpenReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingCloseReply {
}

impl RtFfiRingCloseReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingCloseReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingSlotsReply {
    pub slots: u32,
}

impl RtFfiRingSlotsReply {
    const KEYS: [Key; 1] = [Key::Name("slots")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.slots = decoder.unsigned(0, 4_294_967_295)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingSlotsReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingGetModeReply {
    pub mode: RingMode,
}

impl RtFfiRingGetModeReply {
    const KEYS: [Key; 1] = [Key::Name("mode")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.mode = RingMode::read(decoder)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingGetModeReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingAvailableReply {
    pub blocks: u64,
}

impl RtFfiRingAvailableReply {
    const KEYS: [Key; 1] = [Key::Name("blocks")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.blocks = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingAvailableReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRingGetCountersReply {
    pub counters: RingCounters,
}

impl RtFfiRingGetCountersReply {
    const KEYS: [Key; 1] = [Key::Name("counters")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.counters.read(decoder)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRingGetCountersReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRegistryOpenReply {
    pub registry: u64,
}

impl RtFfiRegistryOpenReply {
    const KEYS: [Key; 1] = [Key::Name("registry")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.registry = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRegistryOpenReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRegistryCloseReply {
}

impl RtFfiRegistryCloseReply {
    const KEYS: [Key; 0] = [];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRegistryCloseReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRegistryFindReply {
    pub service: ServiceInfo,
}

impl RtFfiRegistryFindReply {
    const KEYS: [Key; 1] = [Key::Name("service")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.service.read(decoder)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRegistryFindReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRegistryListReply {
    pub services: Vec<ServiceInfo>,
}

impl RtFfiRegistryListReply {
    const KEYS: [Key; 1] = [Key::Name("services")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => {
                let mut list = decoder.open_any()?;
                while decoder.more(&mut list) {
                    decoder.room_behind(&self.services)?;
                    let mut item: ServiceInfo = ServiceInfo::default();
                    item.read(decoder)?;
                    self.services.push(item);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRegistryListReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRegistryWatchReply {
    pub generation: u64,
}

impl RtFfiRegistryWatchReply {
    const KEYS: [Key; 1] = [Key::Name("generation")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.generation = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRegistryWatchReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}

#[derive(Default)]
pub(super) struct RtFfiRtNowNsReply {
    pub result: u64,
}

impl RtFfiRtNowNsReply {
    const KEYS: [Key; 1] = [Key::Name("result")];

    #[allow(clippy::unused_self)]
    fn read_field(&mut self, decoder: &mut Decoder<'_>, field: usize) -> Result<(), Error> {
        let _ = &decoder;
        match field {
            0 => self.result = decoder.unsigned(0, u64::MAX)?,
            _ => {}
        }
        Ok(())
    }
}

impl ReadMessage for RtFfiRtNowNsReply {
    fn read(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Error> {
        let mut map = decoder.open_map([1])?;
        while let Some(field) = decoder.next_field(&mut map, &Self::KEYS)? {
            self.read_field(decoder, field)?;
        }
        decoder.close_map(&map, &Self::KEYS)
    }
}
