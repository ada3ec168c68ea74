"""Times: expressions such as "since 2007" or "in the last two years", and what they stand for.

An expression becomes an interval that is true and no finer than the text: a year stays a year,
and what the document's own date leaves open stays open. The grammar is that of TIMEX3
(Pustejovsky et al. 2003, TimeML) cut down to calendar times; the notation is EDTF (ISO 8601-2:2019).
Nothing here needs a parse: text in, intervals out.
"""

from allegiance.language.times.expression import Interval, TimeExpression
from allegiance.language.times.find import find_times

__all__ = ["Interval", "TimeExpression", "find_times"]
