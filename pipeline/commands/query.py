"""`unreport query`: facts about an entity, paths between two, evidence that holds a word."""

from __future__ import annotations

import argparse
import sys

import orjson

from pipeline.errors import UsageError
from pipeline.graph.query import (
    Answer,
    cocitation,
    entity_card,
    facts_by_edition,
    neighbours,
    search,
    shortest_paths,
)
from pipeline.graph.render import render_text


def main(args: argparse.Namespace) -> int:
    """Prints the answer as text tables, or as JSON with --json."""
    answer = _ask(args)
    if args.json:
        sys.stdout.buffer.write(orjson.dumps(answer, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
    else:
        print(render_text(answer), end="")
    return 0


def _ask(args: argparse.Namespace) -> Answer:
    outputs, names = args.outputs, args.terms
    if args.search:
        return search(outputs, args.search)
    if args.cocited and len(names) < 2:
        return cocitation(outputs, *names)
    if args.neighbours and len(names) == 1:
        return neighbours(outputs, *names)
    if args.country and len(names) == 1:
        return facts_by_edition(outputs, *names)
    if len(names) == 1:
        return entity_card(outputs, *names)
    if len(names) == 2:
        return shortest_paths(outputs, *names)
    raise UsageError("one name or two are needed", 'such as: unreport query outputs Burundi, or --search "election"')
