"""Balance over time, and triangles beside chance, each as its own record that draws itself."""

from collections.abc import Iterator, Sequence

from allegiance.network.balance.series import Window
from allegiance.network.balance.triads import Triads
from allegiance.notebook import html
from allegiance.notebook.frames import Columns, Frames, Row
from allegiance.notebook.records import Records


class Windows(Records[Window]):
    """Windows of years in their order. The frame has a row for each; a window without a signed tie has no bounds."""

    __slots__ = ()

    def _columns(self) -> Columns:
        return {
            "first": int, "last": int, "statements": int, "actors": int, "ties": int,
            "negative": int, "lower": float, "upper": float, "proved": bool, "camps": str,
        }  # fmt: skip

    def _rows(self) -> Iterator[Row]:
        for window in self:
            found = window.balance
            row: Row = {
                "first": window.first, "last": window.last, "statements": window.statements,
                **dict.fromkeys("actors ties negative lower upper proved camps".split()),
            }  # fmt: skip
            if found is not None:
                row |= {
                    "actors": found.actors, "ties": found.ties, "negative": found.negative,
                    "lower": float(found.lower), "upper": float(found.upper),
                    "proved": found.proved, "camps": " | ".join(map(", ".join, found.camps)),
                }  # fmt: skip
            yield row

    def _heads(self) -> Sequence[str]:
        return "Years", "Frustration index", "Ties", "Hostile", "Camps"

    def _shown(self, one: Window) -> Sequence[object]:
        found = one.balance
        if found is None:
            return one.label, "no signed tie", "", "", ""
        bounds = str(found.upper) if found.proved else f"{found.lower} to {found.upper}"
        sides = " | ".join(str(len(camp)) for camp in found.camps)
        return one.label, bounds, f"{found.ties:,}", f"{found.negative:,}", f"{sides} actors"


class Triangles(Frames, Triads, frozen=True, kw_only=True):
    """Frustrated triangles and what chance makes of them. The frame has one row."""

    def _columns(self) -> Columns:
        return {
            "triangles": int, "frustrated": int, "expected": float, "deviation": float,
            "ratio": float, "below": float, "above": float, "samples": int,
        }  # fmt: skip

    def _rows(self) -> Iterator[Row]:
        yield {name: getattr(self, name) for name in self._columns()}

    def _repr_html_(self) -> str:
        told = f"{self.frustrated:,} of {self.triangles:,} triangles are frustrated"
        if self.expected is None:
            return html.para(f"{told}; there is no other way to deal the signs to compare with.")
        return html.para(f"{told}; {self.expected:,.1f} are expected by chance.")
