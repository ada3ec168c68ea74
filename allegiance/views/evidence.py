"""According to whom: the sentences for and against a tie, with what was read marked in them."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

import msgspec

from allegiance.network.ties import Tie
from allegiance.statements.statement import Attribution, Statement

Role = Literal["source", "target", "trigger"]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document's text that was read as one part of a statement.

    `begin` and `end` count code points of the document's text, end exclusive.
    """

    begin: int
    end: int
    role: Role


def draw(ties: Iterable[Tie]) -> str:
    """The ties with their sentences as HTML, for a page without scripts; texts are escaped."""
    return "".join(_section(tie) for tie in ties)


def marks(statement: Statement) -> tuple[Mark, ...]:
    """The source, target and trigger of a statement in the order of the text, never overlapping.

    Where two overlap the one that begins first keeps its stretch and the other what is left of
    its own; a mention outside the sentence is kept, since a pronoun's actor may stand there.
    """
    found = sorted(
        (
            (statement.source.begin, statement.source.end, "source"),
            (statement.trigger.begin, statement.trigger.end, "trigger"),
            (statement.target.begin, statement.target.end, "target"),
        ),
        key=lambda mark: (mark[0], -mark[1]),
    )
    kept: list[Mark] = []
    reached = 0
    for begin, end, role in found:
        begin = max(begin, reached)
        if begin < end:
            kept.append(Mark(begin=begin, end=end, role=role))  # type: ignore[arg-type]
            reached = end
    return tuple(kept)


def voices(statement: Statement) -> str:
    """Who says it, in words: the speakers from the outermost to the innermost, then where."""
    return chain(statement.attribution, statement.outlet or statement.author)


def chain(links: Sequence[Attribution], outlet: str | None) -> str:
    """A chain of sources in words.

    >>> chain([Attribution(id="gandalf", name="Gandalf", kind="person", verb="warned")], "The Post")
    'Gandalf ("warned"), in The Post'
    >>> chain([], "The Post")
    'The Post, in its own voice'
    """
    if not links:
        return f"{outlet or 'the document'}, in its own voice"
    return " citing ".join(map(_link, links)) + (f", in {outlet}" if outlet else "")


def _link(link: Attribution) -> str:
    return f'{link.name} ("{link.verb}")' if link.verb and link.verb != link.name else link.name


def _section(tie: Tie) -> str:
    theatre = f" in {escape(tie.theatre)}" if tie.theatre else ""
    heading = f"{escape(tie.source.name)} {escape(tie.relation)} {escape(tie.target.name)}{theatre}"
    return f"<section><h3>{heading}</h3><ul>{''.join(map(_item, tie.statements))}</ul></section>"


def _item(statement: Statement) -> str:
    side = "denied" if statement.polarity == "negative" else statement.certainty
    when = f", {escape(statement.date)}" if statement.date else ""
    return (
        f"<li><blockquote>{_marked(statement)}</blockquote>"
        f"<p>{escape(voices(statement))}{when}; {escape(side)}</p></li>"
    )


def _marked(statement: Statement) -> str:
    """The sentence with its marks, as escaped HTML."""
    text, start = statement.sentence, statement.begin
    pieces, reached = [], 0
    for mark in marks(statement):
        begin, end = mark.begin - start, mark.end - start
        if begin < reached or end > len(text):
            continue
        pieces.append(escape(text[reached:begin]))
        pieces.append(f'<mark class="{mark.role}">{escape(text[begin:end])}</mark>')
        reached = end
    return "".join([*pieces, escape(text[reached:])])
