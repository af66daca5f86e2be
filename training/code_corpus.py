"""Labelled documents of prose and code for `training.code_lines` and `benchmarks.source_code`. Nothing of it is kept.

Code comes from public repositories in ``MIRROR`` (``owner+name/repo``, a git directory; `git clone --bare` makes one),
prose from the project's data (``DATA``, see its INDEX.md), from the repositories' Markdown without its code, and from
the generators here. A repository or prose source is for training or held out, never both. Each line of a document is
labelled: 1 code, 0 prose, None not judged (blank lines and fences). Equal seeds give equal documents.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from training.code_negatives import hard_negative

MIRROR: Final = Path(os.environ.get("SPRO_MIRROR", "var/mirror"))
DATA: Final = Path(os.environ.get("SPRO_DATA", "../shared/data"))

# language: (extensions, repositories for training, repositories held out)
REPOSITORIES: Final[dict[str, tuple[str, str, str]]] = {
    "PYTHON": ("py", "keon/algorithms psf/requests TheAlgorithms/Python", "pallets/flask"),
    "JAVASCRIPT": ("js mjs", "expressjs/express jashkenas/underscore fastify/fastify", "axios/axios"),
    "TYPESCRIPT": ("ts tsx", "reduxjs/redux vuejs/core microsoft/tsyringe ReactiveX/rxjs", "colinhacks/zod vercel/commerce"),
    "JAVA": ("java", "google/gson spring-projects/spring-petclinic", "apache/commons-lang"),
    "C": ("c h", "antirez/kilo jqlang/jq", "redis/hiredis"),
    "CPP": ("cpp cc h hpp", "nlohmann/json gabime/spdlog", "google/leveldb"),
    "CSHARP": ("cs", "JamesNK/Newtonsoft.Json DapperLib/Dapper", "jbogard/MediatR"),
    "GO": ("go", "gin-gonic/gin spf13/cobra kubernetes/examples", "gorilla/mux"),
    "RUST": ("rs", "BurntSushi/ripgrep serde-rs/serde", "tokio-rs/mini-redis"),
    "RUBY": ("rb", "sinatra/sinatra jekyll/jekyll rack/rack", "jeremyevans/sequel"),
    "PHP": ("php", "Seldaek/monolog slimphp/Slim", "guzzle/guzzle"),
    "KOTLIN": ("kt", "square/okio", "square/moshi"),
    "SWIFT": ("swift", "Alamofire/Alamofire", "SwiftyJSON/SwiftyJSON"),
    "SHELL": ("sh bash", "nvm-sh/nvm acmesh-official/acme.sh kubernetes/examples", "bats-core/bats-core"),
    "SQL": (
        "sql",
        "theory/pgtap lerocha/chinook-database PostgREST/postgrest dbt-labs/dbt-utils WebDevSimplified/Learn-SQL spring-projects/spring-petclinic",
        "NikolayS/postgres_dba dbt-labs/jaffle_shop",
    ),
    "HTML": ("html", "jgthms/bulma jekyll/jekyll docker/awesome-compose", "pallets/flask axios/axios kubernetes/examples"),
    "CSS": ("css scss", "animate-css/animate.css jgthms/bulma", "jekyll/jekyll docker/awesome-compose"),
    "CONFIG": (
        "yaml yml toml tf properties conf ini env Dockerfile",
        "kubernetes/examples spf13/cobra BurntSushi/ripgrep spring-projects/spring-petclinic terraform-aws-modules/terraform-aws-vpc",
        "docker/awesome-compose terraform-aws-modules/terraform-aws-alb",
    ),
}
_MARKDOWN: Final = (
    "keon/algorithms psf/requests spf13/cobra gin-gonic/gin jekyll/jekyll BurntSushi/ripgrep reduxjs/redux google/gson "
    "kubernetes/examples sinatra/sinatra serde-rs/serde expressjs/express Seldaek/monolog",
    "pallets/flask axios/axios colinhacks/zod gorilla/mux google/leveldb rack/rack docker/awesome-compose square/okio",
)
_PROSE: Final = (
    "injection/self_instruct.train injection/awesome_prompts.train ner/wikigold.train ner/gum_silver.train "
    "ner/btc.train ner/sgd_dialogue.train ner/uner_pt_bosque.train ner/klue_ner_ko.train templates/en_work "
    "templates/eu_de templates/eu_fr templates/eu_pl templates/eu_el templates/as_ru templates/as_zh templates/as_hi "
    "templates/as_ja templates/eu_nl templates/eu_pt templates/as_ar",
    "injection/own_en_pairs ner/crossner.train ner/sec_filings.train ner/uner_en_ewt.dev "
    "ner/meddocan_es.dev ner/usaddress_lines.train templates/neg_general templates/chat_lower templates/eu_es "
    "templates/eu_it templates/eu_sv templates/eu_cs templates/as_ko templates/as_tr templates/as_id templates/as_vi",
)
_FILES: Final = 70
_LONGEST_LINE: Final = 200
_SLOT: Final = re.compile(r"\{\{([A-Za-z_]+)[^}]*\}\}")
_SLOT_WORDS: Final = ("Miller", "4711", "Lagos", "ana.k@example.org", "12 May 2024", "Rossi", "+49 30 1234567", "Acme Ltd")
# A paragraph with one of these is not surely prose: it is left out rather than labelled.
_NOT_SURE: Final = re.compile(
    r"```|~~~|\{\{|\}\}|[;{}\[(]\s*$|^\s*[}\])]|^\s*(?:def|class|import|from \w+ import|#include|function|const|let|var|"
    r"public|SELECT|INSERT|CREATE|UPDATE|return)\b|</?\w+[^>]*>|^ {4}|^ {3}\w|^\t|\w\(\w*\)|:=|=>|->|==|\w_\w+ ?=|^\s*[\"'][\w ]+[\"']: |\$\{|"
    r"^\s*[\w.]+\s?=|\w_\w+\.\w+\(",
    re.MULTILINE,
)
_INLINE: Final = re.compile(r"`[^`\n]+`")
_COMMENT: Final = re.compile(r"\s*(?://|#(?!include|define|if|endif|else|pragma|\[|!)|/?\*|--|<!--|\"\"\"|''')")
_LICENCE: Final = re.compile(r"copyright|licen[cs]e|all rights reserved", re.IGNORECASE)


@dataclass
class Document:
    """Lines with labels; ``languages`` names the language of each code line; ``kind`` says what was generated."""

    kind: str
    lines: list[str] = field(default_factory=list)
    labels: list[int | None] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    fenced: list[bool] = field(default_factory=list)
    source: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def add(self, lines: Iterable[str], label: int, language: str = "", *, fenced: bool = False) -> None:
        """Append lines of one kind."""
        for line in lines:
            self.lines.append(line)
            self.labels.append(label if line.strip() else None)
            self.languages.append(language)
            self.fenced.append(fenced)

    def fence(self, line: str) -> None:
        """Append a line that is not judged: a fence or a blank."""
        self.lines.append(line)
        self.labels.append(None)
        self.languages.append("")
        self.fenced.append(False)


@dataclass(frozen=True)
class Sources:
    """What documents are made of. ``code`` maps language to (repository, lines of a file)."""

    code: dict[str, list[tuple[str, list[str]]]]
    prose: dict[str, list[list[str]]]
    held: bool


def _git(repository: str, *arguments: str, stdin: bytes = b"") -> bytes:
    place = MIRROR / repository.replace("/", "+") / "repo"
    return subprocess.run(["git", "-C", str(place), *arguments], input=stdin, capture_output=True, check=True).stdout


def _repository_files(repository: str, extensions: str, most: int, seed: str) -> Iterator[str]:
    """Texts of up to ``most`` files, chosen by the seed."""
    wanted = tuple(extension if extension[0].isupper() else "." + extension for extension in extensions.split())
    names = [name for name in _git(repository, "ls-tree", "-r", "--name-only", "-z", "HEAD").decode().split("\0")]
    names = sorted(n for n in names if n.endswith(wanted) and ".min." not in n and "/dist/" not in "/" + n)
    random.Random(seed).shuffle(names)
    for name in names[:most]:
        yield _git(repository, "show", f"HEAD:{name}").decode("utf-8", "replace").replace("\r\n", "\n")


def _code(held: bool) -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for language, (extensions, train, apart) in REPOSITORIES.items():
        for repository in (apart if held else train).split():
            for text in _repository_files(repository, extensions, _FILES, repository):
                lines = [line.rstrip() for line in text.split("\n")[:1500]]
                if len(lines) > 6 and sum(len(line) > _LONGEST_LINE for line in lines) < 3:
                    found.setdefault(language, []).append((repository, lines))
    return found


def _paragraphs(text: str) -> list[str]:
    """Paragraphs that are surely prose."""
    parts = (part.strip("\n") for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part.strip() and not _NOT_SURE.search(_INLINE.sub("", part))]


def _markdown(text: str) -> str:
    return re.sub(r"^ {0,3}(```|~~~).*?^ {0,3}\1[`~]*\s*$", "", text, flags=re.MULTILINE | re.DOTALL)


def _prose(held: bool, rng: random.Random) -> dict[str, list[list[str]]]:
    """Source -> documents, each a list of paragraphs."""
    found: dict[str, list[list[str]]] = {}
    for name in _PROSE[held].split():
        if name.startswith("templates/"):
            body = (DATA / f"{name}.txt").read_text(encoding="utf-8")
            texts = [
                _SLOT.sub(lambda _: rng.choice(_SLOT_WORDS), part.partition("\n")[2])
                for part in re.split(r"^=== ", body, flags=re.MULTILINE)[1:]
            ]
        else:
            with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
                texts = [json.loads(row)["text"] for row in rows]
        rng.shuffle(texts)
        documents = [paragraphs for text in texts[:1200] if (paragraphs := _paragraphs(text[:20000]))]
        found[name] = documents[:500]
    for repository in _MARKDOWN[held].split():
        texts = [_markdown(text) for text in _repository_files(repository, "md mdx rst", 25, repository)]
        found["md " + repository] = [paragraphs for text in texts if (paragraphs := _paragraphs(text))]
    return {name: documents for name, documents in found.items() if documents}


def sources(*, held: bool) -> Sources:
    """Everything that documents are made of, for training or held out."""
    return Sources(_code(held), _prose(held, random.Random(f"prose {held}")), held)


_INTROS: Final = (
    "Why does this not work?|Please review the following code:|Here is my code:|fix this|Can you explain what this does?|"
    "I get an error with this function:|Refactor this please.|Translate it to another language:|was macht dieser Code?|"
    "Voici mon code :|Optimise the following for readability|my current version:|What is wrong here?|"
    "Given this snippet, write unit tests.|Document the function below.|请解释下面的代码：|Este es el código:",
    "could you look at this|The code in question:|Find the bug in this:|Add type hints to it.|how can I make that faster?|"
    "Complete the code below|Ecco il codice:|Write a docstring for this one:|This is what I have so far:|"
    "Här är koden:|Convert the following|この関数を説明してください|It fails in production only, see below:|rewrite this",
)


def excerpt(lines: list[str], rng: random.Random, language: str = "") -> list[str]:
    """2 to 30 lines of a file, mostly code, with their indentation or without."""
    for _ in range(20):
        length = min(len(lines), rng.choice((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)))
        start = rng.randrange(0, len(lines) - length + 1)
        part = lines[start : start + length]
        filled = [line for line in part if line.strip()]
        comments = sum(1 for line in filled if _COMMENT.match(line))
        if len(filled) < 2 or comments > len(filled) * 0.4 or any(_LICENCE.search(line) for line in part):
            continue
        if not any(re.search(r"[=(){}<>;:\[\]]", line) for line in filled):
            continue
        if rng.random() < 0.4:
            part = [line for line in part if not _COMMENT.match(line)]
        while part and (not part[0].strip() or _COMMENT.match(part[0])):
            part = part[1:]
        while part and (not part[-1].strip() or _COMMENT.match(part[-1])):
            part = part[:-1]
        filled = [line for line in part if line.strip()]
        if len(filled) < 2:
            continue
        if language == "SQL" and rng.random() < 0.35:
            part = [line.lower() for line in part]
        draw = rng.random()
        if draw < 0.6:
            shared = min(len(line) - len(line.lstrip()) for line in filled)
            part = [line[shared:] for line in part]
        elif draw < 0.72:
            part = [line.strip() for line in part]
        return part
    return []


def document(parts: Sources, rng: random.Random) -> Document:
    """One document: prose only, hard negatives among prose, or prose and code mixed."""
    draw = rng.random()
    if draw < 0.12:
        made = Document("hard")
        made.source, lines = hard_negative(rng, held=parts.held)
        if rng.random() < 0.5:
            _add_prose(made, parts, rng)
            made.fence("")
        made.add(lines, 0)
        return made
    made = Document("prose" if draw < 0.4 else "mixed")
    if made.kind == "prose":
        _add_prose(made, parts, rng)
        return made
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        opening = rng.random()
        if opening < 0.45:
            _add_prose(made, parts, rng)
        elif opening < 0.7:
            made.add([rng.choice(_INTROS[parts.held].split("|"))], 0)
        elif opening < 0.9:
            made.add([_clipped(parts, rng)], 0)
        if made.lines and rng.random() < 0.7:
            made.fence("")
        _add_code(made, parts, rng)
        if rng.random() < 0.7:
            made.fence("")
    if rng.random() < 0.6:
        _add_prose(made, parts, rng)
    return made


def _add_prose(made: Document, parts: Sources, rng: random.Random) -> None:
    source = rng.choice(sorted(parts.prose))
    paragraphs = rng.choice(parts.prose[source])
    start = rng.randrange(len(paragraphs))
    made.source = made.source or source
    for index, paragraph in enumerate(paragraphs[start : start + rng.choice((1, 1, 2, 3, 5))]):
        if index:
            made.fence("")
        made.add(paragraph.split("\n")[:25], 0)


def _clipped(parts: Sources, rng: random.Random) -> str:
    """A few words of prose, as people write above a paste."""
    paragraphs = rng.choice(parts.prose[rng.choice(sorted(parts.prose))])
    words = re.findall(r"[^\W\d_]+", rng.choice(paragraphs))[: rng.randint(2, 6)]
    said = " ".join(words) or "look here"
    return (said.lower() if rng.random() < 0.5 else said) + rng.choice(("", "", ":", ":", "?", "...", "."))


def _add_code(made: Document, parts: Sources, rng: random.Random) -> None:
    language = rng.choice(sorted(parts.code))
    repository = rng.choice(sorted({name for name, _ in parts.code[language]}))
    lines = excerpt(rng.choice([text for name, text in parts.code[language] if name == repository]), rng, language)
    fenced = rng.random() < 0.25
    if fenced:
        mark = rng.choice(("```", "```", "~~~", "````"))
        made.fence(mark + (language.lower() if rng.random() < 0.5 else ""))
    made.add(lines, 1, language, fenced=fenced)
    if fenced:
        made.fence(mark)


def documents(parts: Sources, count: int, seed: int) -> list[Document]:
    """``count`` documents; equal seeds give equal documents."""
    rng = random.Random(seed)
    return [document(parts, rng) for _ in range(count)]
