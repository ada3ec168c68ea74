"""The page in a real browser, and the data and the report that it is made of."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as Tab

from allegiance.errors import UnknownRelation
from allegiance.network.ties import tie
from allegiance.statements.statement import Place
from allegiance.views import server
from allegiance.views.page import Page, data, dump, read, report
from tests.views import chromium, fixtures

SIZES = {"phone": (390, 844), "desk": (1440, 900)}
ARMS = "sel=tie:gondor%7Carm%7Cgrey-company%7C%7CSY"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        chromium.find()
    except chromium.NoBrowser as reason:
        pytest.skip(f"no Chromium: {reason}")
    with chromium.launched() as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = tmp_path_factory.mktemp("report") / "report.html"
    written.write_bytes(report(fixtures.page()))
    return written.as_uri()


@dataclass
class Opened:
    """A tab, and what went wrong in it."""

    tab: Tab
    problems: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    size: str = "desk",
    theme: str = "light",
    script: str = "",
) -> Iterator[Opened]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    here = Opened(tab)
    tab.on("pageerror", lambda problem: here.problems.append(str(problem)))
    tab.on(
        "console",
        lambda said: here.problems.append(said.text) if said.type == "error" else None,
    )
    tab.on("request", lambda request: here.asked.append(request.url))
    if script:
        tab.add_init_script(script)
    tab.goto(address)
    tab.wait_for_selector(".page")
    yield here
    context.close()


def heading(tab: Tab) -> Locator:
    return tab.locator("#panel-evidence h3.name")


def sentences(tab: Tab) -> list[str]:
    """The sentences shown, without the words added for screen readers."""
    return [
        re.sub(r" \((source|target|trigger)[^)]*\)", "", text)
        for text in tab.locator("#panel-evidence blockquote").all_text_contents()
    ]


# In a browser


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_report_opens_from_a_disk_without_an_error_or_a_request(
    browser: Browser, file: str, size: str, theme: str
) -> None:
    with opened(browser, file, size=size, theme=theme) as here:
        expect(here.tab.locator("#panel-graph")).to_be_visible()
        assert here.tab.evaluate("document.documentElement.dataset.theme") == theme
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert here.tab.evaluate(wide) == 0
        for panel in ("Map", "Timeline", "Evidence", "Questions") if size == "phone" else ():
            here.tab.get_by_role("button", name=panel, exact=True).click()
            expect(here.tab.locator(f"#panel-{panel.lower()}")).to_be_visible()
            assert here.tab.evaluate(wide) == 0
    assert here.problems == []
    assert [url for url in here.asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_server_shows_the_same_page(browser: Browser, size: str) -> None:
    with served() as (address, _), opened(browser, address, size=size) as here:
        expect(here.tab.locator("h1")).to_have_text("The Company and the Hand")
    assert here.problems == []
    assert {url.split("/")[2] for url in here.asked} == {address.split("/")[2]}


def test_the_page_offers_to_show_what_is_new(browser: Browser) -> None:
    with served() as (address, change), opened(browser, address) as here:
        change("A new title")
        here.tab.get_by_role("button", name="Show what is new").click()
        expect(here.tab.locator("h1")).to_have_text("A new title")
    assert here.problems == []


def test_a_tie_chosen_in_the_table_shows_its_sentences_for_and_against(
    browser: Browser, file: str
) -> None:
    with opened(browser, file) as here:
        here.tab.get_by_role("button", name="Table").click()
        here.tab.locator("[data-tie='gondor|arm|grey-company||SY']").click()
        expect(heading(here.tab)).to_contain_text("Gondor")
        expect(here.tab.locator(".side.against .card")).to_have_count(2)
        shown = sentences(here.tab)
    assert shown[0] == (
        "Yet in Syria the same Gondor is arming the Grey Company, a close ally of the White Hand."
    )
    assert shown[1] == "Denethor denied that Gondor had ever armed the Grey Company."


def test_a_tie_clicked_in_the_graph_shows_its_sentences(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        here.tab.wait_for_function("document.querySelector('.sigma').sigma?.getGraph().size > 0")
        spot = here.tab.evaluate(
            """() => {
                const sigma = document.querySelector('.sigma').sigma, graph = sigma.getGraph();
                const ends = ['dale', 'dunlendings'].map((id) => graph.getNodeAttributes(id));
                const [a, b] = ends.map((end) => sigma.graphToViewport(end));
                const box = document.querySelector('.sigma').getBoundingClientRect();
                return [box.left + (a.x + b.x) / 2, box.top + (a.y + b.y) / 2];
            }"""
        )
        here.tab.mouse.move(*spot)
        here.tab.mouse.click(*spot)
        expect(heading(here.tab)).to_contain_text("Dale")
        assert sentences(here.tab) == [
            "Dale sends food and medicine to the Dunlendings in Algeria."
        ]
    assert here.problems == []


def test_several_ties_of_a_pair_are_one_line_until_it_is_chosen(
    browser: Browser, file: str
) -> None:
    count = """() => document.querySelector('.sigma').sigma.getGraph()
        .edges('gondor', 'white-hand').length"""
    with opened(browser, file) as here:
        here.tab.wait_for_function("document.querySelector('.sigma').sigma?.getGraph().size > 0")
        before = here.tab.evaluate(count)
        here.tab.goto(f"{file}#sel=pair:easterlings%7Cmordor%7C%252B")
        here.tab.wait_for_function(
            "document.querySelector('.sigma').sigma.getGraph().edges('easterlings','mordor').length > 1"
        )
    assert before == 2, "one line for the fights, one for the talks"


def test_without_webgl_the_graph_is_drawn_in_svg_and_takes_clicks(
    browser: Browser, file: str
) -> None:
    blind = "HTMLCanvasElement.prototype.getContext = () => null"
    with opened(browser, file, script=blind) as here:
        here.tab.get_by_role("button", name="Dale and Dunlendings: aid, friendly").press("Enter")
        expect(heading(here.tab)).to_contain_text("Dale")
    assert here.problems == []


def test_the_page_makes_the_ties_that_python_makes(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#table=1") as here:
        shown = here.tab.locator(".ties tbody tr").evaluate_all(
            """(rows) => rows.map((row) => [
                row.querySelector('button').dataset.tie,
                ...[...row.querySelectorAll('.n')].map((cell) => +cell.textContent),
            ])"""
        )
    keys = {reading.id: reading.tie for reading in fixtures.page().readings}
    assert {row[0]: row[1:] for row in shown} == {
        keys[made.statements[0].id]: [made.affirmed, made.denied, made.sources]
        for made in tie(fixtures.statements())
    }


def test_filters_hide_what_they_say_and_live_in_the_address(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#table=1") as here:
        rows = here.tab.locator(".ties tbody tr")
        every = rows.count()
        here.tab.locator("summary", has_text="Relation").click()
        here.tab.get_by_role("checkbox", name="arm").check()
        expect(rows).to_have_count(2)
        here.tab.locator("summary", has_text="Outlet").click()
        here.tab.get_by_role("checkbox", name="The Minas Tirith Gazette").check()
        expect(rows.locator("th").last).to_contain_text("Gondor → Grey Company")
        assert "r=arm" in here.tab.url
        here.tab.reload()
        expect(here.tab.get_by_role("checkbox", name="arm")).to_be_checked()
        expect(rows).to_have_count(2)
        here.tab.go_back()
        expect(here.tab.get_by_role("checkbox", name="The Minas Tirith")).not_to_be_checked()
        here.tab.go_back()
        expect(rows).to_have_count(every)
    assert here.problems == []


def test_a_range_of_time_keeps_what_may_hold_in_it(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#table=1&to=2007") as here:
        shown = here.tab.locator(".ties tbody th").all_text_contents()
    assert sorted(shown) == [
        "Haradrim Front → Derna",
        "Haradrim Front → Mordor",
        "Haradrim Front ↔ White Hand",
    ]


def test_search_finds_actors_and_sentences(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        here.tab.get_by_role("searchbox").fill("instruct")
        here.tab.keyboard.press("ArrowDown")
        here.tab.keyboard.press("Enter")
        expect(here.tab.locator("#panel-evidence blockquote")).to_contain_text("instructors")
        here.tab.get_by_role("searchbox").fill("corsiars")
        here.tab.locator(".found button").first.click()
        expect(heading(here.tab)).to_have_text("Corsairs")


def test_a_double_game_shows_its_legs(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        here.tab.get_by_role("button", name="Double games").click()
        here.tab.locator(".game").first.click()
        expect(here.tab.locator("#panel-evidence h4")).to_have_text(
            ["Hostile to White Hand", "Friendly to Haradrim Front", "What links the two"]
        )
        assert len(sentences(here.tab)) == 5


def test_a_sentence_opens_in_its_document(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#{ARMS}") as here:
        here.tab.get_by_role("button", name="Open in document").first.click()
        expect(here.tab.locator("mark.said.trigger")).to_have_text("arming")
        expect(here.tab.locator("mark.said.trigger")).to_be_in_viewport()
        here.tab.get_by_role("button", name="Back to the sentences").click()
        expect(heading(here.tab)).to_contain_text("Gondor")


def test_marks_stand_right_after_a_letter_outside_the_basic_plane(
    browser: Browser, file: str
) -> None:
    with opened(browser, f"{file}#sel=tie:mordor%7Csupport%7Ccorsairs%7C%7Csahel") as here:
        marks = here.tab.locator("#panel-evidence blockquote mark").all_text_contents()
    assert [re.sub(r" \(.*", "", text) for text in marks] == [
        "Corsairs",
        "with the blessing of",
        "Mordor",
    ]


def test_a_year_that_is_only_a_year_is_a_bar_of_a_year(browser: Browser, file: str) -> None:
    with opened(browser, f"{file}#sel=tie:gondor%7Csupport%7Charadrim-front%7C%7CLY") as here:
        bar = here.tab.locator(".timeline .bar.on")
        expect(bar).to_have_class(re.compile("year"))
        years = here.tab.locator(".timeline .counts .years span")
        width = bar.bounding_box()["width"]  # type: ignore[index]
        lefts = years.evaluate_all("(all) => all.map((one) => parseFloat(one.style.left))")
    assert width == pytest.approx(lefts[1] - lefts[0], abs=6)


def test_the_page_can_be_walked_by_keyboard_alone(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        keys = here.tab.keyboard
        keys.press("Tab")
        expect(here.tab.locator(".skip")).to_be_focused()
        walk(here.tab, "Table")
        keys.press("Enter")
        walk(here.tab, "Gondor → Grey Company")
        keys.press("Enter")
        expect(heading(here.tab)).to_contain_text("Grey Company")
        walk(here.tab, "Open in document")
        keys.press("Enter")
        walk(here.tab, "Back to the sentences")
        keys.press("Enter")
        expect(heading(here.tab)).to_contain_text("Grey Company")


def walk(tab: Tab, name: str) -> None:
    """Presses Tab until the element that begins with these words has the focus."""
    for _ in range(120):
        tab.keyboard.press("Tab")
        now = tab.evaluate("document.activeElement.textContent.trim()")
        if now.startswith(name) and tab.evaluate("document.activeElement.tagName") == "BUTTON":
            return
    raise AssertionError(f"no Tab reaches {name!r}")


@pytest.mark.parametrize(
    ("size", "theme", "state"),
    [
        ("desk", "light", ""),
        ("desk", "dark", ARMS),
        ("desk", "light", f"{ARMS}&table=1&r=arm"),
        ("desk", "dark", "doc"),
        ("phone", "light", f"{ARMS}&panel=evidence"),
        ("phone", "dark", "panel=questions"),
        ("phone", "light", "panel=timeline"),
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, file: str, size: str, theme: str, state: str
) -> None:
    if state == "doc":
        first = fixtures.statements()[0]
        state = f"doc={first.document}:{first.id}"
    with opened(browser, f"{file}#{state}", size=size, theme=theme) as here:
        here.tab.evaluate(chromium.AXE.read_text(encoding="utf-8") + "; undefined")
        found = here.tab.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_nothing_in_a_document_runs(browser: Browser, file: str) -> None:
    last = fixtures.statements()[-1]
    with opened(browser, f"{file}#doc={last.document}:{last.id}") as here:
        expect(heading(here.tab)).to_contain_text("<script>window.hacked = 1</script>")
        expect(here.tab.locator(".text")).to_contain_text("<img src=x onerror=")
        assert here.tab.evaluate("window.hacked") is None
        assert here.tab.locator("img, iframe, object, a[href^='javascript']").count() == 0
    assert here.problems == []


def test_a_script_that_is_not_ours_is_refused(browser: Browser, file: str) -> None:
    with opened(browser, file) as here:
        here.tab.evaluate(
            """() => { const bad = document.createElement('script');
                bad.textContent = 'window.hacked = 1'; document.body.append(bad); }"""
        )
        assert here.tab.evaluate("window.hacked") is None
    assert any("Content Security Policy" in problem for problem in here.problems)


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, file: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script("delete window.DecompressionStream")
    tab.goto(file)
    expect(tab.get_by_role("alert")).to_contain_text("too old")
    context.close()


def test_without_scripts_the_report_still_shows_its_ties(browser: Browser, file: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file)
    assert tab.locator("noscript svg, main.still svg").count() >= 1
    context.close()


def test_an_empty_store_has_a_page_too(browser: Browser, tmp_path: Path) -> None:
    written = tmp_path / "empty.html"
    written.write_bytes(report(data([], [])))
    with opened(browser, written.as_uri()) as here:
        expect(here.tab.locator("#panel-timeline")).to_contain_text("No statement has a date")
    assert here.problems == []


# Without a browser


def test_the_same_records_give_the_same_page() -> None:
    assert dump(fixtures.page()) == dump(fixtures.page())
    assert fixtures.page().version != data([], []).version


def test_the_data_are_what_they_say() -> None:
    page = fixtures.page()
    back = msgspec.json.decode(dump(page), type=Page)
    assert back == page
    assert [reading.id for reading in page.readings] == [one.id for one in page.statements]
    assert page.frames == {
        "arm.verb": "*arm* or *supply* an actor, with weapons",
        "fight.verb": "*drive out*, *strike*, *fight* an actor",
    }
    assert page.countries["sahel"] == "the Sahel"
    assert page.games[0].actor.name == "Gondor"


def test_a_country_has_the_name_of_the_state_of_today() -> None:
    berlin = Place(id="DE", name="Berlin", country="DE", lat=None, lon=None)
    page = data([], [msgspec.structs.replace(fixtures.statement(), place=berlin)])
    assert page.countries["DE"] == "Germany"


def test_a_symmetric_relation_is_read_both_ways() -> None:
    one = fixtures.statement(
        "Rohan is allied with Gondor.", fixtures.said("Rohan", "ally", "Gondor", "allied")
    )
    reading = read(one)
    assert (reading.source, reading.target, reading.symmetric) == ("gondor", "rohan", True)


def test_a_relation_of_no_codebook_is_refused() -> None:
    one = msgspec.structs.replace(fixtures.statement(), relation="adore")
    with pytest.raises(UnknownRelation):
        read(one)


def test_texts_cannot_leave_their_place_in_the_report() -> None:
    written = report(fixtures.page()).decode()
    assert "window.hacked" not in re.sub(r"<noscript>.*?</noscript>", "", written, flags=re.S)
    assert "<script>window" not in written
    assert written.count("</script>") == 4


@contextmanager
def served() -> Iterator[tuple[str, Any]]:
    """The fixtures behind the real server, and a way to change their title."""
    title = ["The Company and the Hand"]

    def load() -> Page:
        return msgspec.structs.replace(fixtures.page(), title=title[0], version=title[0])

    def change(to: str) -> None:
        title[0] = to

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    config = uvicorn.Config(server.app(load, lambda: title[0]), log_level="error", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", change
    finally:
        running.should_exit = True
        thread.join()
        listening.close()


def test_the_data_block_is_json() -> None:
    assert json.loads(dump(fixtures.page()))["schema"] == 1
