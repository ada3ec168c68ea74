"""Files of actors: what is wrong with one is told by file, line and key, and nothing is taken."""

import re
from pathlib import Path

import pytest

from allegiance.errors import BrokenOntology
from allegiance.ontology import actor_files
from allegiance.ontology.actor import KnownActor
from allegiance.ontology.actors import Registry, registry

HEAD = "source: curated\n---\n"
GONDOR = KnownActor(id="gondor", name="Gondor", kind="state")


def read(tmp_path: Path, text: str, *, head: str = HEAD) -> tuple[KnownActor, ...]:
    file = tmp_path / "arda.yaml"
    file.write_text(head + text, encoding="utf-8")
    return actor_files.read(file, [GONDOR])


def test_an_entry_tells_names_descent_and_sources(tmp_path: Path) -> None:
    corsairs, fleet = read(
        tmp_path,
        """
- id: corsairs
  name: Corsairs of Umbar
  kind: armed group
  in_context: [COU]
  called:
    - {name: King's Men, since: "1950", until: "1961-06"}
    - {name: Corsairs of Umbar, since: "1961-06"}
  active: "1950/.."
- id: black-fleet
  name: Black Fleet
  kind: armed group
  part_of: [{actor: gondor, as: ally}]
  links: [{actor: corsairs, as: split_from, date: ../1970}]
  ids: {ucdp: [7]}
""",
    )
    assert (corsairs.since, corsairs.until, corsairs.source) == ("1950", None, "curated")
    assert corsairs.called_in("1955") == "King's Men"
    assert corsairs.called_in("1980-01-01") == "Corsairs of Umbar"
    arda = Registry([GONDOR, corsairs, fleet])
    assert arda.find("COU") == ()
    assert arda.in_context("C.O.U.") == (corsairs,)
    assert arda.coded("ucdp", 7) == (fleet,)
    (step,) = arda.descent("corsairs")
    assert step == ("corsairs", "split_from", "black-fleet", "../1970", "curated")
    assert arda.descent("black-fleet") == (step,)


def test_a_file_may_bring_its_own_sources(tmp_path: Path) -> None:
    head = "source: red-book\nsources:\n  red-book: {citation: The Red Book, licence: free}\n---\n"
    (actor,) = read(tmp_path, "- {id: orcs, name: Orcs, kind: armed group}\n", head=head)
    assert actor.source == "red-book"


ORC = "- id: orcs\n  name: Orcs\n  kind: armed group\n"


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (ORC + "  alias: [Uruks]\n", 6, "alias"),
        ("- id: orcs\n  name: Orcs\n  kind: villains\n", 5, "kind"),
        (ORC + ORC, 6, "id"),
        ("- {id: gondor, name: G, kind: state}\n", 3, "id"),
        (ORC + "  part_of:\n    - {actor: mordor}\n", 7, "part_of"),
        (ORC + "  links:\n    - {actor: orcs, as: joined}\n", 7, "links"),
        (ORC + "  never: [balrogs]\n", 6, "never"),
        (ORC + '  active: "1990"\n', 6, "active"),
        (ORC + '  active: "1990/1980"\n', 6, "active"),
        (ORC + '  part_of: [{actor: gondor, since: "yore"}]\n', 6, "part_of"),
        (ORC + '  founded: {date: "1990-13", source: curated}\n', 6, "founded"),
        (ORC + "  founded: {date: 1990-12, source: nowhere}\n", 6, "founded"),
        (ORC + "  source: nowhere\n", 6, "source"),
        (ORC + "  members: [{actor: mordor}]\n", 6, "members"),
        (ORC + '  members: [{actor: gondor, since: "1990", until: "1980"}]\n', 6, "members"),
        (ORC + "  members: [{actor: gondor, source: nowhere}]\n", 6, "members"),
        (ORC + "  sources: {name: nowhere}\n", 6, "sources"),
        (ORC + "  sources: {active: curated}\n", 6, "sources"),
        (ORC + "  sources: {smell: curated}\n", 6, "sources"),
        (
            ORC + '  capitals:\n    - {name: A, since: "1990"}\n    - {name: B, since: "1995"}\n',
            8,
            "capitals",
        ),
        (
            ORC + '  called:\n    - {name: A, since: "1990"}\n    - {name: B, since: "1995"}\n',
            8,
            "called",
        ),
        (
            ORC + "  part_of: [{actor: uruks}]\n- id: uruks\n  name: U\n  kind: armed group\n"
            "  part_of: [{actor: orcs, as: branch}]\n",
            6,
            "part_of",
        ),
    ],
)
def test_what_is_wrong_is_told_by_line_and_key(
    tmp_path: Path, text: str, line: int, key: str
) -> None:
    with pytest.raises(BrokenOntology) as error:
        read(tmp_path, text)
    told = str(error.value)
    assert re.search(rf"arda\.yaml, line {line}, key '{key}': ", told), told
    assert "\n" not in told


def test_a_user_tells_members_capitals_and_the_source_of_a_key(tmp_path: Path) -> None:
    (league,) = read(
        tmp_path,
        """
- id: league
  name: League
  kind: coalition
  active: "1950/.."
  members: [{actor: gondor, since: "1950"}]
  sources: {active: gleditsch-ward}
""",
    )
    assert league.members_in("1960") == ("gondor",)
    assert league.sources == {"active": "gleditsch-ward"}


def test_a_missing_name_and_a_missing_source_are_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenOntology, match="line 3: the key 'name' is missing"):
        read(tmp_path, "- {id: orcs, kind: armed group}\n")
    with pytest.raises(BrokenOntology, match="'orcs' has no source"):
        read(tmp_path, ORC, head="")


@pytest.mark.parametrize("text", ["- id: [orcs\n", "\x00", "orcs", "- 3\n", "- {id: 3}\n"])
def test_what_is_no_list_of_actors_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenOntology, match=r"arda\.yaml"):
        read(tmp_path, text, head="")


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BrokenOntology, match="nowhere"):
        actor_files.read(tmp_path / "nowhere.yaml", [])
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"- id: \xe9\n")
    with pytest.raises(BrokenOntology, match="latin"):
        actor_files.read(latin, [])


# The shipped files.


def test_the_compiled_file_says_what_the_yaml_files_say() -> None:
    home = Path(actor_files.__file__).parent
    shipped = (home / actor_files.COMPILED).read_text(encoding="utf-8")
    same = shipped == actor_files.compiled(actor_files.from_yaml())
    assert same, "run `python -m tools.build_registry --compile`"


def test_a_stale_compiled_file_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor_files, "digest", lambda: "another")
    monkeypatch.setattr(actor_files, "from_yaml", lambda: (GONDOR,))
    assert actor_files.shipped() == (GONDOR,)


def test_every_source_has_a_citation_and_a_licence() -> None:
    cited = {actor.source for actor in registry()} - {None}
    cited |= {link.source for actor in registry() for link in actor.links if link.source}
    cited |= {source for actor in registry() for source in actor.sources.values()}
    cited |= {seat.source for actor in registry() for seat in actor.capitals if seat.source}
    assert cited <= set(actor_files.sources())
    assert all(source.citation and source.licence for source in actor_files.sources().values())


def test_no_fact_of_the_registry_is_without_a_source() -> None:
    known = set(actor_files.sources())
    without = [
        (actor.id, source)
        for actor in registry()
        for source in (
            *(each.source or actor.source for each in actor.part_of),
            *(each.source or actor.source for each in actor.links),
            *(each.source or actor.source for each in actor.called),
            *(each.source or actor.source for each in actor.members),
            *(each.source or actor.source for each in actor.capitals),
            *actor.sources.values(),
            actor.source,
        )
        if source not in known
    ]
    assert without == []


def test_those_who_are_never_one_know_it_of_each_other() -> None:
    known = registry()
    for group in actor_files.never():
        for one in group:
            for other in group:
                assert one == other or known.apart(one, other)
    assert known.apart("CG", "CD")
    assert known.apart("al-qaeda", "aqap")
    assert not known.apart("FR", "al-qaeda")
