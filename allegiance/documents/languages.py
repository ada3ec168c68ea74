"""The language of a text, and its name in words."""

import re
import unicodedata
from functools import cache
from typing import Any

CODED = "en"
"""The language that Allegiance codes."""


def language(text: str) -> str:
    """The ISO 639 code of the language a text is written in.

    English where the text has too few words to tell, "und" for a few words in other letters. Names mislead a detector ("Iyad ag Ghaly"
    looks Irish), so writing in Latin letters is foreign only where it looks so with its
    capitalised words and without them.
    """
    sample = text[:_SAMPLE]
    if _reads_as_english(sample):
        return CODED
    letters = [character for character in sample if character.isalpha()]
    if not _is_latin(letters):
        code, confidence = _detect(sample)
        return code if confidence >= _SURE else "und"
    if len(letters) < _FEW_LETTERS:
        return CODED
    code, confidence = _detect(sample)
    if code == CODED or confidence < _SURE:
        return CODED
    common = " ".join(word for word in _WORD.findall(sample) if not word[0].isupper())
    return code if common and _detect(common)[0] != CODED else CODED


def language_name(code: str) -> str:
    """A language in words: "fr" is "French". An unlisted code is itself."""
    return _names().get(code.lower().split("-")[0].split("_")[0], code)


def language_code(claim: str) -> str:
    """The short code of a language told as a code, a locale or a word: "en-GB", "eng", "English".

    >>> language_code("en_GB"), language_code("French"), language_code("Quenya")
    ('en', 'fr', 'quenya')
    """
    word = re.split(r"[-_.]", claim.strip().lower())[0]
    by_name = {name.lower(): code for code, name in _names().items()}
    return _LONG_CODES.get(word) or by_name.get(word, word)


_SAMPLE = 20_000
_FEW_LETTERS = 40
_SURE = 0.5
_ENGLISH_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON = (
    "the of and to that with for from by are were have has had their they which this at be been "
    "it not but who its his he she will would said after against"
)
_ENGLISH = frozenset(_COMMON.split())
_LONG_CODES = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ara": "ar",
    "rus": "ru", "ukr": "uk", "tur": "tr", "por": "pt", "ita": "it", "zho": "zh", "chi": "zh",
    "fas": "fa", "per": "fa", "heb": "he", "nld": "nl", "dut": "nl", "pol": "pl",
}  # fmt: skip


def _is_latin(letters: list[str]) -> bool:
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return 2 * latin >= len(letters)


def _reads_as_english(text: str) -> bool:
    """Whether the commonest English words make up a good part of the text."""
    words = [word.lower() for word in _WORD.findall(text)]
    return sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) > 0


def _detect(text: str) -> tuple[str, float]:
    code, confidence = _detector().classify(text)
    return str(code), float(confidence)


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    return dict(entry.split(":") for entry in _NAMES.replace("\n", ",").strip(",").split(","))


_NAMES = """
ace:Acehnese,af:Afrikaans,am:Amharic,an:Aragonese,ar:Arabic,ary:Moroccan Arabic
arz:Egyptian Arabic,as:Assamese,az:Azerbaijani,ba:Bashkir,bcl:Bikol,be:Belarusian,bg:Bulgarian
bn:Bengali,br:Breton,bs:Bosnian,ca:Catalan,ceb:Cebuano,ckb:Sorani Kurdish,crh:Crimean Tatar
cs:Czech,cv:Chuvash,cy:Welsh,da:Danish,de:German,dz:Dzongkha,el:Greek,en:English,eo:Esperanto
es:Spanish,et:Estonian,eu:Basque,ext:Extremaduran,fa:Persian,fi:Finnish,fo:Faroese,fr:French
fuv:Fulfulde,fy:Frisian,ga:Irish,gcf:Guadeloupean Creole,gcr:Guianese Creole,gd:Scottish Gaelic
gl:Galician,gom:Konkani,grc:Ancient Greek,gu:Gujarati,gug:Guarani,guw:Gun,ha:Hausa
hbo:Biblical Hebrew,he:Hebrew,hi:Hindi,hr:Croatian,ht:Haitian Creole,hu:Hungarian,hy:Armenian
id:Indonesian,ig:Igbo,is:Icelandic,it:Italian,ja:Japanese,jv:Javanese,ka:Georgian,kab:Kabyle
kik:Kikuyu,kk:Kazakh,km:Khmer,kn:Kannada,ko:Korean,ku:Kurdish,ky:Kyrgyz,la:Latin
lb:Luxembourgish,lg:Luganda,lij:Ligurian,ln:Lingala,lo:Lao,lt:Lithuanian,ltg:Latgalian
lv:Latvian,mg:Malagasy,mk:Macedonian,ml:Malayalam,mn:Mongolian,mr:Marathi,ms:Malay,mt:Maltese
my:Burmese,nb:Norwegian,ne:Nepali,nl:Dutch,nn:Norwegian Nynorsk,no:Norwegian,nso:Northern Sotho
oc:Occitan,om:Oromo,or:Odia,pa:Punjabi,pcm:Nigerian Pidgin,pl:Polish,ps:Pashto,pt:Portuguese
qu:Quechua,ro:Romanian,ru:Russian,rw:Kinyarwanda,sa:Sanskrit,sdh:Southern Kurdish
se:Northern Sami,si:Sinhala,sk:Slovak,sl:Slovenian,sn:Shona,so:Somali,sq:Albanian,sr:Serbian
st:Sotho,sv:Swedish,sw:Swahili,ta:Tamil,te:Telugu,tg:Tajik,th:Thai,ti:Tigrinya,tk:Turkmen
tl:Tagalog,tr:Turkish,tt:Tatar,ug:Uyghur,uk:Ukrainian,ur:Urdu,uz:Uzbek,uzs:Uzbek,vec:Venetian
vi:Vietnamese,vo:Volapük,wa:Walloon,wuu:Wu Chinese,xh:Xhosa,yo:Yoruba,yue:Cantonese,zh:Chinese
zu:Zulu,zxx:no known language,und:a language other than English
"""
