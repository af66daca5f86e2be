"""The scan as a CycloneDX 1.6 bill of materials: SDKs as libraries, models as machine-learning-model components.

https://cyclonedx.org/docs/1.6/json/. Addresses become services, prompts data components; keys are left out.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from spro.inventory.scan import Component

__all__ = ["bill"]


def bill(name: str, found: Sequence[Component], at: float) -> dict[str, Any]:
    """The bill of materials.

    Args:
        name: of what was scanned.
        found: see `scan`.
        at: seconds since the epoch.
    """
    groups: dict[tuple[str, str, str, str], list[Component]] = defaultdict(list)
    for item in found:
        groups[item.kind, item.name, item.version, item.package].append(item)
    components = [
        _component(kind, title, version_, package, items)
        for (kind, title, version_, package), items in groups.items()
        if kind in ("sdk", "model", "prompt")
    ]
    services = [
        {
            "bom-ref": _reference("endpoint", title),
            "name": title,
            "endpoints": [f"https://{title}"],
            **({"provider": {"name": items[0].provider}} if items[0].provider else {}),
            "properties": _places(items),
        }
        for (kind, title, _, _), items in groups.items()
        if kind == "endpoint"
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "tools": {"components": [{"type": "application", "name": "spro", "version": version("spro-firewall")}]},
            "component": {"type": "application", "bom-ref": "scanned", "name": name},
        },
        "components": components,
        "services": services,
    }


def _component(kind: str, name: str, version_: str, package: str, items: Sequence[Component]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": {"sdk": "library", "model": "machine-learning-model", "prompt": "data"}[kind],
        "bom-ref": _reference(kind, name, version_, package),
        "name": name,
    }
    if version_:
        made["version"] = version_
    if package:
        made["purl"] = package
    if kind == "model":
        made["publisher"] = items[0].provider
    if kind == "prompt":
        made["data"] = [{"type": "configuration", "name": name}]
    made["properties"] = _places(items)
    return made


def _places(items: Sequence[Component]) -> list[dict[str, str]]:
    places = [f"{item.file}:{item.line}" if item.line else item.file for item in items]
    return [{"name": "spro:location", "value": place} for place in places]


def _reference(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
