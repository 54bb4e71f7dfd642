"""What one file may cost."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from multiprocessing import forkserver
from types import FrameType
from typing import Any

from msgspec import Struct

_PR_SET_PDEATHSIG = 1


class Limits(Struct, frozen=True):
    """Workers, seconds for a file, bytes of address space for a worker, files before a fresh worker."""

    jobs: int = 1
    seconds: float = 300.0
    memory: int = 6 * 1024**3
    tasks_per_worker: int = 500


def enter_worker(memory: int) -> None:
    """Called first in a worker: keep the memory limit, leave Ctrl-C to the driver, die with the driver."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    die_with_driver()
    signal.signal(signal.SIGTERM, _leave)  # at a time-out: what the worker has started is ended on the way out


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def die_with_driver() -> None:
    """Called first in any other child: leave Ctrl-C to the driver, die with the driver."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _let_fork_server_go()


def _let_fork_server_go() -> None:
    """The fork server lives while anyone holds the pipe to it, of which each child gets a copy.

    Closed here, the driver's copy is the last: the server ends with the driver, and the kernel ends its children,
    even one that hangs in native code.
    """
    server: Any = forkserver._forkserver
    if server._forkserver_alive_fd is not None:
        os.close(server._forkserver_alive_fd)
        server._forkserver_alive_fd = None
