"""An object store that speaks S3, in a process of its own: prints its address, ends with its input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

BUCKET = "reports"


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """The environment in which ``s3://`` leads to an empty bucket of this machine."""
    command = [sys.executable, str(Path(__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout and server.stdin
        address = server.stdout.readline().strip()
        urlopen(Request(f"{address}/{BUCKET}", method="PUT")).close()
        yield {
            "AWS_ENDPOINT_URL": address, "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        }  # fmt: skip
        server.stdin.close()


if __name__ == "__main__":
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - the log of every request
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    sys.stdin.read()
    server.stop()
