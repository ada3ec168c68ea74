"""Six short texts that disagree, written for this project: what `make demo` reads."""

from importlib.resources import files
from pathlib import Path


def paths() -> list[Path]:
    """The sample texts, in the order of their names."""
    folder = Path(str(files(__name__)))
    return sorted(folder.glob("*.md"))
