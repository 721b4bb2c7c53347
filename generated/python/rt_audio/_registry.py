"""`Registry`: The table of running services."""

from __future__ import annotations

import ctypes

from . import _errors, _handles, _library, _memory, _text, _values, _waiting, raw
from ._enums import ServiceFlags
from ._errors import TimeoutError
from ._pointers import RegistryPointer
from ._records import ServiceInfo

_registry_open = _library.call(
    "rt_ffi_registry_open",
    raw.rt_ffi_error,
    ctypes.c_char_p,
    ctypes.c_void_p,
)
_registry_remove = _library.call(
    "rt_ffi_registry_remove",
    raw.rt_ffi_error,
    ctypes.c_char_p,
)
_registry_register = _library.call(
    "rt_ffi_registry_register",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_char_p,
    raw.rt_ffi_service_flags,
    ctypes.c_int32,
    ctypes.c_void_p,
)
_registry_unregister = _library.call(
    "rt_ffi_registry_unregister",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_uint64,
)
_registry_set_flags = _library.call(
    "rt_ffi_registry_set_flags",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_uint64,
    raw.rt_ffi_service_flags,
)
_registry_find = _library.call(
    "rt_ffi_registry_find",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_char_p,
    ctypes.POINTER(raw.rt_ffi_service_info),
)
_registry_lookup = _library.quick(
    "rt_ffi_registry_lookup",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_char_p,
    ctypes.POINTER(raw.rt_ffi_service_info),
)
_registry_list = _library.call(
    "rt_ffi_registry_list",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_char_p,
    ctypes.POINTER(raw.rt_ffi_service_info),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
_registry_watch = _library.call(
    "rt_ffi_registry_watch",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_uint64,
    ctypes.c_int32,
    ctypes.c_void_p,
)
_registry_descriptor = _library.call(
    "rt_ffi_registry_descriptor",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_void_p,
)
_registry_collect = _library.call(
    "rt_ffi_registry_collect",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_void_p,
)
_registry_heartbeat = _library.quick(
    "rt_ffi_registry_heartbeat",
    raw.rt_ffi_error,
    RegistryPointer,
    ctypes.c_uint64,
)


class Registry(_handles.Handle):
    """The table of running services.

    Any thread may use it at any time.
    """

    __slots__ = ()

    _pointer_type = RegistryPointer

    @classmethod
    def open(cls, name: str) -> Registry:
        """Opens the registry `name`, creating it when there is none.

        Exactly one opener initialises it.
        """
        registry = cls._own(None)
        status = _registry_open(_text.encode(name), ctypes.byref(registry._handle))
        if status:
            raise _errors.failure(status, _errors.last_error())
        if not registry._handle.value:
            raise _errors.null_result("rt_ffi_registry_open")
        return registry

    @staticmethod
    def remove(name: str) -> None:
        """Removes the registry `name` from the system.

        Open handles go on working on their own.
        """
        status = _registry_remove(_text.encode(name))
        if status:
            raise _errors.failure(status, _errors.last_error())

    def register(
        self,
        name: str,
        control: str,
        reply: str,
        flags: ServiceFlags,
        pid: int,
    ) -> int:
        """Enters a service.

        A dead owner's entry of the same name is replaced; `ExistsError` while it lives.

        Args:
            control: Name of its control segment, "" for none.
            reply: Name of its reply ring, "" for none.
            pid: The process that lives behind it; 0 for the caller.

        Returns:
            Names this registration for ever.
        """
        if type(flags) is not ServiceFlags:
            flags = _values.member(ServiceFlags, flags, "flags")
        if type(pid) is not int or not -0x80000000 <= pid <= 0x7FFFFFFF:
            pid = _values.integer(pid, -0x80000000, 0x7FFFFFFF, "pid")
        id = ctypes.c_uint64()
        status = _registry_register(
            self._handle,
            _text.encode(name),
            _text.encode(control),
            _text.encode(reply),
            flags,
            pid,
            ctypes.byref(id),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        return id.value

    def unregister(self, id: int) -> None:
        """Takes an entry out.

        `StaleError` when `id` has ended already.
        """
        if type(id) is not int or not 0 <= id <= 0xFFFFFFFFFFFFFFFF:
            id = _values.integer(id, 0, 0xFFFFFFFFFFFFFFFF, "id")
        status = _registry_unregister(self._handle, id)
        if status:
            raise _errors.failure(status, _errors.last_error())

    def set_flags(self, id: int, flags: ServiceFlags) -> None:
        """Changes what a registered service does, as when a standby takes over."""
        if type(id) is not int or not 0 <= id <= 0xFFFFFFFFFFFFFFFF:
            id = _values.integer(id, 0, 0xFFFFFFFFFFFFFFFF, "id")
        if type(flags) is not ServiceFlags:
            flags = _values.member(ServiceFlags, flags, "flags")
        status = _registry_set_flags(self._handle, id, flags)
        if status:
            raise _errors.failure(status, _errors.last_error())

    def find(self, name: str) -> ServiceInfo:
        """Looks a live service up by its name.

        Asks the system whether its process still runs.
        """
        service = _memory.over(ServiceInfo, raw.rt_ffi_service_info())
        status = _registry_find(self._handle, _text.encode(name), service._raw)
        if status:
            raise _errors.failure(status, _errors.last_error())
        return service

    def lookup(self, name: str) -> ServiceInfo:
        """Looks a service up by its name without asking whether its process still runs:
        takes no lock, makes no system call, and may find one that has just died.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        service = _memory.over(ServiceInfo, raw.rt_ffi_service_info())
        status = _registry_lookup(self._handle, _text.encode(name), service._raw)
        if status:
            raise _errors.failure(status)
        return service

    def list(
        self,
        prefix: str,
        services: int | _memory.Records[ServiceInfo],
    ) -> _memory.Records[ServiceInfo]:
        """Live services whose name starts with `prefix`, in order of name; the first
        `len(services)` of them.

        Args:
            prefix: "" for all.
            services: Memory to write into, or how many records to make room for.

        Returns:
            The part that was written, in the same memory.
        """
        services_ = _memory.records_out(ServiceInfo, services, "services")
        count = ctypes.c_size_t()
        status = _registry_list(
            self._handle,
            _text.encode(prefix),
            services_._array,
            len(services_._array),
            ctypes.byref(count),
        )
        if status:
            raise _errors.failure(status, _errors.last_error())
        return services_.part(0, count.value)

    def _try_watch(self, seen: int, ticks: int) -> int:
        if type(seen) is not int or not 0 <= seen <= 0xFFFFFFFFFFFFFFFF:
            seen = _values.integer(seen, 0, 0xFFFFFFFFFFFFFFFF, "seen")
        generation = ctypes.c_uint64()
        status = _registry_watch(self._handle, seen, ticks, ctypes.byref(generation))
        if status:
            raise _errors.failure(status, _errors.last_error())
        return generation.value

    def watch(self, seen: int, timeout: float | None = None) -> int:
        """Waits until the registry differs from `seen`: a service was entered, changed,
        taken out or collected.

        A death is no change by itself; `StaleError` when every service entered has
        died.

        May wait. Other threads run meanwhile.

        Args:
            seen: Generation seen last; 0 at first.
            timeout: Seconds to wait at most; None waits for ever.

        Returns:
            The generation now.
        """
        return _waiting.wait(
            lambda ticks: self._try_watch(seen, ticks),
            timeout,
            1000,
            TimeoutError,
        )

    async def watch_async(self, seen: int, timeout: float | None = None) -> int:
        """As `watch`, while the event loop goes on."""
        return await _waiting.wait_async(
            lambda ticks: self._try_watch(seen, ticks),
            timeout,
            1000,
            TimeoutError,
        )

    def descriptor(self) -> int:
        """As `Ring.descriptor`, for `Registry.watch`: it becomes readable when the
        registry differs from the generation that the wait which armed it had seen.
        """
        descriptor = ctypes.c_int32()
        status = _registry_descriptor(self._handle, ctypes.byref(descriptor))
        if status:
            raise _errors.failure(status, _errors.last_error())
        return descriptor.value

    def collect(self) -> int:
        """Removes the entries of dead processes.

        Returns:
            How many.
        """
        collected = ctypes.c_uint32()
        status = _registry_collect(self._handle, ctypes.byref(collected))
        if status:
            raise _errors.failure(status, _errors.last_error())
        return collected.value

    def heartbeat(self, id: int) -> None:
        """Says that the service behind `id` is alive, now.

        Fit for a real-time thread: neither waits nor allocates in C.
        """
        if type(id) is not int or not 0 <= id <= 0xFFFFFFFFFFFFFFFF:
            id = _values.integer(id, 0, 0xFFFFFFFFFFFFFFFF, "id")
        status = _registry_heartbeat(self._handle, id)
        if status:
            raise _errors.failure(status)
