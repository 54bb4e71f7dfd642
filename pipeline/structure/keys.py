"""The keys of a text that is put together from pieces, without a copy of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import overload


class Keys(Sequence[int]):
    """One key for each character, in the pieces in which they were added: a range or a list for a paragraph."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._pieces: list[Sequence[int]] = []
        self._length = 0

    def add(self, piece: Sequence[int]) -> None:
        """Goes on with the keys of a piece of text."""
        if size := len(piece):
            self._starts.append(self._length)
            self._pieces.append(piece)
            self._length += size

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self._pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            wanted = range(self._length)[index]
            return self._between(wanted.start, wanted.stop) if wanted.step == 1 else [self[place] for place in wanted]
        place = range(self._length)[index]
        return self._between(place, place + 1)[0]

    def _between(self, start: int, stop: int) -> Sequence[int]:
        """The keys [start, stop): most often a part of one piece, which is no copy where that is a range."""
        if start >= stop:
            return ()
        at = bisect_right(self._starts, start) - 1
        begins = self._starts[at]
        first = self._pieces[at][start - begins : stop - begins]
        if len(first) == stop - start:
            return first
        found = list(first)
        while len(found) < stop - start:
            at += 1
            found.extend(self._pieces[at][: stop - self._starts[at]])
        return found
