"""Which user names name somebody: not the accounts that every system has."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["chat", "handle", "mention", "personal"]

_SERVICE_TEXT: Final = (
    "root admin administrator default user username users guest test testuser demo system daemon nobody www-data "
    "nginx apache mysql postgres postgresql oracle sa redis rabbitmq mongodb elastic kibana git svn jenkins "
    "deploy deployer deployment ubuntu debian centos ec2-user pi vagrant docker ansible backup ftp anonymous mail "
    "smtp sshd operator service nextcloud wordpress etl app api apikey x-access-token oauth2 token bot runner ci "
    "cicd client server local localhost none null undefined true false name id email login password pass passwd "
    "secret key your me you my myself their her his the and or not required invalid unknown string str int self "
    "this that env node npm support info sales hadoop spark airflow grafana prometheus public shared all everyone "
    "anyone agent assistant customer human operator owner foo bar baz example sample superuser master developer "
    "dev staging prod production neo4j minio kafka postfix dovecot cron syslog kernel sudo ssh sftp tomcat odoo "
    "ubnt cisco "
)
_SERVICE: Final = frozenset(_SERVICE_TEXT.split())
# Words behind an @ that are code: decorators, CSS rules, Java annotations, documentation tags, npm scopes.
_AT_WORDS_TEXT: Final = (
    "media import keyframes font-face charset supports page layer container property apply tailwind include mixin "
    "override deprecated param return returns throws see since author version todo test before after beforeeach "
    "autowired bean component service repository controller restcontroller entity table column id data getter "
    "setter staticmethod classmethod dataclass abstractmethod cached_property lru_cache contextmanager app pytest "
    "click here channel everyone all types babel angular vue react nestjs mui reduxjs tanstack storybook "
    "typescript-eslint aws-sdk google-cloud azure sentry latest next main master head beta input output "
    "injectable ngmodule suppresswarnings functionalinterface nullable notnull json jsonproperty requestmapping "
    "getmapping postmapping interface protocol objc end property selector implementation synthesize try catch "
    "finally property available state binding published environmentobject mainactor escaping discardableresult "
    "home work gmail yahoo "
)
_AT_WORDS: Final = frozenset(_AT_WORDS_TEXT.split())
_PLACEHOLDER = re.compile(r"[<>{}$%\[\]]|^(?:your|my)[-_.]?|(?:user|name)[-_]?(?:here)?\Z|^x{3,}\Z", re.IGNORECASE)

_LINE: Final = 60
# What stands in front of an array or an instance variable.
_VARIABLE = re.compile(
    r"(?:[=(,{;$%&|<]|\b(?:my|our|push|foreach|for|return|scalar|join|map|grep|sort|keys|local|unless|if)) ?\Z"
)


def personal(_argument: str) -> Validator:
    """An account of somebody or of a customer's service: not root, admin, postgres or a placeholder."""
    return _personal


def handle(argument: str) -> Validator:
    """A name that prose does not have: with a figure, an underscore, an inner dot or a capital inside.

    ``usernames.handle:at`` takes any name with an @ too.
    """

    def check(value: str, match: re.Match[str]) -> bool:
        bare = value.lstrip("@")
        marked = argument == "at" and bare != value
        return _personal(bare, match) and (marked or bool(re.search(r"\d|_|[a-z]\.[a-z]|[a-z][A-Z]|-[a-z]|#", bare)))

    return check


def chat(_argument: str) -> Validator:
    """The author of a chat's line.

    Behind a time a handle will do; at the start of a line, where keys of configurations stand too, it takes a figure,
    a # or an @.
    """
    by_form = handle("at")

    def check(value: str, match: re.Match[str]) -> bool:
        if not by_form(value, match) or "-" in value:
            return False
        return not match[0].startswith("\n") or bool(re.search(r"\d|[@#]", value))

    return check


def mention(_argument: str) -> Validator:
    """``@name`` that is no decorator, no CSS rule, no package and no variable of Perl or Ruby."""

    def check(value: str, match: re.Match[str]) -> bool:
        bare = value.lstrip("@").lower()
        if bare in _AT_WORDS or bare.partition(".")[0] in _AT_WORDS or not _personal(bare, match):
            return False
        start, end = match.span()
        before = match.string[max(0, start - _LINE) : start].rpartition("\n")[2]
        after = match.string[end : end + _LINE].partition("\n")[0]
        return not (_VARIABLE.search(before) or (not before.strip() and not after.strip() and "." in bare))

    return check


def _personal(value: str, _match: re.Match[str]) -> bool:
    value = value.lower().lstrip("@")
    return len(value) > 1 and value not in _SERVICE and not _PLACEHOLDER.search(value) and not value.isdigit()
