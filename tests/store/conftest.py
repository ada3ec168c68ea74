"""Statements, sentences and mentions in invented worlds, and a store to keep them in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegiance.documents.document import Document, identify
from allegiance.statements.statement import End, Mention, Sentence, Statement, Trigger
from allegiance.store import Store

CODER = "rules 1"
TEXT = "Gondor armed Rohan. Mordor fears Rohan."


def document(text: str = TEXT, **more: Any) -> Document:
    return Document(id=identify(text, outlet=more.get("outlet")), text=text, **more)


def end(name: str, **more: Any) -> End:
    given = {"kind": "state", "country": None, "begin": 0, "end": len(name)} | more
    return End(id=name.lower(), name=name, mention=name, **given)


def say(of: Document, source: str, relation: str, target: str | End, **more: Any) -> Statement:
    other = end(target) if isinstance(target, str) else target
    given: dict[str, Any] = {
        "id": f"{of.id}-{source}-{relation}-{other.name}",
        "document": of.id,
        "sentence": of.text[more.get("begin", 0) : more.get("end", 19)],
        "begin": 0,
        "end": 19,
        "source": end(source),
        "relation": relation,
        "event": "AID",
        "sign": 1,
        "target": other,
        "trigger": Trigger(text="armed", begin=7, end=12),
        "confidence": 0.5,
        "coder": CODER,
        "outlet": of.outlet,
        "author": of.author,
        "date": of.date,
    }
    return Statement(**(given | more))


def keep(store: Store, of: Document, *statements: Statement, coder: str = CODER) -> bool:
    """Write a document with two sentences and a mention, and these statements."""
    sentences = [
        Sentence(document=of.id, index=0, begin=0, end=19, statements=len(statements)),
        Sentence(document=of.id, index=1, begin=20, end=39, statements=0, reason="no frame"),
    ]
    mention = Mention(
        document=of.id, begin=0, end=6, text="Gondor", id="gondor", name="Gondor", kind="state"
    )
    return store.write(
        of, sentences=sentences, mentions=[mention], statements=statements, coder=coder
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "minas.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
