"""Part of DETECT: how much a single line looks like source code.

`code.py` asks here line by line and smooths over neighbours; `training/code_lines.py` learns the weights from the same
`features`, so that training and use cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["LONGEST", "features", "line_score", "tokens"]

# Minified code and data come as lines of a megabyte; the first characters tell as much as all of them.
LONGEST: Final = 240

# Words, numbers, and runs of signs with the blanks around them: `f(`, `f (` and `, ` are three different things.
_TOKEN: Final = re.compile(r"[^\W\d]\w*|\d\w*| ?(?:_|[^\w\s]){1,4} ?")
tokens: Final = _TOKEN.findall
_INDENTS: Final = ("", "i1", "i2", "i2", "i4", "i4", "i4", "i4")
_RUNS: Final = ("run0", "run1", "run2", "run3", "run3", "run5", "run5", "run5", "run8")
_COUNTS: Final = ("n0", "n1", "n2", "n3", "n4", "n4", "n6", "n6", "n6", "n6", "n10")


def _kind(token: str) -> str:
    """What an unknown token is like: the style of an identifier, a number, or signs."""
    if token.isalpha():
        if len(token) == 1:
            return "w1"
        if token.islower():
            return "w"
        if token.istitle():
            return "Ww"
        return "W" if token.isupper() else ("wW" if token[0].islower() else "WwW")
    first = token[0]
    if first.isdigit():
        return "0" if token.isdigit() else "0w"
    if first.isalnum():
        if "_" not in token:
            return "w0"
        return "W_W" if token.isupper() else "w_w"
    if first == "_":
        return "_w"
    bare = token.strip()
    return "sign" + str(len(bare)) if bare.isascii() else "u"


def features(line: str, known: Mapping[str, float]) -> set[str]:
    """The features of a line; words that ``known`` lacks become their style."""
    body = line[:LONGEST].rstrip()
    bare = body.lstrip()
    if not bare:
        return set()
    parts = tokens(bare)
    found = set()
    run = longest = words = 0
    for token in parts:
        first = token[0]
        if first.isalpha():
            words += 1
            run += 1
            longest = max(longest, run)
        else:
            run = 0
        found.add(token if token in known else _kind(token))
    # "a b" in a row count as a run: blanks are no tokens, so a run is words with nothing but blanks between them.
    found.add(_RUNS[longest] if longest < 8 else "run8")
    count = len(parts)
    if not count:
        return {"u"}
    found.add(_COUNTS[count] if count < 11 else "n10")
    found.add("r" + str(4 * words // count))
    if words and (words == count or (words == count - 1 and not parts[-1][0].isalnum())):
        # Nothing but words, with a full stop or colon at most: "rewrite this", "Here it is:", but also "else:".
        found.add("say" + str(min(words, 5)))
    head = "^" + parts[0]
    found.add(head if head in known else "^" + _kind(parts[0]))
    tail = parts[-1].rstrip() + "$"
    found.add(tail if tail in known else _kind(parts[-1]) + "$")
    indent = len(body) - len(bare)
    if indent:
        found.add("tab" if body[0] == "\t" else _INDENTS[indent] if indent < 8 else "i8")
    return found


def line_score(line: str, weights: Mapping[str, float], bias: float) -> float:
    """Log-odds that the line is code; 0 for a blank line."""
    found = features(line, weights)
    return sum([weights.get(name, 0.0) for name in found], bias) if found else 0.0
