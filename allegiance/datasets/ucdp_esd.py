"""UCDP's external support: the disaggregated file of 1.0, and the files of the dataset 18.1.

Högbladh, Pettersson and Themnér (2011), External Support in Armed Conflict 1975-2009; Meier, Karlén,
Pettersson and Croicu (2022), External support in armed conflicts, Journal of Peace Research 60(3).
"""

import re
from collections.abc import Iterator

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent
from allegiance.datasets.rows import BadRow, Row, year_time
from allegiance.statements.statement import Certainty


def claims(row: Row) -> Iterator[Claim]:
    """Support of 18.1: each supporter that a row names, in each kind of support.

    A row of actor-years tells what a recipient got from all of its supporters together: where
    several gave and not all gave a kind, it is only `possible` of each, and that each gave some
    support is certain.
    """
    supporters = _supporters(row)
    if not supporters:
        raise Silent("no supporter is named")
    kinds = [(kind, count) for kind, count in _kinds(row) if kind != "U"]
    for party in supporters:
        sure = 0
        for kind, count in kinds:
            certain = count is None or count >= len(supporters) or len(supporters) == 1
            sure += certain
            yield _support(
                row, party, kind, f"ext_{kind.lower()}", "certain" if certain else "possible"
            )
        if not sure:
            yield _support(row, party, "U", "ext_name", "certain")


def first_claims(row: Row) -> Iterator[Claim]:
    """Support of 1.0, one supporter a row; what is only alleged is `possible`."""
    if not row["external_name"]:
        raise Silent("no supporter is named")
    kinds = [each for each in codes("ucdp-esd") if row.whole(f"external_type_{each}") == 1]
    party = Party(
        name=row["external_name"],
        column="external_name",
        scheme="ucdp-1.0",
        code=row.code("external_nameid"),
        year=row.year("year"),
    )
    for kind in kinds or ["U"]:
        by = f"external_type_{kind}" if kinds else "external_name"
        yield _support(row, party, kind, by, _told(row))


def _told(row: Row) -> Certainty:
    """Alleged is `possible`; `external_exists` -1 leaves open whether there was any."""
    if row.whole("external_alleged") == 1:
        return "possible"
    exists = row.whole("external_exists")
    if exists not in (1, 0, -1):
        raise BadRow(f"{row['external_exists']!r} is none of 1, 0 and -1", "external_exists")
    if exists == 0:
        raise Silent("no support, and none alleged")
    return "certain" if exists == 1 else "unknown"


def _support(row: Row, giver: Party, kind: str, by: str, certainty: Certainty) -> Claim:
    means = codes("ucdp-esd")[kind]
    first = bool(row["ywp_name"])
    return Claim(
        source=giver,
        relation=means["relation"],
        target=Party(
            name=row.needed("ywp_name" if first else "actor_name"),
            column="ywp_name" if first else "actor_name",
            scheme="ucdp-1.0" if first else "ucdp",
            code=row.code("actorID" if first else "actor_id"),
            year=row.year("year"),
        ),
        by=by,
        instrument=means["instrument"],
        certainty=certainty,
        time=year_time(row.year("year")),
    )


def _supporters(row: Row) -> list[Party]:
    """The supporters of a row with their codes, where both lists are of one length."""
    ids = [each.strip() for each in row["ext_id"].split(",")]
    names = _names(row["ext_name"], len(ids))
    paired = ids if len(ids) == len(names) else [""] * len(names)
    return [
        Party(
            name=name,
            column="ext_name",
            scheme="ucdp",
            code=re.sub(r"\.0+$", "", code) or None,
            year=row.year("year"),
        )
        for name, code in zip(names, paired, strict=True)
    ]


def _names(told: str, count: int) -> list[str]:
    """The names of a list that is parted by commas, of which there are as many as codes.

    Where there would be more, a comma and a space stand within a name: "Interahamwe, ex-FAR".
    """
    every = [name.strip() for name in told.split(",") if name.strip()]
    if len(every) == count:
        return every
    return [name.strip() for name in re.split(r",(?! )", told) if name.strip()]


def _kinds(row: Row) -> Iterator[tuple[str, int | None]]:
    """The kinds of support that are flagged, and how many gave each where that is told."""
    for kind in codes("ucdp-esd"):
        column = f"ext_{kind.lower()}"
        if row.whole(column) == 1:
            yield kind, row.whole(f"{column}_count")


_LETTERS = tuple("xpylwmtfiou")
FORMAT = Format(
    name="ucdp-esd",
    gloss="UCDP External Support 18.1: actor-years, dyad-years or triad-years",
    outlet="UCDP External Support",
    licence="CC BY 4.0; cite Meier, Karlén, Pettersson and Croicu 2022",
    columns=("year", "actor_name", "ext_name", "ext_sup", "ext_w", "ext_t", "ext_f"),
    also=(
        "id", "actor_id", "oppo_name", "dyad_name", "location", "ext_id", "ext_count",
        *(f"ext_{letter}" for letter in _LETTERS if letter not in "wtf"),
        *(f"ext_{letter}_count" for letter in _LETTERS),
    ),
    shown=(
        "id", "year", "actor_name", "oppo_name", "location", "ext_name", "ext_sup", "ext_count",
        *(f"ext_{letter}" for letter in _LETTERS),
    ),
    key=("id",),
    read=claims,
)  # fmt: skip

FIRST = Format(
    name="ucdp-external-support",
    gloss="UCDP External Support 1.0, disaggregated by supporter",
    outlet="UCDP External Support 1.0",
    licence="CC BY 4.0; cite Högbladh, Pettersson and Themnér 2011",
    columns=("external_id", "year", "ywp_name", "external_exists", "external_name"),
    also=(
        "actorID", "bwd_name", "external_nameid", "external_alleged", "external_type_text",
        *(f"external_type_{letter.upper()}" for letter in _LETTERS),
    ),
    shown=(
        "external_id", "year", "ywp_name", "bwd_name", "external_name", "external_exists",
        "external_alleged", "external_type_text",
        *(f"external_type_{letter.upper()}" for letter in _LETTERS),
    ),
    names={
        "external_type_F": ("external_type_$",),
        "external_type_P": ("external_type_p",),
        "actorID": ("ywp_actorid",),
    },
    key=("external_id",),
    read=first_claims,
)  # fmt: skip
