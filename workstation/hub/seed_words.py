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
#: Grade, summary and outcome of earlier contacts.
PAST: Final = (
    ("Immediate", "Disturbance in the street, two men fighting", "Area control room"),
    ("Immediate", "Silent call, cries in the background", "Area control room"),
    ("Prompt", "Former partner at the door, refuses to leave", "Area control room"),
    ("Prompt", "Neighbour not seen for three days", "Area control room"),
    ("Prompt", "Threats by text message", "Resolution team"),
    ("Standard", "Shed broken into overnight", "Local policing appointment"),
    ("Standard", "Youths gathering in the close again", "Local policing appointment"),
    ("Standard", "Car scratched, suspects known", "Resolution team"),
    ("Other Resolution", "Noise from a party", "Advice"),
    ("Other Resolution", "Lost mobile telephone", "Advice"),
    ("Other Resolution", "Wants an update on an earlier report", "Information"),
    ("Other Resolution", "Low in mood, no risk today", "Partner desk"),
)
