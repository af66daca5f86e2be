"""Is this word a password that somebody tells in a sentence? The rules of secrets-prose.toml ask here.

`The password is Tr0ut&Trellis` tells one, `the password is required` does not. Where a word follows directly
(`wifi password saffron-kite-22`) it must not look like a word at all; after `is` or a colon, and in quotes, less
will do. Words that follow "password is" in ordinary sentences are listed for every language.
"""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator
from spro.detection.validators.secret_values import is_code, is_identifier, is_placeholder

__all__ = ["answer", "changed", "codes", "given", "pair", "phrase", "shaped", "told_pair", "unmistakable"]

_STOP_LIST: Final = """
    a about above after again all almost already also always an and annoying any anymore are as asked at back be because
    been before being below between blank both but by can cannot case changed changing compromised correct could
    default different do does doesn doing done don during each either empty encrypted enough entered even every exactly
    expired expires expiring false fine first for forgotten from generated get getting given good had hard has hashed
    have hidden his her how i if ill in incorrect inside instead into invalid is it its just kept known last later left
    less like long longer lost masked may maybe me might missing more most must my need needed needs neither never new
    no nobody none nor not nothing now null of off ok okay old on once one only optional or other our out over own part
    please plain printed protected random really rejected required reset right same saved secret secure sent set several
    shared she short should shown simple simply since so some something somewhere soon still stolen stored strong such
    supposed temporary than that the their them then there these they this those through to today too true two under
    unique unknown unset until up used useful using usually valid very via visible vulnerable was way we weak well were
    what when where which while who why will with without wrong yes you your yourself characters digits letters
    abgelaufen aber alle als am an auch auf aus bei bitte da das dass dem den der des die dir doch ein eine einen einer
    er es falsch fehlt gesperrt geheim ich ihr im immer in ist jetzt kein keine leer mein mit nach nein neu nicht noch
    nur ob oder richtig schon schwach sehr sein sich sie sicher so stark und ungültig unsicher vergessen von vor war
    was weg wenn wer wie wir wird wo zu zum zur bekannt korrekt nochmal
    alors assez au aussi aux avec bien ce cela ces cette comme correct dans de des du elle en encore est et faible il
    expiré faux incorrect invalide je la le les leur mais mauvais mon ne non nous nouveau obligatoire on ou oublié par
    pas plus pour qu que quel qui requis sa sans se ses si son sur sécurisé toujours tous tout trop très un une vide
    vos votre vous
    al algo aquí así como con contra cual cuando de del demasiado desde donde débil el ella en entre era es esa ese
    esta este está falsa fue fácil ha hay incorrecta incorrecto igual la las lo los me mi mismo misma mucho muy más
    necesaria no nos nueva nuevo nunca o obligatoria olvidada otra otro para pero poco por porque que quien se segura
    seguro si siempre sin sobre su sus también tan te tu un una vacía vieja válida y ya
    che chi come con cosa da dal debole del della dello di dimenticata dopo dove ed errata gli ho il in la le lo ma mai
    molto nei nel nella non nuova o obbligatoria per perché più poi qua quale quando questa richiesta sbagliata scaduta
    se sempre si sicura sono sta su sua subito troppo un una uno vecchia è
    ainda ao aos até com como correta da das de dela dele depois diferente do dos e ela ele em era errada esquecida
    está eu fraca foi forte há isso já mais mas mesma mesmo muito na nas no não nos nova nunca o obrigatória os ou
    para pela pelo por porque quando que quem se segura sem senha ser seu seus só sua também tem uma você à é
    aan al als bij dan dat de deze die dit door een en er fout gaat geen goed het hier hij hoe ik in is juist kan
    kwijt maar mag meer met moet na naar niet nieuw nog nodig of om onder onjuist ons ook op over oud te tegen toch
    tot uit van vanaf veel vergeten verkeerd verlopen verplicht voor waar wat we weer weg wel wie zal ze zijn zo zonder
    zwak
    albo ale bez bo bardzo co czy dla do go gdy gdzie i ich ja jak jako je jest już kiedy który lub ma mi mnie na nad
    nie niepoprawne nieprawidłowe nowe o od po pod przez przy przed są się słabe stare ta tak tam te tej ten to tu
    tylko tym w wymagane z za zapomniane ze że złe
    а без был была было быть в вам вас везде все всё всегда где для до ещё же забыл забыт за и из или им истёк их к
    как ко когда который ли мне мой мы на надо не неверный неправильный нет ни но нужен новый о он от очень по под
    потому при с сам свой себя слабый снова со старый так там то тоже только тут ты у уже что чтобы это я
    bhool bhul gaya gayi galat hai ho hota kaise kar karna ke ki ka ko kya kyu liye mat me mein nahi option par se tha
    ve bir bu değil için ile mi ne nasıl olan olarak unuttum yanlış zayıf çok
    access account admin api app auth autofill box change checker code confirmation field file form generator hash
    hashing hint history input key length login manager managers mail min max name page phrase policies policy prompt
    protection recovery requirement requirements rotation rule rules screen security settings strength text token
    user username vault verification word
    är inte det den ett och som på av för att fel samma utgånget måste glömt ikke det den og som på av for feil forkert
    skal må glemt on ei se ja että väärä unohtunut pakollinen vanhentunut musí je povinné není nesprávné zapomenuté
    neplatné kötelező hibás lejárt elfelejtett este nu și greșită obligatorie expirată uitată είναι δεν και λάθος
    phải không là sai quên wajib salah lupa harus adalah yang
"""
_STOP: Final = frozenset(_STOP_LIST.split())
_COPULA = re.compile(
    r"(?:[:\u2192\u2014>]|\s=)\s{0,3}[\"'`(\u201c\u201e\u00ab\u300c\u300e*]{0,2}\Z|"
    r"(?:^|\s)(?:is|it'?s|le|was|are|were|reads|equals|hai|ist|lautet|war|est|c'est|c\u2019est|es|era|\u00e8|e'|\u00e9|"
    r"eh|luidt|jest|\u00e4r|er|on|je|nu|este|l\u00e0|adalah|\u03b5\u03af\u03bd\u03b1\u03b9|(?:changed|set|reset|updated|switched)(?:\s\w{1,10})?\sto|"
    r"brzmi|\u044d\u0442\u043e|now|still|just|currently|simply|jetzt|nun|ahora|adesso|agora|nu|teraz)\s{1,2}"
    r"[\"'`(\u201c\u201e\u00ab\u300c*]{0,2}\Z|[\u662f\u4e3a\u70ba\u306f\ub294\uc740\u0647\u064a]\s{0,2}"
    r"[\"'`\u201c\u300c\u300e]{0,2}\Z"
)
_OPENING: Final = "\"'`\u201c\u201e\u00ab\u300c\u300e*"
_INNER_SYMBOL = re.compile(r"\w[_!@#$%^&*+?~=.][^\s]")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_NUMBER = re.compile(r"[\d \-#*]+\Z")
_UNIT = re.compile(r"\s?(?:characters?|chars?|digits?|letters?|zeichen|stellen|caract|d\u00edgitos|cifre|tekens|znak|"
    r"\u0441\u0438\u043c\u0432|"
                   r"%|days?|tage|jours|d\u00edas|times|minutes?|bits?|bytes?|/|-)", re.IGNORECASE)  # fmt: skip
# "pass X" is more often a verb than a label.
_POSTAL = re.compile(r"(?i:pin)\b")  # Indian postal codes are PIN codes of six digits
_VERB = re.compile(r"(?i:pass)\b(?![:=])")
_ACCOUNT = re.compile(r"(?i)\b(?:user(?:name)?|login|acc(?:oun)?t|id|e-?mail)\b")
# `Gelato.Limone3` is no path of attributes.
_CAPITALS = re.compile(r"[A-Z]\w*(?:\.[A-Z]\w*)+(?<=\d)\Z")
_PLAIN = re.compile(r"[a-z0-9.-]+\Z|[A-Z0-9_.-]+\Z|v?\d|[\w-]+\.\w{2,4}\Z|[\w.+-]+@|[\w-]+(?:\.[\w-]+){2,}\Z|#|@")
_HANDLE = re.compile(r"[a-z]\d|[a-z][_.][a-z]")
_OWNER = re.compile(r"(?i)\b(?:for|of|user|by|from|as|login|account|f\u00fcr|von|de|para|pour|di|per|dla)\s[\"']?\Z")
_NUMBERED = re.compile(r"[^\W\d_]{4,}_\d{2,6}\Z")
_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+\Z")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\Z|https?:|www\.|\w+\.(?:com|org|net|de|fr|io|example)\Z")
_SHORTEST: Final = 4


def given(argument: str) -> Validator:
    """A password told in a sentence. With `code` numbers are values too (PIN, door code)."""
    numbers = argument == "code"

    def check(value: str, match: re.Match[str]) -> bool:
        text, start, end = match.string, match.start("value"), match.end("value")
        bare = value.strip(".,:;!?()'\"")
        if not bare or bare.lower() in _STOP or is_placeholder(bare) or _ADDRESS.match(value):
            return False
        if (
            "==" in value
            or any(mark in value for mark in "([{}<|")
            or (text[start - 1 : start] == "=" and text[match.start() : start].isascii())
        ):
            return False
        told = bool(_COPULA.search(text[match.start() : start]))
        if _NUMBER.match(value):
            size = sum(map(str.isdigit, value))
            if size == 6 and not told and _POSTAL.match(text, match.start()):
                return False
            return size >= _SHORTEST and (numbers or told) and not _UNIT.match(text, end)
        if (
            not told
            and _VERB.match(text, match.start())
            and (not any(map(str.isdigit, bare)) or set("_=.") & set(bare))
            and not _ACCOUNT.search(text, max(0, match.start() - 40), match.start())
        ):
            return False
        if text[start - 1] in _OPENING:
            return _quoted(value, told=told)
        if value.startswith(("/", "--", "$", "<", "{", "[", "(", "%")) or (
            is_code(value) and not (told and _CAPITALS.match(value))
        ):
            return False
        if (
            text[match.start() : start].rstrip().endswith(":")
            and is_identifier(bare)
            and re.fullmatch(r"[^\d-]+", bare)
        ):
            return False
        return _strength(bare) >= (2 if told or numbers else 3)

    return check


def phrase(_argument: str) -> Validator:
    """Several plain words: a passphrase, when they do not begin as a sentence would go on."""

    def check(value: str, _match: re.Match[str]) -> bool:
        words = value.lower().split()
        return words[0] not in _STOP and not words[0].endswith(("ed", "ing")) and len(words) >= 3

    return check


def codes(_argument: str) -> Validator:
    """A list of recovery codes or words: each different from the others."""

    def check(value: str, _match: re.Match[str]) -> bool:
        parts = re.findall(r"\w+", value)
        return len(set(parts)) >= 0.7 * len(parts)

    return check


def pair(_argument: str) -> Validator:
    """The password of `user / password`: it must look like one."""

    def check(value: str, match: re.Match[str]) -> bool:
        user = match["user"].lower()
        if value.startswith(("//", ":")) or set("(){}") & set(value):
            return False
        if (
            value.lower() in _STOP
            or user in _STOP - {"admin", "user"}
            or is_placeholder(value)
            or value.lower() == user
        ):
            return False
        return _strength(value) >= 2 and not value.isdigit()

    return check


def changed(_argument: str) -> Validator:
    """`from X to Y`, where both are no words: letters, digits and a symbol each."""

    def check(_value: str, match: re.Match[str]) -> bool:
        return all(_INNER_SYMBOL.search(v) and _strength(v) == 3 and re.search(r"[A-Za-z]", v) and re.search(r"\d", v)
                   and re.search(r"[!#$%^&*@?+~]", v) for v in (match["value"], match["second"]))  # fmt: skip

    return check


def shaped(argument: str) -> Validator:
    """A value that looks like a password by itself; ``shaped:3``: that no word looks like."""
    least = int(argument or 2)

    def check(value: str, _match: re.Match[str]) -> bool:
        if _strength(value) < least or is_placeholder(value):
            return False
        return not _ADDRESS.match(value) and not is_code(value)

    return check


def unmistakable(_argument: str) -> Validator:
    """A value with letters, figures and a symbol that is nothing else: no name in code, address, version or file."""
    return _unmistakable


def _unmistakable(value: str, match: re.Match[str]) -> bool:
    if _PLAIN.match(value) or is_placeholder(value) or _ADDRESS.match(value) or is_code(value):
        return False
    if match.string[match.end("value") : match.end("value") + 1] in ("(", "[", "="):
        return False
    if "_" in value and not set("!#$%^&*?~+@") & set(value):
        before = match.string[match.start() : match.start("value")]
        return bool(_NUMBERED.match(value)) and not value.isupper() and not _OWNER.search(before)
    return _strength(value) == 3 and "://" not in value


def told_pair(_argument: str) -> Validator:
    """The password of a pair told in a sentence: a symbol or capital and a figure in it, and a user before it."""
    as_pair = pair("")

    def check(value: str, match: re.Match[str]) -> bool:
        if not as_pair(value, match) or _strength(value) < 3 or is_code(value) or _ADDRESS.match(value):
            return False
        if "@" in match["user"] or (_HANDLE.search(match["user"]) and "/" in match[0]):
            return True
        marked = set("!#$%^&*?~+@_") & set(value) or (_INNER_CAPITAL.search(value) and not is_identifier(value))
        return bool(marked) and not match["user"].isdigit()

    return check


def answer(_argument: str) -> Validator:
    """The answer to a secret question: not how the sentence goes on."""

    def check(value: str, match: re.Match[str]) -> bool:
        first = value.split(maxsplit=1)[0].lower()
        return match.string[match.start("value") - 1] in _OPENING or (first not in _STOP and value[0].isupper())

    return check


def _quoted(value: str, *, told: bool) -> bool:
    words = value.split()
    if len(words) > 6 or len(value) < _SHORTEST:
        return False
    if len(words) > 1:
        return told and words[0].lower() not in _STOP and (value != value.title() or _strength(value) >= 2)
    return told or _strength(value) >= 2


def _strength(value: str) -> int:
    """3: no word looks like this; 2: few do; 1: a word."""
    if len(value) < _SHORTEST:
        return 0
    digits = any(map(str.isdigit, value))
    letters = any(map(str.isalpha, value))
    if digits and letters:
        # `SHA256`, `2FA` and `v2` are names.
        return 3 if len(value) >= 6 and not (value.isupper() and value.isalnum() and len(value) < 9) else 2
    if _INNER_SYMBOL.search(value) and letters and not value.endswith("?"):
        return 2 if value.count(".") and value.replace(".", "").isalpha() else 3
    if digits:
        return 2
    if _HYPHENS.match(value):
        return 2 if value.count("-") >= 2 or not value.islower() else 1
    return 2 if _INNER_CAPITAL.search(value) and len(value) >= 6 else 1
