"""Documents into the store."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance import pipeline
from allegiance.documents import Document, identify
from allegiance.errors import BadOption, BrokenOntology, UnreadableDocument
from allegiance.statements.statement import Place
from allegiance.store import Store, query
from tests.conftest import LETTER


@pytest.fixture
def empty() -> Store:
    return Store.open(":memory:")


def document(text: str, **more: str) -> Document:
    return Document(id=identify(text, outlet=more.get("outlet")), text=text, **more)


def test_a_document_goes_in_with_all_that_came_of_it(empty: Store, letter: Path) -> None:
    summary = pipeline.read([letter], empty, date="2013-01", outlet="The Palantir")

    said = list(query.statements(empty))
    assert [(s.source.name, s.relation, s.target.name) for s in said] == [
        ("Mordor", "fight", "Gondor"),
        ("Gondor", "support", "Mordor"),
        ("Elves", "arm", "Gondor"),
    ]
    assert (summary.sentences, summary.coded, summary.statements) == (5, 3, 3)
    assert sum(summary.reasons.values()) == 2
    assert summary.failures == ()
    fates = empty.sentences()
    assert [fate.statements for fate in fates] == [0, 0, 1, 1, 1]
    assert [bool(fate.reason) for fate in fates] == [True, True, False, False, False]


def test_offsets_are_those_of_the_stored_text(empty: Store, letter: Path) -> None:
    pipeline.read([letter], empty)
    [kept] = empty.documents()
    for said in query.statements(empty):
        assert kept.text[said.begin : said.end] == said.sentence
        assert kept.text[said.source.begin : said.source.end] == said.source.mention
        assert kept.text[said.trigger.begin : said.trigger.end] == said.trigger.text
    mentions = empty.mentions()
    assert {"Faramir", "Mordor", "Gondor"} <= {mention.name for mention in mentions}
    for mention in mentions:
        assert kept.text[mention.begin : mention.end] == mention.text


def test_a_pronoun_is_a_mention_that_points_back(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Mordor attacked Gondor. It also bombed the Elves.")
    pipeline.read([path], empty)
    it = next(mention for mention in empty.mentions() if mention.text == "It")
    assert it.antecedent == 0


def test_reading_twice_changes_nothing_and_codes_nothing(
    empty: Store, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = pipeline.read([letter], empty)
    version = empty.version
    monkeypatch.setattr(pipeline, "examine", lambda _: pytest.fail("coded once more"))
    twice = pipeline.read([letter], empty)
    assert twice.unchanged == 1
    assert twice.reasons == once.reasons
    assert twice.statements == once.statements
    assert empty.version == version


def test_again_codes_what_is_held(
    empty: Store, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.read([letter], empty)
    coded: list[Document] = []
    examine = pipeline.examine

    def counted(given: Document, **more: Any) -> pipeline.Coded:
        coded.append(given)
        return examine(given, **more)

    monkeypatch.setattr(pipeline, "examine", counted)
    assert pipeline.read([letter], empty, again=True).unchanged == 0
    assert len(coded) == 1


def test_a_stopped_run_keeps_what_was_done_and_goes_on_there(empty: Store, tmp_path: Path) -> None:
    for name, text in (("a", "Mordor attacked Gondor."), ("b", "Gondor bombed Mordor.")):
        (tmp_path / f"{name}.txt").write_text(text)

    def stop(document: Document, _: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.read([tmp_path], empty, on_progress=stop)
    assert [kept.text for kept in empty.documents()] == ["Mordor attacked Gondor."]

    summary = pipeline.read([tmp_path], empty)
    assert summary.unchanged == 1
    assert len(summary.documents) == 2


def test_what_cannot_be_read_is_told_and_the_rest_is_read(
    empty: Store, letter: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    told: list[UnreadableDocument] = []
    summary = pipeline.read([tmp_path, tmp_path / "nothing.txt"], empty, on_failure=told.append)
    assert len(summary.documents) == 1
    assert list(summary.failures) == told
    assert ["picture.png" in str(told[0]), "nothing.txt" in str(told[1])] == [True, True]


def test_a_bad_option_stops_before_anything_is_written(empty: Store, letter: Path) -> None:
    with pytest.raises(BadOption, match="date"):
        pipeline.read([letter], empty, date="soon")
    assert empty.documents() == []


def test_copies_of_one_story_are_grouped_over_the_whole_store(empty: Store, tmp_path: Path) -> None:
    wire = " ".join(f"Mordor attacked the town number {n} of Gondor." for n in range(12))
    for name, text in (("a", wire), ("b", f"{wire} It rained."), ("c", LETTER)):
        (tmp_path / f"{name}.txt").write_text(text)
    first = pipeline.read([tmp_path / "a.txt"], empty, outlet="The Palantir")
    assert first.stories == 0
    second = pipeline.read([tmp_path / "b.txt", tmp_path / "c.txt"], empty, outlet="The Raven")
    assert second.stories == 1
    stories = [kept.story for kept in empty.documents()]
    assert stories[0] == stories[1] is not None
    assert stories[2] is None
    assert pipeline.read([tmp_path / "b.txt"], empty, outlet="The Raven").stories == 1


def test_copies_are_grouped_where_an_earlier_run_was_stopped_before_that(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = " ".join(f"Mordor attacked the town number {n} of Gondor." for n in range(12))
    (tmp_path / "a.txt").write_text(wire)
    (tmp_path / "b.txt").write_text(f"{wire} It rained.")

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "stories_among", stop)
        with pytest.raises(KeyboardInterrupt):
            pipeline.read([tmp_path], empty)
    assert pipeline.read([tmp_path], empty).stories == 1
    assert len({said.story for said in query.statements(empty)} - {None}) == 1


def test_copies_are_looked_for_by_the_signatures_that_are_kept(
    empty: Store, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.read([letter], empty)
    signed: list[str] = []

    def sign(text: str) -> bytes:
        signed.append(text)
        return b""

    monkeypatch.setattr(pipeline, "signature", sign)
    (tmp_path / "more.txt").write_text("Mordor attacked Gondor.")
    pipeline.read([tmp_path], empty)
    assert signed == ["Mordor attacked Gondor."]


def test_the_ids_of_statements_are_unique_even_where_a_text_repeats_itself(
    empty: Store, tmp_path: Path
) -> None:
    said = "Mordor attacked Gondor and armed the Elves. "
    text = f"{LETTER}{said * 3}\n\n{LETTER}"
    found = pipeline.examine(document(text)).statements
    assert len(found) > 9
    assert len({each.id for each in found}) == len(found)
    assert len({(e.begin, e.source.begin, e.relation, e.target.begin) for e in found}) == len(found)


def test_the_store_itself_is_never_opened_as_writing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mordor attacked Gondor.")
    (tmp_path / "b.txt").write_text("Gondor bombed Mordor.")
    path = tmp_path / "ab.duckdb"
    program = "import sys; from allegiance.store import Store; Store.open(sys.argv[1])"
    with Store.open(path) as store:
        summary = pipeline.read([tmp_path, f"{tmp_path}/*", path], store)
        assert len(summary.documents) == 2
        [failure] = summary.failures
        assert str(failure) == f"{path} is the store that is written to, not writing; leave it out"
        other = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
        )
        assert "is in use by another process" in other.stderr, "the lock stands"


def test_the_same_document_twice_in_one_input_counts_once(empty: Store, letter: Path) -> None:
    summary = pipeline.read([letter, letter], empty)
    assert (len(summary.documents), summary.sentences, summary.unchanged) == (1, 5, 0)


def test_a_long_document_is_read_in_pieces_with_its_own_offsets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "LONG", 100)
    monkeypatch.setattr(pipeline, "PIECE", 60)
    text = "\n\n".join(f"In {year}, Mordor attacked Gondor." for year in range(2001, 2009))
    found = pipeline.examine(document(text))
    assert len(found.statements) == 8
    assert len({said.id for said in found.statements}) == 8
    assert [fate.index for fate in found.sentences] == list(range(8))
    for said in found.statements:
        assert text[said.begin : said.end] == said.sentence
        assert text[said.target.begin : said.target.end] == "Gondor"
        assert said.document == document(text).id
    assert all(text[m.begin : m.end] == m.text for m in found.mentions)


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(min_value=2, max_value=40))
def test_pieces_cover_a_text_without_gaps(text: str, longest: int) -> None:
    pieces = list(pipeline.cut(text, longest))
    assert "".join(text[begin:end] for begin, end in pieces) == text
    assert all(end - begin <= longest for begin, end in pieces)
    assert all(end > begin for begin, end in pieces) or text == ""


def test_a_text_is_cut_at_blank_lines_first() -> None:
    text = "One. Two three.\n\nFour five.\nSix"
    assert [text[b:e] for b, e in pipeline.cut(text, 20)] == [
        "One. Two three.\n\n",
        "Four five.\nSix",
    ]


RIDERS = """source: field-notes
sources:
  field-notes: {citation: "Field notes, Edoras", licence: private}
---
- {id: rohirrim, name: Rohirrim, kind: armed group, aliases: [Horse-lords]}
"""


def test_a_users_actors_are_known_beside_the_registry(tmp_path: Path) -> None:
    own, path = tmp_path / "actors.yaml", tmp_path / "a.txt"
    own.write_text(RIDERS)
    path.write_text("The Horse-lords attacked Mordor in 2012.")
    with Store.open(":memory:") as store:
        pipeline.read([path], store, coder="frames")
        assert [said.source.id for said in query.statements(store)] != ["rohirrim"]
        summary = pipeline.read([path], store, coder="frames", actors=own)
        assert summary.unchanged == 0, "it is read again, as somebody else is known"
        assert [said.source.id for said in query.statements(store)] == ["rohirrim"]
        assert pipeline.read([path], store, coder="frames", actors=own).unchanged == 1


OSGILIATH = """- name: Osgiliath
  country: ML
  lat: 17.5
  lon: -3.5
"""


def test_a_users_places_tell_where_and_what_was_read_without_them_is_read_again(
    tmp_path: Path,
) -> None:
    own, path = tmp_path / "places.yaml", tmp_path / "a.txt"
    own.write_text(OSGILIATH)
    path.write_text("France attacked the Taliban near Osgiliath in 2012.")
    with Store.open(":memory:") as store:
        pipeline.read([path], store, coder="frames")
        (told,) = query.statements(store)
        assert told.place is None or told.place.lat is None
        summary = pipeline.read([path], store, coder="frames", places=own)
        assert summary.unchanged == 0, "it is read again, as another place is known"
        (told,) = query.statements(store)
        assert told.place == Place(
            id="own:ml-osgiliath", name="Osgiliath", country="ML", lat=17.5, lon=-3.5,
            precision="exact",
        )  # fmt: skip
        assert [said.id for said in query.statements(store, theatre=["ML"])] == [told.id]
        assert pipeline.read([path], store, coder="frames", places=own).unchanged == 1
        own.write_text(OSGILIATH.replace("17.5", "18.5"))
        pipeline.read([path], store, coder="frames", places=own)
        (told,) = query.statements(store)
        assert told.place is not None
        assert told.place.lat == 18.5


def test_a_file_of_places_that_is_none_stops_before_anything_is_written(tmp_path: Path) -> None:
    own, path = tmp_path / "places.yaml", tmp_path / "a.txt"
    own.write_text(OSGILIATH.replace("17.5", "97.5"))
    path.write_text("Rohan attacked Mordor.")
    with Store.open(":memory:") as store:
        with pytest.raises(BrokenOntology, match=r"places\.yaml, line 3: key 'lat': 97\.5"):
            pipeline.read([path], store, coder="frames", places=own)
        assert store.documents() == []


def test_a_file_of_actors_that_is_none_stops_before_anything_is_written(tmp_path: Path) -> None:
    own, path = tmp_path / "actors.yaml", tmp_path / "a.txt"
    own.write_text(RIDERS.replace("kind: armed group", "kind: horde"))
    path.write_text("Rohan attacked Mordor.")
    with Store.open(":memory:") as store:
        with pytest.raises(BrokenOntology, match=r"actors\.yaml, line 5, key 'kind'"):
            pipeline.read([path], store, coder="frames", actors=own)
        assert store.documents() == []
