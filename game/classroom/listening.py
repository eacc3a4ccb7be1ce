"""How the web server listens: room for a full classroom's connections, and bounds on everybody else's."""

from __future__ import annotations

import gc
from typing import Any

import uvicorn
from starlette.types import ASGIApp

MOST_CONNECTIONS = 4_096
"""Connections at once, a stream and a kept one for each device; a further one is told to come back."""
KEPT = 75
"""Seconds that a connection stays open unused, so that a vote need not make a new one."""


def configured(served: ASGIApp, **more: Any) -> uvicorn.Config:
    """The web server's settings; `more` says where it listens. No address is written to a log."""
    make_room()
    return uvicorn.Config(
        served,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEPT,
        timeout_graceful_shutdown=1,
        limit_concurrency=MOST_CONNECTIONS,
        **more,
    )


def serve_until_stopped(served: ASGIApp, listen: str, port: int, **more: Any) -> None:
    """Serve in this thread until the process is asked to end."""
    uvicorn.Server(configured(served, host=listen, port=port, **more)).run()


def make_room() -> None:
    """Take as many open files as the system gives: some give 256, fewer than a year group has devices.

    What has been loaded by now stays, so that the collector of garbage need not look at it with every vote.
    """
    try:
        import resource
    except ImportError:  # Windows counts no open files for sockets
        pass
    else:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 4 * MOST_CONNECTIONS
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    gc.collect()
    gc.freeze()
