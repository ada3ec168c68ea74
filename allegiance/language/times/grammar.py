"""The patterns of the expressions of time, one alternation of them all."""

import re
from functools import cache

from allegiance.language.times.words import DAYS, DECADES, MONTHS, NUMBERS, ORDINALS, openers

Match = re.Match[str]


_M = (
    "(?:"
    + "|".join(sorted([*MONTHS, *(name.upper() for name in MONTHS)], key=len, reverse=True))
    + r")(?![A-Za-z])(?:(?<=\b[A-Z][a-z]{2})(?<!\bMay)\.|(?<=\bSept)\.)?"
)


_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"


_Y = r"(?:1[5-9]\d\d|20\d\d)"


_DASH = r"\s?[-–—]\s?"


NUMBER = (
    r"(?:\d{1,4}|(?i:a couple of|a dozen|"
    + "|".join(sorted((word for word in NUMBERS if " " not in word), key=len, reverse=True))
    + r"))"
)


_VAGUE = r"(?i:few|several|many|some|recent|numerous|coming)"


UNIT = r"(?i:hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"


_WEEKDAY = "(?:" + "|".join(DAYS) + ")"


_PARTS = r"(?i:early|mid|late)"


_WEEKDAY_TOO = (
    r"(?:(?P<{0}_k>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?),?\s+(?:the\s+)?)?"
)


_CLOCK = r"(?i:\s+(?:night|morning|afternoon|evening|noon|dawn|dusk))?"


_PATTERNS = {
    "dtg": (
        rf"(?P<dt_d>0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\s?(?:[A-Z]\s?)?"
        rf"(?P<dt_m>[A-Z][A-Za-z]{{2}})\s?(?P<dt_y>{_Y}|\d\d)(?!\d)"
    ),
    "hyphened": rf"(?P<hy_d>{_D})-(?P<hy_m>{_M})-(?P<hy_y>{_Y})(?!\d)",
    "iso": rf"(?P<iso_y>{_Y})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>0[1-9]|[12]\d|3[01])(?:T[\d:.]+Z?)?",
    "slashed": rf"(?P<sl_a>\d\d?)(?P<sl_s>[/.])(?P<sl_b>\d\d?)(?P=sl_s)(?P<sl_y>{_Y})(?!\d)",
    "dmy": (
        rf"{_WEEKDAY_TOO.format('dmy')}(?P<dmy_d>{_D})(?:(?:{_DASH}|/|\sto\s|\sand\s|\sor\s)(?P<dmy_e>{_D}))?(?:\s+(?i:day\s+)?of)?"
        rf"\s+(?P<dmy_m>{_M})(?:,?\s+(?:of\s+)?(?P<dmy_y>{_Y})(?![\d]|,\d))?"
    ),
    "mly": (
        rf"(?P<ml_m>{_M})(?:\s+(?P<ml_d>{_D})(?:,)?)?\s+(?:of\s+)?(?P<ml_w>last|this|next)\s+year\b"
    ),
    "mdy": (
        rf"{_WEEKDAY_TOO.format('mdy')}(?P<mdy_m>{_M})\s+(?:the\s+)?(?P<mdy_d>{_D})"
        rf"(?:(?:{_DASH}|\sto\s)(?P<mdy_e>{_D})|\sand\s(?P<mdy_f>{_D})(?=,\s+{_Y}|\s*[,.;)]|\s*$))?"
        rf"(?:,?\s+(?:of\s+)?(?P<mdy_y>{_Y})(?![\d]|,\d))?"
    ),
    "my": (
        rf"(?P<my_m>{_M})(?:(?:{_DASH}|\sand\s|\sto\s)(?P<my_e>{_M}))?,?\s+(?:of\s+)?"
        rf"(?P<my_y>{_Y}|['’]\d\d)(?![\d]|,\d)"
    ),
    "season": rf"(?P<se_s>(?i:spring|summer|autumn|fall|winter))(?:(?:{_DASH}|\s+(?:and|to|or)\s+)(?P<se_t>(?i:spring|summer|autumn|fall|winter)))?,?\s+(?:of\s+)?(?P<se_y>{_Y})(?:[-–/](?P<se_z>\d\d|{_Y}))?(?!\d)",
    "quarter": (
        rf"(?:(?P<qu_w>(?i:first|second|third|fourth|last))\s+(?P<qu_k>(?i:quarter|half))\s+of\s+|[Qq](?P<qu_n>[1-4])\s+(?:of\s+)?|H(?P<qu_h>[12])\s+(?:of\s+)?)"
        rf"(?P<qu_y>{_Y})(?!\d)|(?P<qu_r>{_Y})[\s-]?Q(?P<qu_b>[1-4])(?!\d)"
    ),
    "decade": rf"(?:(?P<de_y>1[5-9]\d0|20\d0)['’]?s|['’‘](?P<de_t>[2-9]0)s|(?:the\s+|(?<=[Ee]arly\s)|(?<=[Ll]ate\s)|(?<=[Mm]id[\s-]))(?P<de_w>(?i:{'|'.join(DECADES)})))(?![\w])",
    "century": rf"(?:(?P<ce_k>(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last))\s+(?i:decade\s+of)\s+(?i:the)\s+)?(?P<ce_n>\d\d?(?:st|nd|rd|th)|(?i:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))[\s-]+(?i:century)",
    "present": rf"(?P<pr_y>{_Y})\s?[-–—]\s?(?i:present|now|today|date)\b",
    "fiscal": (
        rf"(?:(?i:fiscal|financial)\s+(?:(?i:year)\s+)?|FY\s?)(?P<fi_y>{_Y})"
        rf"(?:[-–/](?P<fi_z>{_Y}|\d\d))?(?!\d)"
    ),
    "turn": r"(?i:(?:the\s+)?turn\s+of\s+the\s+(?P<tu_u>century|millennium))\b",
    "years": rf"(?P<ys_a>{_Y})(?:{_DASH}|/)(?P<ys_b>{_Y}|\d\d)(?!\d|[-/]\d)",
    "yearmonth": rf"(?P<ym_y>{_Y})-(?P<ym_m>0[1-9]|1[0-2])(?!\d|[-/]\d)",
    "year": rf"(?P<ye_y>{_Y})(?!\d|[.,:/-]\d|%)",
    "shortyear": r"['’](?P<sy_y>\d\d)(?![\w'’])",
    "window": (
        rf"(?P<wi_t>(?i:the|this|these)\s+)?(?P<wi_w>(?i:last|past|previous|recent|next|coming|following))\s+"
        rf"(?:(?P<wi_n>{NUMBER})\s+|(?P<wi_v>{_VAGUE})\s+)?(?P<wi_u>{UNIT})(?P<wi_s>s)?\b(?!['’-]|\s+(?:of|after|before|that|when|I|we)\b)"
    ),
    "deictic": rf"(?P<dx_w>(?i:this|(?:that|the)(?:\s+very)?\s+same|that))\s+(?P<dx_u>{UNIT})\b(?!['’-]){_CLOCK}",
    "earlier": (
        rf"(?P<ea_p>(?i:earlier|later|late|early|sooner))\s+(?P<ea_w>(?i:this|last|next|that|the\s+same|in\s+the(?:\s+same)?))\s+(?P<ea_u>{UNIT})\b"
    ),
    "ago": (
        rf"(?i:(?:just\s+)?(?P<ag_p>(?:more|less|fewer)\s+than\s+|over\s+|at\s+least\s+|about\s+|around\s+|nearly\s+|almost\s+|some\s+)?)"
        rf"(?:(?P<ag_n>{NUMBER})\s+|(?P<ag_v>(?i:a\s+few|several|many|some))\s+)(?P<ag_u>{UNIT})s?\s+(?P<ag_d>(?i:ago|earlier|later|afterwards?|after\s+that|before(?!\s+(?:the|a|an|it|its|he|his|she|her|they|their|that|[A-Z])\b)))\b(?:\s+(?P<ag_t>(?i:today)))?"
    ),
    "halfago": (
        rf"(?i:half\s+an?\s+(?P<hg_h>{UNIT})|(?P<hg_n>{NUMBER})\s+(?:and\s+a\s+half\s+(?P<hg_v>{UNIT})s?|"
        rf"(?P<hg_w>{UNIT})s?\s+and\s+a\s+half))\s+(?P<hg_d>(?i:ago|later|earlier))\b"
    ),
    "within": rf"(?P<in_w>(?i:in|within))\s+(?P<in_n>{NUMBER})\s+(?P<in_u>{UNIT})s?\b(?!['’-]|\s+(?:of|ago|after|before)\b)",
    "bareunit": r"(?i:the)\s+(?P<bu_u>(?i:week|weekend|month|year|decade|century))\b(?!['’-]|\s+(?:of|to|when|that|after|before)\b)",
    "nth": r"(?<=[Oo]n\sthe\s)(?P<nt_d>3[01]|[12]?\d)(?:st|nd|rd|th)(?=\s*(?:[.,;)]|$))",
    "dayofweek": rf"(?P<dw_d>{_WEEKDAY})\s+(?:of\s+)?(?P<dw_w>(?i:last|this|next))\s+(?i:week)\b",
    "weekday": rf"(?:(?P<wd_w>(?i:last|next|this|this\s+past|this\s+coming))\s+)?(?P<wd_d>{_WEEKDAY})\b(?!['’]s\s+[A-Z]){_CLOCK}",
    "month": rf"(?:(?P<mo_w>(?i:last|next|this|this\s+past|this\s+coming))\s+)?(?P<mo_m>{_M})",
    "bareseason": r"(?P<bs_w>(?i:last|next|this|this\s+past|this\s+coming))\s+(?P<bs_s>(?i:spring|summer|autumn|fall|winter))\b",
    "word": (
        r"(?P<wo>(?i:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow|"
        r"last\s+night|this\s+(?:morning|afternoon|evening)|overnight))\b" + _CLOCK
    ),
    "now": (
        r"(?P<no>(?i:(?:(?:up\s+)?to|until|till)\s+the\s+present(?:\s+day)?|from\s+now\s+on|until\s+now|up\s+to\s+now|till\s+now|by\s+now|(?:right\s+|just\s+)?now(?!\s+that\b|['’]s)|presently|currently|nowadays|these\s+days|"
        r"at\s+present|at\s+the\s+(?:present\s+)?moment|at\s+this\s+(?:time|point|moment)|as\s+of\s+now|at\s+the\s+present\s+time|"
        r"to\s+date|so\s+far(?!\s+(?:as|from|away))|to\s+this\s+day))\b"
    ),
    "recently": (
        r"(?P<re>(?i:(?:until\s+|till\s+)?(?:very\s+)?recently(?!\s+as\b)|lately|of\s+late|in\s+recent\s+(?:hours|days|weeks|months|years|decades|times)|"
        r"(?:hours|days|weeks|months|years|decades|centuries|generations|ages|(?:not\s+(?:so\s+|too\s+)?)?long)\s+ago))\b"
    ),
    "coming": r"(?P<co>(?i:in\s+the\s+(?:near\s+|foreseeable\s+)?future|for\s+(?:a\s+long\s+time|years|decades|generations|months)\s+to\s+come|in\s+the\s+(?:coming|next)\s+(?:hours|days|weeks|months|years)))\b",
    "lasting": (
        r"(?P<la>(?i:(?:for|over|since|in)\s+(?:(?:many|several|some|countless|a\s+number\s+of|a\s+few|more\s+than\s+a|almost\s+a|nearly\s+a|over\s+a)\s+)?"
        r"(?:hours|days|weeks|months|years|decades|decade|centuries|generations|ages|a\s+long\s+time|so\s+long|a\s+while|some\s+time)(?!\s+(?:ago|old|to\s+come))|"
        r"for\s+long|always|for\s+ever|all\s+along))\b"
    ),
    "duration": rf"(?i:for|over)\s+(?:(?i:more\s+than|over|at\s+least|about|almost|nearly|around|some|the\s+whole\s+of)\s+)?(?P<du_n>{NUMBER})\s+(?P<du_u>{UNIT})s?\b(?!-|\s+(?:of|old)\b)",
    "long": r"(?:(?<=\bhas\s)|(?<=\bhave\s)|(?<=\bhad\s)|(?<=['’]ve\s)|(?<=['’]s\s))long(?=\s+(?:been|\w+ed|had|held|fought|known|sought|led|made|given|kept)\b)",
}  # fmt: skip


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """For each first word the alternation of the patterns it can open; `lastgroup` tells which matched.

    "0" stands for figures, "'" for an apostrophe before two of them.
    """
    return {word: _alternation(kinds) for word, kinds in openers().items()}


@cache
def _alternation(kinds: frozenset[str]) -> re.Pattern[str]:
    bodies = (f"(?P<{name}>{body})" for name, body in _PATTERNS.items() if name in kinds)
    return re.compile(_START + "(?:" + "|".join(bodies) + ")")


_START = (
    r"(?<![\w$€£#/&])(?<!\d[.,:])(?:(?<![-–])|(?<=[Mm]id-)|(?<=[Pp]ost-)|(?<=[Pp]re-)|(?<=[Ll]ate-)|"
    r"(?<=[Ee]arly-)|(?<=\d[-–])(?=[A-Z]))"
)
