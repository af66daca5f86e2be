"""Finds what the package ships (rules, policies, the scanner's cache) and hands it to the core as text and bytes.

The core opens no file. Compiled rules are kept in the user's cache folder: the first start after an installation
compiles for some seconds, later ones load in milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from spro.cache import Cache
from spro.detection.attacks.concepts import Lexicon, load_concepts
from spro.detection.attacks.detector import AttackDetector
from spro.detection.attacks.expert import Expert
from spro.detection.attacks.rules import load_attack_rules
from spro.detection.expressions import Head, ScanExpression
from spro.detection.fields import FieldRecognizer, load_fields
from spro.detection.patterns import RuleRecognizer, Scanner, Shape, numbered, shapes_of
from spro.detection.property.public import PublicCode
from spro.detection.rules import DATABASES, Rule, load_rules
from spro.detection.scanner import HyperscanScanner, PortableScanner, compile_database, cpu
from spro.errors import ConfigurationError, PolicyError, ValidationError
from spro.masking import make_operator
from spro.policy import Action, Policy, load_policy

if TYPE_CHECKING:
    from spro.detection.attacks.reader import Reader
    from spro.detection.names.recognizer import NamesRecognizer

__all__ = [
    "RuleSet",
    "attack_detector",
    "fields",
    "model_folder",
    "model_there",
    "names_installed",
    "names_recognizer",
    "policy_files",
    "policy_named",
    "policy_of",
    "public_code",
    "read_rules",
    "rule_files",
    "rule_set",
]

# Raised by one whenever the scan expressions or the layout below change their meaning.
_FORMAT: Final = 4
_log = logging.getLogger("spro")


def rule_files() -> Iterator[tuple[str, str]]:
    """``(name, TOML text)`` of every shipped rule file, in the order of their names."""
    yield from _shipped("rules")


def policy_files() -> Iterator[tuple[str, str]]:
    """``(name, TOML text)`` of every shipped policy, in the order of their names."""
    yield from _shipped("policies")


def model_folder(name: str = "names") -> Traversable:
    """Where a model is: ``names``, or ``scripts`` for the scripts beyond Latin."""
    return files("spro") / "data" / "models" / name


def model_there(name: str = "names") -> bool:
    """Whether the model was shipped: its script is not served otherwise."""
    folder = model_folder(name)
    return all((folder / file).is_file() for file in ("model.json", "model.onnx", "vocab.txt"))


def names_installed() -> bool:
    """Whether the ``names`` extra (ONNX Runtime) and the model are there."""
    return find_spec("onnxruntime") is not None and model_there()


@cache
def names_recognizer(threads: int = 1) -> NamesRecognizer:
    """The recognizer of names, shared by all clients: a model is some tens of megabytes of memory.

    Args:
        threads: ONNX Runtime's threads for one call.

    Raises:
        ConfigurationError: the ``names`` extra is not installed, or a model file is broken.
    """
    if not names_installed():
        raise ConfigurationError("the names model or ONNX Runtime is missing: install the `names` extra")
    from spro.detection.names.expert import Expert, ModelSettings
    from spro.detection.names.recognizer import NamesRecognizer

    experts = {}
    for name in ("names", "scripts"):
        if model_there(name):
            folder = model_folder(name)
            settings = ModelSettings.of((folder / "model.json").read_text(encoding="utf-8"))

            def load(folder: Traversable = folder, settings: ModelSettings = settings) -> Expert:
                # One piece a line; a piece may be an exotic line break of its own.
                vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
                return Expert(settings, vocabulary, (folder / "model.onnx").read_bytes(), threads)

            experts[settings.scripts] = load
    return NamesRecognizer(experts)


@cache
def attack_detector(*, reader: bool = True) -> AttackDetector:
    """The detector of attacks, shared by all clients.

    Args:
        reader: with the transformer for doubts, where the ``names`` extra (ONNX Runtime) is installed.
    """
    folder = files("spro") / "data" / "attacks"
    expert = Expert.of((folder / "expert.json").read_text(encoding="utf-8"), (folder / "expert.bin").read_bytes())
    lexicon = Lexicon(load_concepts((folder / "concepts.toml").read_text(encoding="utf-8")))
    rules = load_attack_rules((folder / "rules.toml").read_text(encoding="utf-8"), "rules.toml")
    installed = find_spec("onnxruntime") is not None
    return AttackDetector(lexicon, rules, expert, _attack_reader if reader and installed else None)


@cache
def _attack_reader() -> Reader:
    from spro.detection.attacks.reader import Reader, Weighing

    folder = files("spro") / "data" / "attacks"
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    weighing = Weighing.of((folder / "reader.json").read_text(encoding="utf-8"))
    return Reader(weighing, vocabulary, (folder / "reader.onnx").read_bytes())


@cache
def public_code() -> PublicCode:
    """What code everybody has.

    Raises:
        ConfigurationError: the file is broken.
    """
    return PublicCode.load((files("spro") / "data" / "property" / "public.bin").read_bytes())


@cache
def fields() -> FieldRecognizer:
    """The recognizer of values under the shipped labels."""
    text = (files("spro") / "data" / "fields.toml").read_text(encoding="utf-8")
    return FieldRecognizer(load_fields(text))


def _shipped(kind: str) -> Iterator[tuple[str, str]]:
    folder = files("spro") / "data" / kind
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            yield path.name, path.read_text(encoding="utf-8")


def read_rules(paths: Sequence[str | Path]) -> Iterator[tuple[str, str]]:
    """``(name, text)`` of a user's own rule files.

    Raises:
        ConfigurationError: a file cannot be read.
    """
    for path in paths:
        if not isinstance(path, str | Path):
            raise ConfigurationError(f"a rule file must be a path, not {type(path).__name__}")
        try:
            yield str(path), Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"rule file {path}: {_why(error)}") from None


def policy_named(name: str) -> Policy:
    """A shipped policy by name, or a user's by path; one that others extend ends in ``.toml``.

    Raises:
        PolicyError: there is none, or it is malformed.
    """
    shipped = dict(policy_files())

    def load(wanted: str, trail: tuple[str, ...] = ()) -> Policy:
        if wanted in trail:
            raise PolicyError(f"{trail[-1]}:1: extends: policies extend each other in a circle")
        file = f"{wanted}.toml"
        if file in shipped:
            text = shipped[file]
        elif wanted.endswith(".toml") or (not trail and Path(wanted).is_file()):
            try:
                file, text = wanted, Path(wanted).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise PolicyError(f"{wanted}:1: {_why(error)}") from None
        elif trail:
            raise KeyError(wanted)
        else:
            known = ", ".join(sorted(Path(key).stem for key in shipped))
            raise PolicyError(f"no policy {wanted!r}: known are {known}, or the path of a .toml file")
        return load_policy(text, file, lambda parent: load(parent, (*trail, wanted)), _parameter_fault)

    return load(name)


def policy_of(text: str, source: str) -> Policy:
    """A policy from text that somebody sent: it may extend shipped policies, and reads no file.

    Raises:
        PolicyError: naming ``source``, line and key.
    """
    shipped = {Path(name).stem for name, _ in policy_files()}

    def parent(name: str) -> Policy:
        if name not in shipped:
            raise KeyError(name)
        return policy_named(name)

    return load_policy(text, source, parent, _parameter_fault)


def _parameter_fault(action: Action) -> str:
    try:
        make_operator(action.name, action.parameters)
    except ValidationError as error:
        return str(error)
    except ConfigurationError:
        pass  # it needs a key, which a policy does not hold
    return ""


def _why(error: Exception) -> str:
    return (error.strerror or "cannot be read") if isinstance(error, OSError) else "is not UTF-8"


class RuleSet:
    """Rules made ready: the recognizer, and the rules themselves for those who explain or list them."""

    def __init__(self, shapes: Sequence[Shape], scanner: Scanner) -> None:
        self.rules: tuple[Rule, ...] = tuple(rule for shape in shapes for rule in shape.rules)
        self.recognizer = RuleRecognizer(shapes, scanner)
        self.everywhere = frozenset(rule.id for rule in self.rules if rule.everywhere)
        self.portable = isinstance(scanner, PortableScanner)


def rule_set(cache_dir: Path, extra: Sequence[str | Path] = (), *, portable: bool | None = None) -> RuleSet:
    """The shipped rules and ``extra`` rule files, compiled or from the cache.

    Args:
        cache_dir: folder of the cache; created with mode 0700 when needed.
        extra: a user's own rule files.
        portable: True: do not use Hyperscan; default: where it is not installed.

    Raises:
        RuleError: a rule file is malformed.
        ConfigurationError: a rule file cannot be read or its rules cannot be compiled.
    """
    sources = [*rule_files(), *read_rules(extra)]
    if portable is None:
        portable = find_spec("hyperscan") is None
    cache = Cache(cache_dir)
    name = _cache_name(sources, portable=portable)
    held = _rule_sets.get(name)
    if held is not None:
        return held
    cached = cache.get(name)
    if cached is not None:
        shapes, databases = _unpack(cached)
    else:
        shapes = shapes_of(load_rules(sources))
        databases = [] if portable else _compiled(shapes)
        if not cache.put(name, _pack(shapes, databases)):
            _log.warning("compiled rules cannot be kept: the cache folder is not writable, or not private")
    made = _rule_sets[name] = RuleSet(shapes, PortableScanner(shapes) if portable else HyperscanScanner(databases))
    return made


# Clients with the same rules share them, whatever their policies are: tens of megabytes, and a quarter of a second.
_rule_sets: Final[WeakValueDictionary[str, RuleSet]] = WeakValueDictionary()


def _compiled(shapes: Sequence[Shape]) -> list[bytes]:
    _log.info("compiling %d detection rules (once, some seconds)", len(shapes))
    used = {shape.database for shape in shapes}
    try:
        return [compile_database(shapes, database) for database in DATABASES if database in used]
    except ValueError as error:
        raise ConfigurationError(str(error)) from None


def _cache_name(sources: Sequence[tuple[str, str]], *, portable: bool) -> str:
    digest = hashlib.sha256(json.dumps([_FORMAT, _version("spro-firewall"), sources]).encode())
    if not portable:
        # A database is made for one version of the library and one set of CPU features.
        digest.update(f"{_version('hyperscan')}\0{cpu()}".encode())
    return f"rules-{digest.hexdigest()[:32]}"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _pack(shapes: Sequence[Shape], databases: Sequence[bytes]) -> bytes:
    head: dict[str, Any] = {
        "sizes": [len(data) for data in databases],
        "shapes": [[shape.pattern, shape.scan, [asdict(rule) for rule in shape.rules]] for shape in shapes],
    }
    text = json.dumps(head).encode()
    return len(text).to_bytes(8, "big") + text + b"".join(databases)


def _unpack(blob: bytes) -> tuple[list[Shape], list[bytes]]:
    size = int.from_bytes(blob[:8], "big")
    head = json.loads(blob[8 : 8 + size])
    shapes = [
        Shape(pattern, [_rule(entry) for entry in rules], _scan(*scan)) for pattern, scan, rules in head["shapes"]
    ]
    databases, position = [], 8 + size
    for length in head["sizes"]:
        databases.append(blob[position : position + length])
        position += length
    return numbered(shapes), databases


def _scan(heads: Sequence[Sequence[Any]], caseless: bool, reach: int) -> ScanExpression:  # as packed
    return ScanExpression(tuple(Head(*head) for head in heads), caseless, reach)


def _rule(entry: dict[str, Any]) -> Rule:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Rule(**values)
