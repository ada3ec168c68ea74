"""Names that stand for a time."""

from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.language.times import events
from allegiance.language.times.stretch import UNKNOWN, read_date


def told(text: str, name: str, date: str = "") -> str | None:
    found = events.told_by_name(text, 0, text.index(name), read_date(date) if date else UNKNOWN)
    return found and f"{text[found.begin : found.end]}: {found.when.edtf}"


@pytest.mark.parametrize(
    ("text", "name", "answer"),
    [
        ("after the Korean War,", "Korean", "after the Korean War: 1953-07-27/.."),
        ("in the Korean War", "Korean", "in the Korean War: 1950-06-25/1953-07-27"),
        ("since the start of the Korean War", "Korean", "since the start of the Korean War: 1950-06-25/.."),
        ("the Korean War Museum", "Korean", None),
        ("a talk on the Korean War", "Korean", None),
        ("in Dayton", "Dayton", None),
        ("under Tito's rule", "Tito", "under Tito's rule: 1945-05/1980-05"),
        ("under Tito's orders", "Tito", None),
        ("with Tito", "Tito", None),
        ("Easter eggs", "Easter", None),
    ],
)  # fmt: skip
def test_a_name_is_a_time_where_a_preposition_leads_to_it(
    text: str, name: str, answer: str | None
) -> None:
    assert told(text, name) == answer


def test_of_what_came_twice_the_latest_the_document_can_know_is_meant() -> None:
    assert told("after the fall of Goma", "fall", "2013") == "after the fall of Goma: 2012-11-20/.."
    assert told("after the fall of Goma", "fall", "2025-06") == "after the fall of Goma: 2025-01/.."
    assert told("after the fall of Goma", "fall") == "after the fall of Goma: None"


def test_a_name_without_dates_breaks_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "events.yaml").write_text("- forms: [fall of Osgiliath]")
    monkeypatch.setattr(events, "files", lambda _: tmp_path)
    with pytest.raises(BrokenOntology, match=r"events\.yaml is not a list of dated names"):
        list(events._dated_forms("allegiance.language", "events.yaml"))


@pytest.mark.parametrize(
    ("head", "own", "known"),
    [
        ("source: curated\n---\n", "", True),
        ("", ", source: curated", True),
        ("source: curated\n---\n", ", source: red-book", False),
        ("", "", False),
    ],
)
def test_a_date_has_a_source_that_is_cited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, head: str, own: str, known: bool
) -> None:
    entry = f'- {{forms: [fall of Osgiliath], dates: ["3018"]{own}}}\n'
    (tmp_path / "events.yaml").write_text(head + entry)
    monkeypatch.setattr(events, "files", lambda _: tmp_path)
    if known:
        assert [name for name, _ in events._dated_forms("here", "events.yaml")] == [
            "fall of Osgiliath"
        ]
    else:
        with pytest.raises(BrokenOntology, match="'fall of Osgiliath' has no source"):
            list(events._dated_forms("here", "events.yaml"))


@pytest.mark.parametrize(
    ("package", "file"),
    [
        ("allegiance.language.times", "reigns.yaml"),
        ("allegiance.language", "events.yaml"),
    ],
)
def test_the_dates_of_the_tables_have_a_source(package: str, file: str) -> None:
    assert all(dates for _, dates in events._dated_forms(package, file))
