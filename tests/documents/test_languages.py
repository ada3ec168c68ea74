"""Languages: English is coded, others are named."""

import pytest

from allegiance.documents.languages import language, language_code, language_name


@pytest.mark.parametrize(
    "text",
    [
        "Gondor",
        "Gondor armed Rohan.",
        "Iyad ag Ghaly leads Ansar Dine. Mokhtar Belmokhtar leads Al-Mulathameen Brigade.",
        "Al-Shabaab, Boko Haram, AQIM, Ansar Dine, MUJAO, Al-Mourabitoun, Jabhat al-Nusra.",
        "Gondor armed Rohan; Mordor fights Gondor; Isengard helps Mordor against Rohan.",
        "The king of Gondor said that his troops would fight for Rohan after the winter.",
        "Mali: Ansar Dine attacks Konna, Diabaly; French jets bomb Gao, Kidal",
        "",
        "123 456",
    ],
)
def test_english_is_english_however_many_names_it_holds(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La France aide le Mali contre les Touaregs du Nord.", "fr"),
        ("Le Gondor a armé le Rohan, a déclaré un porte-parole mercredi soir à la presse.", "fr"),
        ("Gondor hat Rohan bewaffnet, sagte ein Sprecher am Mittwoch in der Hauptstadt.", "de"),
        ("Gondor armó a Rohan, dijo un portavoz el miércoles por la noche en la capital.", "es"),
        ("Франция поставляет оружие Мали, заявил представитель министерства.", "ru"),
        ("Рохан.", "und"),
        ("قال متحدث باسم الجيش إن القوات دخلت المدينة", "ar"),
    ],
)
def test_other_languages_are_found(text: str, code: str) -> None:
    assert language(text) == code


def test_a_foreign_name_in_its_own_letters_leaves_a_text_english() -> None:
    assert language("Hibhib (Arabic: ناحية هبهب) is a village in northern Iraq.") == "en"


def test_languages_have_names_and_codes() -> None:
    assert language_name("fr") == "French"
    assert language_name("pt-BR") == "Portuguese"
    assert language_name("qya") == "qya"
    assert [language_code(claim) for claim in ("en-GB", "eng", "English", "FR")] == [
        "en",
        "en",
        "en",
        "fr",
    ]
