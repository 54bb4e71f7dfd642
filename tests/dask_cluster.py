"""A Dask cluster of its own process, as somebody else may run it: prints its address, ends with its input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@contextmanager
def cluster(kind: str, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a cluster in a process and folder of its own; ``kind`` is tcp, tls or daemon."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent)])
    with subprocess.Popen(
        [sys.executable, str(Path(__file__)), kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder,
        env={**os.environ, **(environment or {}), "PYTHONPATH": paths},
    ) as process:  # fmt: skip
        assert process.stdout and process.stdin
        yield process.stdout.readline().strip()
        process.stdin.close()


def certificate(folder: Path) -> dict[str, str]:
    """A new certificate that vouches for itself, as the environment in which Dask uses it on every side."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder.mkdir()
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "unreport test")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(private)
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    sides = ("CLIENT", "SCHEDULER", "WORKER")
    return {
        f"{tls}CA_FILE": str(folder / "cert.pem"),
        **{f"{tls}{side}__CERT": str(folder / "cert.pem") for side in sides},
        **{f"{tls}{side}__KEY": str(folder / "key.pem") for side in sides},
    }


def configure(patch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    """Lets this process use a certificate: Dask reads its environment once, at import, and here anew."""
    import dask

    for name, value in environment.items():
        patch.setenv(name, value)
    patch.setattr(dask.config, "config", dask.config.config.copy())
    dask.config.refresh()


if __name__ == "__main__":
    import dask
    from distributed import LocalCluster
    from distributed.security import Security

    kind = sys.argv[1]
    # a machine that dies is mourned at once, so that a test need not lose four
    dask.config.set({"distributed.worker.daemon": kind == "daemon", "distributed.scheduler.allowed-failures": 0})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50,
        protocol="tls://" if kind == "tls" else "tcp://", security=Security() if kind == "tls" else None,
    ) as cluster_:  # fmt: skip
        print(cluster_.scheduler_address, flush=True)
        sys.stdin.read()
