"""What the registry knows of one actor: names, homes, dates, and whom it belongs to or came from."""

from typing import Literal

import msgspec

Kind = Literal[
    "state", "government", "armed force", "armed group", "coalition", "organisation", "party",
    "people", "person", "collective", "body", "unknown",
]  # fmt: skip
Descent = Literal["split_from", "merged_into", "renamed_from", "joined"]


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Membership(_Record, frozen=True):
    """What an actor is part of, acts for or grew out of, from when to when (ISO prefixes).

    `role` names the office that a leader or a member holds there: "president", "emir".
    """

    actor: str
    as_: Literal["part", "branch", "ally", "leader", "member", "successor", "splinter"] = (
        msgspec.field(default="part", name="as")
    )
    role: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None


class Member(_Record, frozen=True):
    """One that belongs to an organisation, alliance or coalition, from when to when (ISO prefixes).

    Unlike `part_of` this makes nobody stand for another, nor kin of the other members.
    """

    actor: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


class Seat(_Record, frozen=True):
    """A city that was a state's capital from when to when (ISO prefixes)."""

    name: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


class Link(_Record, frozen=True):
    """One step in an actor's descent: it split from, merged into, was named before, or joined another.

    `date` is an ISO prefix, or an interval where only its bounds are known: `../2014` is "by 2014".
    """

    actor: str
    as_: Descent = msgspec.field(name="as")
    date: str | None = None
    source: str | None = None


class Called(_Record, frozen=True):
    """What an actor called itself from when to when; two such names never hold at one time."""

    name: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


class Fact(_Record, frozen=True):
    """A date, or an interval of years, and the dataset that tells it."""

    date: str
    source: str


class Ids(_Record, frozen=True):
    """The numbers and names under which datasets keep an actor; one can be several of theirs."""

    ucdp: tuple[int, ...] = ()
    forge: tuple[int, ...] = ()
    baad: tuple[str, ...] = ()
    syria: tuple[str, ...] = ()


class KnownActor(_Record, frozen=True):
    """One actor that the registry knows.

    `aliases` are other names, acronyms and transliterations; those `in_context` mean it only where
    a text is about it, for other actors or everyday words are written alike; `called` tells the
    names that came one after the other. `demonyms` (for states and peoples) are adjectives and
    nouns of belonging ("French", "Frenchman"); `capital` names the city whose name stands for the
    government, and `capitals` the cities that did, where it moved. `country` is ISO 3166-1 alpha-2, and `countries` lists all homes where there are
    several; `iso3`, `cow` and `gw` are the codes of ISO, the Correlates of War and Gleditsch and
    Ward. `active` is an EDTF interval of years; `founded` and `fought` are the founding and the
    first and last year of recorded fighting as datasets tell them. `never` lists actors that this
    one must never be merged with. `members` tells who belongs to an organisation and since when.
    `source` is a key of `sources.yaml`; what names no source of its own has that of the entry, but
    for the keys that `sources` gives another: `{active: gleditsch-ward}`.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()
    called: tuple[Called, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capitals: tuple[Seat, ...] = ()
    iso3: str | None = None
    cow: int | None = None
    gw: int | None = None
    active: str | None = None
    founded: Fact | None = None
    fought: Fact | None = None
    part_of: tuple[Membership, ...] = ()
    links: tuple[Link, ...] = ()
    never: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    ids: Ids = Ids()
    source: str | None = None
    sources: dict[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this actor wherever it is written."""
        return (self.name, *self.aliases)

    @property
    def homes(self) -> tuple[str, ...]:
        """The countries it is at home in, the first one first."""
        return tuple(dict.fromkeys(filter(None, (self.country, *self.countries))))

    @property
    def since(self) -> str | None:
        """The first year, where it is told."""
        first = (self.active or "").partition("/")[0]
        if first not in ("", ".."):
            return first
        return self.founded.date if self.founded else None

    @property
    def until(self) -> str | None:
        """The last year, where it is told and past."""
        last = (self.active or "").partition("/")[2]
        return last if last not in ("", "..") else None

    def called_in(self, date: str) -> str:
        """What it called itself on that date (an ISO prefix); its present name where none is told."""
        for each in self.called:
            if not _before(date, each.since) and not _before(each.until, date):
                return each.name
        return self.name

    def capital_in(self, date: str) -> str | None:
        """Its capital on that date (an ISO prefix); its present one where none is told."""
        for each in self.capitals:
            if not _before(date, each.since) and not _before(each.until, date):
                return each.name
        return self.capital

    def members_in(self, date: str) -> tuple[str, ...]:
        """The ids of those that belonged to it on that date (an ISO prefix).

        Whoever came or went within a year belongs to it in that year; whoever is told without a date
        belongs to it as long as it exists.
        """
        held = (
            each.actor
            for each in self.members
            if not _before(date, each.since or self.since)
            and not _before(each.until or self.until, date)
        )
        return tuple(dict.fromkeys(held))


def _before(one: str | None, other: str | None) -> bool:
    """Whether a date lies before another as far as both are told."""
    if one is None or other is None:
        return False
    length = min(len(one), len(other))
    return one[:length] < other[:length]
