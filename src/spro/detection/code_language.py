"""Part of DETECT: which programming language a block of code is in.

The info string of a fence decides where there is one; otherwise the words and signs of the block do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from spro.detection.code_lines import LONGEST, tokens
from spro.detection.code_weights import LANGUAGE_TABLE, LANGUAGES

__all__ = ["block_features", "classified", "named"]

# More lines than this do not make the language clearer.
_ENOUGH: Final = 40

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
        "CONFIG": "yaml yml json jsonc json5 toml ini cfg conf properties dotenv env nginx apache apacheconf "
        "dockerfile docker docker-compose compose makefile make cmake hcl terraform tf tfvars systemd editorconfig "
        "gitignore "
        "kubernetes k8s helm bicep nix",
        "GRAPHQL": "graphql gql",
        "PROTOBUF": "protobuf proto thrift",
        "LATEX": "latex tex",
        "DIFF": "diff patch udiff",
    }.items()
    for name in names.split()
}
# A fence that says itself that it holds something else.
_PLAIN: Final = (
    "text txt plain plaintext none nohighlight output out log logs csv tsv markdown md mdx rst asciidoc quote email "
    "mail eml prompt mermaid math ascii table http stdout stderr result results transcript chat message prose"
)
_NOT_CODE: Final = frozenset(_PLAIN.split())

# Shapes that single words do not show; how much each says is learned like the rest. Written so that a search fails
# fast: anchored to the start of a line or beginning with a fixed sign.
_SHAPES: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in {
        "~sql": r"^\s*(?i:select|insert\s+into|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?"
        r"(?:table|view|function|index)|update\s+\S+\s+set|delete\s+from|alter\s+table|drop\s+table|with\s+\w+\s+as)\b",
        "~from": r"^\s*(?i:from\s+[\w.\"]+\s*(?!.*import)|(?:(?:left|inner|right)\s+)?join|group\s+by|order\s+by"
        r"|where)\b",
        "~ts": r": (?:string|number|boolean|any|void|unknown|never)\b"
        r"|^\s*(?:export )?(?:declare |abstract |interface |enum |type \w+.* = )",
        "~typed": r": [A-Z]\w*(?:<.{1,40}>)?(?:\[\])?\s*[,;=)|{]",
        "~as": r" as (?:const|any|unknown|[A-Z]\w+)\b|^import type",
        "~yaml": r"^\s*(?:- )?[\w.\"/-]+:(?: [^({;]*)?$",
        "~toml": r"^\[+[\w.\"-]+\]+$|^[\w-]+ = [\"\[\d tf]",
        "~css": r"^\s*[@&.#:*\w][\w .#:>,*()&-]*\{$|^\s*-{0,2}\$?[a-z-]+:\s*[^;{]+;$",
        "~html": r"</?[a-zA-Z][^>\n]*>\s*$|^\s*<[a-z]+\b",
        "~block": r"^\s*(?:async )?(?:def|class|if|for|while|elif|else|try|except|with)\b.*:(?:\s*#.*)?$",
        "~end": r"^\s*end\b",
        "~dollar": r"\$\w+\s*(?:->|=[^=]|\[)",
        "~test": r"^\s*(?:fi|done|esac|then)\b|\$\{\w+|\"\$\w",
        "~types": r"^\s*(?:(?:public|private|protected|internal|static|final|override|const|unsigned|struct)\s+)+"
        r"[\w<>\[\],.?* ]+\s+\*?\w+\s*[({;=]",
        "~fun": r"^\s*(?:\w+ )*fun [<\w]|^\s*(?:\w+ )*va[lr] \w+(?:: \w+)? ?[=b]",
        "~func": r"^\s*(?:\w+ )*func \w+\(.*\) (?:throws )?(?:->|\{)",
        "~gofunc": r"^func (?:\(\w+ \*?\w+\) )?\w+\(|^package \w+$",
        "~using": r"\{ get;|^\s*using [A-Z]|^\s*namespace [A-Z]",
        "~hash": r"^\s*#\s*(?:define|ifdef|ifndef|endif|include)\b",
        "~import": r"^\s*import [a-z]+\.[\w.]+;",
        "~module": r"^\s*(?:import .* from ['\"]|export (?:default|const|function)|const .* = require\()",
        "~semi": r";$",
    }.items()
}
# What a stack frame says of its file.
_FRAME_FILE: Final = re.compile(
    r"\.(py|java|kt|scala|jsx?|tsx?|mjs|cs|go|rb|php|rs|cpp|cc|c|swift)(?:\"?, line |:line |:|\()\d"
)
# KEY=value lines and nothing else are a settings file, whatever the values look like.
_SETTING: Final = re.compile(r"\s*(?:export )?(?:[A-Z][A-Z\d_]+|[a-z][\w-]*(?:\.[\w-]+)+)=|\s*[#;]|\s*$")
_DIFF_FILE: Final = re.compile(r"^\+\+\+ \S+\.(\w+)", re.MULTILINE)
_CMDLET: Final = re.compile(
    r"\b(?:Get|Set|New|Invoke|ConvertTo|Write|Import|Export|Remove|Add|Start|Stop|Where|ForEach)-[A-Z][a-z]+[A-Z ]"
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
    text = "\n".join([line[:LONGEST] for line in lines[:_ENOUGH]])
    found.update([name for name, shape in _SHAPES.items() if name in known and shape.search(text)])
    return found


def _table() -> dict[str, list[float]]:
    items = LANGUAGE_TABLE.rstrip("\t").split("\t")
    return {name: [(ord(c) - 93) / 8 for c in row] for name, row in zip(items[::2], items[1::2], strict=True)}


_TABLE: Final = _table()


def classified(lines: Sequence[str]) -> str:
    """The likeliest language of lines of code, a stack trace or a diff."""
    text = "\n".join([line[:LONGEST] for line in lines[:_ENOUGH]])
    special = _special(lines[:_ENOUGH], text)
    if special:
        return special
    return _by_words(lines)


def _by_words(lines: Sequence[str]) -> str:
    found = block_features(lines, _TABLE)
    if not found:
        return _UNKNOWN
    sums = [sum(column) for column in zip(_TABLE["*"], *(_TABLE[name] for name in found), strict=True)]
    best = LANGUAGES[sums.index(max(sums))]
    if best in ("JAVASCRIPT", "TYPESCRIPT"):
        # They differ in nothing but types.
        return "JAVASCRIPT" if found.isdisjoint(("~ts", "~typed", "~as")) else "TYPESCRIPT"
    return best


def _special(lines: Sequence[str], text: str) -> str:
    """The language where another thing than the words decides; "" where nothing does."""
    frame = _FRAME_FILE.search(text)
    if frame and ("Traceback" in text or "  File " in text or "at " in text or "goroutine" in text or "from " in text):
        return named(frame[1]) or _UNKNOWN
    if all(_SETTING.match(line[:LONGEST]) for line in lines):
        return "CONFIG"
    if _CMDLET.search(text):
        return "POWERSHELL"
    if "\n+" in text or "\n-" in text or text.startswith(("+", "-")):
        name = _DIFF_FILE.search(text)
        said = named(name[1]) if name else None
        if said:
            return said
        if name or sum(line.startswith(("+", "-", "@@")) for line in lines) * 2 > len(lines):
            plain = [line[1:] for line in lines if not line.startswith(("@@", "diff ", "index ", "+++", "---"))]
            return _by_words(plain)
    return _UNKNOWN
