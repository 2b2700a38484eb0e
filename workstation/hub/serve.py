"""Serving the hub: one process, one listening socket, a stop that finishes what it began."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from workstation.hub.app import create_app
from workstation.hub.clock import Clock, database_clock
from workstation.hub.hub import Hub
from workstation.hub.settings import PORT_FILE, HubCannotStart, HubSettings


def serve(settings: HubSettings) -> None:
    """Serve until SIGTERM or SIGINT; then finish running requests and end event streams.

    Once it listens, the port stands in ``hub.port`` of the data folder. Raises `HubCannotStart`.
    """
    port_file = settings.data_dir / PORT_FILE
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        port_file.unlink(missing_ok=True)
    except OSError as fault:
        raise HubCannotStart(
            f"The hub cannot write to its folder {settings.data_dir}; nothing was changed:"
            " correct the folder's permissions."
        ) from fault

    def listening(port: int | None) -> None:
        if port is None:
            port_file.unlink(missing_ok=True)
        else:
            _write_atomically(port_file, str(port))

    HubServer(settings, listening).run()


class HubServer:
    """One process of the hub behind one listening socket."""

    def __init__(
        self,
        settings: HubSettings,
        listening: Callable[[int | None], None],
        clock: Clock = database_clock,
    ) -> None:
        """``listening`` is told the port once connections are taken, ``None`` when no more are.

        Raises `HubCannotStart`.
        """
        _safe_to_listen(settings)
        self.app = create_app(settings, clock)
        hub: Hub = self.app.state.hub
        try:
            self._server = _Server(_configured(settings, self.app), hub, listening)
            self._socket = _listening(settings)
        except HubCannotStart:
            hub.database.close()
            raise

    def run(self) -> None:
        """Serve until `stop` or a signal."""
        # Uvicorn finishes everything and then lets Ctrl-C have its way: that is a plain end.
        with self._socket, contextlib.suppress(KeyboardInterrupt):
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Ask the server to finish; returns at once."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """Uvicorn that says where it listens and ends event streams when it is asked to stop."""

    def __init__(
        self, config: uvicorn.Config, hub: Hub, listening: Callable[[int | None], None]
    ) -> None:
        super().__init__(config)
        self._hub = hub
        self._tell = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            self._tell(sockets[0].getsockname()[1])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.watch.announce_stop()
        await super().shutdown(sockets)
        self._tell(None)  # here: on a signal nothing after `run` happens any more


def _configured(settings: HubSettings, app: FastAPI) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on",
        loop="asyncio",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=settings.stop_within_s,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as fault:
        raise HubCannotStart(
            f"The certificate {settings.tls_certificate} and its key cannot be read; the hub did"
            " not start: make them with workstation hub certificates."
        ) from fault
    return config


def _safe_to_listen(settings: HubSettings) -> None:
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        raise HubCannotStart(
            "A certificate needs its key and a key its certificate; the hub did not start:"
            " set both."
        )
    if settings.tls_certificate is None and not _is_loopback(settings.host):
        raise HubCannotStart(
            f"Without a certificate the hub listens on this machine only, not on {settings.host};"
            " it did not start: set a certificate and its key."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(settings: HubSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio turns Nagle's delay (40 ms an answer) off only where the protocol is named.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(512)
    except (OSError, OverflowError) as fault:
        listening.close()
        raise HubCannotStart(
            f"Port {settings.port} on {settings.host} is taken or not allowed; the hub did not"
            " start: stop the other program or choose another port."
        ) from fault
    return listening


def _write_atomically(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_text(text, encoding="ascii")
    beside.replace(file)
