"""Documents are read one after the other, and can be coded and tied at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import allegiance as al
from allegiance.documents import Document, identify
from allegiance.errors import BadOption, UnreadableDocument
from allegiance.notebook.documents import Documents


def test_documents_are_read_when_they_are_asked_for() -> None:
    opened = []

    def found() -> Iterator[Document]:
        for text in ("One.", "Two."):
            opened.append(text)
            yield Document(id=identify(text, outlet=None, url=None), text=text)

    documents = Documents(found())
    assert opened == []
    assert next(documents).text == "One."
    assert opened == ["One."]
    assert [document.text for document in documents] == ["Two."]


def test_a_folder_becomes_statements_and_ties_and_copies_of_one_story_are_one_voice(
    tmp_path: Path,
) -> None:
    story = "Mordor attacked Gondor in 2012. The Council met in October and it rained on the roads."
    (tmp_path / "a.txt").write_text(story)
    (tmp_path / "b.txt").write_text(f"{story} It was cold.")
    done: list[int] = []
    said = al.read(tmp_path).code(coder="frames", on_progress=lambda _, count: done.append(count))
    assert [one.relation for one in said] == ["fight", "fight"]
    assert done == [1, 1]
    assert len({one.story for one in said} - {None}) == 1
    [tied] = said.tie()
    assert (tied.documents, tied.sources) == (2, 1)
    assert al.read(tmp_path).tie(by=()).balance().camps == (("Gondor",), ("Mordor",))


def test_what_was_walked_through_or_could_not_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nobody did anything to anyone.")
    documents = al.read(path)
    assert len(list(documents)) == 1
    with pytest.raises(UnreadableDocument, match=r"a\.txt were walked through already"):
        documents.code()
    with pytest.raises(UnreadableDocument, match="does not exist"):
        al.read(tmp_path / "none.txt").code()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/empty.txt").write_text("")
    with pytest.raises(UnreadableDocument, match=r"no document of .*bad could be read"):
        al.read(tmp_path / "bad", on_failure=lambda _: None).code()
    with pytest.raises(BadOption, match="is not a date"):
        al.read(path, date="yesterday")


def test_silence_says_what_was_tried(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It rained. It was cold.")
    said = al.read(path).code(coder="frames")
    assert said.note == (
        "none of 2 sentences of 1 document gave a statement, mostly for this reason: "
        "no word that tells a relation"
    )
    assert said.note in said._repr_html_()
    assert said.tie().note == said.note


def test_actors_of_ones_own_are_known_to_the_questions_too(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "source: curated\n---\n"
        "- {id: rohan, name: Rohan, kind: state}\n"
        "- {id: riders, name: Riders of the Mark, kind: armed force,"
        " part_of: [{actor: rohan, as: part}]}\n"
    )
    path = tmp_path / "a.txt"
    path.write_text("The Riders of the Mark attacked Gondor in 2012.")
    said = al.read(path).code(coder="frames", actors=tmp_path / "own.yaml")
    assert said.known is not None
    assert "riders" in said.known
    assert [one.source.id for one in said] == ["riders"]
    assert said.tie(level="state")[0].source.id == "rohan"
    assert "Rohan" in said.tie().balance().camps[1] + said.tie().balance().camps[0]
