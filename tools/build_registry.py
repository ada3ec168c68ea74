"""Write what datasets know of armed groups into the registry, and compile it.

    python tools/build_registry.py DATA [--check]
    python tools/build_registry.py --compile [--check]

DATA is a folder that holds `structured/ucdp` and `structured/groups`. From there come names,
numbers, countries, years and links of armed groups, each with its citation. A group that
`groups-*.yaml` already has keeps all that was written by hand, and gains its numbers there, dates
and links; every other goes to `recorded-*.yaml`, which is written anew each time. Matches that
nobody should make silently are listed in `build_registry.review.yaml`; what a person decided about
them stands in `build_registry.yaml`. Run it twice, and the second run changes nothing.

Last, all files of actors are compiled into `actors.jsonl`; --compile does only that. With --check
the files are compared and not written.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from allegiance.ontology import actor_files
from allegiance.ontology.actors import normal
from tools.registry_facts import Record, records

ROOT = Path(__file__).parents[1]
ACTORS = ROOT / "allegiance/ontology/actors"
COMPILED = ROOT / "allegiance/ontology" / actor_files.COMPILED
DECISIONS = Path(__file__).with_suffix(".yaml")
REVIEW = Path(__file__).with_suffix(".review.yaml")

Entry = dict[str, Any]


def main(arguments: list[str]) -> int:
    writer = Writer(check="--check" in arguments)
    folders = [Path(word) for word in arguments if not word.startswith("-")]
    if folders:
        for path, text in built(folders[0]).items():
            writer.write(path, text)
    writer.write(COMPILED, actor_files.compiled(actor_files.from_yaml()))
    return writer.differing


@dataclass
class Writer:
    """Writes files, or tells which of them differ from what would be written."""

    check: bool
    differing: int = 0

    def write(self, path: Path, text: str) -> None:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        if self.check:
            self.differing = 1
            print(f"{path.name} differs; run this without --check")
        else:
            path.write_text(text, encoding="utf-8")


def built(data: Path) -> dict[Path, str]:
    """The text of every file that the datasets have a say in."""
    decisions = yaml.safe_load(DECISIONS.read_text(encoding="utf-8"))
    book = Book(decisions)
    for path in sorted(ACTORS.glob("*.yaml")):
        if not path.name.startswith("recorded-"):
            book.open(path)
    found = [record for record in records(data) if not book.left_out & {record.key, *record.also}]
    matched = book.match(found)
    book.record(matched)
    texts = {path: _file(path, entries) for path, entries in book.files.items()}
    texts[REVIEW] = _review(book.doubts)
    return texts


@dataclass
class Book:
    """The entries written by hand, those that only datasets know, and the doubts between them."""

    decisions: Mapping[str, Any]
    files: dict[Path, list[Entry]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, str] = field(default_factory=dict)
    doubts: list[Entry] = field(default_factory=list)

    @cached_property
    def left_out(self) -> frozenset[str]:
        return frozenset(self.decisions["left_out"])

    def open(self, path: Path) -> None:
        entries: list[Entry] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        if path.name.startswith("groups-"):
            self.files[path] = entries
        for entry in entries:
            self._enter(entry)

    def match(self, found: Iterable[Record]) -> list[tuple[Record, Entry | None]]:
        """The entry of each record; None where it needs one of its own. The doubtful are left out."""
        kept: list[tuple[Record, Entry | None]] = []
        later: list[tuple[Record, Entry | None]] = []
        for record in found:
            entry = self._decided(record)
            (kept if entry is not None else later).append((record, entry))
        for record, _ in later:
            entry, doubt = self._decided(record), ""
            if entry is None:
                entry, doubt = self._likely(record)
            if doubt:
                self.doubts.append(_doubt(record, doubt, entry))
            elif entry is None:
                kept.append((record, self._new(record)))
            else:
                self.by_code[record.key] = entry["id"]
                kept.append((record, entry))
        return kept

    def record(self, matched: Iterable[tuple[Record, Entry | None]]) -> None:
        """Write into the entries what the records of them tell."""
        pairs = [(record, entry) for record, entry in matched if entry is not None]
        for entry in self.entries.values():
            _forget(entry)
        for record, entry in pairs:
            _note(entry, record)
        told = {
            (entry["id"], normal(name))
            for record, entry in pairs if _recorded(entry)
            for name in (*record.names, *record.acronyms)
        }  # fmt: skip
        names = Counter(name for _, name in told)
        for record, entry in pairs:
            if _recorded(entry):
                self._name(entry, record, names)
        for record, entry in pairs:
            for link in self._links(record):
                _link(entry, link)

    def _enter(self, entry: Entry) -> None:
        self.entries[entry["id"]] = entry
        for name in {
            normal(name)
            for name in (entry["name"], *entry.get("aliases", ()), *entry.get("demonyms", ()))
        }:
            self.taken[name] += 1
        if entry["kind"] in _KINDS:
            called = (each["name"] for each in entry.get("called", ()))
            for name in {
                normal(name)
                for name in (entry["name"], *entry.get("aliases", ()), *entry.get("in_context", ()), *called)
            }:  # fmt: skip
                self.by_name[name].append(entry["id"])
        for scheme, codes in entry.get("ids", {}).items():
            for code in codes:
                self.by_code[f"{scheme}:{code}"] = entry["id"]

    def _decided(self, record: Record) -> Entry | None:
        decided = self.decisions["same"].get(record.key) or self.by_code.get(record.key)
        if decided is None:
            decided = next((self.by_code[key] for key in record.also if key in self.by_code), None)
        if decided is None:
            return None
        self.by_code[record.key] = decided
        return self.entries[decided]

    def _likely(self, record: Record) -> tuple[Entry | None, str]:
        """The entry that a record's names tell, and why to doubt it; no reason where it is certain."""
        if record.key in self.decisions["new"]:
            return None, ""
        full = {id_ for name in record.names for id_ in self.by_name.get(normal(name), ())}
        short = {id_ for name in record.acronyms for id_ in self.by_name.get(normal(name), ())}
        for found, how in ((full, "name"), (short, "acronym")):
            near = {id_ for id_ in found if self._at_home(self.entries[id_], record)}
            if len(near) > 1:
                return None, f"several groups have the {how}: {', '.join(sorted(near))}"
            if near:
                entry = self.entries[next(iter(near))]
                coded = entry.get("ids", {}).get(record.scheme) or any(
                    key.startswith(f"{record.scheme}:") and id_ == entry["id"]
                    for key, id_ in self.by_code.items()
                )
                if coded:
                    return entry, f"the {how} is that of {entry['id']}, which has another number"
                if how == "acronym" and record.names:
                    return entry, f"only the acronym is that of {entry['id']}"
                return entry, ""
        if any(self._telling(name) and self.by_name.get(normal(name)) for name in record.names):
            return None, f"the name is that of {', '.join(sorted(full))}, but not the country"
        return None, ""

    def _at_home(self, entry: Entry, record: Record) -> bool:
        homes = {entry.get("country"), *entry.get("countries", ())} - {None}
        return not homes or not record.countries or bool(homes & set(record.countries))

    def _new(self, record: Record) -> Entry:
        label = record.names[0] if record.names else record.acronyms[0]
        id_ = _slug(label)
        if id_ in self.entries:
            id_ = f"{id_}-{record.countries[0].lower()}" if record.countries else id_
        if id_ in self.entries:
            id_ = f"{id_}-{_slug(record.key)}"
        entry: Entry = {"id": id_, "name": label, "kind": "armed group", "source": record.source}
        if record.countries:
            entry["country"] = record.countries[0]
        self.entries[id_] = entry
        self.by_code[record.key] = id_
        for name in {normal(each) for each in record.names}:
            self.by_name[name].append(id_)
        path = ACTORS / f"recorded-{record.region}.yaml"
        self.files.setdefault(path, []).append(entry)
        return entry

    def _name(self, entry: Entry, record: Record, shared: Mapping[str, int]) -> None:
        """Sort a group's names into those that mean it everywhere and those that need context."""
        names = [*record.names, *record.acronyms]
        known = [entry["name"], *entry.get("aliases", ()), *entry.get("in_context", ())]
        for name in names:
            if normal(name) in map(normal, known) and name != entry["name"]:
                continue
            clear = self._clear(name, shared, short=name in record.acronyms)
            if name == entry["name"]:
                if not clear:
                    entry["name"] = f"{name} ({record.home})" if record.home else name
                    _add(entry, "in_context", name)
            else:
                _add(entry, "aliases" if clear else "in_context", name)

    def _clear(self, name: str, shared: Mapping[str, int], *, short: bool) -> bool:
        """Whether a name, wherever it is written, means this group and nothing else."""
        form = normal(name)
        if self.taken[form] or shared[form] > 1 or form in self.everyday | self.ambiguous:
            return False
        if short:
            return sum(letter.isalpha() for letter in name) >= 4
        return self._telling(name)

    def _telling(self, name: str) -> bool:
        """Whether a name has a word that is no everyday one, or more than three of those."""
        words = [word for word in normal(name).split() if word not in _SMALL]
        return len(words) > 3 or any(word not in self.everyday for word in words)

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Words that are names of nothing by themselves, nor in twos and threes."""
        return frozenset(self.decisions["everyday"].split())

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Whole names that mean other things as well."""
        return frozenset(map(normal, self.decisions["ambiguous"]))

    def _links(self, record: Record) -> Iterator[Entry]:
        for link in record.links:
            other = self.by_code.get(link.key, link.key)
            if other in self.entries or other.endswith("/government"):
                yield {
                    "actor": other, "as": link.as_, "date": link.date, "source": link.source,
                }  # fmt: skip


_MANY = 6
"""Who is recorded in more countries than this is at home in none of them."""

_KINDS = ("armed group", "party", "coalition", "organisation", "government", "armed force", "body")
_SMALL = frozenset("of the for and in to de la le du des et el los las y e do da dos al".split())
_ORDER = (
    "id", "name", "kind", "country", "countries", "aliases", "in_context", "called", "demonyms",
    "capital", "iso3", "cow", "gw", "active", "founded", "fought", "part_of", "links", "never", "ids",
    "source",
)  # fmt: skip


def _recorded(entry: Entry) -> bool:
    return bool(entry.get("source", "curated") != "curated")


def _forget(entry: Entry) -> None:
    """Take out of an entry what datasets told before, except its numbers."""
    for key in ("founded", "fought"):
        entry.pop(key, None)
    links = [link for link in entry.get("links", ()) if link.get("source", "curated") == "curated"]
    entry.pop("links", None)
    if links:
        entry["links"] = links


def _note(entry: Entry, record: Record) -> None:
    """Write a record's number, countries and dates into an entry."""
    codes = entry.setdefault("ids", {}).setdefault(record.scheme, [])
    if record.code not in codes:
        codes.append(record.code)
        codes.sort()
    if 0 < len(record.countries) <= _MANY and ("country" not in entry or _recorded(entry)):
        homes = list(dict.fromkeys((*entry.get("countries", ()), *record.countries)))
        if _recorded(entry):
            entry.setdefault("country", homes[0])
        if len(homes) > 1 or "country" not in entry:
            entry["countries"] = homes
    if record.founded and "founded" not in entry:
        entry["founded"] = {"date": record.founded, "source": record.source}
    for years, source in record.fought:
        if "fought" not in entry:
            entry["fought"] = {"date": years, "source": source}
        else:
            entry["fought"] = _wider(entry["fought"], years, source)


def _wider(told: Entry, years: str, source: str) -> Entry:
    """The longer of two stretches of recorded fighting, from the first year to the last."""
    first, last = (
        sorted(pair) for pair in zip(told["date"].split("/"), years.split("/"), strict=True)
    )
    both = f"{first[0]}/{last[-1]}"
    return {"date": both, "source": source if both == years else told["source"]}


def _link(entry: Entry, link: Entry) -> None:
    """Add a link unless the entry tells of the two already."""
    told = {each["actor"] for key in ("part_of", "links") for each in entry.get(key, ())}
    if link["actor"] not in told and link["actor"] != entry["id"]:
        entry.setdefault("links", []).append(link)


def _add(entry: Entry, key: str, name: str) -> None:
    if name not in entry.setdefault(key, []):
        entry[key].append(name)


def _doubt(record: Record, why: str, entry: Entry | None) -> Entry:
    names = "; ".join((*record.names, *record.acronyms))
    homes = ", ".join(record.countries)
    found = {"key": record.key, "names": names, "countries": homes, "why": why}
    return found | ({"likely": entry["id"]} if entry else {})


def _slug(name: str) -> str:
    words = "".join(mark if mark.isalnum() else " " for mark in normal(name)).split()
    return "-".join(word for word in words if word.isascii())[:60].strip("-")


def _review(doubts: Iterable[Entry]) -> str:
    head = (
        "# Written by tools/build_registry.py: records that may be groups of the registry, and are in\n"
        "# none of its files until somebody decides. Write `KEY: actor` under `same` in\n"
        "# build_registry.yaml, or KEY under `new` or `left_out`.\n"
    )
    told = sorted(doubts, key=lambda doubt: str(doubt["key"]))
    return head + "".join(f"- {_flow(doubt)}\n" for doubt in told)


def _file(path: Path, entries: Iterable[Entry]) -> str:
    if path.name.startswith("groups-"):
        head = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        return head + "".join(map(written, entries))
    head = (
        "# Armed groups that datasets record and no other file has.\n"
        "# Written by tools/build_registry.py; to change one, move it to a groups file.\n"
    )
    return head + "".join(map(written, sorted(entries, key=lambda entry: str(entry["id"]))))


def written(entry: Entry) -> str:
    """An entry in the layout of the files."""
    lines = []
    for key in (key for key in _ORDER if entry.get(key) not in (None, [], {})):
        lines += _field(key, entry[key])
    return "- " + "\n  ".join(lines) + "\n"


def _field(key: str, value: Any) -> list[str]:
    if key in ("part_of", "links", "called"):
        return [f"{key}:", *(f"  - {_flow(each)}" for each in value)]
    if key in ("active",):
        return [f'{key}: "{value}"']
    line = f"{key}: {_flow(value)}"
    if len(line) <= 98 or not isinstance(value, list):
        return [line]
    return [f"{key}: [", *_wrapped(map(_flow, value)), "]"]


def _wrapped(items: Iterable[str]) -> Iterator[str]:
    line = " "
    *most, last = items
    for item in (*(f"{item}," for item in most), last):
        if len(line) + len(item) > 97:
            yield line
            line = " "
        line = f"{line} {item}"
    yield line


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if not isinstance(value, str):
        return str(value)
    plain = value.strip() == value and not set(value) & set(",[]{}:#&*!|>'\"%@`\\")
    inner = value.strip() == value and set(value) & set(",[]{}:#&*!|>'\"%@`\\") == {"'"}
    starts = value[:1] not in "'-?" and not value[:1].isdigit()
    if (plain or inner) and starts and _as_text(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_text(value: str) -> bool:
    return isinstance(yaml.load(value, yaml.CSafeLoader), str)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
