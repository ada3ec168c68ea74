"""Write allegiance/ontology/actors/states.yaml.

    python tools/build_states.py DATA [--check]

DATA is a folder that holds `structured/cow/states_cow.csv` and `states_gw.csv` (the state lists
of the Correlates of War and of Gleditsch and Ward), `capitals_gw.csv` (the capitals of the latter,
and of the microstates) and `dictionaries/cow2iso.txt` (their crosswalk to ISO 3166). From there
come the two numeric codes, the years of a state and the capitals it had since 1946. Names,
demonyms and the present capital are in the tables below, and so are years where the lists have
none, or have another state under the code. With --check the file is compared and not written.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TARGET = Path(__file__).parents[1] / "allegiance/ontology/actors/states.yaml"

HEADER = """\
# Written by tools/build_states.py; edit the table there, then run it again.
# The order tells which actor a shared name usually means ("Congo", "Congolese"): the first.
# `cow` and `gw` are the codes of the Correlates of War and of Gleditsch and Ward; where `active` is
# theirs, it is the years of the state in their list. A list begins in 1816: who is older is "..".
"""

FIRST, LISTED = "1946", "1816"
"""The year the registry begins with, and the one that the lists begin with."""

COW, GW, CAPITALS = "cow-states-2016", "gleditsch-ward", "gleditsch-ward-capitals"


class Row(NamedTuple):
    """One line of the table: codes, names, and the words that are made of them."""

    id: str
    iso3: str
    name: str
    capital: str
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]
    active: str
    in_context: tuple[str, ...]


def main(arguments: list[str]) -> int:
    data = Path(next(word for word in arguments if not word.startswith("-")))
    text = HEADER + "".join(entry(row, kind, data) for kind, table in TABLES for row in rows(table))
    if "--check" in arguments:
        same = TARGET.read_text(encoding="utf-8") == text
        print("up to date" if same else f"{TARGET.name} differs; run this without --check")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


def rows(table: str) -> Iterator[Row]:
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        id_, iso3, name, capital, demonyms, aliases = cells[:6]
        yield Row(
            id_,
            iso3,
            name,
            capital,
            tuple(_words(demonyms)),
            tuple(_words(aliases)),
            cells[6] if len(cells) > 6 else "",
            tuple(_words(cells[7])) if len(cells) > 7 else (),
        )


def codes(row: Row, data: Path) -> tuple[int | None, int | None]:
    """The codes of the Correlates of War and of Gleditsch and Ward, None where a list has none."""
    if row.id in FORMER_CODES:
        return FORMER_CODES[row.id]
    if not row.iso3:
        return None, None
    cow = _cow_by_iso3(data).get(row.iso3)
    if row.iso3 in COW_EXCEPTIONS:
        cow = COW_EXCEPTIONS[row.iso3]
    gw = GW_EXCEPTIONS.get(row.iso3, cow)
    return (
        cow if cow in _cow(data) else None,
        gw if gw in _gw(data) | _seats(data).keys() else None,
    )


def years(row: Row, cow: int | None, gw: int | None, data: Path) -> tuple[str, str | None]:
    """From when to when a state was one, and the source of that; None where it is our own table."""
    if row.active:
        return row.active, None
    if gw is not None and gw in _gw(data):
        return _interval(_gw(data)[gw]), GW
    if gw is not None and gw in _seats(data):
        return _interval([(since, until) for _, since, until in _seats(data)[gw]]), CAPITALS
    if cow is not None and cow in _cow(data):
        return _interval(_cow(data)[cow]), COW
    return "", None


def capitals(row: Row, gw: int | None, data: Path) -> list[dict[str, str]]:
    """The capitals that a state had since 1946, where it had several."""
    if row.id in MOVED:
        return MOVED[row.id]
    told = [seat for seat in _seats(data).get(gw or 0, ()) if seat[2] >= FIRST]
    if len({name for name, _, _ in told}) < 2 or row.id in ONE_CAPITAL:
        return []
    return [
        {"name": NOW.get(name, name)}
        | ({"since": since.removesuffix("-01-01")} if since[:4] > LISTED else {})
        | ({"until": until} if until < _last(data) else {})
        | {"source": CAPITALS}
        for name, since, until in told
    ]


def entry(row: Row, kind: str, data: Path) -> str:
    cow, gw = codes(row, data)
    active, source = years(row, cow, gw, data)
    fields: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "kind": kind,
        "country": COUNTRY.get(row.id, row.id),
        "aliases": row.aliases,
        "in_context": row.in_context,
        "demonyms": row.demonyms,
        "capital": row.capital,
        "capitals": capitals(row, gw, data),
        "iso3": row.iso3,
        "cow": cow,
        "gw": gw,
        "active": active,
        "sources": {"cow": COW if cow else None, "gw": _of_code(gw, data), "active": source},
    }
    told = ((key, _yaml(value)) for key, value in fields.items())
    lines = [f"{key}: {line}".replace(": \n", ":\n", 1) for key, line in told if line]
    return "- " + "\n  ".join(lines) + "\n"


def _of_code(gw: int | None, data: Path) -> str | None:
    return None if gw is None else GW if gw in _gw(data) else CAPITALS


def _interval(spells: Iterable[tuple[str, str]]) -> str:
    """The years from the first to the last day of those spells that reach into our time."""
    told = [(since, until) for since, until in spells if until >= FIRST]
    first, last = min(since for since, _ in told)[:4], max(until for _, until in told)
    return f"{first if first > LISTED else '..'}/{'..' if last >= ENDED else last[:4]}"


def _words(cell: str) -> Iterator[str]:
    """The words of a cell; a plus sign stands for the plural beside the singular."""
    for word in filter(None, (word.strip() for word in cell.split(","))):
        yield word.removesuffix("+")
        if word.endswith("+"):
            yield word.removesuffix("+") + "s"


def _yaml(value: Any) -> str:
    """A value in one line; empty where there is nothing to tell."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_scalar(word) for word in value) + "]" if value else ""
    if isinstance(value, dict):
        told = ", ".join(f"{key}: {_scalar(each)}" for key, each in value.items() if each)
        return f"{{{told}}}" if told else ""
    if isinstance(value, list):
        return "".join(f"\n    - {_yaml(each)}" for each in value)
    return "" if value is None else str(value) if isinstance(value, int) else _scalar(value)


def _scalar(word: str) -> str:
    if not word:
        return ""
    return f'"{word}"' if word.upper() == "NO" or not word[0].isalpha() else word


def _cow_by_iso3(data: Path) -> dict[str, int]:
    return {
        row["iso3"]: int(row["cow_id"])
        for row in _read(data / "dictionaries/cow2iso.txt")
        if row["cow_id"]
    }


Spell = tuple[str, str]


@cache
def _gw(data: Path) -> Mapping[int, list[Spell]]:
    """The first and last day of each spell of a state, by Gleditsch and Ward's code."""
    found: dict[int, list[Spell]] = {}
    for row in _read(data / "structured/cow/states_gw.csv"):
        found.setdefault(int(float(row["gwcode"])), []).append((row["startdate"], row["enddate"]))
    return found


@cache
def _cow(data: Path) -> Mapping[int, list[Spell]]:
    """The same by the code of the Correlates of War."""
    found: dict[int, list[Spell]] = {}
    for row in _read(data / "structured/cow/states_cow.csv"):
        first, last = (
            "-".join(f"{int(float(row[f'{end}{part}'])):02}" for part in ("year", "month", "day"))
            for end in ("st", "end")
        )
        found.setdefault(int(float(row["ccode"])), []).append((first, last))
    return found


@cache
def _seats(data: Path) -> Mapping[int, list[tuple[str, str, str]]]:
    """The capitals by Gleditsch and Ward's code: name, first and last day."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in _read(data / "structured/cow/capitals_gw.csv"):
        seat = row["capital"], row["stdate"], row["enddate"]
        found.setdefault(int(float(row["gwcode"])), []).append(seat)
    return found


def _last(data: Path) -> str:
    """The day the list of capitals ends with."""
    return max(until for seats in _seats(data).values() for _, _, until in seats)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ENDED = "2016-12-31"
"""The day the older of the two lists ends with: who stands then, stands."""

# Where one ISO code has had several codes in the lists, the one of the present state.
COW_EXCEPTIONS = {"DEU": 255, "YEM": 679, "SRB": 345, "VNM": 816, "ETH": 530, "RUS": 365,
                  "PAK": 770, "SDN": 625, "XKX": 347, "TWN": 713, "PSE": None, "ATG": 58, "LIE": 223, "MCO": 221}  # fmt: skip
GW_EXCEPTIONS = {"DEU": 260, "YEM": 678, "SRB": 340, "KIR": 970, "NRU": 971, "TON": 972, "TUV": 973}
FORMER_CODES: dict[str, tuple[int | None, int | None]] = {
    "SU": (365, 365), "YU": (345, 345), "SCG": (345, 345), "CS": (315, 315), "DD": (265, 265),
    "GFR": (260, 260), "VD": (816, 816), "RVN": (817, 817), "YAR": (678, 678), "YD": (680, 680),
    "RH": (552, 552), "austria-hungary": (300, 300), "ottoman-empire": (640, 640),
    "nazi-germany": (255, 255), "united-arab-republic": (651, 651), "zanzibar": (511, 511),
    "tibet-state": (None, 711), "abkhazia": (None, 396), "south-ossetia": (None, 397),
}  # fmt: skip

# The present country a territory or a former state lies in, where it is one; "" where several.
COUNTRY = {
    "SU": "", "YU": "", "SCG": "", "CS": "", "DD": "DE", "GFR": "DE", "VD": "VN", "RVN": "VN",
    "YAR": "YE", "YD": "YE", "RH": "ZW", "austria-hungary": "", "ottoman-empire": "",
    "nazi-germany": "DE", "united-arab-republic": "", "abkhazia": "GE", "south-ossetia": "GE",
    "transnistria": "MD", "nagorno-karabakh": "AZ", "northern-cyprus": "CY", "somaliland": "SO",
    "puntland": "SO", "kurdistan-region": "IQ", "rojava": "SY", "zanzibar": "TZ",
    "tibet-state": "CN", "hyderabad-state": "IN", "mahabad": "IR", "azerbaijan-peoples-government": "IR",
    "mali-federation": "", "arab-federation": "", "sikkim": "IN",
    "central-african-federation": "",
}  # fmt: skip

# Capitals that moved since 1946 and that the list does not have, or has at other dates; and those
# of former states whose name means the town today, and no government.
MOVED = {
    "MW": [{"name": "Zomba", "since": "1964", "until": "1975-01"}, {"name": "Lilongwe", "since": "1975-01"}],
    "PW": [{"name": "Koror", "since": "1994", "until": "2006-10"}, {"name": "Ngerulmud", "since": "2006-10"}],
    "TZ": [{"name": "Dar es Salaam", "since": "1961", "until": "1996-02"}, {"name": "Dodoma", "since": "1996-02"}],
    "tibet-state": [{"name": "Lhasa", "since": "1913", "until": "1950", "source": CAPITALS}],
    "mahabad": [{"name": "Mahabad", "since": "1946-01", "until": "1946-12"}],
}  # fmt: skip

# The list begins with the capital of another state under the code: of West Germany, of Serbia.
ONE_CAPITAL = {"DE", "GFR"}

# How we write a capital that the list writes otherwise.
NOW = {"Saigon": "Ho Chi Minh City"}

# id | ISO alpha-3 | name | capital | adjective, nouns of belonging | other names | active | in context
# `active` is here only where the lists have no such state, or have another one under its code too:
# what was Germany and Turkey before, what was Rhodesia, both Yemens, Croatia and Slovenia at war.
STATES = """
AD | AND | Andorra | Andorra la Vella | Andorran+ | Principality of Andorra
AE | ARE | United Arab Emirates | Abu Dhabi | Emirati+ | UAE, U.A.E., Emirates
AF | AFG | Afghanistan | Kabul | Afghan+, Afghani+ | Islamic Republic of Afghanistan, Islamic Emirate of Afghanistan, Democratic Republic of Afghanistan
AG | ATG | Antigua and Barbuda | Saint John's | Antiguan+, Barbudan+ | Antigua
AL | ALB | Albania | Tirana | Albanian+ | Republic of Albania
AM | ARM | Armenia | Yerevan | Armenian+ | Republic of Armenia
AO | AGO | Angola | Luanda | Angolan+ | Republic of Angola, People's Republic of Angola
AR | ARG | Argentina | Buenos Aires | Argentine+, Argentinian+, Argentinean+ | Argentine Republic, the Argentine
AT | AUT | Austria | Vienna | Austrian+ | Republic of Austria
AU | AUS | Australia | Canberra | Australian+, Aussie+ | Commonwealth of Australia
AZ | AZE | Azerbaijan | Baku | Azerbaijani+, Azeri+ | Republic of Azerbaijan
BA | BIH | Bosnia and Herzegovina | Sarajevo | Bosnian+, Herzegovinian+ | Bosnia-Herzegovina, Bosnia & Herzegovina, Bosnia, BiH, Republic of Bosnia and Herzegovina
BB | BRB | Barbados | Bridgetown | Barbadian+, Bajan+ |
BD | BGD | Bangladesh | Dhaka | Bangladeshi+ | People's Republic of Bangladesh
BE | BEL | Belgium | Brussels | Belgian+ | Kingdom of Belgium
BF | BFA | Burkina Faso | Ouagadougou | Burkinabe, Burkinabé, Burkinabes, Burkinabè | Burkina, Upper Volta
BG | BGR | Bulgaria | Sofia | Bulgarian+ | Republic of Bulgaria, People's Republic of Bulgaria
BH | BHR | Bahrain | Manama | Bahraini+ | Kingdom of Bahrain, Bahrein
BI | BDI | Burundi | Gitega | Burundian+ | Republic of Burundi
BJ | BEN | Benin | Porto-Novo | Beninese, Beninois | Republic of Benin, Dahomey
BN | BRN | Brunei | Bandar Seri Begawan | Bruneian+ | Brunei Darussalam
BO | BOL | Bolivia | La Paz | Bolivian+ | Plurinational State of Bolivia
BR | BRA | Brazil | Brasilia | Brazilian+ | Federative Republic of Brazil, Brasil
BS | BHS | Bahamas | Nassau | Bahamian+ | The Bahamas
BT | BTN | Bhutan | Thimphu | Bhutanese | Kingdom of Bhutan
BW | BWA | Botswana | Gaborone | Botswanan+, Motswana, Batswana | Republic of Botswana, Bechuanaland
BY | BLR | Belarus | Minsk | Belarusian+, Belarussian+, Byelorussian+ | Republic of Belarus, Byelorussia, Belorussia
BZ | BLZ | Belize | Belmopan | Belizean+ | British Honduras
CA | CAN | Canada | Ottawa | Canadian+ | Dominion of Canada
CD | COD | Democratic Republic of the Congo | Kinshasa | Congolese, Zairean+, Zairian+ | DR Congo, D.R. Congo, DRC, D.R.C., RDC, Democratic Republic of Congo, Congo-Kinshasa, Congo Kinshasa, Congo (Kinshasa), Zaire, Zaïre, Belgian Congo, Congo
CF | CAF | Central African Republic | Bangui | Central African+ | CAR, C.A.R., Centrafrique, Central African Empire
CG | COG | Republic of the Congo | Brazzaville | Congolese | Republic of Congo, Congo-Brazzaville, Congo Brazzaville, Congo (Brazzaville), People's Republic of the Congo, Congo
CH | CHE | Switzerland | Bern | Swiss | Swiss Confederation
CI | CIV | Côte d'Ivoire | Yamoussoukro | Ivorian+, Ivoirian+ | Ivory Coast, Cote d'Ivoire
CL | CHL | Chile | Santiago | Chilean+ | Republic of Chile
CM | CMR | Cameroon | Yaounde | Cameroonian+ | Republic of Cameroon, Cameroun
CN | CHN | China | Beijing | Chinese | People's Republic of China, PRC, P.R.C., Communist China, Red China, mainland China
CO | COL | Colombia | Bogota | Colombian+ | Republic of Colombia
CR | CRI | Costa Rica | San Jose | Costa Rican+ | Republic of Costa Rica
CU | CUB | Cuba | Havana | Cuban+ | Republic of Cuba
CV | CPV | Cape Verde | Praia | Cape Verdean+, Cabo Verdean+ | Cabo Verde
CY | CYP | Cyprus | Nicosia | Cypriot+, Greek Cypriot+ | Republic of Cyprus
CZ | CZE | Czechia | Prague | Czech+ | Czech Republic
DE | DEU | Germany | Berlin | German+ | Federal Republic of Germany, Deutschland | ../..
DJ | DJI | Djibouti | Djibouti City | Djiboutian+ | Republic of Djibouti
DK | DNK | Denmark | Copenhagen | Danish, Dane+ | Kingdom of Denmark
DO | DOM | Dominican Republic | Santo Domingo | Dominican+ |
DM | DMA | Dominica | Roseau | Dominican+ | Commonwealth of Dominica
DZ | DZA | Algeria | Algiers | Algerian+ | People's Democratic Republic of Algeria, Algérie
EC | ECU | Ecuador | Quito | Ecuadorian+, Ecuadorean+ | Republic of Ecuador
EE | EST | Estonia | Tallinn | Estonian+ | Republic of Estonia
EG | EGY | Egypt | Cairo | Egyptian+ | Arab Republic of Egypt
ER | ERI | Eritrea | Asmara | Eritrean+ | State of Eritrea
ES | ESP | Spain | Madrid | Spanish, Spaniard+ | Kingdom of Spain
ET | ETH | Ethiopia | Addis Ababa | Ethiopian+ | Federal Democratic Republic of Ethiopia, Abyssinia
FI | FIN | Finland | Helsinki | Finnish, Finn+ | Republic of Finland
FJ | FJI | Fiji | Suva | Fijian+ | Republic of Fiji
FM | FSM | Micronesia | Palikir | Micronesian+ | Federated States of Micronesia
FR | FRA | France | Paris | French, Frenchman, Frenchmen, Frenchwoman, Frenchwomen | French Republic, République française
GA | GAB | Gabon | Libreville | Gabonese | Gabonese Republic
GB | GBR | United Kingdom | London | British, Briton+, Brit+, Englishman, Englishmen, Scottish, Welsh | UK, U.K., Britain, Great Britain, United Kingdom of Great Britain and Northern Ireland, England
GD | GRD | Grenada | Saint George's | Grenadian+ |
GE | GEO | Georgia | Tbilisi | Georgian+ | Republic of Georgia
GH | GHA | Ghana | Accra | Ghanaian+ | Republic of Ghana, Gold Coast
GM | GMB | Gambia | Banjul | Gambian+ | The Gambia
GN | GIN | Guinea | Conakry | Guinean+ | Republic of Guinea, Guinea-Conakry, Guinea Conakry
GQ | GNQ | Equatorial Guinea | Malabo | Equatorial Guinean+, Equatoguinean+ | Republic of Equatorial Guinea
GR | GRC | Greece | Athens | Greek+ | Hellenic Republic
GT | GTM | Guatemala | Guatemala City | Guatemalan+ | Republic of Guatemala
GW | GNB | Guinea-Bissau | Bissau | Bissau-Guinean+, Guinea-Bissauan+ | Republic of Guinea-Bissau, Portuguese Guinea
GY | GUY | Guyana | Georgetown | Guyanese | Co-operative Republic of Guyana, British Guiana
HN | HND | Honduras | Tegucigalpa | Honduran+ | Republic of Honduras
HR | HRV | Croatia | Zagreb | Croatian+, Croat+ | Republic of Croatia | 1991/..
HT | HTI | Haiti | Port-au-Prince | Haitian+ | Republic of Haiti
HU | HUN | Hungary | Budapest | Hungarian+ | Republic of Hungary, Hungarian People's Republic
ID | IDN | Indonesia | Jakarta | Indonesian+ | Republic of Indonesia
IE | IRL | Ireland | Dublin | Irish, Irishman, Irishmen | Republic of Ireland, Irish Republic, Eire
IL | ISR | Israel | Jerusalem | Israeli+ | State of Israel, Jewish state, Zionist entity
IN | IND | India | New Delhi | Indian+ | Republic of India
IQ | IRQ | Iraq | Baghdad | Iraqi+ | Republic of Iraq
IR | IRN | Iran | Tehran | Iranian+ | Islamic Republic of Iran, Islamic Republic, Persia
IS | ISL | Iceland | Reykjavik | Icelandic, Icelander+ | Republic of Iceland
IT | ITA | Italy | Rome | Italian+ | Italian Republic
JM | JAM | Jamaica | Kingston | Jamaican+ |
JO | JOR | Jordan | Amman | Jordanian+ | Hashemite Kingdom of Jordan, Hashemite Kingdom, Transjordan
JP | JPN | Japan | Tokyo | Japanese | Empire of Japan, Imperial Japan
KE | KEN | Kenya | Nairobi | Kenyan+ | Republic of Kenya
KG | KGZ | Kyrgyzstan | Bishkek | Kyrgyz, Kyrgyzstani+, Kirghiz | Kyrgyz Republic, Kirghizia
KH | KHM | Cambodia | Phnom Penh | Cambodian+ | Kingdom of Cambodia, Kampuchea, Democratic Kampuchea, People's Republic of Kampuchea, Khmer Republic
KI | KIR | Kiribati | Tarawa | I-Kiribati, Kiribatian+ | Republic of Kiribati
KM | COM | Comoros | Moroni | Comorian+, Comoran+ | Union of the Comoros
KN | KNA | Saint Kitts and Nevis | Basseterre | Kittitian+, Nevisian+ | St. Kitts and Nevis, St Kitts
KR | KOR | South Korea | Seoul | South Korean+, Korean+ | Republic of Korea, ROK, R.O.K., Korea
KP | PRK | North Korea | Pyongyang | North Korean+ | Democratic People's Republic of Korea, DPRK, D.P.R.K.
KW | KWT | Kuwait | Kuwait City | Kuwaiti+ | State of Kuwait
KZ | KAZ | Kazakhstan | Astana | Kazakh+, Kazakhstani+ | Republic of Kazakhstan, Kazakstan
LA | LAO | Laos | Vientiane | Laotian+, Lao | Lao People's Democratic Republic, Lao PDR
LB | LBN | Lebanon | Beirut | Lebanese | Lebanese Republic, Republic of Lebanon
LC | LCA | Saint Lucia | Castries | Saint Lucian+, St. Lucian+ | St. Lucia
LI | LIE | Liechtenstein | Vaduz | Liechtensteiner+ | Principality of Liechtenstein
LK | LKA | Sri Lanka | Colombo | Sri Lankan+, Ceylonese | Democratic Socialist Republic of Sri Lanka, Ceylon
LR | LBR | Liberia | Monrovia | Liberian+ | Republic of Liberia
LS | LSO | Lesotho | Maseru | Basotho, Mosotho | Kingdom of Lesotho, Basutoland
LT | LTU | Lithuania | Vilnius | Lithuanian+ | Republic of Lithuania
LU | LUX | Luxembourg | Luxembourg City | Luxembourgish, Luxembourger+ | Grand Duchy of Luxembourg, Luxemburg
LV | LVA | Latvia | Riga | Latvian+ | Republic of Latvia
LY | LBY | Libya | Tripoli | Libyan+ | State of Libya, Libyan Arab Jamahiriya, Great Socialist People's Libyan Arab Jamahiriya, Jamahiriya, Libyan Republic
MA | MAR | Morocco | Rabat | Moroccan+ | Kingdom of Morocco
MC | MCO | Monaco | Monaco-Ville | Monegasque+, Monacan+ | Principality of Monaco
MD | MDA | Moldova | Chisinau | Moldovan+, Moldavian+ | Republic of Moldova, Moldavia
ME | MNE | Montenegro | Podgorica | Montenegrin+ | Republic of Montenegro
MG | MDG | Madagascar | Antananarivo | Malagasy, Madagascan+ | Republic of Madagascar, Malagasy Republic
MH | MHL | Marshall Islands | Majuro | Marshallese | Republic of the Marshall Islands
MK | MKD | North Macedonia | Skopje | Macedonian+, North Macedonian+ | Macedonia, Republic of North Macedonia, Republic of Macedonia, Former Yugoslav Republic of Macedonia, FYROM
ML | MLI | Mali | Bamako | Malian+ | Republic of Mali, French Sudan
MM | MMR | Myanmar | Naypyidaw | Burmese, Myanma, Myanmarese, Burman+ | Burma, Republic of the Union of Myanmar, Union of Burma, Union of Myanmar
MN | MNG | Mongolia | Ulaanbaatar | Mongolian+, Mongol+ | Mongolian People's Republic
MR | MRT | Mauritania | Nouakchott | Mauritanian+ | Islamic Republic of Mauritania
MT | MLT | Malta | Valletta | Maltese | Republic of Malta
MU | MUS | Mauritius | Port Louis | Mauritian+ | Republic of Mauritius
MV | MDV | Maldives | | Maldivian+ | Republic of Maldives
MW | MWI | Malawi | Lilongwe | Malawian+ | Republic of Malawi, Nyasaland
MX | MEX | Mexico | Mexico City | Mexican+ | United Mexican States
MY | MYS | Malaysia | Kuala Lumpur | Malaysian+ | Federation of Malaya, Malaya
MZ | MOZ | Mozambique | Maputo | Mozambican+ | Republic of Mozambique, Moçambique
NA | NAM | Namibia | Windhoek | Namibian+ | Republic of Namibia, South West Africa, South-West Africa
NE | NER | Niger | Niamey | Nigerien+, Nigérien+ | Republic of Niger, Republic of the Niger
NG | NGA | Nigeria | Abuja | Nigerian+ | Federal Republic of Nigeria
NI | NIC | Nicaragua | Managua | Nicaraguan+ | Republic of Nicaragua
NL | NLD | Netherlands | The Hague | Dutch, Dutchman, Dutchmen, Netherlander+ | Holland, Kingdom of the Netherlands
NO | NOR | Norway | Oslo | Norwegian+ | Kingdom of Norway
NP | NPL | Nepal | Kathmandu | Nepalese, Nepali+ | Federal Democratic Republic of Nepal, Kingdom of Nepal
NR | NRU | Nauru | Yaren | Nauruan+ | Republic of Nauru
NZ | NZL | New Zealand | Wellington | New Zealand, New Zealander+ | Aotearoa
OM | OMN | Oman | Muscat | Omani+ | Sultanate of Oman
PA | PAN | Panama | Panama City | Panamanian+ | Republic of Panama
PE | PER | Peru | Lima | Peruvian+ | Republic of Peru
PG | PNG | Papua New Guinea | Port Moresby | Papua New Guinean+ | PNG
PH | PHL | Philippines | Manila | Philippine, Filipino+, Filipina+, Philippines | Republic of the Philippines
PK | PAK | Pakistan | Islamabad | Pakistani+ | Islamic Republic of Pakistan
PL | POL | Poland | Warsaw | Polish, Pole+ | Republic of Poland, Polish People's Republic
PS | PSE | Palestine | Ramallah | Palestinian+ | State of Palestine, Occupied Palestinian Territories, Palestinian Territories, Occupied Palestinian Territory | 1988/..
PT | PRT | Portugal | Lisbon | Portuguese | Portuguese Republic
PW | PLW | Palau | Ngerulmud | Palauan+ | Republic of Palau
PY | PRY | Paraguay | Asuncion | Paraguayan+ | Republic of Paraguay
QA | QAT | Qatar | Doha | Qatari+ | State of Qatar
RO | ROU | Romania | Bucharest | Romanian+, Rumanian+ | Rumania, Socialist Republic of Romania
RS | SRB | Serbia | Belgrade | Serbian+, Serb+ | Republic of Serbia
RU | RUS | Russia | Moscow | Russian+ | Russian Federation, Russian Empire, Tsarist Russia
RW | RWA | Rwanda | Kigali | Rwandan+, Rwandese | Republic of Rwanda, Ruanda
SA | SAU | Saudi Arabia | Riyadh | Saudi+, Saudi Arabian+ | Kingdom of Saudi Arabia, KSA
SB | SLB | Solomon Islands | Honiara | Solomon Islander+ |
SC | SYC | Seychelles | Victoria | Seychellois |
SD | SDN | Sudan | Khartoum | Sudanese | Republic of the Sudan, Republic of Sudan, Democratic Republic of Sudan
SE | SWE | Sweden | Stockholm | Swedish, Swede+ | Kingdom of Sweden
SG | SGP | Singapore | Singapore City | Singaporean+ | Republic of Singapore
SI | SVN | Slovenia | Ljubljana | Slovenian+, Slovene+ | Republic of Slovenia | 1991/..
SK | SVK | Slovakia | Bratislava | Slovak+, Slovakian+ | Slovak Republic
SL | SLE | Sierra Leone | Freetown | Sierra Leonean+ | Republic of Sierra Leone
SM | SMR | San Marino | City of San Marino | Sammarinese | Republic of San Marino
SN | SEN | Senegal | Dakar | Senegalese | Republic of Senegal, Sénégal
SO | SOM | Somalia | Mogadishu | Somali+, Somalian+ | Federal Republic of Somalia, Somali Democratic Republic
SR | SUR | Suriname | Paramaribo | Surinamese | Surinam, Dutch Guiana
SS | SSD | South Sudan | Juba | South Sudanese | Republic of South Sudan
ST | STP | São Tomé and Príncipe | São Tomé | São Toméan+, Santomean+ | Sao Tome and Principe, Sao Tome
SV | SLV | El Salvador | San Salvador | Salvadoran+, Salvadorean+, Salvadorian+ | Republic of El Salvador
SY | SYR | Syria | Damascus | Syrian+ | Syrian Arab Republic
SZ | SWZ | Eswatini | Mbabane | Swazi+, Emaswati | Swaziland, Kingdom of Eswatini
TD | TCD | Chad | N'Djamena | Chadian+ | Republic of Chad, Tchad
TG | TGO | Togo | Lome | Togolese | Togolese Republic
TH | THA | Thailand | Bangkok | Thai+ | Kingdom of Thailand, Siam
TJ | TJK | Tajikistan | Dushanbe | Tajikistani+, Tajik+ | Republic of Tajikistan, Tadzhikistan
TL | TLS | Timor-Leste | Dili | Timorese, East Timorese | East Timor, Democratic Republic of Timor-Leste
TM | TKM | Turkmenistan | Ashgabat | Turkmen, Turkmenistani+ | Republic of Turkmenistan
TN | TUN | Tunisia | Tunis | Tunisian+ | Tunisian Republic, Republic of Tunisia
TO | TON | Tonga | Nuku'alofa | Tongan+ | Kingdom of Tonga
TR | TUR | Turkey | Ankara | Turkish, Turk+ | Türkiye, Turkiye, Republic of Turkey, Republic of Türkiye | 1923/..
TT | TTO | Trinidad and Tobago | Port of Spain | Trinidadian+, Tobagonian+ | Trinidad & Tobago, Trinidad
TV | TUV | Tuvalu | Funafuti | Tuvaluan+ |
TW | TWN | Taiwan | Taipei | Taiwanese | Republic of China, ROC, Nationalist China, Chinese Taipei, Formosa
TZ | TZA | Tanzania | Dodoma | Tanzanian+ | United Republic of Tanzania, Tanganyika
UA | UKR | Ukraine | Kyiv | Ukrainian+ |
UG | UGA | Uganda | Kampala | Ugandan+ | Republic of Uganda
US | USA | United States | Washington | American+ | United States of America, US, U.S., USA, U.S.A., America, Uncle Sam
UY | URY | Uruguay | Montevideo | Uruguayan+ | Oriental Republic of Uruguay
UZ | UZB | Uzbekistan | Tashkent | Uzbek+, Uzbekistani+ | Republic of Uzbekistan
VA | VAT | Holy See | Vatican City | Vatican | Vatican, Vatican City State | 1929/..
VC | VCT | Saint Vincent and the Grenadines | Kingstown | Vincentian+ | St. Vincent and the Grenadines, Saint Vincent
VE | VEN | Venezuela | Caracas | Venezuelan+ | Bolivarian Republic of Venezuela
VN | VNM | Vietnam | Hanoi | Vietnamese | Socialist Republic of Vietnam, Viet Nam
VU | VUT | Vanuatu | Port Vila | Vanuatuan+, Ni-Vanuatu | Republic of Vanuatu
WS | WSM | Samoa | Apia | Samoan+ | Western Samoa, Independent State of Samoa
XK | XKX | Kosovo | Pristina | Kosovar+, Kosovan+ | Republic of Kosovo
YE | YEM | Yemen | Sanaa | Yemeni+, Yemenite+ | Republic of Yemen | 1990/..
ZA | ZAF | South Africa | Pretoria | South African+ | Republic of South Africa, Union of South Africa
ZM | ZMB | Zambia | Lusaka | Zambian+ | Republic of Zambia, Northern Rhodesia
ZW | ZWE | Zimbabwe | Harare | Zimbabwean+ | Republic of Zimbabwe | 1980/..
"""

FORMER = """
SU | SUN | Soviet Union | Moscow | Soviet+ | USSR, U.S.S.R., Union of Soviet Socialist Republics, Soviet Russia | 1922/1991
YU | YUG | Yugoslavia | Belgrade | Yugoslav+, Yugoslavian+ | Socialist Federal Republic of Yugoslavia, SFRY, Federal Republic of Yugoslavia, rump Yugoslavia | 1918/2003
SCG | SCG | Serbia and Montenegro | Belgrade | Serbian and Montenegrin | State Union of Serbia and Montenegro | 2003/2006
CS | CSK | Czechoslovakia | Prague | Czechoslovak+, Czechoslovakian+ | Czechoslovak Republic, Czechoslovak Socialist Republic
DD | DDR | East Germany | East Berlin | East German+ | German Democratic Republic, GDR, G.D.R., DDR
GFR | | West Germany | Bonn | West German+ | Bonn Republic | 1949/1990
VD | VDR | North Vietnam | Hanoi | North Vietnamese | Democratic Republic of Vietnam, DRV | 1945/1976
RVN | | South Vietnam | Saigon | South Vietnamese | Republic of Vietnam, RVN
YAR | | North Yemen | Sanaa | North Yemeni+ | Yemen Arab Republic, YAR | 1918/1990
YD | YMD | South Yemen | Aden | South Yemeni+ | People's Democratic Republic of Yemen, PDRY
RH | RHO | Rhodesia | Salisbury | Rhodesian+ | Southern Rhodesia, Zimbabwe-Rhodesia, Zimbabwe Rhodesia | 1965/1980
united-arab-republic | | United Arab Republic | Cairo | | UAR | 1958/1971
zanzibar | | Sultanate of Zanzibar | Zanzibar City | | People's Republic of Zanzibar | | Zanzibar
tibet-state | | State of Tibet | | | Ganden Phodrang |
hyderabad-state | | Hyderabad State | | | State of Hyderabad, Princely State of Hyderabad, Nizam's Dominions | 1724/1948 | Hyderabad
mahabad | | Republic of Mahabad | | | Mahabad Republic, Kurdish Republic of Mahabad | 1946/1946
azerbaijan-peoples-government | | Azerbaijan People's Government | | | Azerbaijan People's Republic | 1945/1946
mali-federation | | Mali Federation | | | Federation of Mali | 1959/1960
arab-federation | | Arab Federation | | | Arab Federation of Iraq and Jordan, Hashemite Arab Federation | 1958/1958
central-african-federation | | Federation of Rhodesia and Nyasaland | | | Central African Federation | 1953/1963
sikkim | | Kingdom of Sikkim | | | | 1642/1975 | Sikkim
nazi-germany | | Nazi Germany | Berlin | Nazi+ | Third Reich, German Reich, Hitler's Germany | 1933/1945
ottoman-empire | | Ottoman Empire | Constantinople | Ottoman+ | Ottoman Turkey, Sublime Porte | 1299/1922
austria-hungary | | Austria-Hungary | Vienna | Austro-Hungarian+ | Austro-Hungarian Empire, Habsburg Empire | 1867/1918
"""

# Governments that hold, held or claim a territory and act in their own name. The entry says how
# writers name them; it takes no position on status.
GOVERNMENTS = """
EH | ESH | Sahrawi Arab Democratic Republic | | Sahrawi+, Saharawi+, Sahraoui+ | SADR, Saharawi Arab Democratic Republic, Sahrawi Republic | 1976/..
abkhazia | | Abkhazia | Sukhumi | Abkhaz, Abkhazian+ | Republic of Abkhazia, Abkhaz government, Abkhazian authorities | 1992/..
south-ossetia | | South Ossetia | Tskhinvali | South Ossetian+ | Republic of South Ossetia | 1990/..
transnistria | | Transnistria | Tiraspol | Transnistrian+ | Transdniestria, Transdniester, Pridnestrovian Moldavian Republic | 1990/..
nagorno-karabakh | | Nagorno-Karabakh Republic | Stepanakert | Karabakh, Karabakhi+ | Republic of Artsakh, Artsakh, Nagorno-Karabakh, Nagorny Karabakh | 1991/2023
northern-cyprus | | Turkish Republic of Northern Cyprus | North Nicosia | Turkish Cypriot+ | Northern Cyprus, TRNC | 1983/..
somaliland | | Somaliland | Hargeisa | Somalilander+ | Republic of Somaliland | 1991/..
puntland | | Puntland | Garowe | Puntlander+ | Puntland State of Somalia | 1998/..
kurdistan-region | | Kurdistan Regional Government | Erbil | | KRG, Kurdish Regional Government, Iraqi Kurdistan, Kurdistan Region, Kurdistan Region of Iraq, Kurdistan Regional government | 1992/..
rojava | | Autonomous Administration of North and East Syria | Qamishli | | AANES, Rojava, Rojava administration, Autonomous Administration | 2013/..
"""

TABLES = (("state", STATES), ("state", FORMER), ("government", GOVERNMENTS))

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
