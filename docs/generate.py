"""Writes docs/entities.md from the entity types, the rules and the default policy: `make docs`. A test compares."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from spro.assets import policy_named, rule_files
from spro.detection.rules import Rule, load_rules
from spro.model import ALIASES, ENTITY_TYPES, Finding

PAGE = Path(__file__).with_name("entities.md")

HEAD = """# Entity types

Generated from the rules by `make docs`. One vocabulary everywhere: rules, policies, the library and the command line.
A type can have subtypes, such as `NATIONAL_ID/US_SSN`; a policy can name either. Aliases are accepted wherever a type
is. The last column is what the `default` policy does in requests.

"""


def entities() -> str:
    """The page."""
    rules = load_rules(rule_files())
    by_type: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_type[rule.type].append(rule)
    countries = {country for rule in rules for country in rule.countries}
    lines = [HEAD, f"{len(rules)} rules, {len(countries)} countries.\n"]
    for group, types in ENTITY_TYPES.items():
        lines.append(f"\n## {group.capitalize()}")
        lines.append("| type | aliases | rules | subtypes | default |\n|---|---|---|---|---|")
        lines.extend(_row(name, by_type[name]) for name in types)
    return "\n".join(lines) + "\n"


def _row(name: str, rules: list[Rule]) -> str:
    aliases = ", ".join(f"`{alias}`" for alias, target in ALIASES.items() if target.split("/")[0] == name)
    subtypes = ", ".join(sorted({rule.subtype for rule in rules if rule.subtype}))
    action = policy_named("default").action(Finding(0, 1, name, 1.0)).name
    return f"| `{name}` | {aliases} | {len(rules)} | {subtypes} | {action} |"


if __name__ == "__main__":
    PAGE.write_text(entities(), encoding="utf-8")
