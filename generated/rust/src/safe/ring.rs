use super::error::{check, check_realtime};
use super::support::{CText, Lent, check_range, count_within};
use super::{AudioBlock, Error, RingCounters, RingMode, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};

/// A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each with
/// its own cursor. The first write makes a handle the writer until it is closed or its process dies;
/// others get [`Error::Busy`](crate::Error::Busy) until then, and the next that writes takes over. The same holds for
/// the one reader of a lossless ring.
#[derive(Debug)]
pub struct Ring {
    raw: NonNull<raw::rt_ffi_ring>,
    lent: std::cell::Cell<usize>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Ring {}

impl Ring {
    /// Creates the ring `name`, or replaces one whose creator died. [`Error::Exists`](crate::Error::Exists) while its
    /// creator lives. The handle's own reading starts at the first block.
    ///
    /// - `slots`: a power of two, [`RING_MIN_SLOTS`](crate::RING_MIN_SLOTS) to [`RING_MAX_SLOTS`](crate::RING_MAX_SLOTS)
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn create(name: &str, slots: u32, mode: RingMode) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let mut ring = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_ring_create(name.as_ptr(), slots, mode.into(), &raw mut ring) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let ring = unsafe { Ring::from_raw(ring) };
        ring.ok_or_else(Error::nothing)
    }

    /// Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
    /// first block that is still unread. [`Error::Stale`](crate::Error::Stale) when its creator died.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let mut ring = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_open(name.as_ptr(), &raw mut ring) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let ring = unsafe { Ring::from_raw(ring) };
        ring.ok_or_else(Error::nothing)
    }

    /// Slots in the ring.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn slots(&self) -> Result<u32, Error> {
        let mut slots = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_slots(self.raw.as_ptr(), &raw mut slots) };
        check_realtime(status)?;
        Ok(slots)
    }

    /// What the ring does when a reader is late.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn mode(&self) -> Result<RingMode, Error> {
        let mut mode = raw::rt_ffi_ring_mode::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_get_mode(self.raw.as_ptr(), &raw mut mode) };
        check_realtime(status)?;
        Ok(RingMode::from(mode))
    }

    /// Writes a block; the oldest one goes if the ring is full. Never blocks. Not for a lossless ring.
    /// Needs 1 to [`MAX_CHANNELS`](crate::MAX_CHANNELS) channels and at most [`MAX_FRAMES`](crate::MAX_FRAMES) frames; only the samples in
    /// use are copied. `sequence` is the caller's: [`RingCounters::written`](crate::RingCounters) is the position that
    /// this block gets in the ring.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn write_overwrite(&self, block: &AudioBlock) -> Result<(), Error> {
        check_range(block.channels, 1, 2)?;
        check_range(block.frames, 0, 1024)?;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_write_overwrite(self.raw.as_ptr(), block) };
        check_realtime(status)
    }

    /// Writes a block unless a reader of a lossless ring would lose one: [`Error::Full`](crate::Error::Full). On an
    /// overwriting ring the same as [`Ring::write_overwrite`](crate::Ring::write_overwrite).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn try_write(&self, block: &AudioBlock) -> Result<(), Error> {
        check_range(block.channels, 1, 2)?;
        check_range(block.frames, 0, 1024)?;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_try_write(self.raw.as_ptr(), block) };
        check_realtime(status)
    }

    /// Lends a block to fill. In a lossless ring it is the next slot itself and nothing is copied; in an
    /// overwriting one, where readers may be looking at the slot, it is the handle's own and committing
    /// copies the samples in use. `sequence` is set to the block's position in the ring; the other
    /// contents are stale. [`Error::Busy`](crate::Error::Busy) while a claim is open, [`Error::Full`](crate::Error::Full) as with
    /// [`Ring::try_write`](crate::Ring::try_write).
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn claim(&self) -> Result<RingClaim<'_>, Error> {
        let mut block = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_claim(self.raw.as_ptr(), &raw mut block) };
        check_realtime(status)?;
        let block = RingClaim::new(self, block);
        block.ok_or_else(Error::nothing)
    }

    /// Waits until [`Ring::try_write`](crate::Ring::try_write) finds room, which in an overwriting ring is always.
    /// [`Error::Stale`](crate::Error::Stale) when the reader or the ring's creator died, also with [`WAIT_FOREVER`](crate::WAIT_FOREVER).
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER), [`NO_WAIT`](crate::NO_WAIT) or milliseconds
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn wait_space(&self, timeout_ms: i32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_wait_space(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// Copies the next block out, whole. [`Error::Empty`](crate::Error::Empty) when there is none; `block` may have been
    /// written to even then. Samples beyond those in use come out as zero if `block` was zero or held a
    /// block before: what that had more is cleared, and no more. A reader that was overtaken goes on in
    /// the middle of the ring, with what it missed counted as overruns.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn read(&self) -> Result<AudioBlock, Error> {
        let mut block = AudioBlock::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_read(self.raw.as_ptr(), &raw mut block) };
        check_realtime(status)?;
        Ok(block)
    }

    /// Copies the next block out, whole. [`Error::Empty`](crate::Error::Empty) when there is none; `block` may have been
    /// written to even then. Samples beyond those in use come out as zero if `block` was zero or held a
    /// block before: what that had more is cleared, and no more. A reader that was overtaken goes on in
    /// the middle of the ring, with what it missed counted as overruns.
    ///
    /// Fills a record of the caller's, without a copy.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn read_into(&self, block: &mut AudioBlock) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_read(self.raw.as_ptr(), block) };
        check_realtime(status)
    }

    /// Copies up to `capacity` blocks out. [`Error::Empty`](crate::Error::Empty) when there is none.
    ///
    /// Returns blocks copied, at least 1 on success.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn read_batch(&self, blocks: &mut [AudioBlock]) -> Result<usize, Error> {
        let mut count = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_ring_read_batch(
                self.raw.as_ptr(),
                blocks.as_mut_ptr(),
                blocks.len(),
                &raw mut count,
            )
        };
        check_realtime(status)?;
        Ok(count_within(count, blocks.len()))
    }

    /// Writes `count` blocks in order, as [`Ring::write_overwrite`](crate::Ring::write_overwrite) or [`Ring::try_write`](crate::Ring::try_write) by mode.
    ///
    /// Returns blocks written before the ring was full.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn write_batch(&self, blocks: &[AudioBlock]) -> Result<usize, Error> {
        for each in blocks {
            check_range(each.channels, 1, 2)?;
            check_range(each.frames, 0, 1024)?;
        }
        let mut written = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_ring_write_batch(
                self.raw.as_ptr(),
                blocks.as_ptr(),
                blocks.len(),
                &raw mut written,
            )
        };
        check_realtime(status)?;
        Ok(written)
    }

    /// Lends the next block to read in place. Lossless rings only: elsewhere the writer could change it.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn peek(&self) -> Result<RingPeek<'_>, Error> {
        let mut block = ptr::null();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_peek(self.raw.as_ptr(), &raw mut block) };
        check_realtime(status)?;
        let block = RingPeek::new(self, block);
        block.ok_or_else(Error::nothing)
    }

    /// Waits until a block can be read: spins briefly, then sleeps. [`Error::Stale`](crate::Error::Stale) when there is none
    /// and the writer or the ring's creator died, also with [`WAIT_FOREVER`](crate::WAIT_FOREVER).
    ///
    /// - `timeout_ms`: [`WAIT_FOREVER`](crate::WAIT_FOREVER), [`NO_WAIT`](crate::NO_WAIT) or milliseconds
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn wait(&self, timeout_ms: i32) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_wait(self.raw.as_ptr(), timeout_ms) };
        check(status)
    }

    /// A descriptor for poll, epoll, asyncio, Go's netpoller or tokio: [`Ring::wait`](crate::Ring::wait) without a thread.
    /// From then on a wait that ends in [`Error::Timeout`](crate::Error::Timeout) leaves it armed: it becomes readable when the
    /// same wait would end otherwise, by a block or a death. So: read until [`Error::Empty`](crate::Error::Empty), wait with
    /// [`NO_WAIT`](crate::NO_WAIT), and sleep on the descriptor only if that timed out. It may be readable for nothing;
    /// the wait forgets that. Never read from it. [`Error::Busy`](crate::Error::Busy) beyond [`DESCRIPTORS`](crate::DESCRIPTORS),
    /// [`Error::Unsupported`](crate::Error::Unsupported) where there is no such thing: it is Linux's.
    ///
    /// Returns the handle's own, and closed with it; a duplicate may live longer.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Ring::wait_space`](crate::Ring::wait_space).
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn space_descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_ring_space_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// Moves this handle's cursor past everything written so far. What is skipped is no overrun.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn skip(&self) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_skip(self.raw.as_ptr()) };
        check_realtime(status)
    }

    /// Blocks this handle could read now.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn available(&self) -> Result<u64, Error> {
        let mut blocks = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_available(self.raw.as_ptr(), &raw mut blocks) };
        check_realtime(status)?;
        Ok(blocks)
    }

    /// Counters of the ring and of this handle.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn counters(&self) -> Result<RingCounters, Error> {
        let mut counters = RingCounters::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_ring_get_counters(self.raw.as_ptr(), &raw mut counters) };
        check_realtime(status)?;
        Ok(counters)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_ring {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_ring) -> Option<Self> {
        // SAFETY: as the caller says.
        unsafe { Self::own(raw) }
    }

    /// # Safety
    ///
    /// `raw` is null, or an open object that nothing else closes.
    pub(super) unsafe fn own(raw: *mut raw::rt_ffi_ring) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
            lent: Default::default(),
        })
    }

    /// Counts what is lent. Whose guard is forgotten is never given back, and keeps the object open.
    #[inline]
    fn count_lent(&self, change: isize) {
        let lent = &self.lent;
        lent.set(lent.get().wrapping_add_signed(change));
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_ring {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        if self.lent.get() != 0 {
            return;
        }
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_ring_close(self.raw.as_ptr()) };
    }
}

/// What [`Ring::claim`] lends, to be filled in place until [`RingClaim::commit`].
///
/// Dropped without that, it is given back unused.
#[derive(Debug)]
#[must_use = "dropped, it is given back at once"]
pub struct RingClaim<'a> {
    owner: &'a Ring,
    lent: Lent<AudioBlock>,
}

impl<'a> RingClaim<'a> {
    pub(super) fn new(owner: &'a Ring, lent: *mut AudioBlock) -> Option<Self> {
        let lent = Lent(NonNull::new(lent)?);
        owner.count_lent(1);
        Some(Self { owner, lent })
    }

    /// Publishes the claimed block. The claim stays open when its channels or frames are refused.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn commit(self) -> Result<(), Error> {
        let block = &*self;
        check_range(block.channels, 1, 2)?;
        check_range(block.frames, 0, 1024)?;
        let guard = ManuallyDrop::new(self);
        // SAFETY: the memory was lent by this object, and is given back once.
        let status =
            unsafe { raw::rt_ffi_ring_commit(guard.owner.raw.as_ptr(), guard.lent.0.as_ptr()) };
        let result = check_realtime(status);
        if result.is_err() {
            // It is still lent, and goes back as when it is dropped.
            drop(ManuallyDrop::into_inner(guard));
        } else {
            guard.owner.count_lent(-1);
        }
        result
    }

    /// Gives the claimed slot back unwritten.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn abandon(self) -> Result<(), Error> {
        let guard = ManuallyDrop::new(self);
        // SAFETY: the memory was lent by this object, and is given back once.
        let status =
            unsafe { raw::rt_ffi_ring_abandon(guard.owner.raw.as_ptr(), guard.lent.0.as_ptr()) };
        guard.owner.count_lent(-1);
        check_realtime(status)
    }
}

impl Deref for RingClaim<'_> {
    type Target = AudioBlock;

    #[inline]
    fn deref(&self) -> &Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.0.as_ref() }
    }
}

impl DerefMut for RingClaim<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.0.as_mut() }
    }
}

impl Drop for RingClaim<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the memory was lent by this object, and is given back once.
        unsafe { raw::rt_ffi_ring_abandon(self.owner.raw.as_ptr(), self.lent.0.as_ptr()) };
        self.owner.count_lent(-1);
    }
}

/// What [`Ring::peek`] lends, to be read in place until [`RingPeek::release`].
///
/// Dropping it does the same.
#[derive(Debug)]
#[must_use = "dropped, it is given back at once"]
pub struct RingPeek<'a> {
    owner: &'a Ring,
    lent: Lent<AudioBlock>,
}

impl<'a> RingPeek<'a> {
    pub(super) fn new(owner: &'a Ring, lent: *const AudioBlock) -> Option<Self> {
        let lent = Lent(NonNull::new(lent.cast_mut())?);
        owner.count_lent(1);
        Some(Self { owner, lent })
    }

    /// Gives the slot lent by [`Ring::peek`](crate::Ring::peek) back to the writer.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn release(self) -> Result<(), Error> {
        let guard = ManuallyDrop::new(self);
        // SAFETY: the memory was lent by this object, and is given back once.
        let status =
            unsafe { raw::rt_ffi_ring_release(guard.owner.raw.as_ptr(), guard.lent.0.as_ptr()) };
        guard.owner.count_lent(-1);
        check_realtime(status)
    }
}

impl Deref for RingPeek<'_> {
    type Target = AudioBlock;

    #[inline]
    fn deref(&self) -> &Self::Target {
        // SAFETY: the memory is lent to this guard alone.
        unsafe { self.lent.0.as_ref() }
    }
}

impl Drop for RingPeek<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the memory was lent by this object, and is given back once.
        unsafe { raw::rt_ffi_ring_release(self.owner.raw.as_ptr(), self.lent.0.as_ptr()) };
        self.owner.count_lent(-1);
    }
}
