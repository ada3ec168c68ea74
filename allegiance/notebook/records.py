"""A sequence of records that makes data frames and shows itself."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Generic, Self, TypeVar, overload

from allegiance.notebook import html
from allegiance.notebook.frames import Frames

R = TypeVar("R")


class Records(Frames, Sequence[R], Generic[R]):
    """Records in their order; a slice is of the same kind. `note` says why there are none, or what was left out."""

    __slots__ = ("_kept", "note")

    def __init__(self, records: Iterable[R] = (), *, note: str = "") -> None:
        self._kept = tuple(records)
        self.note = note

    def _like(self, records: Iterable[R]) -> Self:
        return type(self)(records)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: int | slice) -> R | Self:
        return self._like(self._kept[at]) if isinstance(at, slice) else self._kept[at]

    def __len__(self) -> int:
        return len(self._kept)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._kept == getattr(other, "_kept", None)

    def __hash__(self) -> int:
        return hash(self._kept)

    def __repr__(self) -> str:
        told = f": {self.note}" if self.note else ""
        return f"<{type(self).__name__} of {len(self):,}{told}>"

    def _repr_html_(self) -> str:
        shown = [self._shown(one) for one in self._kept[: html.SHOWN]]
        table = html.table(self._heads(), shown, total=len(self)) if shown else html.Markup()
        return table + html.para(self.note or ("" if shown else "nothing"))

    @abstractmethod
    def _heads(self) -> Sequence[str]:
        """The headings of the table that a notebook shows."""

    @abstractmethod
    def _shown(self, one: R) -> Sequence[object]:
        """A row of it."""
