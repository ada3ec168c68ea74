"""The record that everything else is made of."""

import msgspec
import pytest

from allegiance.statements.statement import (
    Attribution,
    End,
    Place,
    Statement,
    Trigger,
    dump,
    load,
)


def end(name: str, kind: str = "state", country: str | None = None) -> End:
    return End(id=name.lower(), name=name, kind=kind, country=country, mention=name, begin=0, end=6)


def statement(**more: object) -> Statement:
    plain: dict[str, object] = {
        "id": "1", "document": "d", "sentence": "Gondor armed Rohan.", "begin": 0, "end": 19,
        "source": end("Gondor"), "relation": "arm", "event": "AID", "sign": 1,
        "target": end("Rohan"), "trigger": Trigger(text="armed", begin=7, end=12),
        "confidence": 0.8, "coder": "by hand",
    }  # fmt: skip
    return Statement(**{**plain, **more})  # type: ignore[arg-type]


def place(name: str, country: str | None) -> Place:
    return Place(id=f"region:{name}", name=name, country=country, lat=None, lon=None)


def test_a_statement_comes_back_from_its_line_as_it_went() -> None:
    said = [statement(), statement(id="2", place=place("ithilien", None), polarity="negative")]
    lines = list(dump(said))
    assert all(b"\n" not in line for line in lines)
    assert list(load([*lines, b"", b"  "])) == said


def test_the_record_has_the_fields_of_the_codebook_in_its_order() -> None:
    [line] = dump([statement()])
    assert list(msgspec.json.decode(line))[:23] == [
        "id", "document", "sentence", "begin", "end", "source", "relation", "event", "sign",
        "target", "trigger", "phase", "mutual", "polarity", "certainty", "time_status", "time",
        "place", "attribution", "instrument", "origin", "confidence", "coder",
    ]  # fmt: skip


def test_an_actor_has_no_coordinates_and_a_place_has() -> None:
    assert "lat" not in msgspec.to_builtins(end("Gondor"))
    there = msgspec.structs.replace(end("Osgiliath", "place"), lat=1.0, lon=2.0)
    assert msgspec.to_builtins(there)["lat"] == 1.0


@pytest.mark.parametrize("line", ['{"id": "1"}', "[]", '{"id": 1}'])
def test_a_line_that_is_no_statement_is_refused(line: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        list(load([line]))


def test_a_certainty_that_is_none_is_refused() -> None:
    [line] = dump([statement()])
    with pytest.raises(msgspec.ValidationError, match="certainty"):
        list(load([line.replace(b'"certain"', b'"sure"')]))


def test_the_theatre_is_the_country_it_plays_out_in_or_the_region() -> None:
    assert statement().theatre is None
    assert statement(place=place("kidal", "ML")).theatre == "ML"
    assert statement(place=place("sahel", None)).theatre == "region:sahel"
    assert statement(target=end("Kidal", "place", "ML")).theatre == "ML"
    assert statement(target=end("Sahel", "place")).theatre == "sahel"
    assert statement(target=end("Mali", "state", "ML")).theatre is None


def test_the_voice_is_the_innermost_speaker_else_the_author_else_the_outlet() -> None:
    chain = tuple(
        Attribution(id=name, name=name, kind="person", verb="said")
        for name in ("Pippin", "Gandalf")
    )
    assert statement(attribution=chain, author="Bilbo").voice == "Gandalf"
    assert statement(author="Bilbo", outlet="The Red Book").voice == "Bilbo"
    assert statement(outlet="The Red Book").voice == "The Red Book"
    assert statement().voice == "the document"
