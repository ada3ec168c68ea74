"""How fast the frustration index is proved, beside RC2 and the AND model in HiGHS, in one run.

    python -m benchmarks.balance [--others SECONDS] [--large SECONDS] [--only WORD]

Ours is called as a user calls it, `frustration(rows)`, from the rows of a table on, and has 90
seconds. The others get the whole network, merged already, and so many SECONDS each (90); 0 leaves
them out. --large is the time for wiki-elections and for the network of 500,000 ties that is made
(600). Every certificate of ours is verified, apart from the clock. Processor time stands beside the
clock's, which other work on the machine makes longer. A public network that is not here is named.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic, process_time

from allegiance.network.balance import Balance, Signed, frustration, verify
from benchmarks.balance.models import Answer, and_model, rc2
from benchmarks.balance.networks import SIGNED, made, read

Model = Callable[..., Answer]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--others", type=float, default=90, help="seconds for each other way")
    asked.add_argument("--large", type=float, default=600, help="seconds for the large ones")
    asked.add_argument("--only", default="", help="networks whose name holds this word")
    options = asked.parse_args()
    print(
        "| network | ties | lower | upper | gap | seconds | processor | verified | RC2 | AND in HiGHS |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, networks, large in chosen(options.only):
        if not networks:
            print(f"| {name} | not here: {SIGNED / PUBLIC[name]} |", flush=True)
            continue
        limit = options.large if large else 90
        read_in = [network() for network in networks]
        others = options.others if read_in[0].ties < MODELLED else 0
        print(line(name, read_in, limit, others), flush=True)


PUBLIC = {
    "highland tribes": "highland_tribes.tsv",
    "US Congress": "congress.tsv",
    "BAAD groups": "baad_groups.tsv",
    "26 COW windows, together": "cow_international/*.tsv",
    "Bitcoin-Alpha": "bitcoin_alpha.tsv",
    "wiki-elections": "wiki_elections.tsv",
}
MADE = {
    "made, 2,000 ties": (2_000, 0.08),
    "made, 2,000 ties, signs by chance": (2_000, 0.5),
    "made, 25,000 ties": (25_000, 0.08),
    "made, 25,000 ties, 16 % against": (25_000, 0.16),
    "made, 500,000 ties": (500_000, 0.08),
}
MODELLED = 200_000
"""From so many ties on the others are left out: to write their model down alone takes minutes."""
LARGE = ("wiki-elections", "made, 500,000 ties")


def chosen(word: str) -> Iterator[tuple[str, list[Callable[[], Signed]], bool]]:
    """The networks by name, none of a public one that is not here, and whether they are large."""
    for name, files in PUBLIC.items():
        if word in name:
            yield name, [partial(read, file) for file in sorted(SIGNED.glob(files))], name in LARGE
    for name, (ties, against) in MADE.items():
        if word in name:
            yield name, [partial(made, ties, against=against)], name in LARGE


def line(name: str, networks: list[Signed], limit: float, others: float) -> str:
    """One network, or several together, as a row of the table."""
    clock, processor = monotonic(), process_time()
    found = [frustration(rows(network), time_limit=limit) for network in networks]
    clock, processor = monotonic() - clock, process_time() - processor
    lower, upper = (sum(getattr(each, bound) for each in found) for bound in ("lower", "upper"))
    gap = f"{(upper - lower) / upper:.2%}" if upper > lower else "0, proved"
    ties = sum(each.ties for each in found)
    held = "yes" if all(map(verified, found)) else "NO"
    rest = [beside(model, networks, others) for model in (rc2, and_model)]
    cells = [name, f"{ties:,}", f"{lower:,}", f"{upper:,}", gap, f"{clock:.2f}", f"{processor:.2f}"]
    return f"| {' | '.join([*cells, held, *rest])} |"


def rows(network: Signed) -> list[tuple[str, str, int]]:
    names = network.actors
    signs = zip(network.u.tolist(), network.v.tolist(), network.weight.tolist(), strict=True)
    return [(names[u], names[v], sign) for u, v, sign in signs]


def verified(found: Balance) -> bool:
    checked = verify(found.certificate)
    return (checked.lower, checked.upper, checked.proved) == (
        found.lower,
        found.upper,
        found.proved,
    )


def beside(model: Model, networks: list[Signed], seconds: float) -> str:
    """What another way finds in the time: its bounds, or how long the proof took."""
    if not seconds:
        return "not run"
    begun, proved, told = monotonic(), 0, ""
    for network in networks:
        left = seconds - (monotonic() - begun)
        if left <= 0:
            break
        answer = model(network.size, network.u, network.v, network.weight, time_limit=left)
        proved += answer.proved
        told = f"{_number(answer.lower)} to {_number(answer.upper)}"
    took = monotonic() - begun
    if proved == len(networks):
        return f"proved, {took:.2f} s"
    share = f"{proved} of {len(networks)} proved" if len(networks) > 1 else told
    return f"{share} in {took:.0f} s"


def _number(bound: float | None) -> str:
    return "?" if bound is None else f"{bound:,.0f}"


if __name__ == "__main__":
    main()
