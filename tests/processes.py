"""The processes that a command starts, seen from outside: how many live, what they hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def start(*args: object, stderr: int = subprocess.PIPE, **kwargs: object) -> subprocess.Popen[bytes]:
    """`unreport` with these arguments, at the head of a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, args)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
        **kwargs,  # type: ignore[call-overload]
    )


def session(leader: int) -> Iterator[int]:
    """The living processes of the session that a command heads."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _, _, number = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except (OSError, ValueError):
                continue
            if int(number) == leader and state != "Z":
                yield int(entry.name)


def left_of(leader: int, seconds: float = 10) -> list[int]:
    """What still lives of a session when what has just been killed has had time to go."""
    end = time.monotonic() + seconds
    while (left := list(session(leader))) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def resident(pid: int) -> int:
    """The most memory (MiB) that a process has held; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) >> 10 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def has_ended(process: int, seconds: float = 10) -> bool:
    """Whether a process that has just been killed is gone, when it has had time to go."""
    until = time.monotonic() + seconds
    while (alive := _lives(process)) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
