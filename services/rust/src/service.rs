//! One service's life.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use rt_audio::{Error, Registry, Ring, RtLevel, ServiceFlags, State, StreamFormat, rt};

use crate::options::Options;
use crate::sine::{self, Level};

const MOST_LEAD: u64 = 16;
const WAIT_MS: i32 = 100;
const REGISTRY_INTERVAL_NS: u64 = rt_audio::NSEC_PER_SEC / 2;

/// A call that failed, and what it was for.
#[derive(Debug)]
pub struct Failure {
    what: &'static str,
    why: Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}: {}", self.what, self.why)
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.why)
    }
}

trait For<T> {
    /// Says what the call was for.
    fn to(self, what: &'static str) -> Result<T, Failure>;
}

impl<T> For<T> for Result<T, Error> {
    fn to(self, what: &'static str) -> Result<T, Failure> {
        self.map_err(|why| Failure { what, why })
    }
}

/// An entry in the registry, taken out when it is dropped.
struct Registration {
    registry: Registry,
    id: u64,
}

impl Drop for Registration {
    fn drop(&mut self) {
        // It may have ended already: the host removes whom it takes for dead.
        let _ = self.registry.unregister(self.id);
    }
}

// Fields are dropped in this order: out of the registry first, the control state last.
pub struct Service<'a> {
    options: &'a Options,
    registration: Registration,
    ring: Ring,
    stream: State,
    control: State,
    format: StreamFormat,
    period_ns: u64,
    /// Blocks that may wait in the ring.
    lead: u64,
    last_registry_ns: u64,
    /// Gain and pan at the end of the block before; none before the first.
    level: Option<Level>,
    /// Activated, and nothing written since.
    taking_over: bool,
}

impl<'a> Service<'a> {
    pub fn start(options: &'a Options) -> Result<Self, Failure> {
        let stream = State::open(&options.state).to("open the state")?;
        let ring = Ring::open(&options.ring).to("open the ring")?;
        let registry = Registry::open(&options.registry).to("open the registry")?;
        let control_name = format!("{}.control", options.name);
        let control = State::create(&control_name).to("create the control state")?;
        let format = stream.format().to("read the format")?;
        let slots = ring.slots().to("read the ring's size")?;
        control.touch_heartbeat().to("touch the heartbeat")?;
        let mut flags = ServiceFlags::PRODUCER;
        if options.standby {
            flags |= ServiceFlags::STANDBY;
        }
        let id = registry
            .register(&options.name, &control_name, &options.ring, flags, 0)
            .to("register")?;
        let registration = Registration { registry, id };
        if !options.standby {
            control.set_active(true).to("activate itself")?;
        }
        Ok(Self {
            options,
            registration,
            ring,
            stream,
            control,
            format,
            period_ns: rt::audio_period_ns(format.sample_rate, format.frames_per_buffer),
            lead: u64::from(slots / 2).min(MOST_LEAD),
            last_registry_ns: 0,
            level: None,
            taking_over: false,
        })
    }

    pub fn ask_for_realtime(&self) -> Result<(), Failure> {
        if std::env::var_os("RT_AUDIO_REALTIME").is_some_and(|wanted| wanted == "0") {
            return Ok(());
        }
        let grant = rt::set_priority(self.period_ns, RtLevel::Fifo).to("ask for real time")?;
        if matches!(grant.level(), RtLevel::None | RtLevel::Nice) {
            eprintln!(
                "{}: no real-time scheduling: {}",
                self.options.name,
                grant.reason()
            );
        }
        Ok(())
    }

    /// Works until the stream ends or `stop` is set.
    pub fn run(&mut self, stop: &AtomicBool) -> Result<(), Failure> {
        while !stop.load(Ordering::Relaxed) {
            self.keep_alive()?;
            if self.control.active().to("read the control state")? {
                self.produce()?;
            } else {
                self.level = None;
                match self.control.wait_active(true, WAIT_MS) {
                    Ok(()) | Err(Error::Timeout(_)) => {}
                    Err(why) => return Err(why).to("wait for activation"),
                }
            }
            if !self.stream.active().to("read the state")? {
                break;
            }
        }
        Ok(())
    }

    fn keep_alive(&mut self) -> Result<(), Failure> {
        self.control.touch_heartbeat().to("touch the heartbeat")?;
        let now = rt::now_ns();
        if now - self.last_registry_ns < REGISTRY_INTERVAL_NS {
            return Ok(());
        }
        self.last_registry_ns = now;
        let Registration { registry, id } = &self.registration;
        registry.heartbeat(*id).to("heartbeat to the registry")?;
        self.stream.check().to("find the host")
    }

    /// Blocks that the host has yet to take.
    fn waiting_blocks(&self) -> Result<u64, Failure> {
        let written = self.ring.counters().to("read the ring's counters")?.written;
        let stream = self.stream.counters().to("read the stream's counters")?;
        Ok(written.saturating_sub(stream.blocks_consumed + stream.overruns))
    }

    fn present_level(&self) -> Result<Level, Failure> {
        Ok(Level {
            gain: self.stream.gain().to("read the gain")?,
            pan: self.stream.pan().to("read the pan")?,
        })
    }

    /// Gain and pan at the end of the block before. The first block of a life as producer has none
    /// before it, and is announced.
    fn level_before(&mut self) -> Result<Level, Failure> {
        if let Some(level) = self.level {
            return Ok(level);
        }
        let level = self.present_level()?;
        self.level = Some(level);
        self.taking_over = true;
        let Registration { registry, id } = &self.registration;
        registry
            .set_flags(*id, ServiceFlags::PRODUCER)
            .to("register as producer")?;
        Ok(level)
    }

    fn produce(&mut self) -> Result<(), Failure> {
        let before = self.level_before()?;
        let waiting = self.waiting_blocks()?;
        // Who takes over writes its first block at once, beyond the lead if need be: before that
        // nobody knows that there is somebody.
        if waiting >= self.lead + u64::from(self.taking_over) {
            return sleep(self.period_ns / 2);
        }
        let mut block = match self.ring.claim() {
            Ok(block) => block,
            // The one before has not quite died yet.
            Err(Error::Busy(_)) => return sleep(self.period_ns / 8),
            Err(why) => return Err(why).to("claim a block"),
        };
        block.sample_rate = self.format.sample_rate;
        block.channels = self.format.channels;
        block.frames = self.format.frames_per_buffer;
        block.timestamp_ns = rt::now_ns() + waiting * self.period_ns;
        let after = self.present_level()?;
        sine::render(&mut block, before, after);
        block.commit().to("commit a block")?;
        self.level = Some(after);
        self.taking_over = false;
        self.stream.add_produced(1).to("count a block")
    }
}

fn sleep(nanoseconds: u64) -> Result<(), Failure> {
    rt::sleep_until(rt::now_ns() + nanoseconds).to("sleep")
}
