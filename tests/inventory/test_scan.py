"""A small code base in five languages: everything in it is found, and nothing of a key is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from spro import Spro
from spro.cli import app
from spro.inventory.cyclonedx import bill
from spro.inventory.scan import Component, scan

FILES = {
    "requirements.txt": "# ours\nopenai==1.40.0\nrequests==2.0\nLangChain_OpenAI>=0.2\n",
    "pyproject.toml": '[project]\ndependencies = ["anthropic>=0.30", "click"]\n[dependency-groups]\ndev = ["ollama"]\n',
    "app.py": "import os\nfrom google import genai\nfrom openai import OpenAI\n\nOpenAI(base_url='http://llm.corp:8000/v1')\n"
    "MODEL = 'gpt-4o-mini'\nmessages = [{'role': 'system', 'content': 'Be kind'}]\nimport openaikit\n",
    "web/package.json": '{\n "dependencies": {"openai": "4.1.0", "react": "18.0.0"},\n "devDependencies": {"@ai-sdk/openai": "^1"}\n}',
    "web/index.ts": 'import OpenAI from "openai";\nconst x = require("@anthropic-ai/sdk/resources");\n'
    'fetch("https://api.deepseek.com/v1");\nconst model = "claude-sonnet-4-5";\n',
    "go.mod": "module m\n\nrequire (\n\tgithub.com/openai/openai-go v0.1.0\n\tgithub.com/x/y v1.0.0\n)\n",
    "main.go": 'package main\n\nimport (\n\t"fmt"\n\tai "github.com/openai/openai-go/option"\n)\n',
    "pom.xml": "<dependency><groupId>dev.langchain4j</groupId><artifactId>core</artifactId><version>1.0</version></dependency>",
    "build.gradle": "implementation 'com.openai:openai-java:2.0'\n",
    "A.java": "import com.openai.client.OpenAIClient;\n",
    "prompts/greeting.md": "You are a helpful assistant.",
    "node_modules/openai/index.js": 'require("openai")',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    secret = "AKIA" + "QX7T2LMZ" + "R4VNB6KD"
    (tmp_path / "code" / "settings.env").write_text(f"AWS_ACCESS_KEY_ID={secret}\n")
    return tmp_path / "code"


def test_everything_is_found(folder: Path) -> None:
    found = {(item.kind, item.name, item.provider, item.file, item.line, item.version) for item in scan(folder)}
    assert found == {
        ("sdk", "openai", "openai", "requirements.txt", 2, "1.40.0"),
        ("sdk", "langchain-openai", "openai", "requirements.txt", 4, ""),
        ("sdk", "anthropic", "anthropic", "pyproject.toml", 0, ""),
        ("sdk", "ollama", "ollama", "pyproject.toml", 0, ""),
        ("import", "google.genai", "gemini", "app.py", 2, ""),
        ("import", "openai", "openai", "app.py", 3, ""),
        ("endpoint", "llm.corp:8000", "", "app.py", 5, ""),
        ("model", "gpt-4o-mini", "openai", "app.py", 6, ""),
        ("prompt", "system prompt", "", "app.py", 7, ""),
        ("sdk", "openai", "openai", "web/package.json", 2, "4.1.0"),
        ("sdk", "@ai-sdk/openai", "openai", "web/package.json", 3, ""),
        ("import", "openai", "openai", "web/index.ts", 1, ""),
        ("import", "@anthropic-ai/sdk", "anthropic", "web/index.ts", 2, ""),
        ("endpoint", "api.deepseek.com", "deepseek", "web/index.ts", 3, ""),
        ("model", "claude-sonnet-4-5", "anthropic", "web/index.ts", 4, ""),
        ("sdk", "github.com/openai/openai-go", "openai", "go.mod", 4, "v0.1.0"),
        ("import", "github.com/openai/openai-go", "openai", "main.go", 5, ""),
        ("sdk", "dev.langchain4j:core", "langchain4j", "pom.xml", 1, "1.0"),
        ("sdk", "com.openai:openai-java", "openai", "build.gradle", 1, "2.0"),
        ("import", "com.openai", "openai", "A.java", 1, ""),
        ("prompt", "greeting.md", "", "prompts/greeting.md", 0, ""),
    }


def test_keys_are_named_and_not_shown(folder: Path, spro: Spro) -> None:
    keys = [item for item in scan(folder, spro.detect) if item.kind == "key"]
    assert [(item.file, item.line) for item in keys] == [("settings.env", 1)]
    assert "QX7T2LMZ" not in str(keys)
    for kind in ("table", "json", "cyclonedx"):
        result = CliRunner().invoke(app, ["inventory", "scan", str(folder), "--format", kind], catch_exceptions=False)
        assert result.exit_code == 0
        assert "QX7T2LMZ" not in result.output


def test_the_bill_of_materials(folder: Path) -> None:
    made = json.loads(json.dumps(bill("code", scan(folder), 1_800_000_000.5)))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    by_type: dict[str, set[str]] = {}
    for item in made["components"]:
        by_type.setdefault(item["type"], set()).add(item["name"])
    assert by_type["machine-learning-model"] == {"gpt-4o-mini", "claude-sonnet-4-5"}
    assert "dev.langchain4j:core" in by_type["library"]
    references = [item["bom-ref"] for item in [*made["components"], *made["services"]]]
    assert len(set(references)) == len(references)
    assert {item.get("purl") for item in made["components"]} >= {"pkg:pypi/openai@1.40.0", "pkg:npm/%40ai-sdk/openai"}


def test_broken_manifests_and_links_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{")
    (tmp_path / "pyproject.toml").write_text("[")
    (tmp_path / "x.py").write_bytes(b"\xff\xfe import openai")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.py").symlink_to(tmp_path / "nothing")
    assert all(isinstance(item, Component) for item in scan(tmp_path))
