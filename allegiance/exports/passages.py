"""Statements by the sentence that tells them, for the formats of annotation tools."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from allegiance.statements.statement import End, Statement


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a passage: an end of a statement, with its kind as `label`, or a trigger.

    `begin` and `end` count code points of the passage, end exclusive.
    """

    begin: int
    end: int
    label: str
    text: str


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A statement between two mentions of a passage, told by their place in its list."""

    source: int
    target: int
    statement: Statement


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the mentions that its statements relate."""

    document: str
    begin: int
    text: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]


def passages(statements: Iterable[Statement], left_out: list[Statement]) -> Iterator[Passage]:
    """One passage for each sentence, where its statements follow one another.

    A statement whose mentions do not stand in its sentence (a coding of others without a text)
    is put into `left_out`.
    """
    for (document, begin, text), group in groupby(statements, _sentence):
        mentions: dict[Mention, int] = {}
        links = []
        for said in group:
            ends = [_mention(end, said) for end in (said.source, said.target)]
            if not all(ends):
                left_out.append(said)
                continue
            source, target = (mentions.setdefault(end, len(mentions)) for end in ends if end)
            links.append(Link(source=source, target=target, statement=said))
        if links:
            yield Passage(
                document=document, begin=begin, text=text, mentions=tuple(mentions),
                links=tuple(links),
            )  # fmt: skip


def label(kind: str) -> str:
    """A kind of actor as annotation tools need their labels: "armed_group"."""
    return "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in kind) or "unknown"


WHY = "their mentions do not stand in their sentence"


def _sentence(said: Statement) -> tuple[str, int, str]:
    return said.document, said.begin, said.sentence


def _mention(end: End, said: Statement) -> Mention | None:
    begin, stop = end.begin - said.begin, end.end - said.begin
    if not 0 <= begin < stop <= len(said.sentence):
        return None
    return Mention(begin=begin, end=stop, label=label(end.kind), text=said.sentence[begin:stop])
