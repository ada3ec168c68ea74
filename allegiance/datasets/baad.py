"""Big, Allied and Dangerous: how armed groups of 1998-2005 stood to each other, and who backed them.

Asal and Rethemeyer (2008), The Nature of the Beast: Organizational Structures and the Lethality of
Terrorist Attacks, Journal of Politics 70(2). A file of pairs and a file of the groups' attributes.
"""

from collections.abc import Iterator

from allegiance.datasets.codes import codes
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot
from allegiance.datasets.parties import country, slug
from allegiance.datasets.rows import BadRow, Row
from allegiance.ontology.actors import registry
from allegiance.statements.statement import Time


def claims(row: Row) -> Iterator[Claim]:
    """A pair of groups: allied, perhaps allied, rivals, or the one a target of the other."""
    kinds = codes("baad")["relations"]
    told = row.needed("relation")
    if told not in kinds:
        raise BadRow(f"{told!r} is none of {', '.join(kinds)}", "relation")
    for each in kinds[told]:
        yield Claim(
            source=_group(row, "group_a"),
            relation=each["relation"],
            target=_group(row, "group_b"),
            by="relation",
            mutual=True,
            certainty=each.get("certainty", "certain"),
            time=_years(),
        )


def attributes(row: Row) -> Iterator[Claim]:
    """A group: it is based in its home country, and some state, not named, supports it or none does."""
    group, home = _group(row, "group"), _home(row)
    backed = row.whole("statespond")
    if backed not in (None, 0, 1):
        raise BadRow(f"{row['statespond']!r} is neither 0 nor 1", "statespond")
    if home:
        yield Claim(source=group, relation="base", target=home, by="homecountry", time=_years())
    if backed:
        state = Party(
            name="a state", column="statespond", title=f"a state behind {group.name}", scheme="baad",
            code=f"backer-of-{slug(group.name)}",
        )  # fmt: skip
        yield Claim(source=state, relation="support", target=group, by="statespond", time=_years())
    if not home and not backed:
        raise Silent("neither a home country nor a backer is told")


def _group(row: Row, column: str) -> Party:
    name = row.needed(column)
    known = registry().coded("baad", name)
    return Party(
        name=name, column=column, scheme="baad" if known else None, code=name if known else None,
        kind="armed group", exact=True,
    )  # fmt: skip


def _home(row: Row) -> Spot | None:
    """The country of a code of the Correlates of War; None where the code is nobody's."""
    code = row.code("homecountry")
    found = country(code, "cow")
    if found is None:
        return None
    return Spot(
        name=registry()[found].name, column="homecountry", country=found, precision="country"
    )


def _years() -> Time:
    first, last = codes("baad")["years"]
    edtf = f"{first}/{last}"
    return Time(text=edtf, start=f"{first}-01-01", end=f"{last}-12-31", edtf=edtf)


FORMAT = Format(
    name="baad",
    gloss="Big, Allied and Dangerous: pairs of armed groups",
    outlet="BAAD",
    licence="free for research with citation; cite Asal and Rethemeyer 2008",
    columns=("group_a", "group_b", "relation"),
    key=("group_a", "group_b", "relation"),
    read=claims,
)

ATTRIBUTES = Format(
    name="baad-attributes",
    gloss="Big, Allied and Dangerous: armed groups",
    outlet="BAAD",
    licence="free for research with citation; cite Asal and Rethemeyer 2008",
    columns=("group", "statespond", "homecountry"),
    also=("fatalities19982005", "OrgAge", "ordsize", "terrStrong"),
    key=("group",),
    read=attributes,
)
