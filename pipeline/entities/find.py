"""All finders over one report, and one mention for each place."""

from __future__ import annotations

from collections import Counter
from functools import cache

from pipeline.entities.citations import find_citations
from pipeline.entities.committees import find_committees
from pipeline.entities.compose import compose
from pipeline.entities.dates import find_dates
from pipeline.entities.definitions import apply_definitions, find_definitions
from pipeline.entities.foreign import find_foreign
from pipeline.entities.groups import find_groups
from pipeline.entities.instruments import find_instruments
from pipeline.entities.names import find_names
from pipeline.entities.offices import find_offices
from pipeline.entities.organisations import find_organisations, head_words
from pipeline.entities.persons import find_persons, title_words
from pipeline.entities.places import class_words, find_places
from pipeline.entities.select import select
from pipeline.entities.symbols import find_symbols
from pipeline.entities.units import find_units
from pipeline.model import Mention, Report, Sentence
from pipeline.tables import organ_id
from pipeline.text.fold import fold
from pipeline.text.triggers import Triggers


def find_mentions(report: Report, sentences: tuple[Sentence, ...]) -> tuple[tuple[Mention, ...], dict[str, int]]:
    """What the report names, without overlaps, and the counted reasons for what was not believed."""
    text, folded = report.text, fold(report.text)
    organ = organ_id(report.document.organ)
    plain, refused = find_names(folded, text, organ)
    names, foreign = compose(folded, text, plain)
    words = _triggers().starts(folded)
    institutions = list(find_organisations(folded, text, plain, words["head"]))
    candidates = [
        *names,
        *institutions,
        *find_citations(folded, text, organ),
        *find_symbols(folded, text),
        *find_dates(folded, text),
        *find_instruments(folded, text, plain),
        *find_persons(folded, text, plain, words["title"]),
        *find_places(folded, text, plain, words["class"]),
        *find_units(folded, text),
        *find_groups(folded, text, plain),
        *find_committees(folded, text),
        *find_offices(folded, text, sorted((*names, *institutions), key=lambda mention: mention.anchor)),
        *find_foreign(folded, text),
    ]
    definitions = find_definitions(folded, text, candidates)
    candidates += apply_definitions(folded, text, definitions)
    mentions, dropped = select(candidates)
    dropped += Counter({"condition of a name not met": refused, "post of another organisation": foreign})
    return mentions, dict(sorted(dropped.items()))


@cache
def _triggers() -> Triggers:
    """Words at which the finders look closer, found for all of them at once."""
    return Triggers({"head": head_words(), "title": title_words(), "class": class_words()})
