"""Documents into the store: read, annotate, code, keep.

Each document is kept whole or not at all, so that a run that was stopped goes on where it was:
what the store holds, as this version of the coder coded it, is not coded again.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from allegiance.documents import Document
from allegiance.documents import read as documents_in
from allegiance.documents.duplicates import signature
from allegiance.documents.duplicates import stories as stories_among
from allegiance.errors import UnreadableDocument
from allegiance.language import DEFAULT
from allegiance.statements.statement import Mention, Sentence, Statement
from allegiance.store import Store, file

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from allegiance.language.reading import World

Progress = Callable[[Document, int], None]
Failure = Callable[[UnreadableDocument], None]

LONG = 200_000
"""A document longer than this, in characters, is parsed piece by piece."""

PIECE = 100_000
"""The longest piece of a long document; parsing one takes some 100 MB of memory."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one document: every sentence with its fate, who is mentioned, what is stated."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did.

    `documents` are the ids of all documents of the input, each once, in their order; `unchanged`
    counts those that the store held already. `coded` counts the sentences that gave a statement;
    `reasons` says of the others why not, the commonest first. `stories` counts the groups of
    copies that documents of this run belong to.
    """

    documents: tuple[str, ...]
    unchanged: int
    sentences: int
    coded: int
    statements: int
    reasons: dict[str, int]
    stories: int
    failures: tuple[UnreadableDocument, ...] = ()


def read(
    sources: Iterable[str | Path],
    store: Store,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    again: bool = False,
    coder: str = DEFAULT,
    actors: Path | None = None,
    places: Path | None = None,
    on_progress: Progress | None = None,
    on_failure: Failure | None = None,
) -> Summary:
    """Read files, folders, globs, addresses or standard input ("-") into the store.

    The options are those of `documents.read`. What cannot be read goes to `on_failure` and into
    the summary, and the rest is read. `on_progress` is told of each document that is done, with
    the number of its statements. `again` codes what the store holds once more. `coder` is one of
    `language.Coder`. `actors` is a file of actors of one's own, who are known beside those of the
    registry, and `places` one of places, which come before those of the gazetteer; what was read
    without them, or with others, is read again.

    Raises BadOption for an option that makes no sense and BrokenOntology for a file of actors or
    places that is none, before anything is written, and BrokenStore where the store cannot be written; documents that are done stay.
    """
    failures: list[UnreadableDocument] = []

    def failed(failure: UnreadableDocument) -> None:
        failures.append(failure)
        if on_failure:
            on_failure(failure)

    found = documents(
        sources, failed, columns=columns, outlet=outlet, date=date, title=title, author=author,
        url=url, language=language, without=file.parts(store.path),
    )  # fmt: skip
    summary = keep(
        found, store, failed, again=again, coder=coder, actors=actors, places=places,
        on_progress=on_progress,
    )  # fmt: skip
    return msgspec.structs.replace(summary, failures=tuple(failures))


def documents(
    sources: Iterable[str | Path],
    on_failure: Failure,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    without: Collection[str | Path] = (),
) -> Iterator[Document]:
    """The documents of several sources; what cannot be read is told, and the others are read.

    `without` must name the files of an open store, which nobody else may open (`store.file.parts`).
    """
    for source in sources:
        try:
            yield from documents_in(
                source, columns=columns, outlet=outlet, date=date, title=title, author=author,
                url=url, language=language, without=without, on_failure=on_failure,
            )  # fmt: skip
        except UnreadableDocument as failure:
            on_failure(failure)


def keep(
    found: Iterable[Document],
    store: Store,
    on_failure: Failure,
    *,
    again: bool = False,
    coder: str = DEFAULT,
    actors: Path | None = None,
    places: Path | None = None,
    on_progress: Progress | None = None,
) -> Summary:
    """Code documents into the store, then group the copies of one story, as `read` does."""
    world = knowing(actors, places) if actors or places else None
    made_by = _version(coder, actors, places)
    told: dict[str, None] = {}
    unchanged = sentences = coded = statements = 0
    reasons: Counter[str] = Counter()
    for document in found:
        if document.id in told:
            continue
        try:
            held = not again and store.holds(document, coder=made_by)
            fates: Sequence[Sentence] = (
                store.sentences(document.id)
                if held
                else _keep(document, store, coder, world, made_by)
            )
        except UnreadableDocument as failure:
            on_failure(failure)
            continue
        told[document.id] = None
        unchanged += held
        sentences += len(fates)
        coded += sum(fate.statements > 0 for fate in fates)
        given = sum(fate.statements for fate in fates)
        statements += given
        reasons.update(fate.reason or "no reason given" for fate in fates if not fate.statements)
        if on_progress:
            on_progress(document, given)
    return Summary(
        documents=tuple(told),
        unchanged=unchanged,
        sentences=sentences,
        coded=coded,
        statements=statements,
        reasons=dict(reasons.most_common()),
        stories=_stories(store, told),
    )


def knowing(actors: Path | None = None, places: Path | None = None) -> "World":
    """The world that ships with the program, with the actors and places of two files, which come first.

    Raises BrokenOntology, naming file, line and key, where a file is not what it must be.
    """
    from allegiance.language.reading import World
    from allegiance.ontology.actor_files import read as read_actors
    from allegiance.ontology.actors import Registry, registry, with_bodies
    from allegiance.ontology.gazetteer import gazetteer, gazetteer_with
    from allegiance.ontology.gazetteer.own import read as read_places

    known, ground = registry(), gazetteer()
    if actors is not None:
        known = Registry([*with_bodies(read_actors(actors, known)), *known])
    if places is not None:
        ground = gazetteer_with(read_places(places))
    return World(known, ground)


def examine(document: Document, *, coder: str = DEFAULT, world: "World | None" = None) -> Coded:
    """What a document says, by the parser and a coder; nothing is written."""
    from allegiance.language import annotate

    if len(document.text) <= LONG:
        return _examined(annotate(document, world=world, coder=coder), document)
    parts = [
        _shifted(_piece(document, begin, end, coder, world), document, begin)
        for begin, end in cut(document.text)
    ]
    sentences = [sentence for part in parts for sentence in part.sentences]
    return Coded(
        sentences=tuple(
            msgspec.structs.replace(sentence, index=index)
            for index, sentence in enumerate(sentences)
        ),
        mentions=tuple(mention for part in parts for mention in part.mentions),
        statements=tuple(statement for part in parts for statement in part.statements),
    )


def cut(text: str, longest: int = PIECE) -> Iterator[tuple[int, int]]:
    """The pieces of a long text, (begin, end), each no longer than `longest`.

    Cut at a blank line where there is one, else at a line, a sentence, a space, or anywhere.
    """
    begin = 0
    while len(text) - begin > longest:
        end = begin + longest
        for mark in ("\n\n", "\n", ". ", " "):
            at = text.rfind(mark, begin + longest // 2, end)
            if at >= 0:
                end = at + len(mark)
                break
        yield begin, end
        begin = end
    yield begin, len(text)


def mentions(doc: "Doc", document: Document) -> Iterator[Mention]:
    """The mentions of an annotated document as the store keeps them, in the order of the text.

    One that stands for several actors, or for an actor and a place ("Mali"), is one for each.
    """
    from allegiance.language.reading import reading

    found = reading(doc).mentions
    for mention in sorted(found.values(), key=lambda each: (each.begin, each.end)):
        back = None
        if mention.antecedent is not None:
            earlier = found.get(mention.antecedent)
            back = earlier.begin if earlier else doc[mention.antecedent].idx
        stands_for = [(each.id, each.name, each.kind, each.country) for each in mention.actors]
        if place := mention.place:
            stands_for.append((place.id, place.name, "place", place.country))
        for name, label, kind, country in dict.fromkeys(stands_for):
            yield Mention(
                document=document.id,
                begin=mention.begin,
                end=mention.end,
                text=document.text[mention.begin : mention.end],
                id=name,
                name=label,
                kind=kind,
                country=country,
                antecedent=back,
            )


def _version(coder: str, actors: Path | None, places: Path | None) -> str:
    """What a document is coded with: the coder, and the actors and places of one's own."""
    from allegiance.statements.coder import version

    own = (("actors", actors), ("places", places))
    return version(coder) + "".join(
        f"+{kind}-{hashlib.sha256(file.read_bytes()).hexdigest()[:8]}" for kind, file in own if file
    )


def _keep(
    document: Document, store: Store, coder: str, world: "World | None", made_by: str
) -> tuple[Sentence, ...]:
    found = examine(document, coder=coder, world=world)
    store.write(
        document,
        sentences=found.sentences,
        mentions=found.mentions,
        statements=found.statements,
        coder=made_by,
    )
    return found.sentences


def _examined(doc: "Doc", document: Document) -> Coded:
    from allegiance.statements.coder import bounds
    from allegiance.statements.coder import examine as code

    fates: list[Sentence] = []
    statements: dict[str, Statement] = {}
    for sentence in doc.sents:
        if not sentence.text.strip():
            continue
        coding = code(sentence)
        begin, end = bounds(sentence)
        new = {said.id: said for said in coding.statements if said.id not in statements}
        statements.update(new)
        fates.append(
            Sentence(
                document=document.id,
                index=len(fates),
                begin=begin,
                end=end,
                statements=len(new),
                reason=coding.reason,
            )
        )
    return Coded(
        sentences=tuple(fates),
        mentions=tuple(mentions(doc, document)),
        statements=tuple(statements.values()),
    )


def _piece(document: Document, begin: int, end: int, coder: str, world: "World | None") -> Coded:
    """A piece of a document, read as a document of its own, whose id makes its statements' ids."""
    from allegiance.language import annotate

    piece = msgspec.structs.replace(
        document, id=f"{document.id}@{begin}", text=document.text[begin:end]
    )
    return _examined(annotate(piece, world=world, coder=coder), piece)


def _shifted(found: Coded, document: Document, by: int) -> Coded:
    """What was found in a piece, with the offsets of the whole document."""
    replace = msgspec.structs.replace

    def moved(record: msgspec.Struct) -> dict[str, int | None]:
        offsets = {name: getattr(record, name, None) for name in ("begin", "end", "antecedent")}
        return {name: at + by for name, at in offsets.items() if at is not None}

    def shift(said: Statement) -> Statement:
        return replace(
            said,
            document=document.id,
            **moved(said),
            source=replace(said.source, **moved(said.source)),
            target=replace(said.target, **moved(said.target)),
            trigger=replace(said.trigger, **moved(said.trigger)),
            attribution=tuple(replace(link, **moved(link)) for link in said.attribution),
        )

    return Coded(
        sentences=tuple(replace(e, document=document.id, **moved(e)) for e in found.sentences),
        mentions=tuple(replace(e, document=document.id, **moved(e)) for e in found.mentions),
        statements=tuple(map(shift, found.statements)),
    )


def _stories(store: Store, told: Iterable[str]) -> int:
    """Group the copies of one story over the whole store; how many groups this run belongs to.

    Documents are grouped where any came since this was last done, by this run or by one that was
    stopped before it got here.
    """
    new = {name: signature(text) for name, text in store.unsigned()}
    if new:
        signs = store.signatures() | new
        grouped = stories_among(signs.items())
        store.stories({name: grouped.get(name) for name in signs}, signatures=new)
    found = dict(store.rows("SELECT id, story FROM documents WHERE story IS NOT NULL"))
    return len({found[name] for name in told if name in found})
