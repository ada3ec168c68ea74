"""Ties in plain words, with the voices that hold them: "according to whom" is never left out."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from allegiance.network.ties import CERTAINTY, Party, Tie
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement

Tense = Literal["base", "present", "past"]


def clause(
    tie: Tie,
    *,
    voices: Sequence[str] = (),
    denials: Sequence[str] = (),
    subject: str | None = None,
    relative: str | None = None,
) -> str:
    """ "Gondor fights Mordor in Ithilien (according to Faramir)".

    The wording follows the surest sentence that affirms the tie: its tense and its certainty. A
    tie that is read both ways begins with `subject`, the id of an end. With `relative`, the id of
    an end, it is a relative clause about it: "which merged with Mordor in 3019".
    """
    said = surest(tie)
    source, target = tie.source, tie.target
    if tie.symmetric and target.id in (subject, relative):
        source, target = target, source
    past = said.time_status == "past" or said.phase == "ends" or _over(said)
    told = words(
        source, tie.relation, target, past=past, certainty=said.certainty, relative=relative
    )
    return f"{told}{_where(tie)}{_when(tie)}{according_to(voices, denials)}"


def _over(said: Statement) -> bool:
    """Whether its time had ended when the document was written."""
    return bool(said.time and said.time.end and said.date and said.time.end < said.date)


def words(
    source: Party,
    name: str,
    target: Party,
    *,
    past: bool = False,
    certainty: str = "certain",
    relative: str | None = None,
) -> str:
    """ "Gondor fights Mordor", or of Mordor "which Gondor fights", or of Gondor "which fights ..."."""
    many = plural(source)
    verb = _modal(name, past=past, certainty=certainty, many=many)
    if relative is None:
        return f"{_within(source)} {verb} {_within(target)}"
    if relative == source.id:
        return f"{_pronoun(source)} {verb} {_within(target)}"
    return f"{_pronoun(target, object_=True)} {_within(source)} {verb}"


def _within(party: Party) -> str:
    """A name within a sentence: "the West", not "The West"."""
    return f"the {party.name[4:]}" if party.name.startswith("The ") else party.name


def according_to(voices: Sequence[str], denials: Sequence[str] = ()) -> str:
    """ " (according to A and B; C denies it)", or nothing where nobody is named."""
    parts = [f"according to {_listed(voices)}"] if voices else []
    if others := [voice for voice in denials if voice not in voices]:
        parts.append(f"{_listed(others)} {'denies' if len(others) == 1 else 'deny'} it")
    if torn := [voice for voice in denials if voice in voices]:
        parts.append(f"{_listed(torn)} also {'denies' if len(torn) == 1 else 'deny'} it")
    return f" ({'; '.join(parts)})" if parts else ""


def surest(tie: Tie) -> Statement:
    """The sentence that affirms a tie with most certainty, in the document's own voice if it can."""
    affirmed = [s for s in tie.statements if s.polarity == "positive"] or list(tie.statements)
    return min(affirmed, key=lambda s: (-CERTAINTY[s.certainty], len(s.attribution)))


def plural(party: Party) -> bool:
    """Whether a name takes a plural verb: "the Tuaregs fight", "France fights"."""
    return party.kind not in _SINGULAR and party.name.endswith("s") and not party.name.isupper()


_SINGULAR = {"state", "person", "place", "organisation", "government"}

_VERBS: dict[str, tuple[str, str, str]] = {
    "ally": ("be an ally of", "is an ally of", "was an ally of"),
    "support": ("support", "supports", "supported"),
    "arm": ("arm", "arms", "armed"),
    "fund": ("fund", "funds", "funded"),
    "train": ("train", "trains", "trained"),
    "aid": ("aid", "aids", "aided"),
    "shelter": ("shelter", "shelters", "sheltered"),
    "command": ("command", "commands", "commanded"),
    "member": ("be part of", "is part of", "was part of"),
    "merge": ("merge with", "merges with", "merged with"),
    "negotiate": ("negotiate with", "negotiates with", "negotiated with"),
    "fight": ("fight", "fights", "fought"),
    "oppose": ("oppose", "opposes", "opposed"),
    "sanction": ("sanction", "sanctions", "sanctioned"),
    "control": ("control", "controls", "controlled"),
    "base": ("be based in", "is based in", "was based in"),
    "move": ("go to", "goes to", "went to"),
}
_MANY = {"is": "are", "was": "were"}
_HEDGES = {"probable": "probably", "possible": "possibly", "unknown": "perhaps"}


def _modal(name: str, *, past: bool, certainty: str, many: bool) -> str:
    base, present, gone = _VERBS[name]
    verb = gone if past or name == "merge" else present
    first, _, rest = verb.partition(" ")
    hedge = _HEDGES.get(certainty)
    if first in _MANY:
        return " ".join(filter(None, (_MANY[first] if many else first, hedge, rest)))
    if many and not past and name != "merge":
        verb = base
    return f"{hedge} {verb}" if hedge else verb


def _pronoun(party: Party, *, object_: bool = False) -> str:
    if party.kind in ("person", "people"):
        return "whom" if object_ else "who"
    return "which"


def _where(tie: Tie) -> str:
    places = Counter(s.place.name for s in tie.statements if s.place and s.polarity == "positive")
    if not places or relation(tie.relation).target == ("place",):
        return ""
    return f" in {min(places, key=lambda name: (-places[name], name))}"


def _when(tie: Tie) -> str:
    times = [s.time for s in tie.statements if s.time and s.polarity == "positive"]
    first = min((t.start for t in times if t.start), default=None)
    last = max((t.end for t in times if t.end), default=None)
    if first and last:
        same = first[:4] == last[:4]
        return f" in {first[:4]}" if same else f" between {first[:4]} and {last[:4]}"
    if first:
        return f" since {first[:4]}"
    ongoing = any(s.time_status == "ongoing" and s.time for s in tie.statements)
    return f" until {last[:4]}" if last and not ongoing else ""


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:3])
    if rest := len(names) - len(shown):
        shown.append(f"{rest} other{'s' if rest > 1 else ''}")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
