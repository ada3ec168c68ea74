"""The walk from writing to a picture in a notebook: each step offers the next.

`read` and `open` are where it begins. Nothing is found here: the rooms below do the work, and what they
give is wrapped only so far that it makes data frames and draws itself.
"""

from allegiance.notebook.documents import Documents, read
from allegiance.notebook.network import Network
from allegiance.notebook.statements import Statements, open  # noqa: A004

__all__ = ["Documents", "Network", "Statements", "open", "read"]
