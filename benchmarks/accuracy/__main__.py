"""Every benchmark that is available here, in one table."""

import sys
from collections.abc import Sequence
from pathlib import Path

import benchmarks.accuracy
from allegiance.errors import AllegianceError
from benchmarks.accuracy.results import CODERS, parser, ready, show
from benchmarks.accuracy.tables import TASKS, run, write


def main(arguments: Sequence[str] | None = None) -> int:
    made = parser(benchmarks.accuracy.__doc__)
    made.add_argument("--only", action="append", choices=tuple(TASKS), help="one task of them all")
    made.add_argument("--slow", action="store_true", help="fine-tune the encoder again as well")
    made.add_argument("--write", type=Path, help="write the page of the documentation to this path")
    given = made.parse_args(arguments)
    try:
        coders, remarks = ready(given.coder or CODERS)
    except AllegianceError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    reports = run(given.only or tuple(TASKS), given.shared, coders, slow=given.slow)
    results = [result for report in reports.values() for result in report.results]
    told = [remark for report in reports.values() for remark in report.remarks]
    show([*remarks, *told], results)
    if given.write:
        write(given.write, reports, remarks)
        print(f"written: {given.write}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
