"""How a name may be read: with its class word or without, with its article or without.

"The town of Konna", "Konna town" and "Konna" are one name, "Manbij district" is a district, and
"Kuweires airbase" is at Kuweires, near enough.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import chain

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.normal import normal

LAND = frozenset({"region", "province", "area", "border", "point"})
TOWN = frozenset({"town", "point"})
ANY = LAND | TOWN | {"country"}


class Reading(msgspec.Struct, frozen=True):
    """One way to read a name: the form to look up, and the kinds of place it may then be."""

    key: str
    kinds: frozenset[str]


class Sense(msgspec.Struct, frozen=True):
    """What a whole toponym may mean: a name, the kinds it may be of, and what was taken off.

    `off` is "" for the name as it stands, "class" where a word such as "village" told the kind,
    "feature" where the place is named after the one asked for ("Aleppo airport"), "near" where it
    is near it, "order" where it is a division of a lower order than its word tells, "side" where it is a part of it and "in" where it lies in it, "seat" where a
    division may be named after a place of another kind, and "part" where several names were given
    and this is one of them.
    """

    key: str
    kinds: frozenset[str]
    off: str = ""
    small: bool = False


class Classes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """places/classes.yaml: the words that say what kind of place a name is of."""

    town: tuple[str, ...]
    province: tuple[str, ...]
    district: tuple[str, ...]
    feature: tuple[str, ...]
    near: tuple[str, ...]


def readings(name: str) -> tuple[Reading, ...]:
    """The ways to read a name, the plainest first: as it is, without its class, its article."""
    key = normal(name).removeprefix("the ").strip()
    read = [Reading(key, ANY)]
    for pattern, kinds in _CLASSES:
        if found := pattern.fullmatch(key):
            read.append(Reading(found["before"] or found["after"], kinds))
    for reading in tuple(read):
        article = _ARTICLES.fullmatch(reading.key)
        read.append(Reading(article["bare"] if article else f"al {reading.key}", reading.kinds))
    return tuple(read)


def senses(name: str) -> tuple[Sense, ...]:
    """What a toponym may mean, the likeliest first.

    >>> [(sense.key, sense.off) for sense in senses("Kuweires airbase")]
    [('kuweires airbase', ''), ('kuweires', 'feature')]
    """
    key = normal(re.sub(r"[()\[\]]", ", ", name)).strip(" ,;:").removeprefix("the ")
    first, *rest = [piece.strip() for piece in re.split(r" ?, ?", key) if piece.strip()] or [""]
    found = [*_senses(first)]
    if rest:
        found += [
            Sense(sense.key, sense.kinds, "part")
            for piece in rest
            for sense in _senses(piece)
            if not sense.off or sense.off == "class"
        ]
    for piece in _pieces(normal(re.sub("[/–—-]", " and ", name))) if not rest else ():
        found += [Sense(each.key, each.kinds, "part") for each in _senses(piece)]
    return tuple({(sense.key, sense.kinds): sense for sense in reversed(found)}.values())[::-1]


def bare(name: str) -> str:
    """The name of a division without the word for it: "Cercle de Kidal" is Kidal.

    >>> bare("Manbij District")
    'manbij'
    """
    key = normal(name)
    for pattern in (_after("province", "district"), _before("province", "district")):
        if found := pattern.fullmatch(key):
            return found["name"]
    return key


def _senses(key: str) -> list[Sense]:
    found = [Sense(key, ANY | {"district"})]
    for kind, kinds in _KINDS.items():
        for pattern in (_after(kind), _before(kind)):
            if match := pattern.fullmatch(key):
                small = match["word"] in _SMALL
                found.append(Sense(match["name"], kinds, "class", small))
                if kind == "province" and match["word"] not in classes().district:
                    found.append(Sense(match["name"], _KINDS["district"], "order"))
    for off, pattern in (
        ("feature", _after("feature")),
        ("near", _before("near")),
        ("side", _SIDE),
        ("in", _IN),
    ):
        if match := pattern.fullmatch(key):
            found.append(Sense(match["name"], ANY | {"district"}, off))
            found += [
                Sense(each.key, each.kinds | TOWN, off) for each in _senses(match["name"])[1:2]
            ]
    found += [
        Sense(each.key, _OTHERS if "town" in each.kinds else ANY | {"district"}, "seat")
        for each in found
        if each.off == "class" and not each.small
    ]
    return found


def _pieces(key: str) -> list[str]:
    key = re.sub(r"^between ", "", key)
    key = re.sub(rf" (?:{_words('feature')})$", "", key)
    pieces = [piece.strip() for piece in re.split(r" (?:and|y|et|to) ", key)]
    return pieces if 1 < len(pieces) < 4 and all(len(piece) > 3 for piece in pieces) else []


@cache
def classes() -> Classes:
    """The class words as the file has them. Raises BrokenOntology where it is not right."""
    file = files("allegiance.ontology").joinpath("places/classes.yaml")
    try:
        return msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), Classes)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(
            f"places/classes.yaml does not hold the words for kinds of places: {error}"
        ) from error


@cache
def ordinary() -> frozenset[str]:
    """The words of everyday English that are names of towns as well."""
    file = files("allegiance.ontology").joinpath("places/ordinary.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _after(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>.+?) (?P<word>{_words(*kinds)})")


@cache
def _before(*kinds: str) -> re.Pattern[str]:
    words = rf"(?P<word>{_words(*kinds)})"
    return re.compile(rf"{words} (?:(?:of|de|du|des|d|del|la|le|the) )*(?P<name>.+)")


@cache
def _words(*kinds: str) -> str:
    held = chain.from_iterable(getattr(classes(), kind) for kind in kinds)
    return "|".join(sorted(dict.fromkeys(held), key=lambda word: -len(word)))


_SIDE = re.compile(
    r"(?:(?:the )?(?:north|south|east|west|central|centre|center|upper|lower)\w*(?: |$)){1,2}"
    r"(?:(?:part|parts|side|half|end)s? )?(?:of )?(?:the )?(?P<name>\w{3}.*)"
)
_IN = re.compile(r".+? in (?:the )?(?P<name>\w{3}.*)")
PROVINCIAL = r"province|governorate|region|oblast|state|department|division|district|wilaya"
_TOWNISH = r"town|city|village|hamlet"
_CLASSES = tuple(
    (re.compile(rf"(?:{words}) of (?:the )?(?P<before>.+)|(?P<after>.+) (?:{words})"), kinds)
    for words, kinds in ((_TOWNISH, TOWN), (PROVINCIAL, LAND), (r"\(.+\)", ANY))
)
_ARTICLES = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ed|es|er) (?P<bare>\w{4,}.*)")
_KINDS = {
    "town": TOWN,
    "province": LAND,
    "district": frozenset({"district"}),
}
# What a town that is not known may be the seat of.
_OTHERS = frozenset({"district", "province"})
_SMALL = frozenset({"village", "hamlet", "locality", "settlement"})
