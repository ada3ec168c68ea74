"""One command per verb, and one per question.

Data go to standard output, messages and progress to standard error. An AllegianceError becomes
one line and its exit code; what else is raised is a bug and shows itself. Commands import what
they need when they run: `allegiance --help` waits for nothing.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from allegiance.commands.balance import balance
from allegiance.commands.brokers import brokers
from allegiance.commands.check import check
from allegiance.commands.compare import compare
from allegiance.commands.flows import flows
from allegiance.commands.import_ import import_
from allegiance.commands.import_actors import import_actors
from allegiance.commands.parted import Partition, parted
from allegiance.commands.shared import (
    DEFAULT_STORE,
    CoderOption,
    Form,
    KindOption,
    Limit,
    OwnActors,
    OwnPlaces,
    Port,
    Quiet,
    Shape,
    StorePath,
    Title,
    asking,
    knowing,
    many,
    named,
    opened,
    selected,
    silence,
)
from allegiance.commands.shifts import shifts
from allegiance.commands.spillover import spillover
from allegiance.commands.what_if import what_if
from allegiance.errors import AllegianceError, BadOption, UnknownActor, UnreadableDocument
from allegiance.language import DEFAULT
from allegiance.workbench import workbench

# The model's products are small: threads of NumPy's would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from allegiance.documents import Document
    from allegiance.network.card import Card
    from allegiance.network.ties import Split
    from allegiance.ontology.actors import KnownActor
    from allegiance.ontology.resolution import Resolver
    from allegiance.pipeline import Summary
    from allegiance.store import Store
    from allegiance.views.page import Page

SOME_FAILED = 3
"""The exit code of `read` where some of the input could not be read, and the rest was."""

SHOWN = 20
"""How many statements `read` shows as a table."""


class Commands(TyperGroup):
    """Turns what a user can cause or meet into one line on standard error."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except AllegianceError as error:
            _fail(error)

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in their order, those that have commands of their own last."""
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: isinstance(self.commands[name], TyperGroup))


def _formats(incomplete: str) -> list[str]:
    from allegiance.exports import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


app = typer.Typer(
    name="allegiance",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

roster = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(roster, name="actors")
app.add_typer(workbench, name="decide")


def main() -> None:
    """The `allegiance` command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="allegiance")


def _version(wanted: bool) -> None:
    if wanted:
        from allegiance import __version__

        typer.echo(f"allegiance {__version__}")
        raise typer.Exit


@app.callback()
def allegiance(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Who stands with whom, according to whom.

    Reads writing about armed conflict and codes who does what to whom, who says so, how
    certainly, when and where. It records what is said, never what is true.

    \b
    Begin with:
      allegiance demo
      allegiance read article.txt --date 2013-01
      allegiance serve
    """


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, globs, web addresses; '-' is standard input.",
        ),
    ],
    store: StorePath = DEFAULT_STORE,
    form: Shape = "table",
    date: Annotated[
        str | None, typer.Option("--date", help="When it was written: 2013, 2013-01, 2013-01-14.")
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    title: Title = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote it.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where it stands on the web.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="'en' codes it as English all the same.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", "--columns", metavar="FIELD=NAME", help="A corpus' column, as in text=body."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Code what the store holds already once more.")
    ] = False,
    coder: CoderOption = DEFAULT,
    own: OwnActors = None,
    grounds: OwnPlaces = None,
) -> None:
    """Read writing into the store, and print its statements.

    The options win over what a file says; a document without a date has none. Exit code 1 where
    nothing could be read, 3 where some could not.

    \b
    Example:
      allegiance read article.txt --date 2013-01 --outlet "Pambazuka News"
      allegiance read reports/ corpus.csv --column text=body --format jsonl > said.jsonl
    """
    from allegiance import pipeline, tables
    from allegiance.store import Store, file, query

    if own or grounds:
        pipeline.knowing(own, grounds)
    failures: list[UnreadableDocument] = []
    found = pipeline.documents(
        paths, failures.append, columns=_columns(column), outlet=outlet, date=date, title=title,
        author=author, url=url, language=language, without=file.parts(store),
    )  # fmt: skip
    first = next(found, None)
    if first is None:
        _nothing(failures)
    with Store.open(store) as kept:
        undated: list[Document] = []
        dated = _noting_undated(chain([first], found), undated)
        summary = _kept(dated, kept, failures, again=again, coder=coder, actors=own, places=grounds)
        said = query.statements(
            kept, document=summary.documents, limit=SHOWN if form == "table" else None
        )
        if summary.documents:
            shown = tables.show_statements(said, form)
            if form == "table" and shown < summary.statements:
                more = summary.statements - shown
                tables.note(f"... and {more} more: allegiance statements --store {store}")
    _close(summary, failures, undated=len(undated))


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence, or '-'.")],
    date: Annotated[str | None, typer.Option("--date", help="When it was written.")] = None,
    form: Annotated[Literal["table", "json", "jsonl"], typer.Option("--format", "-f")] = "table",
    coder: CoderOption = DEFAULT,
) -> None:
    """Show what the coder sees in a sentence, and why.

    \b
    Example:
      allegiance explain "French troops drove the rebels out of Gao, Paris said on Monday."
    """
    from allegiance import tables
    from allegiance.explanation import explain as explained

    document = _sentence(sys.stdin.read() if text == "-" else text, date)
    if form == "table":
        for number, each in enumerate(explained(document, coder=coder)):
            if number:
                tables.out().rule()
            tables.show_explanation(each)
    else:
        tables.show(explained(document, coder=coder), (), form)


@app.command()
@asking
def statements(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    form: Shape = "table",
    search: Annotated[
        str | None, typer.Option("--search", help="Words in the sentence, the names or the title.")
    ] = None,
    limit: Limit = None,
) -> None:
    """List the statements of the store.

    \b
    Example:
      allegiance statements --actor France --theatre Mali --since 2012-04
      allegiance statements --relation arm --certainty certain --format jsonl
    """
    from allegiance import tables

    with opened(store) as kept:
        found = selected(kept, {**asked, "search": search, "limit": limit})
        if not tables.show_statements(found, form):
            silence(kept, asked)


@app.command()
@asking
def ties(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    by: Annotated[
        str,
        typer.Option("--by", help="What splits ties: theatre, period, theatre,period or nothing."),
    ] = "theatre",
    period: Annotated[
        Literal["year", "month"], typer.Option("--period", help="How long a period is.")
    ] = "year",
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "named",
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = None,
) -> None:
    """List the ties, the most widely told first.

    \b
    Example:
      allegiance ties --actor "Ansar Dine"
      allegiance ties --by theatre,period --level state --format csv
    """
    from allegiance import tables
    from allegiance.commands.counted import ties_of

    actors = knowing(own)
    with opened(store) as kept:
        found = ties_of(
            kept, asked, actors, level=level, by=_splits(by), period=period, limit=limit
        )
        if not tables.show(found, tables.TIES, form):
            silence(kept, asked)


@app.command("double-games")
@asking
def double_games(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    pattern: Annotated[
        Literal["direct", "through", "both"] | None,
        typer.Option("--pattern", help="Of this pattern alone; direct is who harms and helps one."),
    ] = None,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 10,
) -> None:
    """List who is told to harm a side here and help it there.

    --actor keeps the games that this actor plays; the other conditions choose the statements.

    \b
    Example:
      allegiance double-games --limit 5
      allegiance double-games --speaker "Pepe Escobar" --format jsonl
      allegiance double-games --pattern direct --theatre Mali
    """
    from allegiance import tables
    from allegiance.network.double_games import double_games as games_in

    actors = knowing(own)
    with opened(store) as kept:
        players = named(asked.pop("actor", ()), actors)
        said = selected(kept, asked)
        only = (pattern,) if pattern else ()
        games = games_in(said, limit=limit, played_by=players, patterns=only, known=actors)
        if not tables.show(games, tables.GAMES, form):
            tables.note(f"{store} tells of no double game under these conditions")


@roster.callback(invoke_without_command=True)
def actors(
    context: typer.Context,
    store: StorePath = DEFAULT_STORE,
    known: Annotated[
        str | None, typer.Option("--known", metavar="NAME", help="Look a name up in the registry.")
    ] = None,
    kind: KindOption = None,
    search: Annotated[str | None, typer.Option("--search", help="Part of a name.")] = None,
    form: Shape = "table",
    limit: Limit = None,
) -> None:
    """List the actors of the store, the most told of first; or ask who a name means.

    \b
    Example:
      allegiance actors --kind "armed group" --limit 20
      allegiance actors --known AQIM
      allegiance actors resolve "Al-Nusra" --date 2013
    """
    if context.invoked_subcommand is None:
        _list_actors(store, known, kind, search, form, limit)


@roster.command("list")
def list_actors(
    store: StorePath = DEFAULT_STORE,
    known: Annotated[
        str | None, typer.Option("--known", metavar="NAME", help="Look a name up in the registry.")
    ] = None,
    kind: KindOption = None,
    search: Annotated[str | None, typer.Option("--search", help="Part of a name.")] = None,
    form: Shape = "table",
    limit: Limit = None,
) -> None:
    """List the actors of the store, the most told of first.

    \b
    Example:
      allegiance actors list --kind "armed group" --limit 20
    """
    _list_actors(store, known, kind, search, form, limit)


@roster.command("resolve")
def resolve_actor(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A name; or a file of names, one a line; or '-', standard input."
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When it is told of: 2013, 2013-01, 2013-01-14.")
    ] = None,
    context: Annotated[
        str, typer.Option("--context", metavar="TEXT", help="The text that speaks of it.")
    ] = "",
    own: OwnActors = None,
    form: Shape = "table",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="At most so many candidates for each name.")
    ] = 5,
) -> None:
    """Tell whom a name may mean, the likeliest first, and why.

    In a file, a date may follow each name after a tab, and a text that speaks of it after another.
    A score of 0.5 or more is safe to take, a lower one is for a person to decide.

    \b
    Example:
      allegiance actors resolve "Al-Nusra" --date 2013
      allegiance actors resolve KIA --context "fighting in northern Myanmar"
      allegiance actors resolve names.tsv --format jsonl > actors.jsonl
    """
    from allegiance import tables

    known = _resolver(own)
    if name is not None and name != "-" and not Path(name).is_file():
        answer = known.resolve(name, date=_date(date), context=context, limit=limit)
        if not tables.show(answer.candidates, tables.RESOLVED, form):
            near = ", ".join(each.name for each in known.nearest(name))
            tables.note(f"nobody is known by the name {name!r}; tried: {'; '.join(answer.tried)}")
            tables.note(f"the nearest names are those of {near}" if near else "no name is near it")
        return
    asked = list(_lines(name, _date(date) or "", context))
    known.prepare(around for _, _, around in asked)
    answers = [
        known.resolve(each, date=_date(when), context=around, limit=limit)
        for each, when, around in asked
    ]
    tables.show_resolved(answers, form)


@roster.command("show")
def show_actor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or an id.")],
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="PATH", help="A store, for its ties and who tells them."),
    ] = None,
    own: OwnActors = None,
    form: Annotated[Literal["table", "json", "jsonl"], typer.Option("--format", "-f")] = "table",
    limit: Limit = 20,
) -> None:
    """Show an actor on one page: names over time, descent, leaders, homes, codes, ties.

    With a store, what its statements tell of the actor: how many, of when, by which outlets.

    \b
    Example:
      allegiance actors show AQIM
      allegiance actors show "Ansar Dine" --store mali.duckdb
    """
    from allegiance import tables

    if store is None:
        made = _card(name, _resolver(own), None)
    else:
        with opened(store) as kept:
            made = _card(name, _resolver(own), kept)
    if form == "table":
        tables.show_card(made, limit)
    else:
        tables.show([made], (), form)


@roster.command("review")
def review_actors(
    path: Annotated[
        str | None, typer.Argument(metavar="STORE", help="The store; the default one if left out.")
    ] = None,
    described: Annotated[
        bool, typer.Option("--described", help="Descriptions too: 'local fighters'.")
    ] = False,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 50,
) -> None:
    """List the actors of a store that the registry does not know, and whom they may be.

    Those of most statements come first, each with the nearest actors of the registry and their
    scores, so that a person can decide.

    \b
    Example:
      allegiance actors review mali.duckdb --limit 20
      allegiance actors review mali.duckdb --format json > unknown.json
    """
    from allegiance import tables
    from allegiance.store.review import review

    where = path or os.environ.get("ALLEGIANCE_STORE") or DEFAULT_STORE
    with opened(where) as kept:
        found = review(kept, _resolver(own), described=described, limit=limit)
    if not tables.show(found, tables.REVIEW, form):
        tables.note(f"the registry knows every actor that {where} names")


@app.command()
def places(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A name; or a file of names, one a line; or '-', standard input."
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CC", help="In this country: ML or Mali. Repeatable."),
    ] = None,
    context: Annotated[
        str, typer.Option("--context", metavar="TEXT", help="The text that speaks of it.")
    ] = "",
    own: OwnPlaces = None,
    form: Shape = "table",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="At most so many candidates for each name.")
    ] = 5,
) -> None:
    """Tell which places a name may mean, the likeliest first, and why.

    In a file, a country may follow each name after a tab, and a text that speaks of it after
    another. A score near 1 is safe, a low one a guess; coordinates are never made up.

    \b
    Example:
      allegiance places Tripoli --context "fighting in Lebanon"
      allegiance places "Menbij" --country SY --format json
      allegiance places names.tsv --format jsonl > places.jsonl
    """
    from allegiance import tables
    from allegiance.ontology.gazetteer import own as users
    from allegiance.ontology.gazetteer.candidates import hear, heard, rank

    mine = users.read(own) if own else ()
    codes = [users.country(each) for each in country or ()]
    if name is not None and name != "-" and not Path(name).is_file():
        (found,) = rank([(name, heard(context, codes))], own=mine, limit=limit)
        if not tables.show(found, tables.PLACES, form):
            tables.note(f"no place is known by the name {name!r}; tell its country with --country")
        return
    asked = list(_toponyms(name, codes, context))
    told = hear([(around, within) for _, around, within in asked])
    names = [each for each, _, _ in asked]
    answers = rank(list(zip(names, told, strict=True)), own=mine, limit=limit)
    tables.show_places(zip(names, answers, strict=True), form)


@app.command()
def relations(form: Shape = "table") -> None:
    """List the relations: direction, sign, meaning.

    \b
    Example:
      allegiance relations
    """
    from allegiance import tables
    from allegiance.ontology.relations import relations as known

    tables.show(known().values(), tables.RELATIONS, form)


@app.command()
def serve(store: StorePath = DEFAULT_STORE, port: Port = 8765, no_open: Quiet = False) -> None:
    """Serve the page on this machine, over the store as it is.

    The page shows what `allegiance read` adds meanwhile. Ctrl-C ends it.

    \b
    Example:
      allegiance serve --store libya.duckdb --port 8000
    """
    from allegiance.live import Live

    live = Live(store)
    live.page()
    _serve(live.page, port, no_open)


@app.command()
@asking
def report(
    asked: dict[str, Any],
    path: Annotated[Path, typer.Argument(metavar="OUT.html", help="The file to write.")],
    store: StorePath = DEFAULT_STORE,
    title: Title = None,
) -> None:
    """Write the page as one file that needs no server.

    \b
    Example:
      allegiance report mali.html --theatre Mali --title "Mali, 2012"
    """
    from allegiance import tables
    from allegiance.exports.format import replacing
    from allegiance.views.page import report as written

    with opened(store) as kept:
        page = _page(kept, asked, title)
    content = written(page).decode()
    with replacing(path) as stream:
        stream.write(content)
    tables.note(f"{path}: {many(len(page.statements), 'statement')}")


@app.command()
@asking
def export(
    asked: dict[str, Any],
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            autocompletion=_formats,
            help="csv, xlsx, parquet, sqlite, gexf, graphml, ftm, stix ...: docs/exports.md has all.",
        ),
    ],
    path: Annotated[str, typer.Argument(metavar="OUT", help="The file; '-' is standard output.")],
    store: StorePath = DEFAULT_STORE,
    partition: Partition = None,
) -> None:
    """Write statements or ties for another program.

    \b
    Example:
      allegiance export gexf network.gexf --since 2011
      allegiance export csv - --relation fight | head
      allegiance export sqlite mali.sqlite --theatre Mali
      allegiance export parquet s3://bucket/mali --partition year
    """
    from allegiance import tables
    from allegiance.exports import write

    if partition or "://" in path:
        parted(form, path, store, asked)
        return
    with opened(store) as kept:
        written = write(selected(kept, asked), sys.stdout if path == "-" else path, format=form)
    left_out = f" ({written.left_out} left out: {written.why})" if written.left_out else ""
    tables.note(f"{path}: {written.written} written{left_out}")


@app.command()
def demo(
    source: Annotated[
        str | None, typer.Argument(metavar="INPUT", help="What to read in place of the samples.")
    ] = None,
    store: StorePath = ":memory:",
    port: Port = 8765,
    no_open: Quiet = False,
) -> None:
    """Read the sample texts, or INPUT, and serve the page.

    Nothing is kept unless --store names a file.

    \b
    Example:
      allegiance demo
      allegiance demo article.txt --no-open
    """
    from allegiance import pipeline, samples
    from allegiance.store import Store, file

    failures: list[UnreadableDocument] = []
    paths: Sequence[str | Path] = [source] if source else samples.paths()
    found = pipeline.documents(paths, failures.append, without=file.parts(store))
    first = next(found, None)
    if first is None:
        _nothing(failures)
    with Store.open(store) as kept:
        summary = _kept(chain([first], found), kept, failures)
        page = _page(kept, {}, None if source else "Allegiance: sample texts")
    _tell(summary, failures)
    _serve(lambda: page, port, no_open)


app.command("flows")(flows)
app.command("compare")(compare)
app.command("brokers")(brokers)
app.command("what-if")(what_if)
app.command("shifts")(shifts)
app.command("balance")(balance)
app.command("spillover")(spillover)
app.command("import")(import_)
roster.command("import")(import_actors)
app.command("check")(check)


def _columns(given: Sequence[str] | None) -> dict[str, str]:
    """The columns of a corpus, from "text=body". Raises BadOption for what is not of that form."""
    columns = {}
    for each in given or ():
        field, sign, name = each.partition("=")
        if not (field and sign and name):
            raise BadOption(f"column {each!r} does not name a column; write it as in text=body")
        columns[field] = name
    return columns


def _kept(
    found: "Iterator[Document]",
    store: "Store",
    failures: list[UnreadableDocument],
    *,
    again: bool = False,
    coder: str = DEFAULT,
    actors: Path | None = None,
    places: Path | None = None,
) -> "Summary":
    """Code documents into the store, with a line on standard error that tells how far it is."""
    from rich.text import Text

    from allegiance import pipeline, tables

    done = said = 0
    console = tables.err()
    with console.status(Text("reading ..."), spinner="line") as status:

        def progress(document: "Document", statements: int) -> None:
            nonlocal done, said
            done, said = done + 1, said + statements
            name = tables.plain(document.path or document.id)
            status.update(Text(f"{many(done, 'document')}, {many(said, 'statement')}: {name}"))

        try:
            return pipeline.keep(
                found, store, failures.append, again=again, coder=coder, actors=actors,
                places=places, on_progress=progress,
            )  # fmt: skip
        except KeyboardInterrupt:
            tables.note(f"stopped; what was done is kept ({many(done, 'document')})")
            raise


def _nothing(failures: Sequence[UnreadableDocument]) -> NoReturn:
    """Nothing could be read: say why, each on a line, and stop."""
    from allegiance import tables

    for failure in failures:
        tables.note(f"allegiance: {failure}", style="red")
    raise typer.Exit(1)


def _noting_undated(found: "Iterator[Document]", undated: "list[Document]") -> "Iterator[Document]":
    """The documents as they come; those whose date nobody tells, or nobody can read, are noted."""
    for document in found:
        if document.date is None:
            undated.append(document)
        yield document


def _close(summary: "Summary", failures: Sequence[UnreadableDocument], *, undated: int = 0) -> None:
    """Tell what a run did and what it could not read, and stop with the code that says so."""
    _tell(summary, failures, undated=undated)
    if failures:
        raise typer.Exit(SOME_FAILED if summary.documents else 1)


def _tell(summary: "Summary", failures: Sequence[UnreadableDocument], *, undated: int = 0) -> None:
    from allegiance import tables

    tables.note(
        _told(summary) + (f"; {undated} without a date that can be read" if undated else "")
    )
    if failures:
        tables.note(f"{many(len(failures), 'item')} could not be read:")
        for failure in failures:
            tables.note(f"allegiance: {failure}", style="red")


def _told(summary: "Summary") -> str:
    """A run in one line: how much was read, what it gave, and why the rest gave nothing."""
    read = many(len(summary.documents), "document")
    held = f" ({summary.unchanged} unchanged)" if summary.unchanged else ""
    gave = f"{summary.coded} of {many(summary.sentences, 'sentence')} gave {many(summary.statements, 'statement')}"
    copies = f"; {many(summary.stories, 'story')} told in several copies" if summary.stories else ""
    reasons = list(summary.reasons.items())
    if not reasons:
        return f"{read}{held}: {gave}{copies}"
    named = [f"{reason} ({count})" for reason, count in reasons[:3]]
    if rest := sum(count for _, count in reasons[3:]):
        named.append(f"other reasons ({rest})")
    return f"{read}{held}: {gave}{copies}; the others: {', '.join(named)}"


def _sentence(text: str, date: str | None) -> "Document":
    """A sentence as a document. Raises UnreadableDocument where it is empty or not English."""
    from allegiance.documents import Document, identify
    from allegiance.documents.cleaning import clean
    from allegiance.documents.dates import stated_date
    from allegiance.documents.languages import CODED, language, language_name
    from allegiance.errors import UnknownLanguage

    cleaned = clean(text)
    if not cleaned.strip():
        raise UnreadableDocument("the sentence is empty; pass one in quotes")
    if (spoken := language(cleaned)) != CODED:
        raise UnknownLanguage(
            f"the sentence is in {language_name(spoken)}, which Allegiance does not code yet; "
            "translate it"
        )
    if date is not None and not stated_date(date):
        raise BadOption(f"date {date!r} is not a date; write 2013-01-14, 2013-01 or 2013")
    return Document(id=identify(cleaned), text=cleaned, date=stated_date(date or ""))


def _splits(by: str) -> "list[Split]":
    """What splits ties, from "theatre,period". Raises BadOption for what does not."""
    known: dict[str, list[Split]] = {
        "theatre": ["theatre"],
        "period": ["period"],
        "theatre,period": ["theatre", "period"],
        "period,theatre": ["theatre", "period"],
        "nothing": [],
    }
    if by not in known:
        raise BadOption(
            f"ties are not split by {by!r}; write theatre, period, theatre,period or nothing"
        )
    return known[by]


def _known(name: str) -> "list[KnownActor]":
    """The registry's actors of that name, id or demonym. Raises UnknownActor where none is."""
    from difflib import get_close_matches

    from allegiance.ontology.actors import normal, registry

    known = registry()
    found = {actor.id: actor for actor in (*known.find(name), *known.of_demonym(name))}
    if name in known:
        found[name] = known[name]
    if not found:
        names = {normal(each): each for actor in known for each in actor.names}
        near = get_close_matches(normal(name), names, n=1, cutoff=0.75)
        hint = f"did you mean {names[near[0]]!r}?" if near else "a text may name it all the same"
        raise UnknownActor(f"the registry knows no actor by the name {name!r}; {hint}")
    return list(found.values())


def _list_actors(
    store: str,
    known: str | None,
    kind: list[str] | None,
    search: str | None,
    form: Form,
    limit: int | None,
) -> None:
    from allegiance import tables
    from allegiance.store import query

    if known is not None:
        tables.show(_known(known), tables.KNOWN, form)
        return
    with opened(store) as kept:
        found = query.actors(kept, kind=kind, search=search, limit=limit)
        if not tables.show(found, tables.ACTORS, form):
            tables.note(f"no such actor appears in {store}")


def _resolver(own: Path | None) -> "Resolver":
    """What tells whom names mean, with a user's actors where there are any."""
    from allegiance.ontology.resolution import extended, resolver

    return extended(own) if own else resolver()


def _card(name: str, known: "Resolver", store: "Store | None") -> "Card":
    """The card of the actor that a name surely means. Raises UnknownActor where it means nobody."""
    from allegiance.network.card import card, unknown
    from allegiance.store import query

    answer = known.resolve(name)
    sure = known.registry[name].id if name in known.registry else answer.best and answer.best.id
    if sure:
        told = None if store is None else list(query.statements(store, actor=sure))
        return card(known.registry[sure], known.registry, told)
    said = [] if store is None else list(query.statements(store, actor=name))
    for end in (end for each in said for end in (each.source, each.target)):
        if name.lower() in (end.id.lower(), end.name.lower()):
            return unknown(end, said)
    near = answer.candidates or known.nearest(name)
    hint = "; ".join(f"{each.name} ({each.id})" for each in near)
    verb = (
        "may mean several" if answer.candidates else "is nobody's in the registry; the nearest are"
    )
    raise UnknownActor(f"the name {name!r} {verb}: {hint}; show one by its id")


def _date(told: str | None) -> str | None:
    """A date that was given. Raises BadOption where it is none."""
    from allegiance.documents.dates import stated_date

    if told and not stated_date(told):
        raise BadOption(f"date {told!r} is not a date; write 2013-01-14, 2013-01 or 2013")
    return stated_date(told or "")


def _lines(file: str | None, *defaults: str) -> Iterator[list[str]]:
    """The names of a file or of standard input, one a line, with what follows them after tabs."""
    try:
        text = sys.stdin.read() if file in (None, "-") else Path(str(file)).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"{file} holds no names ({error}); save it as UTF-8") from error
    for line in text.splitlines():
        name, *more = (cell.strip() for cell in line.split("\t"))
        if name:
            given = [*more, *("" for _ in defaults)]
            yield [name, *(cell or default for cell, default in zip(given, defaults, strict=False))]


def _toponyms(
    file: str | None, codes: Sequence[str], context: str
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The names of a file or of standard input, with the text and the countries told of each."""
    from allegiance.ontology.gazetteer.own import country

    for name, told, around in _lines(file, "", context):
        yield name, around, frozenset([country(told)] if told else codes)


def _page(store: "Store", asked: dict[str, Any], title: str | None) -> "Page":
    """Everything a page shows of the statements that meet the conditions."""
    from allegiance.live import of_store, page
    from allegiance.store import events

    if not asked:
        return of_store(store, title=title)
    said = list(selected(store, asked))
    told = [*store.documents(), *events.documents(store, said)]
    return page(told, said, title=title, whole=False)


def _serve(load: "Callable[[], Page]", port: int, no_open: bool) -> None:
    """Serve a page until Ctrl-C, which is how it is meant to end."""
    from allegiance.views.server import serve as served

    try:
        served(
            load,
            lambda: load().version,
            port=port,
            open_browser=not no_open,
            on_ready=typer.echo,
        )
    except KeyboardInterrupt:
        typer.echo("", err=True)


def _fail(error: AllegianceError) -> NoReturn:
    """One red line on standard error, and the error's own exit code."""
    from allegiance import tables

    tables.note(f"allegiance: {error}", style="red")
    raise typer.Exit(error.exit_code)
