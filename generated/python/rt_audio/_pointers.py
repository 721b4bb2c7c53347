"""Addresses of the library's objects, and how these end."""

from __future__ import annotations

import ctypes

from . import _addresses, _library

close_state = _library.call("rt_ffi_state_close", None, ctypes.c_void_p)


class StatePointer(_addresses.Pointer):
    """Address of a `rt_ffi_state`."""

    __slots__ = ()
    _name = "State"
    _end = close_state


close_ring = _library.call("rt_ffi_ring_close", None, ctypes.c_void_p)


class RingPointer(_addresses.ExclusivePointer):
    """Address of a `rt_ffi_ring`."""

    __slots__ = ()
    _name = "Ring"
    _end = close_ring


close_channel = _library.call("rt_ffi_channel_close", None, ctypes.c_void_p)


class ChannelPointer(_addresses.ExclusivePointer):
    """Address of a `rt_ffi_channel`."""

    __slots__ = ()
    _name = "Channel"
    _end = close_channel


close_server = _library.call("rt_ffi_server_close", None, ctypes.c_void_p)


class ServerPointer(_addresses.ExclusivePointer):
    """Address of a `rt_ffi_server`."""

    __slots__ = ()
    _name = "Server"
    _end = close_server


close_client = _library.call("rt_ffi_client_close", None, ctypes.c_void_p)


class ClientPointer(_addresses.ExclusivePointer):
    """Address of a `rt_ffi_client`."""

    __slots__ = ()
    _name = "Client"
    _end = close_client


close_registry = _library.call("rt_ffi_registry_close", None, ctypes.c_void_p)


class RegistryPointer(_addresses.Pointer):
    """Address of a `rt_ffi_registry`."""

    __slots__ = ()
    _name = "Registry"
    _end = close_registry
