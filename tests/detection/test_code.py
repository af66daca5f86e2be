"""Source code in prompts: fences, unfenced blocks, what only looks like code, exact offsets, bounds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spro import Spro
from spro.detection.code import CodeRecognizer
from spro.detection.code_fences import fences
from spro.detection.code_language import named
from spro.detection.code_lines import LONGEST, features
from spro.errors import BlockedError
from spro.policy import Policy

FIND = CodeRecognizer().find

SNIPPETS = {
    "PYTHON": "def total(rows, rate):\n    out = 0\n    for row in rows:\n        out += row.net * rate\n    return out",
    "JAVASCRIPT": "const rows = await db.find({ open: true });\nrows.forEach((row) => {\n  console.log(row.id);\n});",
    "TYPESCRIPT": "export interface Row {\n  id: number;\n  name?: string;\n}\nconst rows: Row[] = [];",
    "JAVA": "public class Till {\n    private final int coins;\n\n    @Override\n    public String toString() {\n"
    '        return "Till " + coins;\n    }\n}',
    "C": "static int add(struct node *head, int value)\n{\n    if (head == NULL)\n        return -1;\n"
    "    head->value = value;\n    return 0;\n}",
    "CPP": "std::vector<int> squares(const std::vector<int>& in) {\n    std::vector<int> out;\n"
    "    for (auto x : in) out.push_back(x * x);\n    return out;\n}",
    "CSHARP": "using System.Linq;\n\nnamespace Shop\n{\n    public class Cart\n    {\n"
    "        public decimal Total { get; set; }\n        public async Task<int> CountAsync() => await _repo.Count();\n"
    "    }\n}",
    "GO": "func load(path string) ([]byte, error) {\n\tdata, err := os.ReadFile(path)\n\tif err != nil {\n"
    '\t\treturn nil, fmt.Errorf("load: %w", err)\n\t}\n\treturn data, nil\n}',
    "RUST": "pub fn widths(&self) -> Vec<usize> {\n    let mut out = Vec::new();\n"
    "    for row in self.rows.iter() {\n        out.push(row.len());\n    }\n    out\n}",
    "RUBY": "class Cart\n  attr_reader :items\n\n  def total\n    items.map(&:price).sum\n  end\nend",
    "PHP": "public function total(array $rows): float\n{\n    $sum = 0.0;\n    foreach ($rows as $row) {\n"
    "        $sum += $row->price;\n    }\n    return $sum;\n}",
    "SHELL": 'for file in "$DIR"/*.log; do\n  if [ -s "$file" ]; then\n    gzip "$file"\n  fi\ndone',
    "SQL": "SELECT u.id, COUNT(*) AS orders\nFROM users u\nLEFT JOIN orders o ON o.user_id = u.id\nGROUP BY u.id;",
    "HTML": '<div class="card">\n  <h2>Offer</h2>\n  <a href="/buy">Buy</a>\n</div>',
    "CSS": ".card {\n  margin: 0 auto;\n  color: #333;\n}\n.card a:hover {\n  color: red;\n}",
    "CONFIG": 'services:\n  web:\n    image: nginx:1.25\n    ports:\n      - "80:80"\n    restart: always',
}
BEFORE = "Could you have a look at this? It is slow when there are many orders."
AFTER = "Please explain it to me in simple words, and tell me what you would change."

PROSE = {
    "inline code": "Use `foo()` and `x = 1` in your answer, then call `bar(baz)` as the manual says.\nIt returns `None`.",
    "bullets": "- buy milk; then bread\n- call Ana (office)\n- **check** the invoice [link](https://example.org/a_b)\n* rest",
    "table": "| name | share |\n|------|-------|\n| Ana  | 12 %  |\n| Ben  | 9 %   |",
    "mail": "From: Ana <ana@example.org>\nTo: ben@example.org\nSubject: Re: offer (#12)\n\nHi Ben,\n\n> Can we meet?\n"
    "Yes; at 10:00.\n\nAna",
    "csv": "id,name,city,amount\n1,Ana,Lima,12.50\n2,Ben,Oslo,9.00\n3,Chen,Graz,7.25",
    "log": "2024-05-12 10:00:01 INFO app: started id=1\n2024-05-12 10:00:02 ERROR db: timeout id=2\n"
    "2024-05-12 10:00:03 INFO app: retry id=3",
    "json data": '{\n  "name": "Ana",\n  "orders": [\n    {"id": 1, "open": true},\n    {"id": 2, "open": false}\n  ]\n}',
    "maths": "Solve 3x + 4 = 10 for x.\nThen f(x) = x^2 - 2x + 1, so f(3) = 4.\nP(A|B) = 0.25",
    "address": "Ana Sample\n12 Example Street, Flat 3\n10115 Sampletown\nGermany",
    "form": "Name: Ana Sample\nRole: nurse\nStart: 12 May 2024\nSalary: 50,000 EUR",
    "error": 'I get "TypeError: x is not a function" since the update.\nError 0x80070005 shows up on every start.',
    "one-liner": "Run git rebase -i HEAD~3 and then git push --force-with-lease to fix the branch.",
    "steps": "To install it:\n1. Open the settings\n2. Choose Import (left side)\n3. Select the file and click OK",
}


def spans(text: str) -> list[str]:
    return [text[item.start : item.end] for item in FIND(text, 0.5)]


@pytest.mark.parametrize("language", SNIPPETS)
def test_unfenced_block_is_found_whole_and_named(language: str) -> None:
    code = SNIPPETS[language]
    text = f"{BEFORE}\n\n{code}\n\n{AFTER}\n"
    (finding,) = FIND(text, 0.5)
    assert (text[finding.start : finding.end], finding.type, finding.subtype) == (code, "SOURCE_CODE", language)
    assert 0.5 <= finding.score <= 1


@pytest.mark.parametrize("language", SNIPPETS)
def test_block_alone_is_found(language: str) -> None:
    assert spans(SNIPPETS[language]) == [SNIPPETS[language]]


@pytest.mark.parametrize("kind", PROSE)
def test_what_only_looks_like_code_is_left(kind: str) -> None:
    assert spans(PROSE[kind]) == []
    assert spans(f"{BEFORE}\n\n{PROSE[kind]}\n\n{AFTER}") == []


@pytest.mark.parametrize(
    ("text", "content", "language"),
    [
        ("See\n```python\nx\n```\nend", "x", "PYTHON"),
        ("~~~ js\nlet a\n~~~", "let a", "JAVASCRIPT"),
        ("```{.rust}\nx\n```", "x", "RUST"),
        ("```c++\nx\n```", "x", "CPP"),
        ("````md-like-name\n```\nx\n```\n````", "```\nx\n```", None),
        ("1. first\n   ```sh\n   make\n   ```\n2. second", "   make", "SHELL"),
        ("- ```yaml\n  a: b\n  ```", "  a: b", "CONFIG"),
        ("> ```go\n> x := 1\n> ```", "> x := 1", "GO"),
        ("```sql\r\nselect 1\r\n```\r\n", "select 1", "SQL"),
        ("```python\n\n\n  x = 1\n\n```", "  x = 1", "PYTHON"),
    ],
)
def test_fences(text: str, content: str, language: str | None) -> None:
    if language is None:
        assert [(fence.first, fence.last) for fence in fences(text.split("\n"))] == [(0, 4)]
        return
    (finding,) = FIND(text, 0.5)
    assert text[finding.start : finding.end] == content
    assert finding.subtype == language


def test_fence_without_a_name_is_classified() -> None:
    code = SNIPPETS["GO"]
    (finding,) = FIND(f"```\n{code}\n```", 0.5)
    assert finding.subtype == "GO"
    assert FIND(f"```\n{AFTER}\n{BEFORE}\n```", 0.5) == []


@pytest.mark.parametrize("info", ["text", "output", "csv", "log", "markdown"])
def test_fence_that_says_no_code(info: str) -> None:
    assert FIND(f"```{info}\n{BEFORE}\n{AFTER}\n```", 0.5) == []


def test_unclosed_fence_ends_with_its_code() -> None:
    code = SNIPPETS["RUBY"]
    (finding,) = FIND(f"```ruby\n{code}", 0.5)
    assert finding.subtype == "RUBY"
    assert spans(f"```ruby\n{code}") == [code]
    assert spans(f"```\n{BEFORE}\n{AFTER}") == []


def test_empty_fence_holds_nothing() -> None:
    assert FIND("```python\n\n```", 0.5) == []


def test_markdown_fence_holds_a_fence() -> None:
    code = SNIPPETS["PYTHON"]
    assert spans(f"````markdown\n{AFTER}\n\n```\n{code}\n```\n\n{BEFORE}\n````") == [code]


def test_two_blocks_are_two_findings() -> None:
    text = f"{SNIPPETS['C']}\n\n{BEFORE}\n\n{SNIPPETS['SQL']}"
    assert spans(text) == [SNIPPETS["C"], SNIPPETS["SQL"]]


def test_blank_lines_and_comments_belong_to_the_block() -> None:
    code = (
        "def area(w, h):\n    # both are given in metres by the caller\n\n    result = w * h\n\n"
        '    """\n    Nobody reads this text any more but it is\n    still a part of the function.\n    """\n    return result'
    )
    assert spans(f"{BEFORE}\n\n{code}\n\n{AFTER}") == [code]


TRACES = {
    "PYTHON": 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    main()\nValueError: wrong number',
    "JAVA": "java.lang.IllegalStateException: closed\n\tat org.example.Till.open(Till.java:12)\n"
    "\tat org.example.Main.main(Main.java:3)",
    "GO": "diff --git a/till.go b/till.go\nindex 83db48f..bf3a2c1 100644\n--- a/till.go\n+++ b/till.go\n"
    "@@ -1,2 +1,2 @@\n-old words here\n+new words here\n same line",
}


@pytest.mark.parametrize("language", TRACES)
def test_traces_and_diffs_are_code(language: str) -> None:
    text = TRACES[language]
    (finding,) = FIND(f"{BEFORE}\n\n{text}\n\n{AFTER}", 0.5)
    assert spans(f"{BEFORE}\n\n{text}\n\n{AFTER}") == [text]
    assert finding.subtype == language


def test_hunk_that_claims_more_lines_than_there_are() -> None:
    text = "@@ -1,999999999 +1,999999999 @@\n-a\n+b\n\n" + AFTER
    (span,) = spans(text)
    assert AFTER not in span


def test_prose_in_triple_quotes_stays_prose() -> None:
    assert spans(f'Summarise this text:\n"""\n{BEFORE}\n{AFTER}\n"""') == []


@pytest.mark.parametrize("line", ["SELECT * FROM users WHERE id = 1;", "def f(x): return x + 1", "return x"])
def test_one_line_counts_only_if_it_is_sure(line: str) -> None:
    expected = [] if line == "return x" else [line]
    assert spans(f"{BEFORE}\n\n{line}\n\n{AFTER}") == expected


def test_one_line_that_talks_is_left() -> None:
    assert spans("Why does for (int i = 0; i < n; i++) never end when n is too large?") == []


def test_windows_line_ends() -> None:
    code = SNIPPETS["JAVA"].replace("\n", "\r\n")
    assert spans(f"{BEFORE}\r\n\r\n{code}\r\n\r\n{AFTER}\r\n") == [code]


def test_floor() -> None:
    text = SNIPPETS["GO"]
    (finding,) = FIND(text, 0.0)
    assert FIND(text, finding.score) == [finding]
    assert FIND(text, 1.01) == []


@pytest.mark.parametrize(
    ("info", "language"), [("", ""), ("unheard-of", ""), ("PY3 title=x", "PYTHON"), ("text", None)]
)
def test_names(info: str, language: str | None) -> None:
    assert named(info) == language


LINE = st.sampled_from(
    [*(line for code in SNIPPETS.values() for line in code.split("\n")), *PROSE.values(), "", "```", "~~~", "```python"]
)


@example("```\n0(\n00 :\n$\n\n0{\n```", 0.0)  # one run stands for the whole fence, the other does not
@given(st.one_of(st.text(), st.lists(LINE, max_size=30).map("\n".join)), st.floats(0, 1))
def test_findings_are_disjoint_sorted_and_inside(text: str, floor: float) -> None:
    found = FIND(text, floor)
    assert found == sorted(found)
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        assert item.score >= floor
        assert item.type == "SOURCE_CODE"
        # Whole lines.
        assert item.start == 0 or text[item.start - 1] == "\n"
        assert item.end == len(text) or text[item.end] in "\r\n"
        assert text[item.start : item.end].strip()
    assert all(a.end < b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["x = f(a); ", "{", "`", " ", "\t", "a.b", "at ", '"""', "\\", "<a ", "éü ", "12"])
def test_a_long_line_is_read_in_part(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    assert features(line, {}) == features(line[:LONGEST], {})
    assert len(FIND(f"{line}\n{line}", 0.0)) <= 1


MANY = (
    "```\n",
    "~~~a\n",
    "{\n",
    "\n",
    " \n",
    '"""\n',
    "/*\n",
    "@@ -1,9 +1,9 @@\n",
    "\tat a(\n",
    "```md\n```a\nx\n````\n",
)


@pytest.mark.parametrize("piece", [*MANY, "```\nx = 1;\ny = f(2);\n```\nHow do you do?\n\n"])
def test_many_lines(piece: str) -> None:
    text = piece * 20_000
    found = FIND(text, 0.0)
    assert all(item.end <= len(text) for item in found)


def test_prose_without_signs_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> float:
        raise AssertionError

    monkeypatch.setattr("spro.detection.code.line_score", forbidden)
    assert FIND("Dear Ana, thank you (and Ben) for the report.\nWe shall talk about it on Monday!\n" * 50, 0.0) == []


def test_policy_source_masks_and_can_block(source_policy_blocking: Policy) -> None:
    code = SNIPPETS["PYTHON"]
    secured = Spro(policy="source").secure(f"{BEFORE}\n\n{code}\n\n{AFTER}")
    assert "def total" not in secured
    assert secured.restore(secured).endswith(AFTER)
    with pytest.raises(BlockedError):
        Spro(policy=source_policy_blocking).secure(f"{BEFORE}\n\n{code}\n\n{AFTER}")
    assert Spro(policy=source_policy_blocking).secure(AFTER) == AFTER


@pytest.fixture
def source_policy_blocking() -> Policy:
    from dataclasses import replace

    from spro.assets import policy_named

    policy = policy_named("source")
    action = replace(policy.request["SOURCE_CODE"], name="block")
    return replace(policy, request={**policy.request, "SOURCE_CODE": action})
