"""Validators of secrets: what is a value, what stands for one, and what people tell in sentences.

Values are made up at run time (`expand`), so that no scanner finds anything in this file.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.assets import rule_files
from spro.detection.patterns import RuleRecognizer, shapes_of
from spro.detection.rules import load_rules
from spro.detection.samples import expand, parse_sample
from spro.detection.scanner import PortableScanner
from spro.detection.text import prepare
from spro.detection.validators import secret_prose, secret_values, secrets, validator

RULES = tuple(rule for rule in load_rules(rule_files()) if rule.database == "secrets")
SHAPES = shapes_of(RULES)
RECOGNIZER = RuleRecognizer(SHAPES, PortableScanner(SHAPES))
MATCH = next(re.finditer("", ""))


def _found(text: str) -> list[str]:
    prepared = prepare(text).text
    return [prepared[item.start : item.end] for item in RECOGNIZER.find(prepared, 0.5)]


def _made(template: str) -> str:
    return expand(template, "test-secrets")


def test_there_are_hundreds_of_providers() -> None:
    assert len({rule.id for rule in RULES}) >= 250
    assert len({rule.subtype for rule in RULES}) >= 200


@pytest.mark.parametrize(
    "value",
    [
        "changeme",
        "xxxxxxxxxxxx",
        "your-key-here",
        "<token>",
        "${DB_PASSWORD}",
        "{{ vault_pw }}",
        "$TOKEN",
        "%s",
        "********",
        "null",
        "none",
        "YOUR_API_KEY_HERE",
        "abc123",
        "12345678",
        "example-secret",
        "aaaaaaaaaaaaaaaa",
        "test",
        "[REDACTED]",
        "sk-...",
        "@password",
        "yourStrong(!)Password",
    ],
)
def test_stand_ins_are_no_secrets(value: str) -> None:
    assert secret_values.is_placeholder(value)
    assert not secrets.token("0")(value, MATCH)


@given(st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=24, max_size=64))
def test_random_values_are_hardly_ever_taken_for_placeholders(value: str) -> None:
    if len(set(value)) > 12 and not re.search(r"(?i)(.)\1{3}|x{4}|todo|fixme|api|key", value):
        assert not secret_values.is_placeholder(value)


@given(st.text(max_size=60))
def test_judging_a_value_never_fails(value: str) -> None:
    secret_values.is_placeholder(value)
    secret_values.is_identifier(value)
    secret_values.is_code(value)
    secret_values.is_random(value)
    secret_values.is_word(value)
    assert 0 <= secret_values.wordiness(value) <= 1
    assert secret_values.entropy(value) >= 0


@pytest.mark.parametrize("name", ["userProfileSettings", "max_retry_count", "created-at-desc", "HttpClientFactory"])
def test_names_in_code_are_no_random_values(name: str) -> None:
    assert secret_values.is_identifier(name)
    assert not secret_values.is_random(name)


@pytest.mark.parametrize("template", ["{{hex:32}}", "{{alnum:24}}", "{{base64:43}}=", "{{lowernum:20}}"])
def test_random_values_are_known(template: str) -> None:
    assert secret_values.is_random(_made(template))


@pytest.mark.parametrize(
    "code", ["req.body.password", "self.client.token", "./keys/id.pem", "https://example.com/x", "a::b"]
)
def test_expressions_and_paths_are_code(code: str) -> None:
    assert secret_values.is_code(code)


def test_a_uuid_is_known_by_its_groups() -> None:
    assert secret_values.is_uuid(_made("{{hex:8}}-{{hex:4}}-{{hex:4}}-{{hex:4}}-{{hex:12}}"))
    assert not secret_values.is_uuid(_made("{{hex:32}}"))


@pytest.mark.parametrize(
    "template",
    [
        'config.Password = "«{{lower:2}}zkx{{lower:2}}»"',
        "export DB_PASSWORD=«Pr{{digits:1}}secco.DOCG»",
        "  password: «mar{{lower:5}}{{digits:1}}»",
        '{"client_secret": "«{{alnum:32}}»"}',
        "GET /x?access_token=«{{alnum:30}}»&page=2",
        "define('MAIL_SECRET', '«{{hex:32}}»');",
        "Server=db;Uid=app;Pwd=«Le{{digits:1}}{{lower:5}}»;Encrypt=true",
        '<add key="ApiSecret" value="«{{hex:20}}»" />',
        "tool --user x --password «{{lower:3}}{{digits:2}}{{lower:3}}» --go",
        "the deploy token is «{{hex:40}}»",
    ],
)
def test_assignments(template: str) -> None:
    sample = parse_sample(template, "test-secrets")
    assert {sample.text[start:end] for start, end in sample.spans} <= set(_found(sample.text))


@pytest.mark.parametrize(
    "text",
    [
        "password = getpass('Password: ')",
        "token = request.headers['Authorization']",
        "user.password = req.body.password;",
        "authToken: process.env.TWILIO_AUTH_TOKEN,",
        "POSTGRES_PASSWORD_FILE=/run/secrets/db",
        "password: string | undefined;",
        "'pwd', 'quickcheck', 'refute'",
        "public_key = '{{base64:60}}'",
        '"etag": "{{hex:32}}"',
        'integrity="sha384-{{base64:64}}"',
        "git commit {{hex:40}}",
        "sha256:{{hex:64}}",
        "id = {{hex:8}}-{{hex:4}}-{{hex:4}}-{{hex:4}}-{{hex:12}}",
        "max_tokens=4096 and token limit is 128000",
        "secretName: tls-cert",
        "<img src='data:image/png;base64,{{base64:200}}'>",
    ],
)
def test_code_without_secrets(text: str) -> None:
    assert _found(_made(text)) == []


@pytest.mark.parametrize(
    "template",
    [
        "the guest wifi is called Blue Heron, password: «ot{{lower:3}}{{digits:1}}otter»",
        "Her login was reset, the new passphrase is «Kp!{{lower:4}}{{digits:2}}»",
        "das Passwort für den Router lautet «Bi{{lower:3}}{{digits:4}}!»",
        "le mot de passe wifi est «Bon{{lower:4}}_{{digits:4}}»",
        "la contraseña del correo es «Pe{{lower:3}}.Azul{{digits:1}}»",
        "la password è «Ga{{lower:3}}!{{digits:2}}»",
        "minha senha é «Bo{{lower:2}}_de_{{lower:5}}{{digits:1}}»",
        "het wachtwoord is «Fi{{lower:3}}!{{lower:4}}{{digits:1}}»",
        "moje hasło to «Ko{{lower:4}}_{{digits:3}}!»",
        "мой пароль «Zi{{lower:2}}{{digits:4}}!»",
        "मेरा पासवर्ड «Ch{{lower:2}}@{{digits:4}}» है",
        "我的密码是«Xi{{lower:6}}{{digits:2}}»",
        "パスワードは«sa{{lower:4}}{{digits:4}}»です",
        "the code for the garage is «{{digits:4}}»",
        "die PIN meiner Karte lautet «{{digits:4}}»",
        "lösenordet är «Bl{{lower:4}}#{{digits:2}}x»",
        "the pw got reset, now it's «Hib{{lower:4}}_{{digits:4}}»",
        "password was either «Fa{{lower:4}}#{{digits:3}}» or blank",
        "root:«tr{{digits:1}}ub{{digits:1}}{{lower:3}}» works",
        "user=anna&password=«mango_{{digits:4}}»&useSSL=false",
    ],
)
def test_passwords_told_in_sentences(template: str) -> None:
    sample = parse_sample(template, "test-secrets")
    found = _found(sample.text)
    assert {sample.text[start:end] for start, end in sample.spans} <= set(found), found


@pytest.mark.parametrize(
    "text",
    [
        "forgot my password is annoying",
        "password must be 12 characters",
        "the token is expired",
        "what is a secret key",
        "The password is case sensitive.",
        "the wifi password is on the back of the router",
        "Das Passwort ist abgelaufen",
        "le mot de passe est obligatoire",
        "la clave del éxito es la constancia",
        "пароль не подходит",
        "密码强度要求8到20位",
        "PIN code 560001 Bangalore",
        "pass the salt, then pass ``line_offset`` on",
        "a boarding pass 12A for gate B44",
        "seed phrase: never share it with anyone",
        "the password for anna_223 expired",
        "then pin numpy==1.26.4 and node 20",
        "login as svc_report2 with the password from the vault",
    ],
)
def test_sentences_about_passwords(text: str) -> None:
    assert _found(text) == []


def test_a_user_goes_with_the_password() -> None:
    text = _made("machine git.example.com login obi password {{alnum:20}}")
    assert {item.type for item in RECOGNIZER.find(text, 0.5)} >= {"USERNAME", "PASSWORD"}


def test_an_unsigned_web_token_is_no_secret() -> None:
    unsigned = "eyJhbGciOiJub25lIn0." + "eyJ" + _made("{{base64url:40}}") + ".{{base64url:20}}"
    assert not secrets.jwt("")(unsigned, MATCH)


def test_basic_credentials_are_decoded() -> None:
    check = secrets.basic("")
    assert check("dXNlcjpzb21lcGFzcw==", MATCH)
    assert not check("understanding", MATCH)


@pytest.mark.parametrize("spec", ["secrets.assigned:other", "secrets.nothing", "secret_prose.nothing"])
def test_unknown_validators_are_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="no validator"):
        validator(spec)


@given(st.text(max_size=30))
def test_prose_checks_never_fail(value: str) -> None:
    match = re.compile("(?s)password is (?P<value>.*)").match("password is " + value)
    assert match is not None
    for check in (secret_prose.given(""), secret_prose.given("code"), secret_prose.shaped("")):
        assert check(match["value"], match) in (True, False)


_PIECES = st.sampled_from(
    [
        "password",
        "token",
        "is",
        "=",
        ":",
        '"',
        "'",
        "key",
        " ",
        "\n",
        "-p",
        "mysql",
        "://",
        "@",
        "curl -u",
        "{",
        "(",
        "\\",
        "Basic ",
        "Bearer ",
        "secret",
        "<password>",
        "</",
        "x",
        "7",
        "\u00e9",
        "\u5bc6\u7801",
        "name",
        "value",
        ",",
        "eyJ",
        ".",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_no_text_makes_the_rules_fail(text: str) -> None:
    for item in RECOGNIZER.find(prepare(text).text, 0.5):
        assert 0 <= item.start < item.end
