"""Who stands with whom, according to whom.

Five verbs, in the order in which a sentence becomes a picture: `read` documents, `annotate`
them, `code` statements, `tie` them, `draw` the ties. Each is loaded when it is first used, so
that nobody who only looks at ties waits for a parser. In a notebook each step offers the next:
`read(path).tie().balance()`, or `open(store).tie()` for what is kept; `Statements` and `Network` are
what they give, and wrap what comes from elsewhere.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allegiance.language import annotate
    from allegiance.network.ties import tie
    from allegiance.notebook import Network, Statements, open, read  # noqa: A004
    from allegiance.statements.coder import code
    from allegiance.views.graph import draw

__version__ = "0.1.0"
__all__ = ["Network", "Statements", "annotate", "code", "draw", "open", "read", "tie"]

_ROOMS = {
    "read": "allegiance.notebook",
    "open": "allegiance.notebook",
    "annotate": "allegiance.language",
    "code": "allegiance.statements.coder",
    "tie": "allegiance.network.ties",
    "draw": "allegiance.views.graph",
    "Statements": "allegiance.notebook",
    "Network": "allegiance.notebook",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'allegiance' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
