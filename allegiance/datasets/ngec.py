"""NGEC: events as the Next Generation Event Coder writes them, a JSON object an event.

Halterman, Schrodt, Beger, Bagozzi and Scarborough (2023), Creating Custom Event Data Without
Dictionaries: A Bag-of-Tricks, arXiv:2304.01331. Who did what is in `attributes`, a list each of actors
(ACTOR), recipients (RECIP), places (LOC) and dates (DATE); its lists are cells with semicolons here.
"""

from collections.abc import Iterator

from allegiance.datasets import plover
from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story, Voice
from allegiance.datasets.rows import Row, day_time, read_day

GEO = "event_geolocation.geo."


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its type says of each actor and each recipient, by the publisher's account."""
    actors, recipients = _side(row, "ACTOR"), _side(row, "RECIP")
    if not (actors and recipients):
        raise Silent("an end is not named")
    told = plover.coding(
        row["event_type"], plover.words(row["event_mode"]), plover.words(row["contexts"])
    )
    column = "date_resolved" if row["date_resolved"] else "pub_date"
    day, place = read_day(row.needed(column), column), _place(row)
    if isinstance(told, str):
        raise Silent(told)
    pairs = [(one, other) for one in actors for other in recipients if one.name != other.name]
    if not pairs:
        raise Silent("both ends are one actor")
    raw = row["date_raw"]
    text = raw if raw and not raw.lower().lstrip("<").startswith(("no date", "datep")) else None
    for one, other in pairs:
        yield Claim(
            source=one,
            relation=told.relation,
            target=other,
            by="event_type",
            time=day_time(day, None, text),
            place=place,
            certainty=told.certainty,
            time_status=told.time_status,
            phase=told.phase,
            instrument=told.instrument,
            voices=tuple(_voices(row)),
            confidence=plover.confidence(),
        )


def story(row: Row) -> Story:
    """The day on which it was published; the outlet is the coder."""
    day = row["pub_date"]
    return Story(outlet="NGEC", date=read_day(day, "pub_date") if day else None)


def _voices(row: Row) -> Iterator[Voice]:
    if row["publisher"]:
        yield Voice(name=row["publisher"], column="publisher", kind="body")


def _side(row: Row, side: str) -> tuple[Party, ...]:
    """The actors of a side: by the article that they were found in, else as the text has them."""
    start = f"attributes.{side}."
    texts, articles = plover.parts(row[f"{start}text"]), plover.parts(row[f"{start}wiki"])
    if len(articles) != len(texts):
        articles = [""] * len(texts)
    names = "; ".join(wiki or text for text, wiki in zip(texts, articles, strict=True))
    column = f"{start}wiki" if names == row[f"{start}wiki"] else f"{start}text"
    return plover.parties(
        column, names, row[f"{start}country"], row[f"{start}code_1"], "; ".join(articles), "ngec"
    )


def _place(row: Row) -> Spot | None:
    start = GEO if row.has(f"{GEO}lat") else "event_geolocation."
    name = f"{start}resolved_placename"
    lat, lon = row.degrees(f"{start}lat", 90), row.degrees(f"{start}lon", 180)
    if not row[name]:
        return None
    home = row[f"{start}country_code3"]
    return Spot(
        name=row[name],
        column=name,
        country=plover.country(home) if home else None,
        lat=lat,
        lon=lon,
        precision=_PRECISION.get(row[f"{start}feature_class"]),
    )


_PRECISION = {"P": "town", "A": "area"}
_WHO = ("text", "wiki", "country", "code_1", "code_2")
_WHERE = ("resolved_placename", "country_code3", "lat", "lon", "feature_class")

FORMAT = Format(
    name="ngec",
    gloss="events of the Next Generation Event Coder, JSON",
    outlet="NGEC",
    licence="that of the texts it read",
    columns=("id", "event_type", "attributes.ACTOR.text", "attributes.RECIP.text", "pub_date"),
    also=(
        "event_mode", "contexts", "date_resolved", "date_raw", "publisher", "story_id", "headline",
        "event_text", "version",
        *(f"attributes.{side}.{each}" for side in ("ACTOR", "RECIP") for each in _WHO if each != "text"),
        *(f"{start}{each}" for start in (GEO, "event_geolocation.") for each in _WHERE),
    ),
    shown=(
        "id", "event_type", "event_mode", "contexts", "attributes.ACTOR.text", "attributes.ACTOR.wiki",
        "attributes.ACTOR.country", "attributes.ACTOR.code_1", "attributes.RECIP.text",
        "attributes.RECIP.wiki", "attributes.RECIP.country", "attributes.RECIP.code_1", "date_resolved",
        "date_raw", f"{GEO}resolved_placename", "event_geolocation.resolved_placename", "publisher",
        "headline", "event_text",
    ),
    key=("id",),
    read=claims,
    story=story,
)  # fmt: skip
