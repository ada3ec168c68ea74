"""Whom a file tells of: the rows about some actors, and the bounds of all the others.

To ask a file of a million rows about ten actors, only the rows about them become statements.
"""

from collections.abc import Callable

from allegiance.datasets.blocks import hear
from allegiance.datasets.format import Claim, Format, Party
from allegiance.datasets.parties import Parties, Who
from allegiance.datasets.rows import Row


class About:
    """Says of each row whether it is about those who are `wanted`, and remembers what it saw.

    `wanted` is asked of an actor and a year ("2013"), None where the row tells none. `actors` are all
    whom the rows name, `relations` all that they assert, `first` and `last` the years they tell of;
    a place is no actor.
    """

    def __init__(self, form: Format, wanted: Callable[[Who, str | None], bool]) -> None:
        self._form = form
        self._wanted = wanted
        self._parties = Parties(form.name)
        self._known: dict[tuple[str, ...], bool] = {}
        self.actors: dict[tuple[Who, str | None], None] = {}
        self.relations: set[str] = set()
        self.first: str | None = None
        self.last: str | None = None

    def __call__(self, row: Row) -> bool:
        if not self._form.ends:
            return self._asked(row)
        key = tuple(row[column] for column in self._form.ends)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._asked(row)
        return known

    def _asked(self, row: Row) -> bool:
        told = [self._heard(claim) for claim in hear(row, self._form).claims]
        return any(told)

    def _heard(self, claim: Claim) -> bool:
        self.relations.add(claim.relation)
        years = self._years(claim)
        meant = False
        for end in (claim.source, claim.target):
            if isinstance(end, Party):
                who = self._parties.find(end)
                for year in years or (None,):
                    self.actors[who, year] = None
                    meant = self._wanted(who, year) or meant
        return meant

    def _years(self, claim: Claim) -> tuple[str, ...]:
        """The years of a claim, which widen the span of all."""
        dates = (claim.time.start, claim.time.end) if claim.time else ()
        years = tuple(dict.fromkeys(date[:4] for date in dates if date))
        for year in years:
            self.first = min(self.first or year, year)
            self.last = max(self.last or year, year)
        return years
