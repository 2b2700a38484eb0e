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
    "Irish": (
        "Aoife", "Bridget", "Ciara", "Colm", "Connor", "Declan", "Deirdre", "Dermot", "Eamon",
        "Finbar", "Grainne", "Kieran", "Liam", "Maeve", "Niall", "Oisin", "Orla", "Padraig",
        "Roisin", "Sean", "Siobhan", "Tara",
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
    "Irish": (
        "O'Neil", "O'Brien", "O'Donnell", "Kelly", "Doherty", "O'Connor", "Gallagher", "Murphy",
        "O'Hara", "O'Malley", "Docherty", "O'Rourke", "Boyle", "O'Reilly", "Brannigan",
    ),
}  # fmt: skip

#: Parts that further family names are put together from: first parts, and last parts.
FAMILY_PARTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "Scottish": (
        (
            "Mac", "Mc", "Aber", "Auchen", "Auchter", "Bal", "Blair", "Bon", "Brod", "Caer",
            "Cairn", "Carn", "Craig", "Cul", "Dal", "Drum", "Dun", "Fal", "Fin", "Gar", "Glen",
            "Had", "Inver", "Kil", "Kin", "Kirk", "Lang", "Lin", "Loch", "Mel", "Mon", "Muir",
            "Nor", "Pit", "Ran", "Rose", "Ruth", "Sin", "Stra", "Suther", "Tarn", "Tor", "Tulli",
            "Wal", "Wed", "West",
        ),
        (
            "Aulay", "Askill", "Bean", "Callum", "Donald", "Ewan", "Farlane", "Gregor", "Innes",
            "Kinnon", "Lean", "Millan", "Naughton", "Phail", "Queen", "Rae", "Sween", "Tavish",
            "Vicar", "Whirter", "aird", "allan", "ander", "angus", "arrow", "bain", "bride", "burn",
            "clair", "cross", "derby", "dinning", "don", "dour", "erskie", "ferran", "field",
            "ford", "gairn", "garth", "garvie", "gask", "hill", "holm", "houston", "keir", "kell",
            "kirk", "laird", "land", "laurie", "leish", "lennan", "loch", "mond", "more", "nairn",
            "neil", "ness", "noch", "pherson", "quhar", "ridge", "rossie", "shaw", "side", "stane",
            "ston", "tosh", "trie", "ure", "vane", "vie", "wick", "wood", "yre",
        ),
    ),
    "Gaelic": (
        ("Mac", "Nic", "MacGille", "NicGille", "MacIlle", "NicIlle"),
        (
            "Aonghais", "Artair", "Bhàin", "Bheatha", "Caluim", "Cruimein", "Dhuibh", "Dhonnchaidh",
            "Eachainn", "Eòghain", "Fhearghais", "Fhionghain", "Fhraing", "Ghobhainn", "Ghriogair",
            "Iain", "Labhrainn", "Lachlainn", "Mhathain", "Mhuirich", "Nèill", "Pheadair",
            "Raghnaill", "Shimidh", "Thàmhais", "Uilleim", "Uaraig",
        ),
    ),
    "Polish": (
        (
            "Bana", "Bartko", "Biel", "Borko", "Brzez", "Chmiel", "Czarne", "Dobro", "Domań", "Dud",
            "Gajew", "Głow", "Grab", "Jan", "Jaro", "Jasiń", "Kalin", "Karpiń", "Klimo", "Koz",
            "Kras", "Kruk", "Leśniew", "Lipiń", "Malin", "Marko", "Micha", "Mroz", "Olsz", "Orło",
            "Paw", "Piotro", "Rut", "Sad", "Sobol", "Sokoł", "Star", "Świder", "Tomas", "Urban",
            "Wiśni", "Wolań", "Zaremb", "Żuraw",
        ),
        (
            "ski", "ska", "wicz", "czyk", "ak", "ek", "owski", "owska", "ewski", "ewska", "iński",
            "ińska", "owicz", "ewicz", "czak", "czuk", "iec", "orz",
        ),
    ),
    "South Asian": (
        (
            "Abdul", "Agar", "Aro", "Baj", "Ban", "Bhar", "Chak", "Chan", "Dar", "Desh", "Far",
            "Gup", "Has", "Ibra", "Jah", "Kap", "Kha", "Kri", "Lal", "Mah", "Man", "Meh", "Mir",
            "Nas", "Naw", "Pan", "Qad", "Rah", "Raj", "Sad", "Shan", "Sid", "Sub", "Tal", "Var",
            "Ven", "Yad", "Zam",
        ),
        (
            "abad", "adi", "ali", "amir", "anand", "ani", "ari", "at", "awal", "deep", "din", "eja",
            "em", "endra", "esh", "gir", "inder", "ish", "jee", "kar", "lani", "man", "mukh",
            "nath", "oor", "pal", "raj", "shi", "tel", "ullah", "vala", "wani", "want", "yar",
        ),
    ),
    "Irish": (
        ("O'", "Mac", "Mc", "Fitz", "Mul", "Gil", "Kil"),
        (
            "Boyle", "Brady", "Byrne", "Callan", "Carroll", "Cassidy", "Clery", "Connell", "Dowd",
            "Dwyer", "Farrell", "Flynn", "Gara", "Gorman", "Grady", "Hagan", "Hanlon", "Hare",
            "Kane", "Keefe", "Leary", "Loughlin", "Mahon", "Mara", "Meara", "Patrick", "Quigley",
            "Reagan", "Regan", "Ryan", "Shea", "Sullivan", "Toole", "Tuohy",
        ),
    ),
}  # fmt: skip

#: Stems that street names begin with, and what they end in.
STREET_STEMS: Final = (
    "Alder", "Ash", "Auld", "Bank", "Birch", "Braid", "Bridge", "Broom", "Burn", "Carse", "Castle",
    "Cedar", "Chapel", "Clay", "Cot", "Croft", "Dean", "Dyke", "Elder", "Fern", "Ferry", "Fir",
    "Glebe", "Gorse", "Green", "Harbour", "Hawthorn", "Hazel", "Heather", "High", "Holly", "Ivy",
    "Juniper", "Kelp", "Kiln", "Kirk", "Lade", "Larch", "Linden", "Links", "Lochview", "Market",
    "Meadow", "Mill", "Moss", "Orchard", "Peat", "Pine", "Port", "Quarry", "Rowan", "School",
    "Shore", "Spruce", "Station", "Thistle", "Tower", "Well", "Whin", "Willow",
)  # fmt: skip
STREET_KINDS: Final = (
    "Road", "Avenue", "Place", "Court", "Gardens", "Crescent", "Wynd", "Brae", "Terrace", "Drive",
    "Street", "Lane", "Rise", "Grove",
)  # fmt: skip
#: Parts of town names; the towns that are put together from them are nowhere.
TOWN_STEMS: Final = (
    "Auchter", "Bal", "Craig", "Dun", "Glen", "Inver", "Kin", "Kirk", "Loch", "Port", "Strath",
)  # fmt: skip
TOWN_ENDS: Final = (
    "allan", "arrow", "brae", "dow", "fearn", "garrow", "lea", "lorne", "morrow", "murdo", "rinnes",
    "vannoch",
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
    "Do not leave messages: shared voicemail.",
    "Uses a wheelchair; ground-floor bedroom.",
    "Key safe at the back door; warden knows the number.",
    "Prefers to be rung after 18:00.",
    "Dementia: ring the daughter first.",
)
ADJUSTMENTS: Final = (
    "Deaf: text relay",
    "BSL interpreter",
    "Interpreter: Polish",
    "Interpreter: Punjabi",
    "Interpreter: Urdu",
    "Speaks slowly after a stroke; give time",
    "Autistic: short, literal questions",
)
FORBIDDEN: Final = ("ringing", "voicemail", "text", "post", "e-mail", "ringing the landline")
#: Kind, name and place of records where anybody may be speaking.
ANYBODY: Final = (
    ("switchboard", "Infirmary"),
    ("payphone", "Station"),
    ("relay", "Typed Calls"),
    ("switchboard", "Academy"),
    ("switchboard", "Council"),
    ("payphone", "Harbour"),
)
PROMISES: Final = (
    "An officer rings you back",
    "An officer comes to see you",
    "We tell you what the officers found",
    "The resolution team rings you with a reference",
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
