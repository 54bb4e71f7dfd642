"""Paragraphs of two editions laid side by side: same, moved, reworded, split, merged, added, removed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

Row = dict[str, Any]

READ = frozenset({"paragraph", "item", "summary", "annex", "footnote"})
ALIKE = 0.55
"""Two paragraphs of at least this similarity (0–1) are one, reworded."""
HELD = 0.6
"""A paragraph of which at least this share stands, run by run, in a longer one went into it with much else added."""
NEAR = 0.3
"""Between the same neighbours this similarity is enough for two paragraphs that speak of the same things."""
COMMON = 0.5
"""Two paragraphs speak of the same things if they share this part of the names in the one that has fewer."""
WHOLE = 0.75
"""So similar must one paragraph be to two together for a split or merge to be called."""
_SHINGLE = 4
_CANDIDATES = 5
_RUN = 5
_LONG = 40
"""Only a paragraph of this many words' characters can be told by its runs: a title's phrases stand everywhere."""
_GAP = 8
"""Gaps between neighbours of more paragraphs than this are left as they are."""
_NOT_WORDS = re.compile(r"[\W_]+")
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}


class Pair(Struct, frozen=True):
    """Blocks of the old and the new edition that answer to each other; either side may be empty."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    status: str
    ratio: float


class _Paragraph(Struct, frozen=True):
    id: str
    kind: str
    words: str
    names: frozenset[str]


def align(old: Row, new: Row) -> list[Pair]:
    """The pairs of two report records, in the order of the new edition, removed ones at their old place."""
    left, right = _paragraphs(old), _paragraphs(new)
    matches = _equal(left, right)
    matches |= _similar(left, right, matches)
    matches |= _between(left, right, matches)
    parts = _parts(left, right, matches)
    straight = _in_order(matches)
    whole = {id_ for part in parts for id_ in part.old}
    pairs = [_pair(left[i], right[j], (i, j) in straight) for i, j in matches.items() if left[i].id not in whole]
    pairs += parts
    done_old = {id_ for pair in pairs for id_ in pair.old}
    done_new = {id_ for pair in pairs for id_ in pair.new}
    pairs += [Pair((p.id,), (), "removed", 0.0) for p in left if p.id not in done_old]
    pairs += [Pair((), (p.id,), "added", 0.0) for p in right if p.id not in done_new]
    return _sorted(pairs, left, right)


def answering(pairs: Iterable[Pair]) -> frozenset[tuple[str, str]]:
    """The blocks (old, new) that are one paragraph, or a part of one."""
    return frozenset((old, new) for pair in pairs for old in pair.old for new in pair.new)


def _paragraphs(record: Row) -> list[_Paragraph]:
    found = []
    names: defaultdict[str, set[str]] = defaultdict(set)
    for mention in record["mentions"]:
        if mention["entity"] and mention["type"] != "DATE":
            names[mention["block"]].add(mention["entity"])
    for block in record["blocks"]:
        if block["kind"] in READ and not block["rows"]:
            words = _NOT_WORDS.sub("", _without_number(record["text"][block["start"] : block["end"]], block["number"]))
            if words:
                found.append(_Paragraph(block["id"], block["kind"], words.lower(), frozenset(names[block["id"]])))
    return found


def _without_number(text: str, number: str | None) -> str:
    text = text.translate(_FULL_WIDTH).lstrip()
    return text.removeprefix(number).lstrip(".、 ") if number else text


def _equal(left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> dict[int, int]:
    """Paragraphs with the same words; the n-th of equal ones answers to the n-th."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, paragraph in enumerate(right):
        places[paragraph.words].append(j)
    matches = {}
    for i, paragraph in enumerate(left):
        if places[paragraph.words]:
            matches[i] = places[paragraph.words].pop(0)
    return matches


def _similar(left: Sequence[_Paragraph], right: Sequence[_Paragraph], matches: dict[int, int]) -> dict[int, int]:
    """The best partners among the rest, most alike first."""
    taken = set(matches.values())
    free_left = [i for i in range(len(left)) if i not in matches]
    free_right = [j for j in range(len(right)) if j not in taken]
    candidates = _candidates(left, right, free_left, free_right)
    scored = sorted(
        ((_likeness(left[i].words, right[j].words), i, j) for i, j in candidates),
        key=lambda row: (-row[0], abs(row[1] - row[2]), row[1]),
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    for score, i, j in scored:
        if score >= ALIKE and i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _likeness(old: str, new: str) -> float:
    """0–1: of the whole texts, or, at most ALIKE, of a short text that went into a long one."""
    whole = ratio(old, new) / 100
    if whole >= ALIKE:
        return whole
    short, long = sorted((old, new), key=len)
    if len(short) < _LONG or len(short) == len(long):
        return whole
    runs = (code.src_end - code.src_start for code in Indel.opcodes(short, long) if code.tag == "equal")
    held = sum(run for run in runs if run >= _RUN) / len(short)
    return ALIKE * held if held < HELD else ALIKE


def _between(left: Sequence[_Paragraph], right: Sequence[_Paragraph], matches: dict[int, int]) -> dict[int, int]:
    """Paragraphs without a partner that stand between the same neighbours and speak of the same things."""
    taken = set(matches.values())
    walls = [(-1, -1), *sorted(_in_order(matches)), (len(left), len(right))]
    found: dict[int, int] = {}
    for (i, j), (next_i, next_j) in pairwise(walls):
        olds = [n for n in range(i + 1, next_i) if n not in matches]
        news = [n for n in range(j + 1, next_j) if n not in taken]
        if len(olds) > _GAP or len(news) > _GAP:
            continue
        scored = sorted((-ratio(left[a].words, right[b].words), a, b) for a in olds for b in news)
        for score, a, b in scored:
            if a not in found and b not in taken and _answers(left[a], right[b], -score / 100):
                found[a] = b
                taken.add(b)
    return found


def _answers(old: _Paragraph, new: _Paragraph, likeness: float) -> bool:
    if old.kind != new.kind or likeness < NEAR:
        return False
    fewer = min(len(old.names), len(new.names))
    return likeness >= ALIKE or len(old.names & new.names) >= COMMON * max(1, fewer)


def _candidates(
    left: Sequence[_Paragraph], right: Sequence[_Paragraph], free_left: Iterable[int], free_right: Iterable[int]
) -> Iterable[tuple[int, int]]:
    """For each old paragraph the few new ones that share most of its shingles."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for j in free_right:
        for shingle in _shingles(right[j].words):
            index[shingle].append(j)
    for i in free_left:
        shared: Counter[int] = Counter()
        for shingle in _shingles(left[i].words):
            shared.update(index.get(shingle, ()))
        for j, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            yield i, j


def _shingles(words: str) -> list[str]:
    return sorted({words[k : k + _SHINGLE] for k in range(max(1, len(words) - _SHINGLE + 1))})


def _parts(left: Sequence[_Paragraph], right: Sequence[_Paragraph], matches: dict[int, int]) -> list[Pair]:
    """An old paragraph that two new neighbours hold together was split; the mirror image was merged."""
    back = {j: i for i, j in matches.items()}
    splits = _halves(left, right, matches, back, "split")
    merges = [Pair(p.new, p.old, "merged", p.ratio) for p in _halves(right, left, back, matches, "merged")]
    return splits + merges


def _halves(
    whole: Sequence[_Paragraph],
    halves: Sequence[_Paragraph],
    matches: dict[int, int],
    back: dict[int, int],
    status: str,
) -> list[Pair]:
    found = []
    used: set[int] = set()
    for i, paragraph in enumerate(whole):
        anchor = matches.get(i)
        if anchor is None or halves[anchor].words == paragraph.words or anchor in used:
            continue
        alone = ratio(paragraph.words, halves[anchor].words) / 100
        for first in (anchor - 1, anchor):
            second = first + 1
            other = first if second == anchor else second
            if first < 0 or second >= len(halves) or other in back or {first, second} & used:
                continue
            together = ratio(paragraph.words, halves[first].words + halves[second].words) / 100
            if together >= WHOLE and together > alone:
                found.append(Pair((paragraph.id,), (halves[first].id, halves[second].id), status, round(together, 4)))
                used |= {first, second}
                break
    return found


def _in_order(matches: dict[int, int]) -> set[tuple[int, int]]:
    """The longest run of matches that keeps its order in both editions: the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    items = sorted(matches.items())
    for index, (_, j) in enumerate(items):
        at = bisect_left(tails, j)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else None)
    chain: set[tuple[int, int]] = set()
    step: int | None = ends[-1] if ends else None
    while step is not None:
        chain.add(items[step])
        step = before[step]
    return chain


def _pair(old: _Paragraph, new: _Paragraph, in_order: bool) -> Pair:
    if old.words == new.words:
        return Pair((old.id,), (new.id,), "same" if in_order else "moved", 1.0)
    return Pair((old.id,), (new.id,), "reworded", round(ratio(old.words, new.words) / 100, 4))


def _sorted(pairs: list[Pair], left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> list[Pair]:
    """In the order of the new edition; a removed paragraph stands behind what it used to follow."""
    places = {paragraph.id: n for n, paragraph in enumerate(right)}
    partner = {id_: max(places[new] for new in pair.new) for pair in pairs if pair.new for id_ in pair.old}
    behind: dict[str, tuple[int, int]] = {}
    last = -1
    for n, paragraph in enumerate(left):
        last = partner.get(paragraph.id, last)
        behind[paragraph.id] = (last, n + 1)
    return sorted(
        pairs, key=lambda pair: (min(places[id_] for id_ in pair.new), 0) if pair.new else behind[pair.old[0]]
    )
