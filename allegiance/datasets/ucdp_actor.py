"""The UCDP Actor Dataset: who split from, joined and made up whom.

Pettersson (2022), UCDP Actor Dataset Codebook; a row an actor, without dates.
"""

from collections.abc import Iterator

from allegiance.datasets.format import Claim, Format, Party, Silent
from allegiance.datasets.parties import listed, matched
from allegiance.datasets.rows import Row
from allegiance.statements.statement import Phase


def claims(row: Row) -> Iterator[Claim]:
    """A splinter ends being a member of the one it left; who joins or makes up another becomes one.

    A change of name is no statement: the registry keeps names.
    """
    told = [each for each in _STEPS if row[each[0]] == "1" and row[each[1]]]
    if not told:
        name = row["NewName"]
        raise Silent("only a change of name" if name else "no split, alliance or joining is told")
    for _, column, code, phase in told:
        for other in _others(row, column, code):
            yield Claim(
                source=_party(row.needed("NameData"), "NameData", row.code("ActorId")),
                relation="member",
                target=other,
                by=column,
                phase=phase,
            )


_STEPS: tuple[tuple[str, str, str, Phase], ...] = (
    ("Splinter", "NamePrev", "ActorIdPrev", "ends"),
    ("SplitTemp", "NameSplitTemp", "ActorIdSplitTemp", "ends"),
    ("Alliance", "NameAlliance", "ActorIdAlliance", "starts"),
    ("JoinGroup", "GroupName", "ActorIdGroup", "starts"),
)


def _others(row: Row, column: str, code: str) -> Iterator[Party]:
    names = listed(row[column])
    codes = [each.strip() for each in (row.code(code) or "").split(",") if each.strip()]
    if len(codes) == 1:
        yield _party(row[column], column, codes[0])
        return
    for name, each in zip(names, matched(names, codes), strict=True):
        yield _party(name, column, each)


def _party(name: str, column: str, code: str | None) -> Party:
    return Party(name=name, column=column, scheme="ucdp", code=code)


FORMAT = Format(
    name="ucdp-actor",
    gloss="UCDP Actor Dataset: splits, alliances and joinings",
    outlet="UCDP Actor",
    licence="CC BY 4.0; cite the UCDP Actor Dataset",
    columns=("ActorId", "NameData", "Splinter", "NamePrev", "Alliance", "NameAlliance"),
    also=(
        "ActorIdPrev", "SplitTemp", "NameSplitTemp", "ActorIdSplitTemp", "ActorIdAlliance",
        "JoinGroup", "GroupName", "ActorIdGroup", "NameOrigFullEng", "NewName", "Location", "Version",
    ),
    key=("ActorId",),
    release="Version",
    read=claims,
)  # fmt: skip
