"""What documents of prose and code are made of (`code_documents.py`), for `training.code_lines` and the benchmark.

Code comes from public repositories in ``SPRO_MIRROR`` (``owner+name/repo``, a git directory; `git clone --bare` makes
one), prose from the project's data (``SPRO_DATA``, see its INDEX.md) and from the repositories' Markdown without its
code. A repository or prose source is for training, for development (looked at, not learned from) or for the final
measurement (not even looked at). Nothing of it is kept in this repository.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Split = Literal["train", "dev", "final"]
MIRROR: Final = Path(os.environ.get("SPRO_MIRROR", "var/mirror"))
DATA: Final = Path(os.environ.get("SPRO_DATA", "../shared/data"))

# language: (extensions, repositories for training, for development, for the final measurement)
REPOSITORIES: Final[dict[str, tuple[str, str, str, str]]] = {
    "PYTHON": ("py", "keon/algorithms psf/requests TheAlgorithms/Python", "pallets/flask", "pallets/click"),
    "JAVASCRIPT": ("js mjs", "expressjs/express jashkenas/underscore fastify/fastify", "axios/axios", "koajs/koa"),
    "TYPESCRIPT": (
        "ts tsx",
        "reduxjs/redux vuejs/core microsoft/tsyringe ReactiveX/rxjs",
        "colinhacks/zod vercel/commerce",
        "pmndrs/zustand",
    ),
    "JAVA": ("java", "google/gson spring-projects/spring-petclinic", "apache/commons-lang", "google/auto"),
    "C": ("c h", "antirez/kilo jqlang/jq", "redis/hiredis", "libuv/libuv"),
    "CPP": ("cpp cc h hpp", "nlohmann/json gabime/spdlog", "google/leveldb", "google/re2"),
    "CSHARP": ("cs", "JamesNK/Newtonsoft.Json DapperLib/Dapper", "jbogard/MediatR", "serilog/serilog"),
    "GO": ("go", "gin-gonic/gin spf13/cobra kubernetes/examples", "gorilla/mux", "go-chi/chi"),
    "RUST": ("rs", "BurntSushi/ripgrep serde-rs/serde", "tokio-rs/mini-redis", "sharkdp/bat"),
    "RUBY": ("rb", "sinatra/sinatra jekyll/jekyll rack/rack", "jeremyevans/sequel", "puma/puma"),
    "PHP": ("php", "Seldaek/monolog slimphp/Slim", "guzzle/guzzle", "thephpleague/flysystem"),
    "KOTLIN": ("kt", "square/okio", "square/moshi", "InsertKoinIO/koin"),
    "SWIFT": ("swift", "Alamofire/Alamofire", "SwiftyJSON/SwiftyJSON", "onevcat/Kingfisher"),
    "SHELL": (
        "sh bash dehydrated",
        "nvm-sh/nvm acmesh-official/acme.sh kubernetes/examples",
        "bats-core/bats-core",
        "dehydrated-io/dehydrated",
    ),
    "SQL": (
        "sql",
        "theory/pgtap lerocha/chinook-database PostgREST/postgrest dbt-labs/dbt-utils WebDevSimplified/Learn-SQL "
        "spring-projects/spring-petclinic",
        "NikolayS/postgres_dba dbt-labs/jaffle_shop",
        "pgpartman/pg_partman",
    ),
    "HTML": (
        "html",
        "jgthms/bulma jekyll/jekyll docker/awesome-compose",
        "pallets/flask axios/axios kubernetes/examples",
        "StartBootstrap/startbootstrap-sb-admin-2",
    ),
    "CSS": ("css scss", "animate-css/animate.css jgthms/bulma", "jekyll/jekyll docker/awesome-compose", "picocss/pico"),
    "CONFIG": (
        "yaml yml toml tf properties conf ini env Dockerfile",
        "kubernetes/examples spf13/cobra BurntSushi/ripgrep spring-projects/spring-petclinic "
        "terraform-aws-modules/terraform-aws-vpc",
        "docker/awesome-compose terraform-aws-modules/terraform-aws-alb",
        "argoproj/argocd-example-apps",
    ),
}
_MARKDOWN: Final[dict[Split, str]] = {
    "train": "keon/algorithms psf/requests spf13/cobra gin-gonic/gin jekyll/jekyll BurntSushi/ripgrep reduxjs/redux "
    "google/gson kubernetes/examples sinatra/sinatra serde-rs/serde expressjs/express Seldaek/monolog",
    "dev": "pallets/flask axios/axios colinhacks/zod gorilla/mux google/leveldb rack/rack docker/awesome-compose "
    "square/okio",
    "final": "pallets/click koajs/koa pmndrs/zustand google/auto libuv/libuv serilog/serilog sharkdp/bat puma/puma "
    "thephpleague/flysystem InsertKoinIO/koin pgpartman/pg_partman",
}
_PROSE: Final[dict[Split, str]] = {
    "train": "injection/self_instruct.train injection/awesome_prompts.train ner/wikigold.train "
    "ner/btc.train templates/en_work "
    "templates/eu_de templates/eu_fr templates/eu_pl templates/eu_el templates/as_ru templates/as_zh templates/as_hi "
    "templates/as_ja templates/eu_nl templates/eu_pt templates/as_ar",
    "dev": "injection/own_en_pairs ner/crossner.train ner/sec_filings.train ner/uner_en_ewt.dev ner/meddocan_es.dev "
    "ner/usaddress_lines.train templates/neg_general templates/chat_lower templates/eu_es templates/eu_it "
    "templates/eu_sv templates/eu_cs templates/as_ko templates/as_tr templates/as_id templates/as_vi",
    "final": "injection/pyrit_jailbreak.train injection/own_multi ner/wnut17.train ner/nerkor_hu.train "
    "ner/ja_wikipedia_ner.train ner/uner_da_ddt.train ner/uner_zh_gsd.train ner/presidio_synth.train "
    "templates/as_en-AF templates/as_en-IN templates/as_en-SG templates/eu_ro templates/as_hi-Latn",
}
# Whole names of files without an extension.
_NAMES: Final = frozenset(("Dockerfile", "dehydrated"))
_FILES: Final = 70
_LONGEST_LINE: Final = 200
_SLOT: Final = re.compile(r"\{\{([A-Za-z_]+)[^}]*\}\}")
_SLOT_WORDS: Final = (
    "Miller",
    "4711",
    "Lagos",
    "ana.k@example.org",
    "12 May 2024",
    "Rossi",
    "+49 30 1234567",
    "Acme Ltd",
)
# A paragraph with one of these is not surely prose: it is left out rather than labelled.
_NOT_SURE: Final = re.compile(
    r"```|~~~|\{\{|\}\}|[;{}\[(]\s*$|^\s*[}\])]|^\s*(?:def|class|import|from \w+ import|#include|function|const|let|var|"
    r"public|SELECT|INSERT|CREATE|UPDATE|return)\b|</?\w+[^>]*>|^ {4}|^ {3}\w|^\t|\w\(\w*\)|:=|=>|->|==|\w_\w+ ?=|^\s*[\"'][\w ]+[\"']: |\$\{|"
    r"^\s*[\w.]+\s?=|\w_\w+\.\w+\(",
    re.MULTILINE,
)
_INLINE: Final = re.compile(r"`[^`\n]+`")


@dataclass(frozen=True)
class Sources:
    """``code`` maps a language to (repository, lines of a file), ``prose`` a source to documents of paragraphs."""

    code: dict[str, list[tuple[str, list[str]]]]
    prose: dict[str, list[list[str]]]
    held: bool


def _git(repository: str, *arguments: str, stdin: bytes = b"") -> bytes:
    place = MIRROR / repository.replace("/", "+") / "repo"
    return subprocess.run(["git", "-C", str(place), *arguments], input=stdin, capture_output=True, check=True).stdout


def repository_files(repository: str, extensions: str, most: int, seed: str) -> Iterator[str]:
    """Texts of up to ``most`` files, chosen by the seed."""
    wanted = tuple(extension if extension in _NAMES else "." + extension for extension in extensions.split())
    listed = _git(repository, "ls-tree", "-r", "--name-only", "-z", "HEAD").decode().split("\0")
    names = sorted(n for n in listed if n.endswith(wanted) and ".min." not in n and "/dist/" not in "/" + n)
    random.Random(seed).shuffle(names)
    for name in names[:most]:
        yield _git(repository, "show", f"HEAD:{name}").decode("utf-8", "replace").replace("\r\n", "\n")


def _code(split: Split) -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for language, (extensions, *splits) in REPOSITORIES.items():
        for repository in splits[("train", "dev", "final").index(split)].split():
            for text in repository_files(repository, extensions, _FILES, repository):
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


def _prose(split: Split, rng: random.Random) -> dict[str, list[list[str]]]:
    """Source -> documents, each a list of paragraphs."""
    found: dict[str, list[list[str]]] = {}
    for name in _PROSE[split].split():
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
    for repository in _MARKDOWN[split].split():
        texts = [_markdown(text) for text in repository_files(repository, "md mdx", 25, repository)]
        found["md " + repository] = [paragraphs for text in texts if (paragraphs := _paragraphs(text))]
    return {name: documents for name, documents in found.items() if documents}


def sources(split: Split) -> Sources:
    """Everything that documents of one split are made of."""
    return Sources(_code(split), _prose(split, random.Random(f"prose {split}")), split != "train")
