from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.records import Labels, cells, plain

LABELS = Labels(["first name", "last name", "name", "dob", "passport", "名前"])


def found(text: str) -> list[tuple[str, str]]:
    return [(cell.label, text[cell.start : cell.end]) for cell in cells(text, LABELS)]


@pytest.mark.parametrize(
    "label", ["lastName", "LAST_NAME", "Last name", "last-name", "last.name", "LastName", " Last  Name:"]
)
def test_labels_are_compared_as_people_say_them(label: str) -> None:
    assert plain(label) == "last name"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name: Ada Byron", [("name", "Ada Byron")]),
        ("- **Name:** Ada Byron\n", [("name", "Ada Byron")]),
        ("name=Ada; dob=1815-12-10", [("name", "Ada"), ("dob", "1815-12-10")]),
        ("name=Ada Byron, dob=1815", [("name", "Ada Byron"), ("dob", "1815")]),
        ('{"firstName":"Ada","lastName":"Byron"}', [("first name", "Ada"), ("last name", "Byron")]),
        ("User(name='Ada O''Neil', dob='1815')", [("name", "Ada O''Neil"), ("dob", "1815")]),
        ("?last_name=Byron&dob=1815", [("last name", "Byron"), ("dob", "1815")]),
        ("名前：山田", [("名前", "山田")]),
        ("<lastName>Byron</lastName>", [("last name", "Byron")]),
        ("<hr:lastName lang='en'> Byron </hr:lastName>", [("last name", "Byron")]),
        ("filename: a.txt, surname", []),
        ("Name:\n\nnothing here", []),
    ],
)
def test_pairs_and_elements(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "first_name,dob\nAda,1815\nBo,2000",
        "first_name;dob\r\nAda;1815\r\nBo;2000\r\n",
        "first_name\tdob\nAda\t1815\nBo\t2000",
        "| First name | DOB |\n|---|:---:|\n| Ada | 1815 |\n| Bo | 2000 |",
        'First Name,DOB\n"Ada","1815"\n"Bo",2000\n\nThanks, all',
        "INSERT INTO t (FirstName, DOB) VALUES\n (N'Ada', '1815'),\n ('Bo', 2000);",
    ],
)
def test_columns(text: str) -> None:
    assert found(text) == [("first name", "Ada"), ("dob", "1815"), ("first name", "Bo"), ("dob", "2000")]


def test_a_quoted_separator_is_part_of_its_cell() -> None:
    assert found('name,dob\n"Byron, Ada",1815') == [("name", "Byron, Ada"), ("dob", "1815")]


def test_prose_with_commas_is_no_table() -> None:
    assert found("Hello, my friend,\nthe name, I think, is long,\nand so on.") == []


@given(st.text(alphabet=st.sampled_from("name:=,;|\t\n\"'<>/()[]{} dobVALUESINSERT INTO-*é山1"), max_size=300))
def test_cells_lie_in_the_text(text: str) -> None:
    for cell in cells(text, LABELS):
        assert 0 <= cell.start <= cell.end <= len(text)
        assert cell.label in LABELS


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO t (name) VALUES (" + "'" * 20_000,
        "name:" * 20_000,
        "name,dob\n" * 10_000,
        "<name>" * 10_000,
        "name=" + "a, " * 20_000,
        "|" * 50_000 + "\n" + "|" * 50_000,
    ],
)
def test_hostile_layouts_take_linear_time(text: str) -> None:
    list(cells(text, LABELS))  # a quadratic reading would not end
