"""Sockets that are connected in time, or not when the call is given up."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import ssl
import sys
import time

from rt_audio_cbor._cancel import Cancel
from rt_audio_cbor.call_errors import GivenUpError

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE


def wait(sock: socket.socket, event: int, until: float | None) -> None:
    """Until the socket is ready.

    Raises:
        TimeoutError: The call's time is over.
        GivenUpError: The call was given up.
    """
    cancel = Cancel.of_thread()
    token = None if cancel is None else cancel.waited()
    left = None if until is None else max(until - time.monotonic(), 0)
    with selectors.DefaultSelector() as selector:
        selector.register(sock, event)
        if token is not None:
            selector.register(token, READ)
        ready = [key.fileobj for key, _ in selector.select(left)]
    if token in ready:
        raise GivenUpError("given up; the call was not made")
    if not ready:
        raise TimeoutError


def pause(until: float | None) -> None:
    """A moment of a call that waits for what no system tells; raises as wait() does."""
    if until is not None and time.monotonic() >= until:
        raise TimeoutError
    cancel = Cancel.of_thread()
    if cancel is not None and cancel.is_due:
        raise GivenUpError("given up; the call was not made")
    time.sleep(0.005)


def _connect(sock: socket.socket, to: object, until: float | None) -> None:
    sock.setblocking(False)
    why = sock.connect_ex(to)  # type: ignore[arg-type]
    while why == errno.EAGAIN and sock.family not in (socket.AF_INET, socket.AF_INET6):
        pause(until)  # a Unix socket whose queue is full
        why = sock.connect_ex(to)  # type: ignore[arg-type]
    if why in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        wait(sock, WRITE, until)
        why = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if why:
        raise OSError(why, os.strerror(why))


def unix_socket() -> socket.socket:
    """Where Python has them.

    Raises:
        OSError: It has none on Windows.
    """
    if sys.platform == "win32":
        raise OSError("Python has no Unix sockets on Windows")
    return socket.socket(socket.AF_UNIX)


def _dial_unix(path: str, until: float | None) -> socket.socket:
    sock = unix_socket()
    try:
        _connect(sock, path, until)
    except BaseException:
        sock.close()
        raise
    return sock


def _dial_tcp(host: str, port: int, until: float | None) -> socket.socket:
    failed: OSError = ConnectionError(f"{host} has no address")
    for family, kind, protocol, _, to in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        sock = socket.socket(family, kind, protocol)
        try:
            _connect(sock, to, until)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            sock.close()
            if not isinstance(error, OSError) or isinstance(error, TimeoutError):
                raise
            failed = error
        else:
            return sock
    raise failed


def _secured(sock: socket.socket, host: str, context: ssl.SSLContext, until: float | None) -> ssl.SSLSocket:
    secure = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    try:
        while True:
            try:
                secure.do_handshake()
            except ssl.SSLWantReadError:
                wait(secure, READ, until)
            except ssl.SSLWantWriteError:
                wait(secure, WRITE, until)
            else:
                return secure
    except BaseException:
        secure.close()
        raise


def dial(address: str, until: float | None, context: ssl.SSLContext | None) -> socket.socket:
    """A socket that is connected to ``unix:PATH``, ``tcp:HOST:PORT`` or ``tls:HOST:PORT``, and blocks.

    Raises:
        OSError: Nobody is there; TimeoutError: not in time.
        GivenUpError: The call was given up.
        ValueError: It is no such address.
    """
    kind, _, rest = address.partition(":")
    if kind == "unix":
        sock = _dial_unix(rest, until)
    elif kind in ("tcp", "tls"):
        host, _, port = rest.rpartition(":")
        sock = _dial_tcp(host.strip("[]"), int(port), until)
        if kind == "tls":
            sock = _secured(sock, host.strip("[]"), context or ssl.create_default_context(), until)
    else:
        raise ValueError(f"{address!r} is neither unix:, tcp: nor tls:")
    sock.setblocking(True)
    return sock
