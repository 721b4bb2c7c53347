use super::error::{check, check_realtime};
use super::support::{CText, count_within};
use super::{Error, ServiceFlags, ServiceInfo, contract};
use crate::raw;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

/// The table of running services.
#[derive(Debug)]
pub struct Registry {
    raw: NonNull<raw::rt_ffi_registry>,
}

// SAFETY: the library lets one thread at a time use the object, whichever it is.
unsafe impl Send for Registry {}

// SAFETY: the library lets any number of threads use the object at once.
unsafe impl Sync for Registry {}

impl Registry {
    /// Opens the registry `name`, creating it when there is none. Exactly one opener initialises it.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn open(name: &str) -> Result<Self, Error> {
        contract::check()?;
        let name = CText::new(name)?;
        let mut registry = ptr::null_mut();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_open(name.as_ptr(), &raw mut registry) };
        check(status)?;
        // SAFETY: null, or an object that nothing else owns.
        let registry = unsafe { Registry::from_raw(registry) };
        registry.ok_or_else(Error::nothing)
    }

    /// Removes the registry `name` from the system. Open handles go on working on their own.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn remove(name: &str) -> Result<(), Error> {
        contract::check()?;
        let name = CText::new(name)?;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_remove(name.as_ptr()) };
        check(status)
    }

    /// Enters a service. A dead owner's entry of the same name is replaced; [`Error::Exists`](crate::Error::Exists) while it
    /// lives.
    ///
    /// - `control`: name of its control segment, "" for none
    /// - `reply`: name of its reply ring, "" for none
    /// - `pid`: the process that lives behind it; 0 for the caller
    ///
    /// Returns names this registration for ever.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn register(
        &self,
        name: &str,
        control: &str,
        reply: &str,
        flags: ServiceFlags,
        pid: i32,
    ) -> Result<u64, Error> {
        let name = CText::new(name)?;
        let control = CText::new(control)?;
        let reply = CText::new(reply)?;
        let mut id = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_registry_register(
                self.raw.as_ptr(),
                name.as_ptr(),
                control.as_ptr(),
                reply.as_ptr(),
                flags.into(),
                pid,
                &raw mut id,
            )
        };
        check(status)?;
        Ok(id)
    }

    /// Takes an entry out. [`Error::Stale`](crate::Error::Stale) when `id` has ended already.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn unregister(&self, id: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_unregister(self.raw.as_ptr(), id) };
        check(status)
    }

    /// Changes what a registered service does, as when a standby takes over.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn set_flags(&self, id: u64, flags: ServiceFlags) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_set_flags(self.raw.as_ptr(), id, flags.into()) };
        check(status)
    }

    /// Looks a live service up by its name. Asks the system whether its process still runs.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn find(&self, name: &str) -> Result<ServiceInfo, Error> {
        let name = CText::new(name)?;
        let mut service = ServiceInfo::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_registry_find(self.raw.as_ptr(), name.as_ptr(), &raw mut service)
        };
        check(status)?;
        Ok(service)
    }

    /// Looks a service up by its name without asking whether its process still runs: takes no lock,
    /// makes no system call, and may find one that has just died.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn lookup(&self, name: &str) -> Result<ServiceInfo, Error> {
        let name = CText::new(name)?;
        let mut service = ServiceInfo::default();
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_registry_lookup(self.raw.as_ptr(), name.as_ptr(), &raw mut service)
        };
        check_realtime(status)?;
        Ok(service)
    }

    /// Live services whose name starts with `prefix`, in order of name; the first `capacity` of them.
    ///
    /// - `prefix`: "" for all
    ///
    /// Returns entries written.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn list(&self, prefix: &str, services: &mut [ServiceInfo]) -> Result<usize, Error> {
        let prefix = CText::new(prefix)?;
        let mut count = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_registry_list(
                self.raw.as_ptr(),
                prefix.as_ptr(),
                services.as_mut_ptr(),
                services.len(),
                &raw mut count,
            )
        };
        check(status)?;
        Ok(count_within(count, services.len()))
    }

    /// Waits until the registry differs from `seen`: a service was entered, changed, taken out or
    /// collected. A death is no change by itself; [`Error::Stale`](crate::Error::Stale) when every service entered has died.
    ///
    /// - `seen`: generation seen last; 0 at first
    ///
    /// Returns the generation now.
    ///
    /// It may block.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn watch(&self, seen: u64, timeout_ms: i32) -> Result<u64, Error> {
        let mut generation = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe {
            raw::rt_ffi_registry_watch(self.raw.as_ptr(), seen, timeout_ms, &raw mut generation)
        };
        check(status)?;
        Ok(generation)
    }

    /// As [`Ring::descriptor`](crate::Ring::descriptor), for [`Registry::watch`](crate::Registry::watch): it becomes readable when the registry differs from
    /// the generation that the wait which armed it had seen.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn descriptor(&self) -> Result<i32, Error> {
        let mut descriptor = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status =
            unsafe { raw::rt_ffi_registry_descriptor(self.raw.as_ptr(), &raw mut descriptor) };
        check(status)?;
        Ok(descriptor)
    }

    /// Removes the entries of dead processes.
    ///
    /// Returns how many.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn collect(&self) -> Result<u32, Error> {
        let mut collected = 0;
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_collect(self.raw.as_ptr(), &raw mut collected) };
        check(status)?;
        Ok(collected)
    }

    /// Says that the service behind `id` is alive, now.
    ///
    /// Real-time safe: it neither blocks nor allocates.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) says why the library refused.
    #[inline]
    pub fn heartbeat(&self, id: u64) -> Result<(), Error> {
        // SAFETY: the objects are alive, and what is passed by address outlives the call.
        let status = unsafe { raw::rt_ffi_registry_heartbeat(self.raw.as_ptr(), id) };
        check_realtime(status)
    }

    /// The object for calls of the raw layer. It stays owned by `self`.
    #[inline]
    #[must_use]
    pub const fn as_raw(&self) -> *mut raw::rt_ffi_registry {
        self.raw.as_ptr()
    }

    /// Takes over an object of the raw layer; `None` when there is none.
    ///
    /// # Safety
    ///
    /// `raw` is null or an open object that nothing else closes.
    #[inline]
    #[must_use]
    pub unsafe fn from_raw(raw: *mut raw::rt_ffi_registry) -> Option<Self> {
        Some(Self {
            raw: NonNull::new(raw)?,
        })
    }

    /// Gives the object up to the raw layer, which has to close it.
    #[inline]
    #[must_use]
    pub fn into_raw(self) -> *mut raw::rt_ffi_registry {
        ManuallyDrop::new(self).raw.as_ptr()
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        // SAFETY: the object is open, and nothing uses it after this.
        unsafe { raw::rt_ffi_registry_close(self.raw.as_ptr()) };
    }
}
