"""Three documents of an invented world on real ground, coded by hand: what the page is tried on."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from allegiance.documents.document import Document, identify
from allegiance.network.double_games import double_games
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Attribution, End, Place, Statement, Time, Trigger
from allegiance.views.page import Page, data

PLACES = {
    place.id: place
    for place in (
        Place(id="ML", name="Mali", country="ML", lat=17.5, lon=-3.9, precision="country"),
        Place(id="gao", name="Gao", country="ML", lat=16.27, lon=-0.04, precision="town"),
        Place(id="kidal", name="Kidal", country="ML", lat=18.44, lon=1.41, precision="town"),
        Place(id="konna", name="Konna", country="ML", lat=14.95, lon=-3.89, precision="town"),
        Place(id="LY", name="Libya", country="LY", lat=27.0, lon=17.0, precision="country"),
        Place(id="derna", name="Derna", country="LY", lat=32.76, lon=22.64, precision="town"),
        Place(id="sirte", name="Sirte", country="LY", lat=31.21, lon=16.59, precision="town"),
        Place(id="SY", name="Syria", country="SY", lat=35.0, lon=38.5, precision="country"),
        Place(id="aleppo", name="Aleppo", country="SY", lat=36.2, lon=37.16, precision="town"),
        Place(id="idlib", name="Idlib", country="SY", lat=35.93, lon=36.63, precision="town"),
        Place(id="sahel", name="the Sahel", country=None, lat=16.0, lon=4.0, precision="region"),
        Place(id="DZ", name="Algeria", country="DZ", lat=28.0, lon=2.6, precision="country"),
    )
}

KINDS = {
    "Gondor": "state",
    "Rohan": "state",
    "Mordor": "state",
    "Dale": "state",
    "White Hand": "armed group",
    "Dunlendings": "people",
    "Corsairs": "armed group",
    "Easterlings": "armed group",
    "Grey Company": "armed group",
    "Haradrim Front": "armed group",
    "Denethor": "person",
    "Saruman": "person",
}


class Said(NamedTuple):
    """One statement of a sentence: words of the sentence for each part, and its qualifiers."""

    source: str
    relation: str
    target: str
    trigger: str
    more: dict[str, Any]


def said(source: str, name: str, target: str, trigger: str, **more: Any) -> Said:
    return Said(source, name, target, trigger, more)


def voice(name: str, verb: str | None, kind: str = "person") -> Attribution:
    return Attribution(id=name.lower(), name=name, kind=kind, verb=verb)


def when(text: str, start: str | None, end: str | None, edtf: str | None = None) -> Time:
    return Time(text=text, start=start, end=end, edtf=edtf)


Y2007 = when("in 2007", "2007-01-01", "2007-12-31", "2007")
Y2011 = when("in 2011", "2011-01-01", "2011-12-31", "2011")
SINCE2012 = when("since 2012", "2012-01-01", None, "2012/..")
JAN2013 = when("in January 2013", "2013-01-01", "2013-01-31", "2013-01")

POST = (
    "The West, the Company and the Hand",
    "The Shire Post",
    "Rosie Cotton",
    "2013-02-11",
    [
        (
            "Gondor's riders are driving the White Hand out of Gao, and its aircraft struck the group near Konna on 11 January 2013.",
            [
                said("Gondor", "fight", "White Hand", "driving", place="gao"),
                said(
                    "Gondor",
                    "fight",
                    "White Hand",
                    "struck",
                    place="konna",
                    time=when("on 11 January 2013", "2013-01-11", "2013-01-11", "2013-01-11"),
                ),
                said("White Hand", "base", "Gao", "out of", phase="weakens"),
            ],
        ),
        (
            "Yet in Syria the same Gondor is arming the Grey Company, a close ally of the White Hand.",
            [
                said("Gondor", "arm", "Grey Company", "arming", place="SY", instrument="weapons"),
                said("Grey Company", "ally", "White Hand", "close ally", place="SY"),
            ],
        ),
        (
            "In 2007 Saruman announced a merger between the White Hand and the Haradrim Front.",
            [
                said(
                    "White Hand",
                    "merge",
                    "Haradrim Front",
                    "merger",
                    time=when("In 2007", "2007-01-01", "2007-12-31", "2007"),
                    phase="starts",
                    attribution=(voice("Saruman", "announced"),),
                ),
                said("Saruman", "command", "White Hand", "announced", confidence=0.4),
            ],
        ),
        (
            "Gondor helped the Haradrim Front in 2011, when its fleet broke the siege of Derna in Libya.",
            [
                said(
                    "Gondor",
                    "support",
                    "Haradrim Front",
                    "helped",
                    place="derna",
                    time=Y2011,
                    time_status="past",
                    instrument="fleet",
                )
            ],
        ),
        (
            "Mordor has backed the Easterlings since 2012, and the Easterlings hold most of Aleppo.",
            [
                said("Mordor", "support", "Easterlings", "backed", place="SY", time=SINCE2012),
                said("Easterlings", "control", "Aleppo", "hold"),
            ],
        ),
        (
            "Denethor denied that Gondor had ever armed the Grey Company.",
            [
                said(
                    "Gondor",
                    "arm",
                    "Grey Company",
                    "armed",
                    polarity="negative",
                    place="SY",
                    attribution=(voice("Denethor", "denied"),),
                )
            ],
        ),
        (
            "Rohan fears the Corsairs, who move between Sirte and the Sahel 🐎 with the blessing of Mordor.",
            [
                said("Rohan", "oppose", "Corsairs", "fears"),
                said("Corsairs", "move", "the Sahel", "move", origin="sirte"),
                said("Mordor", "support", "Corsairs", "with the blessing of", place="sahel"),
            ],
        ),
        (
            "The Dunlendings, who once helped the White Hand at Kidal, now guide the riders of Gondor.",
            [
                said(
                    "Dunlendings",
                    "support",
                    "White Hand",
                    "helped",
                    place="kidal",
                    time_status="past",
                    phase="ends",
                ),
                said("Dunlendings", "support", "Gondor", "guide", place="kidal", phase="starts"),
            ],
        ),
    ],
)

GAZETTE = (
    "Communiqué of the Steward's office",
    "The Minas Tirith Gazette",
    None,
    "2013-03",
    [
        (
            "The Steward's office said that Gondor has never supplied the Grey Company with weapons.",
            [
                said(
                    "Gondor",
                    "arm",
                    "Grey Company",
                    "supplied",
                    polarity="negative",
                    place="SY",
                    instrument="weapons",
                    attribution=(voice("The Steward's office", "said", "body"),),
                )
            ],
        ),
        (
            "Gondor and Rohan fight side by side against the White Hand at Kidal.",
            [
                said("Gondor", "ally", "Rohan", "side by side", place="kidal"),
                said("Gondor", "fight", "White Hand", "fight", place="kidal"),
                said("Rohan", "fight", "White Hand", "fight", place="kidal"),
            ],
        ),
        (
            "Mordor is arming the Easterlings at Idlib, and in January 2013 sent instructors to the Corsairs.",
            [
                said("Mordor", "arm", "Easterlings", "arming", place="idlib"),
                said("Mordor", "train", "Corsairs", "instructors", time=JAN2013, place="LY"),
            ],
        ),
        (
            "Rohan has sanctioned Mordor, and Gondor may follow.",
            [
                said("Rohan", "sanction", "Mordor", "sanctioned"),
                said(
                    "Gondor",
                    "sanction",
                    "Mordor",
                    "follow",
                    certainty="possible",
                    time_status="future",
                ),
            ],
        ),
        (
            "Dale sends food and medicine to the Dunlendings in Algeria.",
            [said("Dale", "aid", "Dunlendings", "sends", place="DZ", instrument="food")],
        ),
        (
            "Rohan and the Dunlendings held talks in Algeria in January 2013.",
            [said("Rohan", "negotiate", "Dunlendings", "talks", place="DZ", time=JAN2013)],
        ),
        (
            "Fighting between the Easterlings and the Grey Company has not ceased around Idlib.",
            [said("Easterlings", "fight", "Grey Company", "Fighting", mutual=True, place="idlib")],
        ),
    ],
)

BLOG = (
    "Notes <b>from</b> the harbour <script>window.hacked = 1</script>",
    "Pelargir Watch",
    "M. Brandybuck",
    None,
    [
        (
            'It was reported that Gondor trained the Grey Company in 2012 <img src=x onerror="window.hacked=1">.',
            [
                said(
                    "Gondor",
                    "train",
                    "Grey Company",
                    "trained",
                    certainty="certain",
                    place="SY",
                    time=when("in 2012", "2012-01-01", "2012-12-31", "2012"),
                    attribution=(voice("it was reported", None, "impersonal"),),
                )
            ],
        ),
        (
            "Analysts say that Mordor might be funding the White Hand through the Corsairs.",
            [
                said(
                    "Mordor",
                    "fund",
                    "White Hand",
                    "funding",
                    certainty="possible",
                    attribution=(voice("Analysts", "say", "group"),),
                    instrument="money",
                )
            ],
        ),
        (
            "In 2007 the Haradrim Front was still based in Derna and fought Mordor across Libya.",
            [
                said("Haradrim Front", "base", "Derna", "based", time=Y2007, time_status="past"),
                said(
                    "Haradrim Front",
                    "fight",
                    "Mordor",
                    "fought",
                    place="LY",
                    time=Y2007,
                    time_status="past",
                ),
            ],
        ),
        (
            "The Corsairs shelter the Haradrim Front at Sirte, and it is said that Rohan tolerates both.",
            [
                said("Corsairs", "shelter", "Haradrim Front", "shelter", place="sirte"),
            ],
        ),
        (
            "Saruman told the Pelargir Watch that the White Hand and the Grey Company are one and the same.",
            [
                said(
                    "White Hand",
                    "merge",
                    "Grey Company",
                    "one and the same",
                    attribution=(voice("Saruman", "told"),),
                )
            ],
        ),
        (
            "Will Gondor negotiate with the White Hand, as Rohan did with the Dunlendings?",
            [
                said(
                    "Gondor",
                    "negotiate",
                    "White Hand",
                    "negotiate",
                    certainty="unknown",
                    time_status="hypothetical",
                )
            ],
        ),
        (
            "The Easterlings retook Idlib from the Grey Company in the first months of 2013.",
            [
                said(
                    "Easterlings",
                    "control",
                    "Idlib",
                    "retook",
                    phase="starts",
                    time=when(
                        "in the first months of 2013", "2013-01-01", "2013-04-30", "2013-01/2013-04"
                    ),
                ),
                said(
                    "Easterlings",
                    "fight",
                    "Grey Company",
                    "retook",
                    place="idlib",
                    confidence=0.6,
                ),
            ],
        ),
    ],
)


def documents() -> list[Document]:
    return [document for document, _ in _worlds()]


def statements() -> list[Statement]:
    return [statement for _, found in _worlds() for statement in found]


def page() -> Page:
    """The whole invented world as a page shows it."""
    return data(
        documents(),
        statements(),
        double_games(statements()),
        title="The Company and the Hand",
        frames={
            "arm.verb": "*arm* or *supply* an actor, with weapons",
            "fight.verb": "*drive out*, *strike*, *fight* an actor",
        },
    )


def statement(text: str = "Gondor armed Rohan.", one: Said | None = None, **more: Any) -> Statement:
    """One statement of a document of one sentence."""
    one = one or said("Gondor", "arm", "Rohan", "armed")
    about = Document(id="one", text=text, outlet="The Shire Post", date="2013")
    return _statement(about, text, 0, 0, one._replace(more={**one.more, **more}))


def _worlds() -> Iterable[tuple[Document, list[Statement]]]:
    for title, outlet, author, date, sentences in (POST, GAZETTE, BLOG):
        text = " ".join(sentence for sentence, _ in sentences)
        about = Document(
            id=identify(text, outlet=outlet),
            text=text,
            title=title,
            outlet=outlet,
            author=author,
            date=date,
            url="javascript:alert(1)" if date is None else "https://example.org/post",
        )
        found, begin = [], 0
        for sentence, several in sentences:
            for number, one in enumerate(several):
                found.append(_statement(about, sentence, begin, number, one))
            begin += len(sentence) + 1
        yield about, found


def _statement(about: Document, sentence: str, begin: int, number: int, one: Said) -> Statement:
    more = dict(one.more)
    place = more.pop("place", None)
    origin = more.pop("origin", None)
    at = begin + sentence.index(one.trigger)
    kind = relation(one.relation)
    return Statement(
        **{
            "id": f"{about.id}-{begin}-{number}",
            "document": about.id,
            "sentence": sentence,
            "begin": begin,
            "end": begin + len(sentence),
            "source": _end(one.source, sentence, begin),
            "relation": one.relation,
            "event": kind.plover[0],
            "sign": kind.sign,
            "target": _end(one.target, sentence, begin),
            "trigger": Trigger(text=one.trigger, begin=at, end=at + len(one.trigger)),
            "place": PLACES[place] if place else None,
            "origin": PLACES[origin] if origin else None,
            "confidence": 0.9,
            "coder": "by hand",
            "outlet": about.outlet,
            "author": about.author,
            "date": about.date,
            "frame": f"{one.relation}.verb",
            **more,
        }
    )


def _end(name: str, sentence: str, begin: int) -> End:
    at = begin + sentence.index(name)
    place = next((place for place in PLACES.values() if place.name == name), None)
    if place is not None and name not in KINDS:
        return End(
            id=place.id,
            name=name,
            kind="place",
            country=place.country,
            mention=name,
            begin=at,
            end=at + len(name),
            lat=place.lat,
            lon=place.lon,
        )
    return End(
        id=name.lower().replace(" ", "-"),
        name=name,
        kind=KINDS[name],
        country=None,
        mention=name,
        begin=at,
        end=at + len(name),
    )
