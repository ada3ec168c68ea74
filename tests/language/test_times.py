"""Temporal expressions: what is one, what is none, and what interval each stands for."""

import re
from calendar import monthrange
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.language.times import find_times

DAY = "2013-01-14"  # a Monday

ABSOLUTE = """
Gondor merged with Arnor in 2007. | in 2007 | 2007
In 2007 Gondor rearmed. | In 2007 | 2007
The pact of 2007 held. | 2007 | 2007
It ended (2011). | 2011 | 2011
Gondor's 2011 offensive failed. | 2011 | 2011
the 2011 intervention | 2011 | 2011
during the 2011 intervention in Ithilien | 2011 | 2011
In 2011 rebels seized Dale. | In 2011 | 2011
In the year 2012 it rained. | In the year 2012 | 2012
throughout 2012 | throughout 2012 | 2012
around 2012 | around 2012 | 2012~
as early as 2010 | as early as 2010 | 2010
since 2007 they are one | since 2007 | 2007/..
Since at least 2012 they trained together. | Since at least 2012 | 2012/..
ever since 2012 | ever since 2012 | 2012/..
since about 2012 | since about 2012 | 2012~/..
since early 2012 | since early 2012 | 2012-01/..
since January 2012 | since January 2012 | 2012-01/..
since 14 January 2012 | since 14 January 2012 | 2012-01-14/..
since the 1990s | since the 1990s | 1990/..
from 2007 on, they fought | from 2007 on | 2007/..
from 2012 onwards | from 2012 onwards | 2012/..
2012 onward | 2012 onward | 2012/..
until 2011 | until 2011 | ../2011
till 2011 | till 2011 | ../2011
up to 2011 | up to 2011 | ../2011
up until March 2011 | up until March 2011 | ../2011-03
by 2014 the camp was empty | by 2014 | ../2014
by the end of 2014 | by the end of 2014 | ../2014-12
before 2011 | before 2011 | ../2010
prior to 2011 | prior to 2011 | ../2010
before January 2011 | before January 2011 | ../2010-12
before 1 March 2012 | before 1 March 2012 | ../2012-02-29
after 2011 | after 2011 | 2012/..
soon after 2011 | soon after 2011 | 2012/..
after December 2011 | after December 2011 | 2012-01/..
after 31 December 2011 | after 31 December 2011 | 2012-01-01/..
after the 2011 war | after the 2011 | 2011/..
before the 2011 war | before the 2011 | ../2011
since the 2011 war | since the 2011 | 2011/..
post-2003 Arnor | post-2003 | 2004/..
pre-2003 Arnor | pre-2003 | ../2002
from 2003 to 2006 | from 2003 to 2006 | 2003/2006
From 2003 until 2006 | From 2003 until 2006 | 2003/2006
from 2003 through 2006 | from 2003 through 2006 | 2003/2006
between 2003 and 2006 | between 2003 and 2006 | 2003/2006
between the 1970s and the 1990s | between the 1970s and the 1990s | 1970/1999
2003-2006 | 2003-2006 | 2003/2006
2003–2006 | 2003–2006 | 2003/2006
during 2003–06 | during 2003–06 | 2003/2006
2003-06 | 2003-06 | 2003/2006
2012-13 | 2012-13 | 2012/2013
in 2012/13 | in 2012/13 | 2012/2013
in 2013-02 | in 2013-02 | 2013-02
2011 to 2012 | 2011 to 2012 | 2011/2012
in January 2012 | in January 2012 | 2012-01
In March of 2012 | In March of 2012 | 2012-03
in Feb. 2012 | in Feb. 2012 | 2012-02
Sept 2012 | Sept 2012 | 2012-09
May 2012 | May 2012 | 2012-05
in the month of June 2012 | in the month of June 2012 | 2012-06
March-April 2012 | March-April 2012 | 2012-03/2012-04
January and February 2012 | January and February 2012 | 2012-01/2012-02
from March to May 2012 | from March to May 2012 | 2012-03/2012-05
from November to February 2012 | from November to February 2012 | 2011-11/2012-02
between May 2012 and March 2013 | between May 2012 and March 2013 | 2012-05/2013-03
from May 2012 to July | from May 2012 to July | 2012-05/2012-07
from 3 May to 8 June 2012 | from 3 May to 8 June 2012 | 2012-05-03/2012-06-08
December 2011-January 2012 | December 2011-January 2012 | 2011-12/2012-01
Jan. 14, 2013 | Jan. 14, 2013 | 2013-01-14
January 14th, 2013 | January 14th, 2013 | 2013-01-14
on January 14 2013 | on January 14 2013 | 2013-01-14
14 January 2013 | 14 January 2013 | 2013-01-14
the 14th of January 2013 | 14th of January 2013 | 2013-01-14
On August 8, 2014, Mordor invaded. | On August 8, 2014 | 2014-08-08
Dec. 10, 2016, to join the fight | Dec. 10, 2016 | 2016-12-10
on Monday, 14 January 2013 | on Monday, 14 January 2013 | 2013-01-14
on the night of 5 March 2012 | on the night of 5 March 2012 | 2012-03-05
on the morning of March 5, 2012 | on the morning of March 5, 2012 | 2012-03-05
November 10-14, 2005 | November 10-14, 2005 | 2005-11-10/2005-11-14
10–14 November 2005 | 10–14 November 2005 | 2005-11-10/2005-11-14
between November 10 and 14, 2005 | between November 10 and 14, 2005 | 2005-11-10/2005-11-14
5 and 6 March 2012 | 5 and 6 March 2012 | 2012-03-05/2012-03-06
2013-01-14 | 2013-01-14 | 2013-01-14
at 2013-01-14T10:00:00Z | at 2013-01-14T10:00:00Z | 2013-01-14
14/01/2013 | 14/01/2013 | 2013-01-14
01/14/2013 | 01/14/2013 | 2013-01-14
04/04/2012 | 04/04/2012 | 2012-04-04
03/04/2012 | 03/04/2012 | 2012
14.01.2013 | 14.01.2013 | 2013-01-14
31 February 2012 | 31 February 2012 | -
the 1990s | 1990s | 199X
in the 1990s | in the 1990s | 199X
in the early 1990s | in the early 1990s | 1990/1993
the mid-1990s | the mid-1990s | 1993/1996
late 1990s | late 1990s | 1996/1999
the '90s | '90s | 199X
in the nineties | in the nineties | 199X
the 19th century | 19th century | 1801/1900
in the twentieth century | in the twentieth century | 1901/2000
early 2012 | early 2012 | 2012-01/2012-04
mid-2012 | mid-2012 | 2012-05/2012-08
in late 2012 | in late 2012 | 2012-09/2012-12
In late 2001 Arnor fell. | In late 2001 | 2001-09/2001-12
at the beginning of 2012 | at the beginning of 2012 | 2012-01/2012-04
at the end of January 2012 | at the end of January 2012 | 2012-01-21/2012-01-31
early November 2005 | early November 2005 | 2005-11-01/2005-11-10
in mid-November 2005 | in mid-November 2005 | 2005-11-11/2005-11-20
late February 2012 | late February 2012 | 2012-02-21/2012-02-29
from early 2003 to late 2006 | from early 2003 to late 2006 | 2003-01/2006-12
spring 2011 | spring 2011 | 2011-21
in the summer of 2011 | in the summer of 2011 | 2011-22
autumn 2011 | autumn 2011 | 2011-23
Fall 2011 | Fall 2011 | 2011-23
the winter of 2011-12 | winter of 2011-12 | 2011-24
the first quarter of 2012 | first quarter of 2012 | 2012-33
in Q3 2012 | in Q3 2012 | 2012-35
the first half of 2012 | first half of 2012 | 2012-40
the second half of 2012 | second half of 2012 | 2012-41
In 2007 1920s RB leader Beregond died. | In 2007 | 2007
after the fall of Gaddafi | after the fall of Gaddafi | 2011/..
soon after the fall of Gaddafi's government | soon after the fall of Gaddafi's government | 2011/..
soon after the fall of Libya | soon after the fall of Libya | 2011/..
since Gaddafi's fall | since Gaddafi's fall | 2011/..
before the fall of Gaddafi | before the fall of Gaddafi | ../2011
after the killing of Gaddafi | after the killing of Gaddafi | 2011-10-20/..
since 9/11 | since 9/11 | 2001-09-11/..
after September 11, 2012 | after September 11, 2012 | 2012-09-12/..
late-2007 | late-2007 | 2007-09/2007-12
It fell in October 2011. | in October 2011 | 2011-10
after the September 11 attacks | after the September 11 attacks | 2001-09-11/..
during the Arab Spring | during the Arab Spring | 2010-12/2012
during the Second World War | during the Second World War | 1939/1945
after World War II | after World War II | 1945/..
before World War II | before World War II | ../1939
since the 2003 invasion of Iraq | since the 2003 invasion of Iraq | 2003/..
after the invasion of Iraq | after the invasion of Iraq | 2003-03/..
after the fall of the Berlin Wall | after the fall of the Berlin Wall | 1989-11-09/..
in the wake of the coup in Mali | in the wake of the coup in Mali | 2012-03/..
until the Dayton accords | until the Dayton accords | ../1995-11
following the annexation of Crimea | following the annexation of Crimea | 2014-03/..
since the Russian invasion of Ukraine | since the Russian invasion of Ukraine | 2022-02/..
after the 2021 fall of Kabul | after the 2021 fall of Kabul | 2021/..
since the Good Friday Agreement | since the Good Friday Agreement | 1998-04-10/..
"""

RELATIVE = """
Now Rohan helps Gondor. | Now | 2013-01-14/..
The emir is presently in Dale. | presently | 2013-01-14/..
currently | currently | 2013-01-14/..
at present | at present | 2013-01-14/..
at the moment | at the moment | 2013-01-14/..
nowadays | nowadays | 2013-01-14/..
from now on | from now on | 2013-01-14/..
until now | until now | ../2013-01-14
so far | so far | ../2013-01-14
To date, sixty have joined. | To date | ../2013-01-14
today | today | 2013-01-14
this morning | this morning | 2013-01-14
yesterday | yesterday | 2013-01-13
last night | last night | 2013-01-13
tomorrow | tomorrow | 2013-01-15
until today | until today | ../2013-01-14
since yesterday | since yesterday | 2013-01-13/..
last week | last week | 2013-01-07/2013-01-13
this week | this week | 2013-01-14/2013-01-20
next week | next week | 2013-01-21/2013-01-27
last month | last month | 2012-12
this month | this month | 2013-01
last year | last year | 2012
this year | this year | 2013
by next year | by next year | ../2014
since last year | since last year | 2012/..
early last month | early last month | 2012-12-01/2012-12-10
late last year | late last year | 2012-09/2012-12
earlier this month | earlier this month | 2013-01/2013-01-14
later this year | later this year | 2013-01-14/2013
in the past 24 hours | in the past 24 hours | 2013-01-13/2013-01-14
over the past week | over the past week | 2013-01-07/2013-01-14
in the past month | in the past month | 2012-12/2013-01-14
during the last two years | during the last two years | 2011/2013-01-14
in the last decade | in the last decade | 2003/2013-01-14
in the last few years | in the last few years | ../2013-01-14
over the past years | over the past years | ../2013-01-14
in recent weeks | in recent weeks | ../2013-01-14
recently | recently | ../2013-01-14
over the next two years | over the next two years | 2013-01-14/2015
in the coming months | in the coming months | 2013-01-14/..
two days ago | two days ago | 2013-01-12
a week ago | a week ago | 2013-01-07/2013-01-13
three months ago | three months ago | 2012-10
two years ago | two years ago | 2011
a decade ago | a decade ago | 2003
several years ago | several years ago | ../2013-01-14
They will meet on 8 August. | on 8 August | 2013-08-08
The talks are scheduled for Friday. | for Friday | 2013-01-18
He said on Friday that they will meet. | on Friday | 2013-01-11
It will, Gondor said on Friday, fall. | on Friday | 2013-01-11
in May of last year | in May of last year | 2012-05
since June 3 this year | since June 3 this year | 2013-06-03/..
They came in two years ago. | two years ago | 2011
Results were in Tuesday night. | Tuesday night | 2013-01-08
worn by the last ten years | the last ten years | 2003/2013-01-14
the October election | October | 2012-10
before the October election | before the October | ../2012-10
It fell in October. | in October | 2012-10
It fell in Oct. | in Oct. | 2012-10
years ago | years ago | ../2013-01-14
3000 years ago | 3000 years ago | -
on Monday | on Monday | 2013-01-14
last Monday | last Monday | 2013-01-07
next Monday | next Monday | 2013-01-21
on Saturday night | on Saturday night | 2013-01-12
late Sunday | late Sunday | 2013-01-13
since Friday | since Friday | 2013-01-11/..
until Friday | until Friday | ../2013-01-11
the families of Saturday's victims | Saturday | 2013-01-12
on Oct. 17 | on Oct. 17 | 2012-10-17
8 August | 8 August | 2012-08-08
On 5 November, marines moved. | On 5 November | 2012-11-05
29 February | 29 February | 2012-02-29
on the night of 5 March | on the night of 5 March | 2012-03-05
in October | in October | 2012-10
since March | since March | 2012-03/..
last May | last May | 2012-05
next June | next June | 2013-06
this November | this November | 2013-11
this past November | this past November | 2012-11
this Friday | this Friday | 2013-01-18
in mid-December | in mid-December | 2012-12-11/2012-12-20
January saw heavy fighting. | January | 2013-01
from October to December | from October to December | 2012-10/2012-12
from 3 to 5 October | from 3 to 5 October | 2012-10-03/2012-10-05
last summer | last summer | 2012-22
this spring | this spring | 2013-21
last winter | last winter | 2011-24
for years | for years | ../2013-01-14
for decades | for decades | ../2013-01-14
for a long time | for a long time | ../2013-01-14
since a long time | since a long time | ../2013-01-14
They have long been negotiating. | long | ../2013-01-14
always | always | ../2013-01-14
for a long time to come | for a long time to come | 2013-01-14/..
Mordor has held Dale for two years. | for two years | 2011/2013-01-14
Mordor held Dale for two years. | for two years | -
The next day it fell. | The next day | -
two years later | two years later | -
that year | that year | -
after the fall of Kabul | after the fall of Kabul | 2001-11/..
"""

COARSE = """
2013-01 | today | 2013-01
2013-01 | now | 2013-01/..
2013-01 | this year | 2013
2013-01 | this month | 2013-01
2013-01 | last year | 2012
2013-01 | last month | 2012-12
2013-01 | yesterday | 2012-12/2013-01
2013-01 | on Saturday | 2012-12/2013-01
2013-01 | two days ago | 2012-12/2013-01
2013-01 | during the last two years | 2011/2013-01
2013-01 | 8 August | 2012-08-08
2013-01 | Jan. 20 | 2013-01-20
2013-01 | in October | 2012-10
2013-01 | for years | ../2013-01
2013 | today | 2013
2013 | now | 2013/..
2013 | last year | 2012
2013 | last month | 2012/2013
2013 | in October | 2012/2013
2013 | two years ago | 2011
2013 | in the past 24 hours | 2012/2013
"""

NONE = """
Gondor sent 3,000 fighters.
Gondor sent 2000 troops.
They killed 2012 people.
More than 1900 refugees fled.
Resolution 1973 was adopted.
Resolutions 1970 and 1973 were adopted.
Unit 2012 fired.
the Route 1920 checkpoint
Article 1975 applies.
The 1920s Revolution Brigades attacked.
The 1920 Revolution Brigades attacked.
Gondor may march on Dale.
They march and they may win.
the march of the Riders
May arrived in Dale.
April Brandybuck met Gondor.
the March 14 alliance
the March 23 Movement
It cost $2012.
a 2012% rise
1,2011 rounds
grid 2011.55
the Sunday Times said
Gondor is a long-range power.
no longer an ally
the second brigade
a second of Gondor's brigades
for a quarter of the money
the last three months of the war
on the last day of the siege
days before the battle
a quarter of the force
M2011 rifles
the year of the long march
Now that Gondor is free, Rohan rests.
"""


def rows(table: str) -> list[tuple[str, ...]]:
    lines = [line for line in table.splitlines() if line.strip()]
    return [tuple(part.strip() for part in line.split(" | ")) for line in lines]


def told(text: str, reference: str | None) -> list[tuple[str, str | None]]:
    return [(when.time.text, when.time.edtf) for when in find_times(text, reference=reference)]


def expected(span: str, edtf: str) -> list[tuple[str, str | None]]:
    return [] if span == "-" else [(span, None if edtf == "-" else edtf)]


@pytest.mark.parametrize(("text", "span", "edtf"), rows(ABSOLUTE))
def test_absolute_times_need_no_reference(text: str, span: str, edtf: str) -> None:
    assert told(text, None) == expected(span, edtf)


@pytest.mark.parametrize(("text", "span", "edtf"), rows(RELATIVE))
def test_relative_times_are_read_from_the_date_of_the_document(
    text: str, span: str, edtf: str
) -> None:
    assert told(text, DAY) == expected(span, edtf)


@pytest.mark.parametrize(("text", "span", "edtf"), rows(RELATIVE))
def test_relative_times_without_a_date_keep_their_words(text: str, span: str, edtf: str) -> None:
    assert told(text, None) == expected(span, "-")


@pytest.mark.parametrize(("reference", "text", "edtf"), rows(COARSE))
def test_nothing_is_finer_than_the_date_of_the_document(
    reference: str, text: str, edtf: str
) -> None:
    assert told(text, reference) == [(text, edtf)]


@pytest.mark.parametrize("text", [line for line in NONE.splitlines() if line])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert told(text, DAY) == []


def test_an_interval_has_the_days_that_bound_it() -> None:
    [since, between] = find_times("Since 2007, or between 2003 and March 2006.")
    assert (since.time.start, since.time.end) == ("2007-01-01", None)
    assert (between.time.start, between.time.end) == ("2003-01-01", "2006-03-31")


def test_offsets_count_code_points() -> None:
    [found] = find_times("“Ithilien\U0001f3f9” fell in 2011.")
    assert "“Ithilien\U0001f3f9” fell in 2011."[found.begin : found.end] == "in 2011"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Gondor fell last spr\u0131ng.", "2013-21"),
        ("Gondor rose in the \u017fixties and the s\u0130xties.", "196X"),
        ("Gondor armed Rohan early thi\u017f year.", "2013-01/2013-04"),
    ],
)
def test_letters_that_only_look_like_ours_are_read_as_ours(text: str, edtf: str) -> None:
    found = find_times(text, reference="2013-06-15")
    assert found[0].time.edtf == edtf
    assert all(each.time.text == text[each.begin : each.end] for each in found)


def test_the_example_of_the_page_runs() -> None:
    page = Path(__file__).parents[2].joinpath("docs/times.md").read_text("utf-8")
    match = re.search(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.S)
    assert match
    with redirect_stdout(StringIO()) as out:
        exec(compile(match[1], "docs/times.md", "exec"), {})
    assert out.getvalue() == "".join(line[4:] + "\n" for line in match[2].splitlines())


def test_whoever_governs_still_does_so_up_to_the_day_of_the_document() -> None:
    assert told("Under Gaddafi", "2005-03-01") == [("Under Gaddafi", "1969-09/2005-03-01")]
    assert told("Under Assad", None) == []


def test_several_times_in_one_sentence() -> None:
    text = "It joined in 2011, became a founder in 2012 and left on September 23, 2013."
    assert told(text, None) == [
        ("in 2011", "2011"),
        ("in 2012", "2012"),
        ("on September 23, 2013", "2013-09-23"),
    ]


@pytest.mark.parametrize("reference", ["yesterday", "2013-13", "2013-02-30", "", "13-01", "0000"])
def test_a_reference_that_is_no_date_is_none(reference: str) -> None:
    assert told("last week", reference) == [("last week", None)]


def test_a_reference_may_carry_a_time_of_day() -> None:
    assert told("yesterday", "2013-01-14T08:30:00Z") == [("yesterday", "2013-01-13")]


@pytest.mark.parametrize(("reference", "edtf"), [("2005", "2001-11/.."), ("2022", "2021-08-15/..")])
def test_an_event_that_came_twice_is_the_one_the_writer_can_know(reference: str, edtf: str) -> None:
    assert told("after the fall of Kabul", reference) == [("after the fall of Kabul", edtf)]


def test_an_event_that_came_twice_stays_open_without_a_date() -> None:
    assert told("after the fall of Kabul", None) == [("after the fall of Kabul", None)]


def test_every_event_has_a_date_and_its_forms_once() -> None:
    file = Path(__file__).parents[2] / "allegiance/language/events.yaml"
    head, listed = yaml.safe_load_all(file.read_text("utf-8"))
    assert head["source"] == "curated"
    assert len(listed) >= 150
    forms = [form for event in listed for form in event.get("forms", ())]
    forms += [f"{a} of {o}" for e in listed for a in e.get("acts", ()) for o in e["of"]]
    assert len({form.lower() for form in forms}) == len(forms)
    for event in listed:
        for when in event["dates"]:
            assert bounds(when)[0]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_either_apostrophe_will_do(apostrophe: str) -> None:
    text = f"since Gaddafi{apostrophe}s fall"
    assert told(text, None) == [(text, "2011/..")]


VOCABULARY = """
    in on since until before after from to between and the early mid- late end of last next this
    past two 24 ten 2007 2011 2013 1990s 12 31 30 9/11 January Feb. March May Monday Sunday night day
    week month year years hours decade ago later earlier now today yesterday spring winter quarter
    first half century 19th - – / , . 's fall of Gaddafi Kabul for long always has Resolution Unit
    2013-01 2012-13 29 February 14/01/2013 couple several 1500 9999 0 half about around perhaps no than
    Ramadan Easter Under Saddam Obama administration 1800s weekend fiscal FY2012 '92 151200Z MAY 11 turn
    Cold War same following on. the 27th, within will run-up
"""
WORDS = st.sampled_from(VOCABULARY.split())
REFERENCES = st.one_of(
    st.none(),
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.sampled_from(["0001-01-01", "9999-12-31", "0001", "9999-12"]),
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60)), REFERENCES)
def test_any_text_gives_sound_intervals(text: str, reference: str | None) -> None:
    last = 0
    for found in find_times(text, reference=reference):
        assert last <= found.begin < found.end
        assert found.time.text == text[found.begin : found.end]
        assert (found.time.start, found.time.end) == bounds(found.time.edtf)
        assert not found.time.start or not found.time.end or found.time.start <= found.time.end
        last = found.end


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day of an EDTF date or interval, by a reading of our own."""
    if edtf is None:
        return None, None
    first, _, last = edtf.replace("~", "").replace("?", "").partition("/")
    return lower(first), upper(last or first)


def lower(edtf: str) -> str | None:
    return None if edtf == ".." else days(edtf)[0].isoformat()


def upper(edtf: str) -> str | None:
    return None if edtf == ".." else days(edtf)[1].isoformat()


# Seasons, quarters and halves by their EDTF code: the first month, and how many.
MONTHS_OF = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6),
}  # fmt: skip


def days(edtf: str) -> tuple[date, date]:
    if edtf.endswith("XX"):
        return date(int(edtf[:2] + "00"), 1, 1), date(int(edtf[:2] + "99"), 12, 31)
    match = re.fullmatch(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?", edtf)
    assert match, edtf
    century, month, day = match.groups()
    if century.endswith("X"):
        return date(int(century[:3] + "0"), 1, 1), date(int(century[:3] + "9"), 12, 31)
    year, code = int(century), int(month or 0)
    if day:
        return date(year, code, int(day)), date(year, code, int(day))
    first, length = code or 1, 1 if code else 12
    if code > 12:
        first, length = MONTHS_OF[code]
    end = first + length - 1
    year_of_end, month_of_end = year + (end > 12), (end - 1) % 12 + 1
    return date(year, first, 1), date(
        year_of_end, month_of_end, monthrange(year_of_end, month_of_end)[1]
    )
