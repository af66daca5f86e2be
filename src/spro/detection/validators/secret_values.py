"""What a secret's value looks like, and what stands in its place in code: placeholders, names, words.

Used by `secrets` and `secret_prose`; there are no validators of rules in here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Final

__all__ = [
    "entropy",
    "is_code",
    "is_identifier",
    "is_placeholder",
    "is_random",
    "is_uuid",
    "is_word",
    "wordiness",
]

# Words that stand for a value. Compared with the whole value without digits and separators at its ends.
_STANDIN_LIST: Final = """
    abc abcd admin administrator abcdef abcdefg anonymous any apikey api auth auto bad bar basic baz bearer blank
    bool boolean bytes char changeit changeme clear credentials credential custom data default demo disabled dummy
    empty enabled enter env example fake false file fixme foo foobar hash hidden id incorrect input int
    integer invalid it json key keys local login mail manual masked me missing mock mykey mypass mypassword mypasswd
    mysecret mytoken name never new nil aucun aucune brak geen keine keiner nenhum nenhuma nessuna ninguna ninguno
    no none not null number object ok old omitted optional ordinary other pass passphrase passwd password passwords
    paste path placeholder plain plaintext private prompt public pw pwd random redacted removed replace required
    root sample secret secrets self set shared some someone something somepassword sometoken standard static str
    string sub test tested tester testing text the this todo token tokens true tsig type undefined unknown unset
    unused user username usr valid value values var variable void wrong xxx yes you your yyy zzz
"""
_STANDINS: Final = frozenset(_STANDIN_LIST.split())
_STANDIN_PART = re.compile(
    r"change[ _-]?(?:me|it|this)|place[ _-]?holder|\byour(?![a-z])|^(?:my|your|some|the|fake|test|example|sample|"
    r"dummy|"
    r"invalid|wrong|bad|new|old|mock)[ _-]?(?:\w{1,12}[ _-]?)?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|api|"
    r"auth|cred\w{0,9}|value|string|hash|id|user|name)s?[ _-]?\d{0,3}\Z|"
    r"your[ _-]?(?:\w{1,20}[ _-])?(?:pass|secret|token|key|api|client|app|account|access|auth|value|own)|"
    r"example|redacted|replace[ _-]?(?:me|with|this)|insert[ _-]|todo|fixme|goes[ _-]?here|[ _-]here\b|"
    r"^(?:your|my)[a-z _!()@-]{0,24}(?:pass|pwd|secret|token)|\.{2,}\Z|\bapi[ _-]?key\b(?!-\w|/)|^\*|^.{0,4}\*\Z|"
    r"x{5,}|\*{3,}|\.{3,}|\u2026|\u2022{2,}|#{4,}|0{8,}|<[a-z]|\$\{|\{\{|\$\(|%\(|#\{|not[ _-]?a?[ _-]?real"
)
# The whole value is a variable of a shell, a template, a batch file or a format string.
_VARIABLE = re.compile(
    r"(?:\$+(?:env:)?[A-Za-z_][\w.]*|\$[({\[].*|%[A-Za-z_]\w*%?|%[sdrvq]|@\{?[A-Za-z_][\w.]*\}?|"
    r"\{[\w.\s:-]*\}|\[[^\[\]]*\]|"
    r"<[^<>]*>|&[A-Za-z_]\w*|!\w+|:[a-z_]+|\?+|-+|=+|\*+|_+|\.+|\$+\d?|__\w+__|\(.*\)|!+|\\.*|#.*)\Z",
    re.DOTALL,
)
_SEQUENCE_LIST: Final = """
1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 0123 01234 012345 111 1111 123 321 4321 abc123
abc1234 123abc qwerty qwerty123 asdf asdfgh asdf1234 1q2w3e4r
"""
_SEQUENCES: Final = frozenset(_SEQUENCE_LIST.split())
# One character many times (base64 of zeros is `AAAA`), and what lies under the fingers.
_RUN = re.compile(r"([^a=/])\1{7,}|a{24}")
_RUNS_OF_TEN: Final = "1234567890abcdefghijklmnopqrstuvwxyz"
_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_UUID = re.compile(r"[0-9a-zA-Z]{8}-(?:[0-9a-zA-Z]{4}-){3}[0-9a-zA-Z]{12}\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$-]*\Z")
_DOTTED = re.compile(r"[&*!@]?[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.|:)[A-Za-z_$][\w$]*)+\Z")
_DOTS = re.compile(r"\?\.|\.|->|:{1,2}")
_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\.{0,2}/|~/|[A-Za-z][a-z+.-]{1,12}://|[\w.-]+/[\w./-]+\.\w{1,5}\Z|//)")
_FILE = re.compile(
    r"[\w./-]+\.(?:pem|key|crt|cer|txt|json|ya?ml|toml|ini|cfg|conf|env|md|html?|js|ts|tsx|py|rb|go|java|php|sh|"
    r"sql|xml|"
    r"csv|png|jpe?g|svg|pub|gpg|asc|log|properties)\Z",
    re.IGNORECASE,
)
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LETTERS = re.compile(r"[a-z]+")
_HEX = re.compile(r"(?:[0-9a-f]+|[0-9A-F]+)\Z")
# Two-letter sequences that make up about four fifths of European words written without accents.
_PAIR_LIST: Final = """
    in er re te es on at en le ti st or ed se de ar co nt al et ng me li ra ro ri it an ne ec ta io di tr ge pe nd
    is ma la si na ea pa ca as fi ct lo to un ac il th ic ve pr ce am ex el ns rs od nc ts ch ss ll he ad po om rt
    mp op ou ol im em oc no rr ha ur su pl mo ck da ni ap ut ul os mi ir ep ot ly cl fo pt bl id ab ke ef ee sc ho
    do us ie sp sh ty ig ag ai ia rm cr so va tt ow pi um qu if tu ba rc ip lt ls sa iv up ff ds ib nf pp yp ze oo
    rd hi fr tc ue iz ci xt vi ev wa cu gr fe ry bi ub ld eg tl wi du tp be bo bu gi rg nu ew lu fl fa rn au sy ob
    gs ay fu we ru py nn ms ui ps sl nv dd ua ov mb nk bs dl dr of tm wr ei gn eq mm pu td ki ok mu xp rp ys
"""
_PAIRS: Final = frozenset(_PAIR_LIST.split())
_RANDOM_LENGTH: Final = 8
_LOW_ENTROPY: Final = 2.2


def entropy(value: str) -> float:
    """Shannon entropy in bits per character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values()) if size else 0.0


def wordiness(value: str) -> float:
    """Share of the neighbouring letters that words have: about 0.9 for words, 0.4 for random letters."""
    low = value.lower()
    pairs = [low[i : i + 2] for i in range(len(low) - 1) if low[i : i + 2].isalpha()]
    return sum(pair in _PAIRS for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1024)
def is_word(value: str) -> bool:
    """Letters that look like one or more words written together, or a known stand-in."""
    low = value.lower()
    if low in _STANDINS:
        return True
    if not low.isalpha():
        return False
    if len(low) <= 4:
        return any(char in "aeiouy" for char in low)
    vowels = sum(char in "aeiouy" for char in low)
    return wordiness(low) >= 0.7 and 0.2 <= vowels / len(low) <= 0.65


@lru_cache(maxsize=1024)
def is_placeholder(value: str) -> bool:
    """Something that stands where a secret would: `changeme`, `<token>`, `${VAR}`, `xxxx`, `None`."""
    low = value.strip().lower()
    if (len(set(low)) <= 2 and len(low) < 64) or _RUN.search(low) or low in _RUNS_OF_TEN or low in _ALPHABET:
        return True
    if low in _SEQUENCES or _VARIABLE.match(low) or _STANDIN_PART.search(low):
        return True
    bare = low.strip("0123456789_-. !'\"")
    if bare in _STANDINS and len(low) - len(bare) <= 4:
        return True
    if len(low) < 40 and (words := re.split(r"[_\-. ]+", low)) and len(words) > 1:
        return not low[0].isdigit() and all(
            word in _STANDINS or (word.isdigit() and len(word) < 4) or not word for word in words
        )
    return False


def is_uuid(value: str) -> bool:
    """Five groups with hyphens. Providers' own samples go beyond hexadecimal digits."""
    return bool(_UUID.match(value))


@lru_cache(maxsize=1024)
def is_identifier(value: str) -> bool:
    """A name in code: words in camelCase, snake_case or kebab-case, with at most a short number."""
    if not _IDENTIFIER.match(value):
        return False
    parts = _HUMPS.findall(value)
    if not parts:
        return True
    digits = [part for part in parts if part.isdigit()]
    letters = [part for part in parts if not part.isdigit()]
    if len(digits) > 2 or any(len(part) > 4 for part in digits):
        return False
    long = "".join(letters)
    if len(long) <= 3:
        return not digits
    single = sum(len(part) == 1 for part in letters)
    return single <= 1 + len(letters) // 4 and wordiness(long) >= 0.7 and any(char in "aeiouyAEIOUY" for char in long)


def is_code(value: str) -> bool:
    """An unquoted value that is an expression, a path, an address or a file rather than a literal."""
    if _DOTTED.match(value):
        return all(
            (part.replace("_", "").isalpha() and (len(part) < 9 or "_" in part)) or is_identifier(part)
            for part in _DOTS.split(value.lstrip("&*!@"))
        )
    return bool(_PATH.match(value) or _FILE.match(value))


@lru_cache(maxsize=1024)
def is_random(value: str, shortest: int = _RANDOM_LENGTH) -> bool:
    """Looks drawn by a machine: digits among letters, or letters that no word has. Words and names do not."""
    bare = value.rstrip("=")
    if len(bare) < shortest or " " in value:
        return False
    letters = "".join(filter(str.isalpha, bare))
    digits = sum(map(str.isdigit, bare))
    if _HEX.match(bare) and len(bare) >= 16:
        return entropy(bare) >= _LOW_ENTROPY
    if entropy(bare) < min(_LOW_ENTROPY, math.log2(len(bare)) - 0.8):
        return False
    if not digits:
        return (len(letters) >= 10 and wordiness(letters) < 0.66 and not is_identifier(bare)) or _mixed(bare)
    if not letters:
        return len(bare) >= 12
    if is_identifier(bare):
        return False
    if len(bare) >= 20:
        return True
    # `user2`, `example-12` and `version1.2.3` are names with a number.
    words = _LETTERS.findall(bare.lower())
    return not (words and digits <= 4 and len(words) <= 2 and len(words[0]) > 2 and all(map(is_word, words)))


def _mixed(value: str) -> bool:
    """Many changes between upper and lower case, as in base64 without digits."""
    changes = sum(a.isupper() != b.isupper() for a, b in pairwise(value))
    return len(value) >= 16 and changes >= len(value) / 3 and value.isalnum()
