"""Configuration: every mistake is named; what is said holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spro.config import proxies
from spro.errors import ConfigurationError
from spro.server.routing import Route, Unrouted, route
from spro.server.run import check_address, open_store
from spro.server.settings import GatewaySettings, Target, parse_settings

FULL = """
[gateway]
port = 9000
policy = "strict"
attachments = "keep"
drain = 5
policies = ["strict", "default"]

[providers.openai]
api_key_env = "OPENAI_KEY"
failover = ["spare"]
read_timeout = 30

[providers.spare]
preset = "mistral"
api_key = "held"

[providers.our-vllm]
base_url = "http://10.0.0.5:8000/"

[defaults]
gemini = "echo"

[models]
"gpt-5" = "openai"
"fast*" = { provider = "our-vllm", model = "qwen" }
"""


def parse(text: str) -> GatewaySettings:
    return parse_settings(text, "spro.toml", {"OPENAI_KEY": "sk-1"})


def test_a_full_file() -> None:
    made = parse(FULL)
    assert (made.port, made.policy, made.drain, made.policies) == (9000, "strict", 5.0, ("strict", "default"))
    assert made.providers["openai"].api_key == "sk-1"
    assert made.providers["our-vllm"].base_url == "http://10.0.0.5:8000"
    assert made.models["fast*"] == Target("our-vllm", "qwen")
    assert "sk-1" not in repr(made)
    assert parse("") == GatewaySettings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gateway", "not TOML"),
        ("[nope]", "unknown table: nope"),
        ("[gateway]\nnope = 1", "gateway: nope: unknown key"),
        ('[gateway]\nport = "x"', "gateway: port: must be a int"),
        ('[gateway]\nattachments = "x"', "attachments: must be block or keep"),
        ("[providers.X]", "a name is lower-case"),
        ("[providers.x]", "base_url: must be http"),
        ("[providers.openai]\nnope = 1", "provider openai: nope: unknown key"),
        ("[providers.openai]\nretries = true", "retries: must be a int"),
        ('[providers.openai]\npreset = "x"', "preset: known are"),
        ('[providers.openai]\napi_key_env = "MISSING"', "the variable MISSING is not set"),
        ('[providers.openai]\nfailover = ["gemini"]', "no provider 'gemini' with the same API"),
        ('[providers.x]\nbase_url = "http://x"\nsurface = "y"', "surface: known are"),
        ('[defaults]\nopenai = "gemini"', "defaults: openai"),
        ('[defaults]\nx = "openai"', "defaults: x: known are"),
        ('[models]\nm = "nope"', "models: m: must be a provider"),
    ],
)
def test_mistakes_are_named(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^spro.toml: .*") as caught:
        parse(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("path", "provider", "endpoint", "address"),
    [
        ("/v1/chat/completions", "openai", "openai.chat", "/v1/chat/completions"),
        ("/v1/messages", "anthropic", "anthropic.messages", "/v1/messages"),
        ("/anthropic/v1/messages", "anthropic", "anthropic.messages", "/v1/messages"),
        ("/v1beta/models/g:generateContent", "gemini", "gemini.generate", "/v1beta/models/g:generateContent"),
        ("/api/chat", "ollama", "ollama.chat", "/api/chat"),
        ("/ollama/v1/chat/completions", "ollama", "openai.chat", "/v1/chat/completions"),
        ("/deepseek/chat/completions", "deepseek", "openai.chat", "/v1/chat/completions"),
        ("/deepseek/beta/completions", "deepseek", "openai.completions", "/beta/completions"),
        ("/deepseek-anthropic/v1/messages", "deepseek-anthropic", "anthropic.messages", "/v1/messages"),
        ("/vllm/v1/rerank", "vllm", "vllm.rerank", "/v1/rerank"),
        ("/vllm/tokenize", "vllm", "vllm.tokenize", "/tokenize"),
    ],
)
def test_routes(path: str, provider: str, endpoint: str, address: str) -> None:
    found = route(GatewaySettings(), "POST", path, anthropic=False)
    assert isinstance(found, Route)
    assert (found.provider.name, found.endpoint.name, found.prefix + found.path) == (provider, endpoint, address)


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/", "//v1/chat/completions", "/v1/chat/completions/", "/V1/chat/completions"]
)
def test_nothing_else_is_routed(path: str) -> None:
    assert isinstance(route(GatewaySettings(), "POST", path, anthropic=False), Unrouted)


def test_everything_leads_to_echo_when_asked() -> None:
    made = GatewaySettings().with_provider("echo")
    for path in (
        "/v1/chat/completions",
        "/anthropic/v1/messages",
        "/deepseek/v1/chat/completions",
        "/v1beta/models/g:countTokens",
    ):
        found = route(made, "POST", path, anthropic=False)
        assert isinstance(found, Route)
        assert found.provider.is_echo
    with pytest.raises(ConfigurationError, match="no provider"):
        made.with_provider("nope")


def test_public_addresses_need_keys_and_tls(tmp_path: Path) -> None:
    public = GatewaySettings(host="0.0.0.0", state=str(tmp_path))  # noqa: S104
    store = open_store(public)
    with pytest.raises(ConfigurationError, match="create a key"):
        check_address(public, store)
    assert store.keys is not None
    store.keys.create("team")
    with pytest.raises(ConfigurationError, match="tls_cert"):
        check_address(public, store)
    check_address(replace(public, tls_cert="x", tls_key="y"), store)
    check_address(replace(public, allow_public=True), open_store(GatewaySettings()))
    check_address(GatewaySettings(host="::1"), open_store(GatewaySettings()))


def test_proxies_of_the_environment() -> None:
    env = {"HTTPS_PROXY": "http://p:1", "no_proxy": "x.org", "HTTP_PROXY": "http://q:2"}
    assert proxies(env) == {"https": "http://p:1", "no": "x.org", "http": "http://q:2"}
    assert "http" not in proxies({"HTTP_PROXY": "http://evil", "REQUEST_METHOD": "GET"})
