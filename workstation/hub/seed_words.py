"""Words that made-up people on record are put together from."""

from __future__ import annotations

from typing import Final

#: Given names by where a family's names come from.
GIVEN: Final[dict[str, tuple[str, ...]]] = {
    "Scottish": (
        "Aileen", "Alan", "Alistair", "Amy", "Angus", "Archie", "Blair", "Calum", "Cameron",
        "Catriona", "Craig", "Douglas", "Eilidh", "Elaine", "Elspeth", "Euan", "Fiona", "Fraser",
        "Gillian", "Gordon", "Graeme", "Greer", "Hamish", "Heather", "Iona", "Isla", "Jean",
        "Kenneth", "Kirsty", "Lewis", "Lorna", "Lynsey", "Malcolm", "Moira", "Morag", "Murray",
        "Niamh", "Ross", "Rory", "Sheena", "Shona", "Stuart", "Struan", "Una",
    ),
    "Gaelic": (
        "Ailean", "Anndra", "Beathag", "Cairistìona", "Calum", "Dòmhnall", "Eachann", "Eilidh",
        "Fionnghal", "Iain", "Mairead", "Màiri", "Mòrag", "Niall", "Oighrig", "Peigi", "Raghnall",
        "Ruairidh", "Seonag", "Seumas", "Sìne", "Tormod",
    ),
    "Polish": (
        "Agnieszka", "Andrzej", "Bartosz", "Beata", "Dorota", "Ewa", "Grażyna", "Grzegorz",
        "Jadwiga", "Jakub", "Joanna", "Kacper", "Katarzyna", "Krzysztof", "Łukasz", "Małgorzata",
        "Michał", "Paweł", "Piotr", "Stanisław", "Tomasz", "Wojciech", "Zofia",
    ),
    "South Asian": (
        "Aisha", "Amina", "Anjali", "Arjun", "Asif", "Bilal", "Deepa", "Faisal", "Farah",
        "Gurpreet", "Harjit", "Imran", "Jaspreet", "Kavita", "Khadija", "Manpreet", "Mohammed",
        "Nadia", "Priya", "Rajesh", "Sana", "Sunita", "Tariq", "Usman", "Vikram", "Yasmin",
        "Zainab",
    ),
}  # fmt: skip

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "Scottish": (
        "Abercrombie", "Aitken", "Baillie", "Baird", "Buchan", "Cairns", "Campbell", "Carnegie",
        "Crawford", "Cunningham", "Drummond", "Dunbar", "Farquharson", "Galbraith", "Geddes",
        "Gillespie", "Haldane", "Imrie", "Jamieson", "Kerr", "Laidlaw", "Lockhart", "MacDougall",
        "MacFarlane", "McAllister", "McIntyre", "Menzies", "Moncrieff", "Nairn", "Ogilvie",
        "Pringle", "Rankine", "Ruthven", "Strachan", "Tulloch", "Urquhart", "Wardlaw", "Weir",
    ),
    "Gaelic": (
        "Caimbeul", "MacAmhlaigh", "MacAoidh", "MacCoinnich", "MacDhòmhnaill", "MacGilleMhoire",
        "MacIomhair", "MacLeòid", "MacNèill", "MacPhàrlain", "MacRath", "Moireasdan",
        "NicDhòmhnaill", "NicLeòid",
    ),
    "Polish": (
        "Adamczyk", "Dąbrowski", "Górski", "Jabłoński", "Kamiński", "Kowalczyk", "Krawczyk",
        "Lewandowski", "Mazur", "Nowicki", "Pawlak", "Sikora", "Szymański", "Wójcik", "Wróbel",
        "Zając", "Zieliński",
    ),
    "South Asian": (
        "Ahmed", "Akhtar", "Ali", "Begum", "Chaudhry", "Dhillon", "Gill", "Hussain", "Iqbal",
        "Kaur", "Khan", "Malik", "Mehta", "Nair", "Patel", "Qureshi", "Rahman", "Reddy", "Sandhu",
        "Shah", "Sharma", "Singh",
    ),
}  # fmt: skip

#: Street names that many towns have; with these towns they make no real address.
STREETS: Final = (
    "Fir Road", "Birch Avenue", "Rowan Place", "Alder Court", "Hazel Gardens", "Larch Crescent",
    "Mill Wynd", "Kirk Brae", "Station Road", "Burnside Terrace", "Lochview Drive", "Glebe Street",
    "Heather Bank", "Quarry Lane", "Old Ferry Road", "Meadow Rise", "Thistle Grove",
    "Bridge Street",
)  # fmt: skip
TOWNS: Final = (
    "Inverbrae", "Strathmorrow", "Kirkallan", "Dunfearn", "Port Garrow", "Lochanside", "Balmurdo",
    "Glen Arrin", "Auchterlea", "Craigendow",
)  # fmt: skip

MARKED: Final = (
    "Domestic abuse history",
    "Warning: weapons",
    "Warning: violent",
    "Mental health",
    "Repeat victim",
    "Child or adult at risk",
    "Hate crime victim",
)
NOTES: Final = (
    "Deaf: text relay, never ring.",
    "Interpreter: Polish.",
    "Interpreter: Punjabi.",
    "Do not leave messages: shared voicemail.",
    "Uses a wheelchair; ground-floor bedroom.",
    "Key safe at the back door; warden knows the number.",
    "Prefers to be rung after 18:00.",
    "Dementia: ring the daughter first.",
)
#: Rank of the grade (1 the top), summary and outcome of earlier contacts.
PAST: Final = (
    (1, "Disturbance in the street, two men fighting", "Officers attended"),
    (1, "Silent call, cries in the background", "Officers attended"),
    (2, "Former partner at the door, refuses to leave", "Officers attended"),
    (2, "Neighbour not seen for three days", "Officers attended"),
    (2, "Threats by text message", "Dealt with by telephone"),
    (3, "Shed broken into overnight", "Officers came later"),
    (3, "Youths gathering in the close again", "Officers came later"),
    (3, "Car scratched, suspects known", "Dealt with by telephone"),
    (4, "Noise from a party", "Advice"),
    (4, "Lost mobile telephone", "Advice"),
    (4, "Wants an update on an earlier report", "Information"),
    (4, "Low in mood, no risk today", "Another service"),
)
