"""The merge and the queries at size: python -m bench.graph [facts], a million if none are given."""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.graph import build_graph, export
from pipeline.graph.query import entity_card, neighbours, search, shortest_paths

FACTS_OF_A_REPORT = 500
ENTITIES = 100_000
PREDICATES = ("assists", "cites", "requests")


def reports(facts: int) -> Iterator[dict[str, Any]]:
    """Records of made-up facts between entities of which few have most of the facts."""
    chance = random.Random(1)
    for number in range(facts // FACTS_OF_A_REPORT):
        rows = [_fact(n, chance) for n in range(FACTS_OF_A_REPORT)]
        names = sorted({row[end] for row in rows for end in ("subject", "object")})
        yield {
            "id": f"report{number}",
            "document": {"symbol": f"A/{number}/1", "date": "2017-01-01", "title": "甲"},
            "source": {"name": "made up"},
            "blocks": [{"id": f"b{n}", "kind": "paragraph", "number": str(n), "pages": [1]} for n in range(len(rows))],
            "entities": [{"id": id_, "type": "ORG", "label": id_[4:]} for id_ in names],
            "relations": rows,
        }


def _fact(number: int, chance: random.Random) -> dict[str, Any]:
    subject = f"org:甲{int(chance.paretovariate(0.7)) % (ENTITIES // 2)}"
    object_ = f"org:甲{chance.randrange(ENTITIES)}"
    words = f"{subject}协助{object_}举行第{number}次选举。"
    place = {"text": words, "start": number * 40, "end": number * 40 + len(words), "block": f"b{number}"}
    return {"subject": subject, "predicate": PREDICATES[number % 3], "object": object_,
            "qualifiers": {"activity": f"选举{number}"}, "evidence": [place]}  # fmt: skip


def main(facts: int) -> None:
    """Prints seconds and the most memory that was held."""
    with tempfile.TemporaryDirectory() as name:
        outputs = Path(name)
        _timed("merge", lambda: build_graph(reports(facts), outputs / "graph"))
        print(f"  memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
        _timed("2 hops", lambda: neighbours(outputs, "甲777", hops=2))
        _timed("card", lambda: entity_card(outputs, "甲777"))
        _timed("paths", lambda: shortest_paths(outputs, "甲777", "甲778"))
        _timed("search", lambda: search(outputs, "第77次"))
        _timed("GEXF", lambda: export(outputs / "graph", ["gexf"]))
        print(f"  memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    print(f"{what}: {time.perf_counter() - started:.2f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
