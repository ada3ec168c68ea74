"""Documents as they are read, one after the other; and the statements and ties that they make."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from allegiance import documents
from allegiance.documents import Document
from allegiance.errors import UnreadableDocument
from allegiance.language import DEFAULT

if TYPE_CHECKING:
    from allegiance.notebook.network import Network
    from allegiance.notebook.statements import Statements, TieOptions
    from allegiance.statements.statement import Sentence, Statement

Failure = Callable[[UnreadableDocument], None]
Progress = Callable[[Document, int], None]


class Documents(Iterator[Document]):
    """Documents, each read only when it is asked for, and once.

    They are walked through with `for`, or coded all at once with `code`.
    """

    def __init__(self, found: Iterator[Document], *, source: str = "these documents") -> None:
        self._found = found
        self._source = source
        self._passed = 0

    def __next__(self) -> Document:
        document = next(self._found)
        self._passed += 1
        return document

    def code(
        self,
        *,
        coder: str = DEFAULT,
        actors: str | Path | None = None,
        places: str | Path | None = None,
        on_progress: Progress | None = None,
    ) -> "Statements":
        """The statements of all documents that are left, copies of one wire story marked as such.

        Nothing is kept: `allegiance read` codes many documents into a store, which `open` reads. `coder`,
        `actors` and `places` are as for `pipeline.read`. `on_progress` is told of each document
        that is done, with the number of its statements.

        Raises UnreadableDocument where no document is left, and BrokenOntology for a file of actors
        or places that is none.
        """
        from allegiance.documents.duplicates import group
        from allegiance.notebook.statements import Statements
        from allegiance.pipeline import examine, knowing

        own = [None if file is None else Path(file) for file in (actors, places)]
        world = knowing(*own) if any(own) else None
        once = {document.id: document for document in self}
        if not once:
            raise UnreadableDocument(self._nothing())
        said: list[Statement] = []
        fates: list[Sentence] = []
        for document in group(once.values()):
            coded = examine(document, coder=coder, world=world)
            said.extend(coded.statements)
            fates.extend(coded.sentences)
            if on_progress:
                on_progress(document, len(coded.statements))
        note = "" if said else _silence(len(once), fates)
        return Statements(said, note=note, known=world.actors if world else None)

    def tie(self, **options: Unpack["TieOptions"]) -> "Network":
        """The ties of what they say, as `code().tie(...)` makes them."""
        return self.code().tie(**options)

    def __repr__(self) -> str:
        return f"<Documents of {self._source}: walk through them, or code() or tie() them>"

    def _nothing(self) -> str:
        if self._passed:
            return f"the documents of {self._source} were walked through already; read it again"
        return (
            f"no document of {self._source} could be read; the log names each with its reason, and "
            "on_failure=print prints them"
        )


def read(
    source: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    on_failure: Failure | None = None,
) -> Documents:
    """The documents in a file, folder, glob, standard input ("-") or at a web address.

    Each is read when it is asked for, as `documents.read` does, whose options these are. `read(path).code()`
    gives their statements, `read(path).tie()` their ties.

    Raises UnreadableDocument for a source that is one document or nothing, and BadOption for an
    option that makes no sense.
    """
    found = documents.read(
        source, columns=columns, outlet=outlet, date=date, title=title, author=author, url=url,
        language=language, on_failure=on_failure,
    )  # fmt: skip
    return Documents(found, source=str(source))


def _silence(documents: int, fates: "list[Sentence]") -> str:
    """What was tried where nothing was found."""
    reasons = Counter(fate.reason for fate in fates if fate.reason)
    told = f"{documents:,} document{'' if documents == 1 else 's'}"
    silence = f"none of {len(fates):,} sentences of {told} gave a statement"
    if not reasons:
        return silence
    return f"{silence}, mostly for this reason: {reasons.most_common(1)[0][0]}"
