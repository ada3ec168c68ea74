"""A store as a page: what it shows now, and again when the store has changed."""

import threading
from collections.abc import Iterable

from allegiance.documents import Document
from allegiance.errors import BrokenStore
from allegiance.network.double_games import double_games
from allegiance.statements.frames import glosses
from allegiance.statements.statement import Statement
from allegiance.store import Store, events, file, query
from allegiance.views.page import Page, data

GAMES = 50
"""How many double games a page lists."""
ACTORS = 2_000
EVENTS = 4_000
"""How many events a page shows, of how many actors, where a store has more."""


def page(
    documents: Iterable[Document],
    statements: Iterable[Statement],
    *,
    title: str | None = None,
    whole: bool = True,
) -> Page:
    """Everything a page shows of these statements; the documents without any too where `whole`."""
    kept = list(statements)
    told_in = {said.document for said in kept}
    return data(
        [each for each in documents if whole or each.id in told_in],
        kept,
        double_games(kept, limit=GAMES),
        title=title or "Allegiance",
        frames=glosses(),
    )


def of_store(store: Store, *, title: str | None = None) -> Page:
    """The page of a whole store; of more events than a page can hold, the strongest actors' ties.

    Its title then says so, and each tie of events has its latest one for evidence.
    """
    where = query.chosen(store) if events.any_kept(store) else "false"
    many = events.count(store, where)
    if many <= EVENTS:
        said = list(query.statements(store))
    else:
        strongest = events.strongest(store, actors=ACTORS, ties=EVENTS)
        some = list(events.statements(store, f"{where} AND {strongest}", limit=EVENTS))
        who = {end.id for each in some for end in (each.source, each.target)}
        title = f"{title or 'Allegiance'}: the {len(who):,} strongest actors of {many:,} events, the latest event of each tie"
        said = [*query.read(store), *some]
    return page([*store.documents(), *events.documents(store, said)], said, title=title)


class Live:
    """The page of a store's file, made anew when the file has changed.

    The file is open only while it is read, so that `allegiance read` can write to it meanwhile;
    while that writes, the page stays as it was.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._making = threading.Lock()
        self._seen: object = None
        self._page: Page | None = None

    def page(self) -> Page:
        """The page now. Raises BrokenStore where there was never a store to read."""
        with self._making:
            seen = self._state()
            if self._page is None or seen != self._seen:
                try:
                    with Store.open(self._path, read_only=True) as store:
                        shown = of_store(store)
                except BrokenStore:
                    if self._page is None:
                        raise
                else:
                    self._page, self._seen = shown, seen
            return self._page

    def _state(self) -> object:
        """What changes when the file does."""
        return [
            (part.stat().st_mtime_ns, part.stat().st_size)
            for part in file.parts(self._path)
            if part.exists()
        ]
