"""The command line: arguments in, one library call, text out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from pipeline.errors import PipelineError
from pipeline.text.printable import printable

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
_ANY_OUTPUTS = "folder that `unreport run` wrote"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a refusal is one line on stderr."""
    args = _parser().parse_args(argv)
    try:
        command = import_module(f"pipeline.commands.{args.command}")
        return int(command.main(args))
    except PipelineError as exc:
        print(f"unreport: {printable(exc.message)} - {printable(exc.hint)}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("unreport: interrupted; run the same command again to go on", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as in `unreport query … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unreport", description="Facts with evidence from Chinese UN reports.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_diff(commands)
    _add_outputs_commands(commands)
    _add_small_commands(commands)
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help="read reports into graph and JSON")
    run.add_argument("paths", nargs="*", default=["corpus/"], metavar="PATH", help="files, folders or globs")
    run.add_argument("-o", "--outputs", default="outputs", help="where results go (default: outputs)")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="workers (default: all cores)")
    run.add_argument("--engine", choices=("serial", "local", "dask"), default="local")
    run.add_argument("--address", help="scheduler of the dask engine, tcp://… or tls://…")
    run.add_argument("--batch", type=_positive, default=100, help="reports a task of the dask engine (default: 100)")
    run.add_argument("--decisions", metavar="FILE", help="a table of your decisions on what is the same thing")
    run.add_argument("--symbol", help="symbol of the report, where its text does not say it")
    run.add_argument("--timeout", type=float, default=300.0, help="seconds for one file (default: 300)")
    run.add_argument("--memory", type=_positive, default=6144, help="MiB for one worker (default: 6144)")
    run.add_argument("--force", action="store_true", help="read again what was read before")
    run.add_argument("--json", action="store_true", help="print the manifest")
    run.add_argument("--quiet", action="store_true", help="no progress bar, no summary")


def _add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    diff = commands.add_parser("diff", help="which facts changed from one edition to the next")
    diff.add_argument("old", metavar="OLD", help="source file, report.json or output folder")
    diff.add_argument("new", metavar="NEW", help="source file, report.json or output folder")
    diff.add_argument("-o", "--outputs", help="write diff.json, diff.txt, diff.md and diff.html there")
    diff.add_argument("--format", choices=("text", "json", "markdown", "html"), default="text")


def _add_outputs_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    graph = commands.add_parser("graph", help="rebuild the corpus graph and its exports")
    graph.add_argument("outputs", nargs="?", default="outputs", help=_ANY_OUTPUTS)
    graph.add_argument("--to", default="gexf,graphml", help="gexf,graphml,jsonld,turtle,neo4j,csv,sqlite,parquet,all")
    query = commands.add_parser("query", help="ask the graph")
    query.add_argument("outputs", help=_ANY_OUTPUTS)
    query.add_argument("terms", nargs="*", metavar="NAME", help="one name: its card; two names: the paths between them")
    query.add_argument("--neighbours", action="store_true", help="what the entity is directly tied to")
    query.add_argument("--cocited", action="store_true", help="resolutions cited together with this one")
    query.add_argument("--country", action="store_true", help="facts about a country, by edition")
    query.add_argument("--search", metavar="TEXT", help="full-text search of the evidence")
    query.add_argument("--json", action="store_true", help="for machines")
    history = commands.add_parser("history", help="a fact's life over the editions of a report")
    history.add_argument("outputs", help=_ANY_OUTPUTS)
    history.add_argument("what", metavar="ENTITY|INDICATOR")
    history.add_argument("--json", action="store_true")
    history.add_argument("--html", metavar="FILE", help="write a page with a chart")
    explain = commands.add_parser("explain", help="why something is there, and what was not believed")
    explain.add_argument("outputs", help=_ANY_OUTPUTS)
    explain.add_argument("id", metavar="ID", help="an identifier, a place (report:120-125) or words (report:WORDS)")
    explain.add_argument("--json", action="store_true")
    explore = commands.add_parser("explore", help="look at the graph in a browser")
    explore.add_argument("outputs", help=_ANY_OUTPUTS)
    explore.add_argument("--export", metavar="FILE", help="write one self-contained HTML instead of serving")
    explore.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    verify = commands.add_parser("verify", help="read every quotation again from its source")
    verify.add_argument("outputs", help=_ANY_OUTPUTS)


def _add_small_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser("evaluate", help="precision, recall and F1 against gold")
    evaluate.add_argument(
        "gold", metavar="GOLD_DIR", help="folder with mentions.jsonl, or folders of them by file stem"
    )
    evaluate.add_argument("outputs", help=_ANY_OUTPUTS)
    evaluate.add_argument("--json", action="store_true")
    schema = commands.add_parser("schema", help="print a JSON Schema")
    schema.add_argument("which", nargs="?", choices=("report", "diff", "manifest"), default="report")
    symbol = commands.add_parser("symbol", help="what a document symbol says")
    symbol.add_argument("symbol", nargs="+")
    symbol.add_argument("--json", action="store_true")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: a number of at least 1 is needed")
    return number
