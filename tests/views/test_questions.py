"""The questions of the page in a real browser: each with a picture, a list, and its evidence."""

import re
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from allegiance.views.answers import asking
from allegiance.views.page import data, report
from tests.views import chromium, fixtures
from tests.views.test_page import browser as browser
from tests.views.test_page import opened, sentences, served

PICTURES = {
    "camps": ".answers .index",
    "games": ".answers .triangle",
    "shifts": ".answers .gantt svg",
    "flows": ".answers .paths svg",
    "spillover": ".map .country.pressed",
    "words": ".answers .matrix",
    "brokers": ".answers .scales",
}
"""The picture of each question that finds something in the fixtures."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = tmp_path_factory.mktemp("report") / "report.html"
    written.write_bytes(report(fixtures.page()))
    return written.as_uri()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = tmp_path_factory.mktemp("report") / "empty.html"
    written.write_bytes(report(data([], [])))
    return written.as_uri()


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("ask", PICTURES)
def test_a_question_shows_a_picture_and_a_list_and_opens_its_sentences(
    browser: Browser, file: str, ask: str, size: str
) -> None:
    with opened(browser, f"{file}#panel=questions", size=size) as here:
        here.tab.locator(f"#ask-{ask}").click()
        if (ask, size) == ("spillover", "phone"):
            expect(here.tab.locator(PICTURES[ask])).not_to_have_count(0)
        else:
            expect(here.tab.locator(PICTURES[ask]).first).to_be_visible()
        first = here.tab.locator(".finding, .matrix tbody button").first
        first.click()
        expect(first).to_have_attribute("aria-pressed", "true")
        expect(here.tab.locator("#panel-evidence .lead")).not_to_be_empty()
        said = sentences(here.tab)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert here.tab.evaluate(wide) == 0
    assert set(said) <= {one.sentence for one in fixtures.statements()}
    assert said
    assert here.problems == []


@pytest.mark.parametrize("ask", [*PICTURES, "what-if"])
def test_a_question_without_an_answer_says_why(browser: Browser, empty: str, ask: str) -> None:
    with opened(browser, f"{empty}#ask={ask}") as here:
        expect(here.tab.locator(".answers .silence")).to_contain_text(re.compile(r"\w+ \w+ \w+"))
    assert here.problems == []


def test_camps_stand_apart_and_the_ties_that_break_them_are_lit(
    browser: Browser, file: str
) -> None:
    node = """(id) => { const { x, y, color } =
        document.querySelector('.sigma').sigma.getGraph().getNodeAttributes(id); return [x, color]; }"""
    with opened(browser, f"{file}#ask=camps") as here:
        expect(here.tab.locator(".camp-names")).to_be_visible()
        one, other = (here.tab.evaluate(node, actor) for actor in ("gondor", "mordor"))
        expect(here.tab.locator(".answers .figure b")).to_have_text("4")
        expect(here.tab.locator(".answers .seal")).to_have_text("proved")
        expect(here.tab.locator(".answers .finding")).to_have_count(4)
    assert one[0] < other[0], "camp 1 is to the left"
    assert one[1] != other[1]


def test_the_word_behind_each_leg_of_a_double_game_is_shown(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=games") as here:
        game = fixtures.page().games[0]
        expect(here.tab.locator(".game .standing").first).to_contain_text(game.standing)
        here.tab.locator(".game").first.click()
        legs = here.tab.locator("#panel-evidence .leg .standing")
        expect(legs).to_have_count(len(game.told))


def test_a_bar_opens_the_sentences_of_the_change_beside_it(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=shifts") as here:
        here.tab.locator(".gantt .lane .spell").first.dispatch_event("click")
        expect(here.tab.locator("#panel-evidence .lead")).not_to_be_empty()
        expect(here.tab.locator(".finding[aria-pressed=true]")).to_have_count(1)
        assert sentences(here.tab)
    assert here.problems == []


def test_a_giver_or_a_holder_can_be_chosen(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=flows") as here:
        here.tab.get_by_label("To a holder").select_option(value="to/white-hand")
        expect(here.tab.locator(".answers h3")).to_contain_text("to White Hand")
        assert "of=to" in here.tab.url
        expect(here.tab.locator(".answers .passage.possible").first).to_be_visible()


def test_a_report_names_the_command_of_a_supposition(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=what-if") as here:
        tie = here.tab.get_by_label("A tie")
        tie.select_option(label="Gondor → White Hand: fight (ML)")
        here.tab.get_by_role("button", name="Drop it").click()
        expect(here.tab.locator(".answers code").first).to_have_text(
            'allegiance what-if --drop "Gondor fight White Hand"'
        )
    assert here.problems == []


def test_the_server_works_a_supposition_out(browser: Browser) -> None:
    with served() as (address, _), opened(browser, f"{address}#ask=what-if") as here:
        here.tab.get_by_label("A tie").select_option(label="Gondor → White Hand: fight (ML)")
        here.tab.get_by_role("button", name="Turn it round").click()
        expect(here.tab.locator(".answers .figure b").first).to_have_text("4")
        expect(here.tab.locator(".answers .figure b").last).not_to_have_text("4")
        expect(here.tab.locator("table.figures tr.on").first).to_be_visible()
    assert here.problems == []


def test_the_server_answers_each_question(browser: Browser) -> None:
    with served() as (address, _), opened(browser, address) as here:
        for ask in PICTURES:
            here.tab.locator(f"#ask-{ask}").click()
            expect(here.tab.locator(PICTURES[ask]).first).to_be_visible()
    assert here.problems == []
    assert {url.split("/")[2] for url in here.asked} == {address.split("/")[2]}


def test_a_report_that_leaves_an_answer_out_says_so(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST", 3)
    written = tmp_path / "large.html"
    written.write_bytes(report(fixtures.page()))
    with opened(browser, f"{written.as_uri()}#ask=camps") as here:
        expect(here.tab.locator(".answers")).to_contain_text("leaves the answer out, for its size")
        expect(here.tab.locator(".answers code").first).to_have_text("allegiance balance")
    assert here.problems == []


def focused(tab: Tab) -> str:
    return str(tab.evaluate("document.activeElement.id || document.activeElement.dataset.found"))


def test_questions_and_answers_can_be_walked_by_keyboard_alone(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        keys = here.tab.keyboard
        here.tab.locator("#ask-camps").focus()
        keys.press("ArrowDown")
        assert focused(here.tab) == "ask-games"
        keys.press("ArrowUp")
        keys.press("Enter")
        expect(here.tab.locator("#title-answer")).to_be_focused()
        findings = here.tab.locator(".finding")
        expect(findings).to_have_count(4)
        for _ in range(40):
            keys.press("Tab")
            if focused(here.tab).startswith("camps:"):
                break
        keys.press("Enter")
        expect(findings.first).to_have_attribute("aria-pressed", "true")
        keys.press("End")
        expect(findings.last).to_be_focused()
        expect(findings.last).to_have_attribute("aria-pressed", "true")
        assert here.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        keys.press("Escape")
        expect(here.tab.locator("#panel-answer")).to_have_count(0)
        expect(here.tab.locator("#ask-camps")).to_be_focused()
    assert here.problems == []


def test_escape_in_the_search_leaves_the_answer_open(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=camps") as here:
        here.tab.get_by_role("searchbox").fill("instruct")
        here.tab.keyboard.press("Escape")
        expect(here.tab.locator(".found")).to_have_count(0)
        expect(here.tab.locator("#panel-answer")).to_be_visible()


def test_filters_do_not_change_an_answer_and_it_says_so(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#ask=camps&r=arm") as here:
        expect(here.tab.locator(".answers .aside").first).to_contain_text("filters do not apply")


@pytest.mark.parametrize(
    ("size", "theme", "state"),
    [
        *(("desk", "light", f"ask={ask}") for ask in PICTURES),
        ("desk", "dark", "ask=camps"),
        ("desk", "dark", "ask=words"),
        ("desk", "dark", "ask=what-if"),
        ("phone", "dark", "ask=shifts&panel=questions"),
        ("phone", "light", "ask=flows&panel=questions"),
        ("phone", "dark", "ask=brokers&panel=questions"),
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, file: str, size: str, theme: str, state: str
) -> None:
    with opened(browser, f"{file}#{state}", size=size, theme=theme) as here:
        expect(here.tab.locator(".answers .waiting")).to_have_count(0)
        here.tab.evaluate(chromium.AXE.read_text(encoding="utf-8") + "; undefined")
        found = here.tab.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_nothing_of_a_document_runs_in_an_answer(browser: Browser, tmp_path: Path) -> None:
    wild = "<img src=x onerror=window.hacked=1>"
    said = [
        msgspec.structs.replace(
            one, source=msgspec.structs.replace(one.source, name=f"{wild}{one.source.name}")
        )
        for one in fixtures.statements()
    ]
    written = tmp_path / "wild.html"
    written.write_bytes(report(data(fixtures.documents(), said)))
    for ask in PICTURES:
        with opened(browser, f"{written.as_uri()}#ask={ask}") as here:
            expect(here.tab.locator(".answers")).to_be_visible()
            assert here.tab.evaluate("window.hacked") is None
            assert here.tab.locator("img").count() == 0
        assert here.problems == []
