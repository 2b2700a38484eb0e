"""The gazetteer: what is completed, what is refused, and that a load is whole or not at all."""

import random
import string
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from workstation.content.resources import resource_root
from workstation.desk.cache.gazetteer import Gazetteer, GazetteerFault, Refused, held, load

AT = "2026-11-21T14:00:00.000000Z"
MADE_UP = resource_root() / "gazetteer" / "made-up.csv"
PLAIN = "uprn,organisation,saon,paon,street,locality,town,postcode,latitude,longitude"


@pytest.fixture(scope="module")
def kinlarrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    folder = tmp_path_factory.mktemp("gazetteer")
    assert load(MADE_UP, folder, AT).refused == 0
    with Gazetteer(folder) as places:
        yield places


def lines(places: Gazetteer, text: str) -> list[str]:
    return [place.line for place in places.complete(text)]


def written(folder: Path, *rows: str, header: str = PLAIN, end: str = "\n") -> Path:
    file = folder / "local.csv"
    file.write_bytes(end.join([header, *rows, ""]).encode())
    return file


def loaded(folder: Path, *rows: str, header: str = PLAIN) -> Gazetteer:
    load(written(folder, *rows, header=header), folder / "store", AT)
    return Gazetteer(folder / "store")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("12 fir rd", "12 Fir Road, Kinlarrow, KX1 1AB"),
        ("fir road 12", "12 Fir Road, Kinlarrow, KX1 1AB"),
        ("Kinlarrow, FIR ROAD, no. 12", "12 Fir Road, Kinlarrow, KX1 1AB"),
        ("1 fir", "1 Fir Road, Kinlarrow, KX1 1AB"),
        ("kx1 1ab 7", "7 Fir Road, Kinlarrow, KX1 1AB"),
        ("fir rd", "Fir Road, Kinlarrow, KX1 1AB"),
        ("birch ave", "Birch Avenue, Kinlarrow, KX1 1AD"),
        ("hazel gdns", "Hazel Gardens, Kinlarrow, KX1 1AG"),
        ("g31 0", "G31 0ZZ, Blackthorn Court, Glasgow"),
        ("g310zz", "G31 0ZZ, Blackthorn Court, Glasgow"),
        ("KX1 2AD", "KX1 2AD, Station Road, Kinlarrow"),
        ("st andrews st", "St Andrew's Street, Kinlarrow, KX1 2AJ"),
        ("saint andrew's street", "St Andrew's Street, Kinlarrow, KX1 2AJ"),
        ("st andrew’s church", "St Andrew's Church, St Andrew's Street, Kinlarrow, KX1 2AJ"),
        ("linden park school", "Linden Park Primary School, Linden Park, Edinburgh, EH14 0ZZ"),
        ("the harbour inn", "Harbour Inn, 18 Harbour Street, Kinlarrow, KX1 2AL"),
        ("kinl", "Kinlarrow"),
        ("whinny", "Whinny Point, Kinlarrow"),
        ("2/1 hawthorn", "Flat 2/1, 40 Hawthorn Terrace, Dundee, DD3 0ZZ"),
        ("40 hawthorn flat 2/1", "Flat 2/1, 40 Hawthorn Terrace, Dundee, DD3 0ZZ"),
        ("5b glebe", "5B Glebe Street, Kinlarrow, KX1 2AG"),
        ("5 b glebe", "5B Glebe Street, Kinlarrow, KX1 2AG"),
        ("hawthorne terrace", "Hawthorn Terrace, Dundee, DD3 0ZZ"),
        ("99 fir road", "Fir Road, Kinlarrow, KX1 1AB"),
    ],
)
def test_what_is_typed_is_completed(kinlarrow: Gazetteer, typed: str, first: str) -> None:
    assert lines(kinlarrow, typed)[0] == first


@pytest.mark.parametrize(
    "place",
    [
        "3 Blackthorn Court, Glasgow",
        "14 Mill Brae, Lanark",
        "22 Linden Park, Edinburgh",
        "Flat 2/1, 40 Hawthorn Terrace, Dundee",
        "8 Rowan Wynd, Inverness",
        "9 Sallow Court",
        "Kinlarrow harbour",
        "burnt-out barn",
    ],
)
def test_the_places_of_the_scenarios_complete(kinlarrow: Gazetteer, place: str) -> None:
    (first, *_) = kinlarrow.complete(place)
    assert first.label.casefold().startswith(place.casefold())


@pytest.mark.parametrize(
    "typed", ["", "   ", "*", '"', "'", "?!", "\x00", "zzzzzz", "\u202e", "🚓"]
)
def test_nothing_is_completed_from_nothing(kinlarrow: Gazetteer, typed: str) -> None:
    assert kinlarrow.complete(typed) == ()
    assert kinlarrow.trouble == ""


def test_the_best_eight_are_shown_or_as_many_as_were_asked(kinlarrow: Gazetteer) -> None:
    assert len(kinlarrow.complete("fir")) == 8
    assert kinlarrow.complete("fir", 3) == kinlarrow.complete("fir")[:3]


@given(
    st.text(max_size=300) | st.text(alphabet=string.ascii_lowercase + ' 0129/"*-:()^', max_size=40)
)
@settings(max_examples=examples(60), deadline=None)
def test_no_text_whatever_breaks_a_completion(kinlarrow: Gazetteer, text: str) -> None:
    assert len(kinlarrow.complete(text)) <= 8
    assert kinlarrow.trouble == ""


def test_every_address_is_found_by_its_number_street_and_town(kinlarrow: Gazetteer) -> None:
    rows = [line.split(",") for line in MADE_UP.read_text(encoding="utf-8").splitlines()[1:]]
    plain = [r for r in rows if not any((r[2], r[3])) and '"' not in "".join(r) and r[4]]
    for row in random.Random(1).sample(plain, 40):
        uprn, number, street, town = row[0], row[4], row[5], row[7]
        typed = f"{street} {number} {town}".lower()
        assert kinlarrow.complete(typed)[0].uprn == uprn, typed


def test_a_place_has_what_a_fix_needs(kinlarrow: Gazetteer) -> None:
    (place,) = kinlarrow.complete("3 blackthorn")
    assert (place.kind, place.street, place.postcode) == ("address", "Blackthorn Court", "G31 0ZZ")
    assert (place.latitude, place.longitude, place.radius_m) == (55.86042, -4.21233, 15.0)
    assert place.uprn.isdigit()


def test_a_street_reaches_as_far_as_its_doors(kinlarrow: Gazetteer) -> None:
    street = next(p for p in kinlarrow.complete("birch avenue") if p.kind == "street")
    first, last = (kinlarrow.complete(f"{n} birch avenue")[0] for n in (1, 20))
    assert street.latitude == pytest.approx((first.latitude + last.latitude) / 2)
    assert street.radius_m == pytest.approx(15 + 19 * 0.0002 * 111_200 / 2, abs=1)
    assert street.uprn == ""


def test_addressbase_core_in_capitals(tmp_path: Path) -> None:
    header = (
        "\ufeffUPRN,PARENT_UPRN,UDPRN,USRN,TOID,CLASSIFICATION_CODE,EASTING,NORTHING,LATITUDE,"
        "LONGITUDE,RPC,LAST_UPDATE_DATE,SINGLE_LINE_ADDRESS,PO_BOX,ORGANISATION,SUB_BUILDING,"
        "BUILDING_NAME,BUILDING_NUMBER,STREET_NAME,LOCALITY,TOWN_NAME,POST_TOWN,ISLAND,POSTCODE,"
        "DELIVERY_POINT_SUFFIX,GSS_CODE,CHANGE_CODE"
    )
    row = (
        "1234,,,99,osgb1,RD06,259000.00,665000.00,55.8575074,-4.2542211,1,2026-01-01,"
        '"FLAT 3, ROSE COURT, 12A ST MARY\'S ROAD, GLASGOW, G31 0ZZ",,,FLAT 3,ROSE COURT,12A,'
        "ST MARY'S ROAD,DENNISTOUN,GLASGOW,GLASGOW,,G31 0ZZ,1A,S1,I"
    )
    with loaded(tmp_path, row, header=header) as places:
        (found,) = places.complete("12a st marys rd flat 3")
    assert found.line == "Flat 3, Rose Court, 12A St Mary's Road, Dennistoun, Glasgow, G31 0ZZ"
    assert (found.uprn, found.latitude) == ("1234", 55.8575074)


def test_addressbase_plus_with_bs_7666_objects_and_the_grid_alone(tmp_path: Path) -> None:
    header = (
        "UPRN,CLASS,X_COORDINATE,Y_COORDINATE,LA_ORGANISATION,SAO_START_NUMBER,SAO_START_SUFFIX,"
        "SAO_END_NUMBER,SAO_END_SUFFIX,SAO_TEXT,PAO_START_NUMBER,PAO_START_SUFFIX,PAO_END_NUMBER,"
        "PAO_END_SUFFIX,PAO_TEXT,STREET_DESCRIPTION,LOCALITY,TOWN_NAME,POST_TOWN,POSTCODE,"
        "POSTCODE_LOCATOR"
    )
    rows = (
        "000000005678,RD,651409.903,313177.270,,2,,,,,10,,12,A,,MILL LANE,,CAISTER,,,NR1 1AA",
        "5679,CR,651409,313177,,,,,,,,,,,MCINTYRE'S MILL,MILL LANE,,CAISTER,,NR1 1AA,",
    )
    with loaded(tmp_path, *rows, header=header) as places:
        (found,) = places.complete("10 mill ln")
        assert found.line == "2, 10-12A Mill Lane, Caister, NR1 1AA"
        assert (found.uprn, found.latitude) == ("5678", pytest.approx(52.657979, abs=1e-6))
        assert places.complete("mcintyres")[0].kind == "place"
        assert places.complete("mcintyres")[0].label == "McIntyre's Mill, Mill Lane, Caister"


GOOD = "1,,,1,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05"
BAD = [
    ("x1,,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "UPRN"),
    ("1234567890123,,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "UPRN"),
    ("٣,,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "UPRN"),
    (",,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "only a named place"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86", "9 fields"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05,more", "11 fields"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1,57.86,-3.05", "postcode"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,,", "no position"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,nan,-3.05", "latitude is not a number"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,1e9,-3.05", "latitude is not a number"),
    ("2,,,2,Fir Road,,Kinlarrow,KX1 1AB,40.0,-3.05", "outside Great Britain"),
    ("2,,,,,,Kinlarrow,KX1 1AB,57.86,-3.05", "neither a building nor a street"),
    ("2,,,2,Fir\x00Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "cannot be shown safely"),
    ("2,,,2,\u202eFir Road,,Kinlarrow,KX1 1AB,57.86,-3.05", "cannot be shown safely"),
    (f"2,,,2,{'F' * 201},,Kinlarrow,KX1 1AB,57.86,-3.05", "longer than 200"),
    (f"2,,,2,{'F' * 20_000},,Kinlarrow,KX1 1AB,57.86,-3.05", "longer than 16384"),
    ('2,,,2,"Fir Road,,Kinlarrow,KX1 1AB,57.86,-3.05', "quotation marks"),
    (GOOD, "an earlier line says the same"),
]


@pytest.mark.parametrize(("row", "why"), BAD, ids=[why for _, why in BAD])
def test_a_bad_row_is_refused_by_line_and_the_rest_is_loaded(
    tmp_path: Path, row: str, why: str
) -> None:
    last = "3,,,3,Fir Road,,Kinlarrow,KX1 1AB,57.8601,-3.05"
    report = load(written(tmp_path, GOOD, row, last), tmp_path / "store", AT)
    assert (report.properties, report.refused) == (2, 1)
    (refused,) = report.named
    assert isinstance(refused, Refused) and refused.line == 3
    assert why in refused.reason
    with Gazetteer(tmp_path / "store") as places:
        assert lines(places, "3 fir") == ["3 Fir Road, Kinlarrow, KX1 1AB"]


def test_a_line_in_another_encoding_is_refused_alone(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    with file.open("ab") as opened:
        opened.write("2,,,2,Càrn Road,,Kinlarrow,KX1 1AB,57.86,-3.05\r\n".encode("cp1252"))
    report = load(file, tmp_path / "store", AT)
    assert [r.reason for r in report.named] == ["it is not UTF-8"]


def test_two_positions_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    header = "uprn,street,town,paon,easting,northing,latitude,longitude"
    rows = ("1,Fir Road,Kinlarrow,1,259000,665000,55.8575,-4.2542",
            "2,Fir Road,Kinlarrow,2,259000,665000,55.8700,-4.2542")  # fmt: skip
    report = load(written(tmp_path, *rows, header=header), tmp_path / "store", AT)
    assert [(r.line, r.reason) for r in report.named] == [
        (3, "its two positions lie more than 200 m apart")
    ]


def test_deletions_and_historical_entries_are_not_loaded(tmp_path: Path) -> None:
    header = "uprn,street,town,paon,latitude,longitude,change_type,logical_status"
    rows = ("1,Fir Road,Kinlarrow,1,57.86,-3.05,I,1", "2,Fir Road,Kinlarrow,2,57.86,-3.05,D,1",
            "3,Fir Road,Kinlarrow,3,57.86,-3.05,I,8")  # fmt: skip
    report = load(written(tmp_path, *rows, header=header), tmp_path / "store", AT)
    assert (report.properties, [r.line for r in report.named]) == (1, [3, 4])


def test_the_first_hundred_refusals_are_named_and_all_are_counted(tmp_path: Path) -> None:
    report = load(written(tmp_path, GOOD, *["bad"] * 250), tmp_path / "store", AT)
    assert (report.refused, len(report.named)) == (250, 100)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "names no column uprn"),
        (b"\x00\x01\x02", "names no column uprn"),
        (PLAIN.encode("utf-16"), "names no column uprn"),
        (PLAIN.replace(",", ";").encode(), "names no column uprn"),
        (b"uprn,street,town\n1,Fir Road,Kinlarrow\n", "names no column easting"),
        (f"{PLAIN},UPRN\n{GOOD},1\n".encode(), "names uprn twice"),
        (PLAIN.encode(), "no line of it can be used"),
        (f"{PLAIN}\nbad\n".encode(), "line 2: it has 1 fields"),
    ],
)
def test_a_file_that_is_no_gazetteer_leaves_the_old_one(
    tmp_path: Path, content: bytes, why: str
) -> None:
    with loaded(tmp_path, GOOD) as places:
        bad = tmp_path / "bad.csv"
        bad.write_bytes(content)
        with pytest.raises(GazetteerFault) as fault:
            load(bad, tmp_path / "store", AT)
        assert why in fault.value.sentence
        assert "was in force still is" in fault.value.sentence
        assert lines(places, "1 fir") == ["1 Fir Road, Kinlarrow, KX1 1AB"]
    assert [file.suffix for file in (tmp_path / "store").iterdir()] == [".db"]


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFault, match=r"nowhere\.csv could not be loaded"):
        load(tmp_path / "nowhere.csv", tmp_path / "store", AT)


def test_a_new_file_is_taken_up_by_a_desk_that_is_open(tmp_path: Path) -> None:
    with loaded(tmp_path, GOOD) as places:
        assert lines(places, "fir")
        new = "7,,,1,Elm Road,,Kinlarrow,KX1 1AB,57.86,-3.05"
        load(written(tmp_path, new), tmp_path / "store", "2026-11-22T08:00:00.000000Z")
        assert lines(places, "fir") == []
        assert lines(places, "1 elm") == ["1 Elm Road, Kinlarrow, KX1 1AB"]
    known = held(tmp_path / "store")
    assert known is not None
    assert (known.source, known.properties) == ("local.csv", 1)
    assert known.loaded_at_utc.startswith("2026-11-22")
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_what_a_load_that_was_killed_left_behind_is_cleared_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    (store / "4711.part").write_bytes(b"half")
    with Gazetteer(store) as places:
        assert places.complete("fir") == ()
    with loaded(tmp_path, GOOD) as places:
        assert lines(places, "1 fir")
    assert not list(store.glob("*.part"))


def test_without_a_gazetteer_nothing_is_completed_and_nothing_is_wrong(tmp_path: Path) -> None:
    with Gazetteer(tmp_path / "none") as places:
        assert places.complete("12 fir rd") == ()
        assert places.trouble == ""
    assert held(tmp_path / "none") is None


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_a_damaged_file_is_told_and_a_new_load_mends_it(
    tmp_path: Path, damage: bytes | None
) -> None:
    load(MADE_UP, tmp_path, AT)
    (file,) = tmp_path.glob("*.db")
    whole = bytearray(file.read_bytes())
    if damage is None:
        whole[4096:] = bytes(len(whole) - 4096)
    file.write_bytes(bytes(whole) if damage is None else damage)
    with Gazetteer(tmp_path) as places:
        assert places.complete("fir") == ()
        assert "cannot be read" in places.trouble
        load(MADE_UP, tmp_path, AT)
        assert places.complete("fir") != ()
        assert places.trouble == ""


def test_threads_may_complete_while_another_file_is_loaded(tmp_path: Path) -> None:
    load(MADE_UP, tmp_path, AT)
    wrong: list[str] = []
    with Gazetteer(tmp_path) as places:

        def type_on() -> None:
            for n in range(60):
                found = places.complete(f"{n % 20 + 1} fir road")
                if not found or not found[0].line.startswith(f"{n % 20 + 1} Fir"):
                    wrong.append(repr(found[:1]) + places.trouble)

        threads = [threading.Thread(target=type_on) for _ in range(3)]
        for thread in threads:
            thread.start()
        load(MADE_UP, tmp_path, AT)
        for thread in threads:
            thread.join()
    assert wrong == []
