"""Documents with their entities and relations, for brat (Stenetorp et al. 2012)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO
from zipfile import ZipFile

from allegiance.exports.format import Format, Written, member
from allegiance.exports.passages import WHY, Link, Passage, passages
from allegiance.exports.rows import heard
from allegiance.ontology.relations import CODEBOOK
from allegiance.statements.statement import Statement


def write_brat(statements: Iterable[Statement], out: BinaryIO) -> Written:
    """A ZIP with a `.txt` and an `.ann` for each document, and the configuration that names the types.

    The text is the sentences that tell statements, one a line; offsets count its code points. A
    relation carries the attributes Negation, Certainty and TimeStatus, and a note says who says so.
    """
    left_out: list[Statement] = []
    kinds: set[str] = set()
    count = 0
    with ZipFile(out, "w") as archive:
        taken: Counter[str] = Counter()
        for document, group in groupby(passages(statements, left_out), lambda one: one.document):
            name = _name(document, taken)
            told = list(group)
            kinds |= {mention.label for passage in told for mention in passage.mentions}
            count += sum(len(passage.links) for passage in told)
            with member(archive, f"{name}.txt") as stream:
                stream.writelines(f"{_line(passage.text)}\n" for passage in told)
            with member(archive, f"{name}.ann") as stream:
                stream.writelines(f"{line}\n" for line in _annotations(told))
        with member(archive, "annotation.conf") as stream:
            stream.write(_configuration(sorted(kinds)))
    return Written(written=count, left_out=len(left_out), why=WHY if left_out else None)


FORMATS = (
    Format(
        name="brat", gloss="texts and annotations for brat, in a ZIP", suffix=".brat.zip",
        write=write_brat, binary=True,
    ),
)  # fmt: skip


def _annotations(told: Iterable[Passage]) -> Iterator[str]:
    entity = relation = mark = at = 0
    for passage in told:
        for n, each in enumerate(passage.mentions, entity + 1):
            words = _line(each.text)
            yield f"T{n}\t{each.label} {at + each.begin} {at + each.end}\t{words}"
        for link in passage.links:
            relation += 1
            ends = f"Arg1:T{entity + 1 + link.source} Arg2:T{entity + 1 + link.target}"
            yield f"R{relation}\t{link.statement.relation} {ends}"
            for text in _attributes(link, f"R{relation}"):
                mark += 1
                yield f"A{mark}\t{text}"
            yield f"#{relation}\tAnnotatorNotes R{relation}\t{_line(_note(link))}"
        entity += len(passage.mentions)
        at += len(passage.text) + 1


def _attributes(link: Link, name: str) -> Iterator[str]:
    if link.statement.polarity == "negative":
        yield f"Negation {name}"
    yield f"Certainty {name} {link.statement.certainty}"
    yield f"TimeStatus {name} {link.statement.time_status}"


def _note(link: Link) -> str:
    return f"statement {link.statement.id}, according to {heard(link.statement)}"


def _line(text: str) -> str:
    """Text in one line and as long as it was: brat's annotations end with their line."""
    return re.sub(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)


def _name(document: str, taken: Counter[str]) -> str:
    """A file name that no other document has, whatever a file system makes of capitals."""
    plain = re.sub(r"[^\w.-]+", "_", document).strip("._")[:100] or "document"
    taken[plain.lower()] += 1
    number = taken[plain.lower()]
    return plain if number == 1 else f"{plain}~{number}"


def _configuration(kinds: list[str]) -> str:
    any_end = "Arg1:<ENTITY>, Arg2:<ENTITY>"
    relations = "\n".join(f"{name}\t{any_end}" for name in CODEBOOK)
    return (
        "[entities]\n" + "\n".join(kinds) + f"\n\n[relations]\n{relations}\n\n[events]\n\n"
        "[attributes]\nNegation\tArg:<RELATION>\n"
        "Certainty\tArg:<RELATION>, Value:certain|probable|possible|unknown\n"
        "TimeStatus\tArg:<RELATION>, Value:past|ongoing|future|hypothetical\n"
    )
