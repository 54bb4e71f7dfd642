"""Whom the dask engine refuses: workers that could not kill a bad file, strangers, addresses where nobody answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from dask_cluster import certificate, cluster, configure
from misbehave import LIMITS, do, make_jobs

from pipeline.errors import UsageError

pytest.importorskip("distributed")

from pipeline.engines import dask

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 2)


def test_workers_that_could_not_kill_a_bad_file_are_refused(tmp_path: Path) -> None:
    with cluster("daemon", tmp_path) as at, pytest.raises(UsageError, match="may not start processes"):
        list(dask.run_jobs(make_jobs(["good-1"], tmp_path), LIMITS, do, address=at))


def test_a_cluster_with_another_certificate_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    with cluster("tls", elsewhere, certificate(tmp_path / "its")) as at:
        configure(monkeypatch, certificate(tmp_path / "ours"))
        with pytest.raises(UsageError, match=at):
            list(dask.run_jobs(make_jobs(["good-1"], tmp_path), LIMITS, do, address=at))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "nowhere://x"])
def test_an_address_where_nobody_answers_is_named(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=address):
        list(dask.run_jobs(make_jobs(["good-1"], tmp_path), LIMITS, do, address=address))
