"""Requests and answers of the REST interface. They are read strictly and described by OpenAPI from these classes."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

__all__ = [
    "BatchAnswer",
    "BatchRequest",
    "DetectAnswer",
    "DetectRequest",
    "Done",
    "EntityTypes",
    "Found",
    "KeptPolicy",
    "Masked",
    "PolicyList",
    "PolicyRules",
    "PolicySummary",
    "PolicyText",
    "PolicyVerdict",
    "Problem",
    "RestoreAnswer",
    "RestoreRequest",
    "SecureAnswer",
    "SecureRequest",
    "VendorAnswer",
    "VendorRequest",
]

Text = Annotated[str, Meta(min_length=1, description="The text.")]
Policy = Annotated[str, Meta(max_length=64, description="Name of a policy; default: the server's.")]
ScopeName = Annotated[
    str, Meta(max_length=200, description="Name of a conversation: equal values get equal placeholders in it.")
]
Types = Annotated[
    list[str], Meta(max_length=100, description="Act on these entity types only; empty: as the policy says.")
]
MaskType = Annotated[
    str, Meta(max_length=32, description="`char`, `label`, `enhanced` or any operator for everything that is masked.")
]
Character = Annotated[str, Meta(min_length=1, max_length=1, description="For `char` and `partial`.")]


class SecureRequest(Struct, forbid_unknown_fields=True):
    """A text to be masked."""

    text: Text
    policy: Policy = ""
    mask_type: MaskType = ""
    mask_char: Character = "*"
    entities: Types = []
    scope: ScopeName = ""
    values: Annotated[
        bool, Meta(description="Answer the originals, too, so that the caller can restore by itself.")
    ] = False


class Masked(Struct):
    """One masked value: where it stood, and what stands there now."""

    type: str
    start: Annotated[int, Meta(description="Offset into the text that was sent, in code points.")]
    end: int
    score: float
    replacement: str
    subtype: str = ""


class SecureAnswer(Struct, omit_defaults=True):
    """The text that may leave."""

    request_id: str
    text: str
    entities: list[Masked]
    counts: dict[str, int]
    policy: str
    scope: Annotated[str, Meta(description="Give it to `restore`.")]
    values: dict[str, str] | None = None
    credits: Annotated[float | None, Meta(description="Dollars left; missing where nothing is metered.")] = None


class BatchRequest(Struct, forbid_unknown_fields=True):
    """Many texts with the same options, masked in one scope."""

    texts: Annotated[list[Text], Meta(min_length=1, max_length=1000)]
    policy: Policy = ""
    mask_type: MaskType = ""
    mask_char: Character = "*"
    entities: Types = []
    scope: ScopeName = ""
    values: bool = False


class BatchAnswer(Struct):
    """One answer for each text, in order."""

    request_id: str
    results: list[SecureAnswer]


class RestoreRequest(Struct, forbid_unknown_fields=True):
    """A model's answer with placeholders in it."""

    text: str
    scope: Annotated[str, Meta(min_length=1, max_length=200, description="From the answer of `secure`.")]


class RestoreAnswer(Struct):
    """The text with the values of the scope."""

    request_id: str
    text: str


class Done(Struct):
    """That it was done."""

    request_id: str


class DetectRequest(Struct, forbid_unknown_fields=True):
    """A text to be looked at."""

    text: Text
    policy: Policy = ""
    entities: Types = []
    all: Annotated[bool, Meta(description="Also what the policy leaves as it is.")] = False


class Found(Struct, omit_defaults=True):
    """One finding, why it is one, and what the policy does with it. Never the value."""

    type: str
    start: int
    end: int
    score: float
    rule: str
    proof: Annotated[str, Meta(description="pattern, context, checksum, term, model, fingerprint or occurrence")]
    action: str
    acted: bool
    subtype: str = ""
    law: str = ""
    why: str = ""
    document: Annotated[str, Meta(description="the own document that a passage stands in")] = ""
    share: Annotated[float, Meta(description="how much of the document that is, from 0 to 1")] = 0.0


class DetectAnswer(Struct):
    """What was found."""

    request_id: str
    findings: list[Found]
    policy: str


class PolicySummary(Struct):
    """A policy in one line."""

    name: str
    description: str
    digest: Annotated[str, Meta(description="SHA-256 of what it decides.")]
    own: Annotated[bool, Meta(description="The organisation's own, in front of a shipped one of this name.")] = False


class KeptPolicy(Struct):
    """A policy of the organisation's own, as it is kept now."""

    request_id: str
    name: str
    description: str
    digest: Annotated[str, Meta(description="SHA-256 of what it decides.")]
    own: bool = True


class PolicyList(Struct):
    """The policies that requests may name."""

    request_id: str
    policies: list[PolicySummary]


class PolicyRules(Struct):
    """A policy whole: type or type/subtype to action."""

    request_id: str
    name: str
    description: str
    digest: str
    default: dict[str, Any]
    request: dict[str, dict[str, Any]]
    response: dict[str, dict[str, Any]]
    own: bool = False
    text: Annotated[str, Meta(description="Its file, unless it is one of the operator's own.")] = ""


class PolicyText(Struct, forbid_unknown_fields=True):
    """A policy file."""

    text: Annotated[str, Meta(max_length=200_000, description="TOML, as in docs/policies.md.")]


class PolicyVerdict(Struct):
    """Whether a policy file is right; if not, where it is wrong."""

    request_id: str
    valid: bool
    error: str = ""


class EntityTypes(Struct):
    """All entity types by group, and other names for them."""

    request_id: str
    groups: dict[str, list[str]]
    aliases: dict[str, str]


class Problem(Struct, omit_defaults=True):
    """What went wrong (RFC 9457). It never quotes the text."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str


class VendorRequest(Struct):
    """The hosted service's request; unknown members are ignored, as there."""

    prompt: Text
    mask_type: Annotated[str, Meta(description="`char`, `label` or `enhanced`.")] = "char"
    mask_character: Character = "*"
    mask_char: str = ""
    entities: list[str] = []
    origin: str = ""


class VendorAnswer(Struct):
    """The hosted service's answer. `redacted_entities` holds the originals."""

    status: str
    redacted_text: str
    redacted_entities: list[dict[str, Any]]
    metadata: dict[str, Any]
    credits: dict[str, Any]
    request_id: str
