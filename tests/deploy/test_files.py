"""The files in deploy/ name options, paths and ports that exist."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from spro.cli.serve import serve
from spro.server.settings import parse_settings

DEPLOY = Path(__file__).parents[2] / "deploy"
PORT = 8700


def manifests() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes/spro.yaml").read_text()))


def kinds() -> dict[str, dict[str, Any]]:
    return {item["kind"]: item for item in manifests()}


def settings_texts() -> list[str]:
    return [(DEPLOY / "spro.toml").read_text(), kinds()["ConfigMap"]["data"]["spro.toml"]]


@pytest.mark.parametrize("text", settings_texts())
def test_settings_are_read_and_ask_for_keys(text: str) -> None:
    settings = parse_settings(text, "spro.toml", {})
    assert (settings.host, settings.port, settings.keys) == ("0.0.0.0", PORT, "required")  # noqa: S104
    assert settings.state == "/var/lib/spro"


def test_the_database_may_be_postgresql() -> None:
    settings = parse_settings((DEPLOY / "postgresql.toml").read_text(), "postgresql.toml", {})
    assert settings.database.startswith("postgresql://")
    services = yaml.safe_load((DEPLOY / "compose.postgresql.yaml").read_text())["services"]
    assert services["spro"]["command"][-1].endswith("postgresql.toml")
    assert "postgres" in services


def test_every_option_exists() -> None:
    said = CliRunner().invoke(serve, ["--help"]).output
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            for command in re.findall(r"spro serve ([^\n\"]*)", path.read_text()):
                for option in re.findall(r"--[a-z-]+", command):
                    assert option in said, f"{path.name} {option}"


def test_the_image_runs_without_privileges() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    last = text.split("FROM ")[-1]
    assert "USER 10001" in last
    assert "pip install" not in last
    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE):
        for source in line.split():
            assert (DEPLOY.parent / source).exists(), source
    for lock in re.findall(r"-r (lock/\S+)", text):
        assert "--hash=sha256:" in (DEPLOY.parent / lock).read_text()


def test_compose_keeps_the_port_on_the_host() -> None:
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["spro"]
    assert service["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_the_pod_meets_the_restricted_standard() -> None:
    # https://kubernetes.io/docs/concepts/security/pod-security-standards/
    pod = kinds()["StatefulSet"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["ports"][0]["containerPort"] == PORT
    volumes = {item["name"] for item in pod["volumes"]}
    assert {item["name"] for item in container["volumeMounts"]} == volumes


def test_the_unit_is_well_formed_and_locked_down() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign,assignment]
    unit.read(DEPLOY / "spro.service")
    service = unit["Service"]
    for name in ("NoNewPrivileges", "DynamicUser", "PrivateTmp", "ProtectHome"):
        assert service[name] == "yes"
    assert service["ProtectSystem"] == "strict"
