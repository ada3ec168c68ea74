"""How mentions are held against what two coders took them for."""

import json
from pathlib import Path

import pytest

from allegiance.errors import AllegianceError
from allegiance.ontology.actors import registry
from allegiance.statements.statement import Mention
from benchmarks.accuracy import linking
from benchmarks.accuracy.linking import Coded, agree, fitting, naive, read

TEXT = "Syria armed Hezbollah near Palmyra."


def coded(name: str, *ids: str) -> Coded:
    begin = TEXT.index(name)
    return Coded(document="d", begin=begin, end=begin + len(name), text=name,
                 type="Organisation", one=ids, other=ids, ids=ids)  # fmt: skip


def mention(name: str, actor: str) -> Mention:
    begin = TEXT.index(name)
    return Mention(
        document="d",
        begin=begin,
        end=begin + len(name),
        text=name,
        id=actor,
        name=name,
        kind="state",
    )


def test_the_mention_that_fits_best_answers() -> None:
    ours = [mention("Syria", "SY"), mention("Syria armed", "SY/armed-forces")]
    begin = TEXT.index("Syria")
    assert fitting(ours, begin, begin + 5).ids == ("SY",)
    assert fitting(ours, TEXT.index("Palmyra"), len(TEXT)).ids == ()


def test_both_readings_of_one_mention_count() -> None:
    ours = [mention("Syria", "SY"), mention("Syria", "country:SY")]
    assert fitting(ours, 0, 5).ids == ("SY", "country:SY")


def test_the_baseline_takes_the_longest_known_name() -> None:
    assert naive("the leader of Hezbollah").ids == ("hezbollah",)
    assert naive("nobody at all").ids == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("IQ",), ("IQ/government", "IQ"), True), (("IQ",), ("SY",), False), ((), (), True),
        ((), None, False), (None, None, True), (("IQ",), (), False),
    ],
)  # fmt: skip
def test_coders_agree_where_an_entry_is_common(
    one: tuple[str, ...] | None, other: tuple[str, ...] | None, same: bool
) -> None:
    each = Coded(
        document="d", begin=0, end=1, text="x", type="Person", one=one, other=other, ids=()
    )
    assert agree(each) == same


def test_what_was_coded_is_whole_and_its_actors_are_in_the_registry() -> None:
    held = list(read())
    assert len(held) == 300
    assert len({(each.document, each.begin) for each in held}) == 300
    for each in held:
        if agree(each) and each.one:
            assert set(each.one) & set(each.ids or ())
        for name in each.ids or ():
            assert ":" in name or name in registry(), name


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(AllegianceError, match=r"coded\.jsonl:1"):
        list(read(path))


def test_documents_are_read_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data/text/re3d"
    folder.mkdir(parents=True)
    (folder / "documents.jsonl").write_text(
        json.dumps({"doc_id": "d", "text": TEXT}), encoding="utf-8"
    )
    rows = [coded("Hezbollah", "hezbollah"), coded("Palmyra", "geonames:163808")]
    monkeypatch.setattr(linking, "read", lambda: iter(rows))
    report = linking.measure(tmp_path, ["frames"])
    assert report.results[0].ours["frames"].value == 1
    assert report.results[0].n == 2
