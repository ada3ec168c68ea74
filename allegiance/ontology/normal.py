"""The form of names in which all ours are compared."""

import unicodedata


def normal(name: str) -> str:
    """A name in our normal form: no case, no marks, no hyphens or apostrophes, single spaces.

    >>> normal("Al-Qa’ida  in the Islamic Maghreb")
    'al qaida in the islamic maghreb'
    """
    flat = name.casefold()
    if not flat.isascii():
        marked = unicodedata.normalize("NFKD", name).casefold()
        flat = "".join(mark for mark in marked if not unicodedata.combining(mark))
    return " ".join(flat.translate(_PLAIN).split())


_PLAIN = str.maketrans(dict.fromkeys("'’‘`ʿʾʻ´.\"“”", "") | dict.fromkeys("-‐‑–—/_\u00a0", " "))
