"""What a notebook shows: tables and pictures in HTML, in which text is only ever text.

A picture stands in an image of its own, so that neither its styles nor its ids reach the rest of
the notebook, and nothing in it can run.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from allegiance.network.ties import source_of, voices
from allegiance.statements.statement import Statement

SHOWN = 20
"""So many rows of a table are shown; frames have all."""
QUOTED = 3


class Markup(str):
    """HTML that was made here, of escaped text: a table takes it as it is."""

    __slots__ = ()


class Picture(str):
    """An SVG picture, as text; a notebook shows it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return picture(self, "Ties between actors")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, total: int) -> Markup:
    """A table of some of `total` rows; None is empty."""
    body = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
    head = "".join(f'<th style="text-align:left">{escape(name)}</th>' for name in heads)
    more = para(f"and {total - len(body):,} more") if total > len(body) else ""
    return Markup(
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}"
    )


def para(text: str) -> Markup:
    return Markup(f"<p>{escape(text)}</p>") if text else Markup()


def picture(svg: str, told: str) -> Markup:
    """An SVG picture as an image; `told` says what it shows to whom cannot see it."""
    size = re.search(r'viewBox="0 0 (\d+)', svg)
    width = f"width:{size[1]}px;" if size else ""
    data = b64encode(svg.encode()).decode()
    return Markup(
        f'<img alt="{escape(told)}" style="{width}max-width:100%" '
        f'src="data:image/svg+xml;base64,{data}">'
    )


def sentences(statements: Sequence[Statement]) -> Markup:
    """The first few sentences, each once, with whose word each is; folded away."""
    told = {(said.sentence, source_of(said)): said for said in statements}
    shown = [f"<li>{quoted(said)}</li>" for said in list(told.values())[:QUOTED]]
    if not shown:
        return Markup()
    rest = len(told) - len(shown)
    more = f"<li>and {rest:,} more</li>" if rest else ""
    count = f"{len(told):,} sentence{'' if len(told) == 1 else 's'}"
    return Markup(f"<details><summary>{count}</summary><ul>{''.join(shown)}{more}</ul></details>")


def heard(statements: Sequence[Statement]) -> str:
    """Who affirms it, and who denies it."""
    told, denials = voices(statements, "positive"), voices(statements, "negative")
    said = [", ".join(told)] if told else []
    return "; ".join([*said, *([f"denied by {', '.join(denials)}"] if denials else [])])


def quoted(said: Statement) -> Markup:
    """A sentence, with whose word it is, and where and when it was printed."""
    where = ", ".join(dict.fromkeys(filter(None, (said.voice, said.outlet, said.date))))
    return Markup(f"{escape(said.sentence)} <i>({escape(where)})</i>")


def _cell(value: object) -> str:
    text = value if isinstance(value, Markup) else escape("" if value is None else str(value))
    return f'<td style="text-align:left;vertical-align:top">{text}</td>'
