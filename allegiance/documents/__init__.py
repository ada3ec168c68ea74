"""Writing comes in: files, pages, reports and feeds become Documents."""

from allegiance.documents.document import Document, identify
from allegiance.documents.reader import read

__all__ = ["Document", "identify", "read"]
