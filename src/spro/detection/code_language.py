"""Part of DETECT: which programming language a block of code is in.

The info string of a fence decides where there is one; otherwise the words and signs of the block do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from spro.detection.code_lines import LONGEST, tokens
from spro.detection.code_weights import LANGUAGE_TABLE, LANGUAGES

__all__ = ["block_features", "classified", "named", "of_diff"]

# More lines than this do not make the language clearer.
_ENOUGH: Final = 60

# Subtype where no language is known.
_UNKNOWN: Final = ""
_NAMES: Final[dict[str, str]] = {
    name: language
    for language, names in {
        "PYTHON": "python py python3 py3 ipython pycon python-repl pyi cython jupyter sage",
        "JAVASCRIPT": "javascript js jsx node mjs cjs es6 ecmascript vue svelte",
        "TYPESCRIPT": "typescript ts tsx mts cts",
        "JAVA": "java jsp",
        "KOTLIN": "kotlin kt kts",
        "SCALA": "scala sbt",
        "GROOVY": "groovy gradle",
        "C": "c h",
        "CPP": "cpp c++ cc cxx hpp hxx hh cuda cu arduino ino",
        "CSHARP": "csharp c# cs dotnet razor cshtml",
        "FSHARP": "fsharp f# fs",
        "VB": "vb vbnet vba vbs basic",
        "OBJECTIVEC": "objc objective-c objectivec mm",
        "SWIFT": "swift",
        "GO": "go golang",
        "RUST": "rust rs",
        "RUBY": "ruby rb erb irb",
        "PHP": "php php3 php5 php7 phtml blade",
        "PERL": "perl pl pm raku",
        "LUA": "lua",
        "R": "r rscript rstats",
        "JULIA": "julia jl",
        "MATLAB": "matlab octave",
        "DART": "dart",
        "ELIXIR": "elixir ex exs",
        "ERLANG": "erlang erl",
        "HASKELL": "haskell hs",
        "OCAML": "ocaml ml",
        "CLOJURE": "clojure clj cljs edn",
        "LISP": "lisp elisp scheme racket commonlisp emacs-lisp",
        "SOLIDITY": "solidity sol",
        "ASSEMBLY": "asm assembly nasm x86asm s",
        "FORTRAN": "fortran f90 f77",
        "COBOL": "cobol",
        "PASCAL": "pascal delphi",
        "VERILOG": "verilog systemverilog vhdl",
        "SHELL": "shell sh bash zsh ksh fish shellscript console shell-session sh-session bash-session terminal",
        "POWERSHELL": "powershell ps1 pwsh posh",
        "BATCH": "bat batch cmd dosbatch",
        "SQL": "sql mysql postgresql postgres psql plsql plpgsql tsql t-sql sqlite oracle bigquery snowflake cql hql",
        "HTML": "html htm xhtml html5 xml svg xslt jinja jinja2 django handlebars hbs mustache ejs twig",
        "CSS": "css scss sass less styl stylus",
        "CONFIG": "yaml yml json jsonc json5 toml ini cfg conf properties dotenv env nginx apache apacheconf dockerfile "
        "docker docker-compose compose makefile make cmake hcl terraform tf tfvars systemd editorconfig gitignore "
        "kubernetes k8s helm bicep nix",
        "GRAPHQL": "graphql gql",
        "PROTOBUF": "protobuf proto thrift",
        "LATEX": "latex tex",
        "DIFF": "diff patch udiff",
    }.items()
    for name in names.split()
}
# A fence that says itself that it holds something else.
_NOT_CODE: Final = frozenset(
    "text txt plain plaintext none nohighlight output out log logs csv tsv markdown md mdx rst asciidoc quote email "
    "mail eml prompt mermaid math ascii table http stdout stderr result results transcript chat message prose".split()
)


def named(info: str) -> str | None:
    """The language that a fence's info string names: a subtype, "" for none, or None if it says "no code"."""
    word = info.strip().lower().lstrip("{.").split("{", 1)[0].replace("language-", "").replace("lang-", "")
    word = word.replace(",", " ").replace(":", " ").replace("}", " ").partition(" ")[0]
    if word in _NOT_CODE:
        return None
    return _NAMES.get(word, _UNKNOWN)


def block_features(lines: Sequence[str], known: Mapping[str, object]) -> set[str]:
    """The words and signs of a block, as far as ``known`` has them; ``^`` marks the first of a line."""
    found = set()
    for line in lines[:_ENOUGH]:
        words = tokens(line[:LONGEST].strip())
        if words:
            found.update([word for word in words if word in known])
            for name in ("^" + words[0], words[-1].rstrip() + "$"):
                if name in known:
                    found.add(name)
    return found


def _table() -> dict[str, list[float]]:
    items = LANGUAGE_TABLE.rstrip("\t").split("\t")
    return {name: [(ord(c) - 93) / 8 for c in row] for name, row in zip(items[::2], items[1::2], strict=True)}


_TABLE: Final = _table()


def classified(lines: Sequence[str]) -> str:
    """The likeliest language of lines of code."""
    rows = [_TABLE[name] for name in block_features(lines, _TABLE)]
    if not rows:
        return _UNKNOWN
    sums = [sum(column) for column in zip(_TABLE["*"], *rows, strict=True)]
    return LANGUAGES[sums.index(max(sums))]


def of_diff(lines: Sequence[str]) -> str:
    """The language of a diff: by the name of the file, else by its lines without their marks."""
    for line in lines:
        if line.startswith("+++ ") and "." in line[:LONGEST]:
            said = named(line[:LONGEST].split("\t", 1)[0].rstrip().rpartition(".")[2])
            if said:
                return said
    return classified([line[1:] for line in lines])
