"""Signed networks as lists: two names and the sign of what is between them."""

from collections.abc import Iterator

from allegiance.datasets.format import Claim, Format, Party
from allegiance.datasets.rows import BadRow, Row


def claims(row: Row) -> Iterator[Claim]:
    """+1 is `ally`, -1 is `oppose`, both ways: a list tells neither direction nor date."""
    sign = _SIGNS.get(row["sign"])
    if sign is None:
        raise BadRow(f"{row['sign']!r} is no sign; write 1 or -1", "sign")
    if row["weight"] and not _number(row["weight"]):
        raise BadRow(f"{row['weight']!r} is no weight; write a number above 0", "weight")
    if row.needed("u") == row.needed("v"):
        raise BadRow(f"{row['u']!r} stands at both ends", "v")
    yield Claim(
        source=Party(name=row["u"], column="u"),
        relation="ally" if sign > 0 else "oppose",
        target=Party(name=row["v"], column="v"),
        by="sign",
        mutual=True,
        time_status="ongoing",
    )


def _number(told: str) -> bool:
    try:
        return 0 < float(told) < float("inf")
    except ValueError:
        return False


_SIGNS = {
    **dict.fromkeys(("1", "+1", "+", "1.0", "+1.0", "positive"), 1),
    **dict.fromkeys(("-1", "-", "−1", "−", "-1.0", "negative"), -1),
}

FORMAT = Format(
    name="signed",
    gloss="a signed network: u, v, sign and perhaps weight",
    outlet="signed list",
    licence="that of the list",
    columns=("u", "v", "sign"),
    also=("weight",),
    key=("u", "v"),
    names={
        "u": ("source", "from", "group_a"),
        "v": ("target", "to", "group_b"),
    },
    read=claims,
)
