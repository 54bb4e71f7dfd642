"""When a statistic holds: the date of its clause or sentence that is its own, or the one that the text goes on with."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.model import Anchor, Mention, Observation
from pipeline.relations.counting import counting_words
from pipeline.relations.passage import Passage
from pipeline.tables import load_vocabulary
from pipeline.text.amounts import Amount

_RELATIVE: dict[str, int] = load_vocabulary("observations")["relative"]
_OF = " " + load_vocabulary("observations")["of"]
_NO_YEAR = "XXXX-"
_YEAR_END = "12-31"
_DECADE = re.compile(r"(\d{3})X")
_LEADING = 16
"""Characters before a date that tell what it is of."""
_PROPORTIONS = frozenset({"percent", "fraction", "other"})
_CITED = frozenset({"RESOLUTION", "DOCUMENT", "INSTRUMENT"})
"""What a date right before it belongs to: 2015年3月2日第2206(2015)号决议."""


def time_of(passage: Passage, amount: Amount, clause: Anchor, until: int) -> str | None:
    """The date of an amount: the nearest before it in its clause, else behind it there, else before its clause.

    A date of a noun (2012年发起的…) or of what the amount is measured against (比2011年增加) is not its own, nor is one
    from which the text has come to the present (2010年有3个，现在有12个). Behind the amount up to ``until``.
    """
    words = counting_words()
    dates = [m for m in passage.mentions if m.type == "DATE" and not m.anaphor and not _is_of_a_text(passage, m)]
    inside = [m for m in dates if amount.start <= m.anchor.start < amount.end]
    before = [m for m in reversed(dates) if m.anchor.end <= amount.start]
    behind = [m for m in dates if amount.end <= m.anchor.start < until]
    near = [m for m in before if m.anchor.start >= clause.start]
    own = (date.entity for date in (*inside, *near, *behind) if not _is_of_another(passage.folded, date, amount))
    if date := next(own, None):
        return date
    if passage.about.period and words.this_period.search(passage.folded, passage.anchor.start, amount.start):
        return passage.about.period
    earlier = next((date for date in before if not _is_of_another(passage.folded, date, amount)), None)
    return _relative(passage, earlier, amount) or (_year_of(passage, earlier, amount) if earlier else None)


def _year_of(passage: Passage, date: Mention, amount: Amount) -> str | None:
    """The date, or the year before it where the text goes back: 2014年为4%，而前一年为3%."""
    back = counting_words().year_before.search(passage.folded, date.anchor.end, amount.start)
    year = date.entity or ""
    return str(int(year) - 1) if back and year.isdigit() else date.entity


def _relative(passage: Passage, date: Mention | None, amount: Amount) -> str | None:
    """The year of the last 今年 or 去年 before an amount and behind a date, of a report that has a date of its own."""
    start = date.anchor.end if date else passage.anchor.start
    told = [match.group() for match in counting_words().relative.finditer(passage.folded, start, amount.start)]
    return str(passage.about.year + _RELATIVE[told[-1]]) if told and passage.about.year else None


def _is_of_a_text(passage: Passage, date: Mention) -> bool:
    """Whether a date is that of the resolution or document that is named right behind it."""
    behind = next((m for m in passage.mentions if m.anchor.start >= date.anchor.end), None)
    between = passage.folded[date.anchor.end : behind.anchor.start] if behind else "-"
    return behind is not None and behind.type in _CITED and not between.strip(_OF + "《(")


def _is_of_another(folded: str, date: Mention, amount: Amount) -> bool:
    words = counting_words()
    between = folded[date.anchor.end : max(date.anchor.end, amount.start)]
    before = folded[max(0, date.anchor.start - _LEADING) : date.anchor.start]
    if words.now.search(between) and not words.as_of.search(before):
        return True
    if not between.strip(_OF):
        return amount.unit in _PROPORTIONS and words.measured_by.search(before) is not None
    if words.occasion.match(between):
        return False
    if words.beside.search(before) and words.compared.match(between):
        return True
    return bool(words.attributive.match(between) or words.baseline.search(before))


def carried_time(passage: Passage, before: Observation | None, same: bool) -> str | None:
    """The time that a sentence goes on about: 其中…, 此外…, and what stands behind a semicolon without a date.

    ``before`` is the last statistic of the paragraph, of the ``same`` sentence or an earlier one.
    """
    words = counting_words()
    if before is None or words.now.search(passage.folded, passage.anchor.start, passage.anchor.end):
        return None
    goes_on = words.continued.match(passage.folded, passage.anchor.start)
    further = words.further.match(passage.folded, passage.anchor.start)
    undated = same and not any(m.type == "DATE" for m in passage.mentions)
    return before.time if goes_on or further or undated or is_one_with(passage, before) else None


def is_one_with(passage: Passage, before: Observation) -> bool:
    """Whether only a semicolon parts the sentence from the one of a statistic before it."""
    between = passage.folded[before.evidence.end : passage.anchor.start]
    return bool(counting_words().same_sentence.fullmatch(between))


def completed(observation: Observation, reported: str | None) -> Observation:
    """The time of a statistic with its year, and a decade as the years from its first to its last.

    A day without its year is the last such day before the report's own date: 截至9月30日 of a report of November.
    """
    time = observation.time or ""
    if decade := _DECADE.fullmatch(time):
        return replace(observation, time=f"{decade[1]}0/{decade[1]}9")
    if not (time.startswith(_NO_YEAR) and reported and reported[:4].isdigit()):
        return observation
    day = time[len(_NO_YEAR) :]
    year = int(reported[:4]) - (day > (reported[5:] or _YEAR_END))
    return replace(observation, time=f"{year}-{day}")
