"""What a statistic measures, as a short phrase cut from its clause."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Anchor
from pipeline.relations.counting import counting_words, owner_in_front, tells_a_group
from pipeline.relations.passage import Passage, clause_start
from pipeline.tables import load_vocabulary
from pipeline.text.amounts import Amount

_LONGEST, _UTMOST = 24, 32
"""Characters beyond which a phrase is cut at a 的, and beyond which it is cut anywhere."""
_OF: str = load_vocabulary("observations")["of"]
_SHORT = 4
"""Words behind an amount that are fewer than this do not say by themselves what it counts."""
_LEAST = 2
"""Words before an amount that are fewer than this do not either: those before the amount in front say it too."""
_NO_MEASURE = frozenset({"DATE", "RESOLUTION", "DOCUMENT"})
"""What stands beside a measure and is no word of it."""


def indicator_of(passage: Passage, amounts: Sequence[Amount], index: int, clause: Anchor) -> str:
    """The words of one of the amounts of a clause, without numbers, dates and what only carries or reports them.

    They reach from the amount in front to the next; a bare 增至 goes on about what the clause says before.
    """
    amount = amounts[index]
    if phrase := _bracketed(passage, amounts, index, clause) or _listed(passage, amounts, index, clause):
        return _cut(phrase)
    before = _before(passage, amounts, index, clause)
    until = amounts[index + 1].start if index + 1 < len(amounts) else clause.end
    after = _noun(passage, amount) + _tidy(_bare(passage, amount.end, until))
    whole = len(before) + len(after) <= _LONGEST or len(after) < _SHORT
    phrase = f"{before}{after}" if whole else after
    return _cut(phrase or _tidy(_bare(passage, clause.start, clause.end))) or amount.unit


def _before(passage: Passage, amounts: Sequence[Amount], index: int, clause: Anchor) -> str:
    amount = amounts[index]
    if index:
        between = passage.folded[amounts[index - 1].end : amount.start]
        near = _bare(passage, amounts[index - 1].end, amount.start)
        if len(near) >= _LEAST and not counting_words().goes_on.match(between):
            return _tidy(near)
    before = _bare(passage, clause.start, amount.start)
    change = counting_words().change.match(before)
    silent = len(before) < _LEAST and not _noun(passage, amount)
    if (change or silent) and clause.start > passage.anchor.start:
        in_front = _tidy(_bare(passage, clause_start(passage, clause.start - 1), clause.start - 1))
        before = in_front + (change["verb"] if change else "")
    return _tidy(before)


def _cut(phrase: str) -> str:
    """The end of a long phrase, where its noun stands, from behind a 的 on where that is enough."""
    while len(phrase) > _LONGEST and _OF in phrase[:-_SHORT]:
        phrase = phrase.partition(_OF)[2]
    return phrase[-_UTMOST:]


def _bracketed(passage: Passage, amounts: Sequence[Amount], index: int, clause: Anchor) -> str | None:
    """What amounts in brackets behind names count: the words before the first name (收入下降的有甲(3.7%)、乙(1.8%))."""
    first = owner_in_front(passage, amounts[0])
    if not first or not owner_in_front(passage, amounts[index]):
        return None
    return _tidy(_bare(passage, clause.start, first.anchor.start)) or None


def _listed(passage: Passage, amounts: Sequence[Amount], index: int, clause: Anchor) -> str | None:
    """What one member of a list of amounts counts: the words behind it up to the next (38名观察员和486名参谋)."""
    amount, joined = amounts[index], counting_words().joined
    following = passage.folded[amount.end : amounts[index + 1].start] if index + 1 < len(amounts) else ""
    leading = passage.folded[amounts[index - 1].end : amount.start] if index else ""
    if joined.search(following):
        return _noun(passage, amount) + _strip(joined.sub("", following)) or None
    if joined.search(leading):
        return _noun(passage, amount) + _tidy(_bare(passage, amount.end, clause.end)) or None
    return None


def _noun(passage: Passage, amount: Amount) -> str:
    """The noun that is part of the amount as printed: 缔约国 of 26个缔约国."""
    found = counting_words().noun.search(passage.folded, amount.start, amount.end)
    return found["noun"] if found else ""


def _bare(passage: Passage, start: int, end: int) -> str:
    if start >= end:
        return ""
    taken = [(m.anchor.start, m.anchor.end) for m in passage.mentions if m.type in _NO_MEASURE]
    taken += [(a.start, a.end) for a in passage.amounts if not tells_a_group(passage, a)]
    pieces, at = [], start
    for low, high in sorted(taken):
        if at <= low and high <= end:
            pieces.append(passage.folded[at:low])
            at = high
    pieces.append(passage.folded[at:end])
    return _strip("".join(pieces))


def _tidy(phrase: str) -> str:
    """A bare phrase without who reports it, under what circumstances (行预咨委会获悉…), and without its references."""
    words = counting_words()
    while (rest := words.tail.sub("", words.lead.sub("", phrase))) != phrase:
        phrase = _strip(rest)
    return phrase


def _strip(text: str) -> str:
    words = counting_words()
    text = words.bare.sub("", text)
    previous = ""
    while text != previous:
        previous = text
        text = words.strip.sub("", text)
    return text
