"""What the scan knows: packages of AI SDKs by ecosystem, providers' hosts, and how models are called.

Names are those of the package registries (PyPI, npm, Go modules, Maven group ids) and of the providers' API references.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["GO", "HOSTS", "MAVEN", "MODEL", "NPM", "PYPI", "PYTHON_MODULES", "provider_of_model"]

PYPI: Final[Mapping[str, str]] = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google-genai": "gemini",
    "google-generativeai": "gemini",
    "google-cloud-aiplatform": "vertex",
    "vertexai": "vertex",
    "mistralai": "mistral",
    "cohere": "cohere",
    "groq": "groq",
    "together": "together",
    "replicate": "replicate",
    "ollama": "ollama",
    "vllm": "vllm",
    "huggingface-hub": "huggingface",
    "transformers": "huggingface",
    "sentence-transformers": "huggingface",
    "boto3-bedrock": "bedrock",
    "azure-ai-inference": "azure",
    "litellm": "litellm",
    "langchain": "langchain",
    "langchain-core": "langchain",
    "langchain-openai": "openai",
    "langchain-anthropic": "anthropic",
    "langchain-google-genai": "gemini",
    "langgraph": "langchain",
    "llama-index": "llamaindex",
    "llama-index-core": "llamaindex",
    "haystack-ai": "haystack",
    "dspy": "dspy",
    "crewai": "crewai",
    "autogen-agentchat": "autogen",
    "openai-agents": "openai",
    "pydantic-ai": "pydantic-ai",
    "instructor": "instructor",
    "semantic-kernel": "semantic-kernel",
    "smolagents": "huggingface",
    "claude-agent-sdk": "anthropic",
    "llm": "llm",
}
PYTHON_MODULES: Final[Mapping[str, str]] = {
    **{name.replace("-", "_"): provider for name, provider in PYPI.items() if name != "llm"},
    "google.genai": "gemini",
    "google.generativeai": "gemini",
    "llama_index": "llamaindex",
    "haystack": "haystack",
    "agents": "openai",
    "pydantic_ai": "pydantic-ai",
}
NPM: Final[Mapping[str, str]] = {
    "openai": "openai",
    "@anthropic-ai/sdk": "anthropic",
    "@anthropic-ai/claude-agent-sdk": "anthropic",
    "@google/genai": "gemini",
    "@google/generative-ai": "gemini",
    "@google-cloud/vertexai": "vertex",
    "@mistralai/mistralai": "mistral",
    "@aws-sdk/client-bedrock-runtime": "bedrock",
    "@azure/openai": "azure",
    "@azure-rest/ai-inference": "azure",
    "@huggingface/inference": "huggingface",
    "@huggingface/transformers": "huggingface",
    "cohere-ai": "cohere",
    "groq-sdk": "groq",
    "together-ai": "together",
    "replicate": "replicate",
    "ollama": "ollama",
    "ai": "vercel-ai",
    "@ai-sdk/openai": "openai",
    "@ai-sdk/anthropic": "anthropic",
    "@ai-sdk/google": "gemini",
    "@ai-sdk/mistral": "mistral",
    "langchain": "langchain",
    "@langchain/core": "langchain",
    "@langchain/openai": "openai",
    "@langchain/anthropic": "anthropic",
    "@langchain/google-genai": "gemini",
    "llamaindex": "llamaindex",
    "@openai/agents": "openai",
}
GO: Final[Mapping[str, str]] = {
    "github.com/openai/openai-go": "openai",
    "github.com/sashabaranov/go-openai": "openai",
    "github.com/anthropics/anthropic-sdk-go": "anthropic",
    "google.golang.org/genai": "gemini",
    "github.com/google/generative-ai-go": "gemini",
    "cloud.google.com/go/vertexai": "vertex",
    "cloud.google.com/go/aiplatform": "vertex",
    "github.com/aws/aws-sdk-go-v2/service/bedrockruntime": "bedrock",
    "github.com/tmc/langchaingo": "langchain",
    "github.com/ollama/ollama": "ollama",
    "github.com/cohere-ai/cohere-go": "cohere",
    "github.com/cloudwego/eino": "eino",
}
MAVEN: Final[Mapping[str, str]] = {
    "com.openai": "openai",
    "com.theokanning.openai-gpt3-java": "openai",
    "com.anthropic": "anthropic",
    "com.google.genai": "gemini",
    "com.google.cloud:google-cloud-vertexai": "vertex",
    "dev.langchain4j": "langchain4j",
    "org.springframework.ai": "spring-ai",
    "com.azure:azure-ai-openai": "azure",
    "software.amazon.awssdk:bedrockruntime": "bedrock",
    "io.github.ollama4j": "ollama",
}
HOSTS: Final[Mapping[str, str]] = {
    "api.openai.com": "openai",
    "openai.azure.com": "azure",
    "services.ai.azure.com": "azure",
    "api.anthropic.com": "anthropic",
    "generativelanguage.googleapis.com": "gemini",
    "aiplatform.googleapis.com": "vertex",
    "api.mistral.ai": "mistral",
    "api.cohere.com": "cohere",
    "api.cohere.ai": "cohere",
    "api.groq.com": "groq",
    "api.together.xyz": "together",
    "api.together.ai": "together",
    "api.deepseek.com": "deepseek",
    "api.x.ai": "xai",
    "openrouter.ai": "openrouter",
    "api.fireworks.ai": "fireworks",
    "api.perplexity.ai": "perplexity",
    "api.replicate.com": "replicate",
    "router.huggingface.co": "huggingface",
    "api-inference.huggingface.co": "huggingface",
    "dashscope.aliyuncs.com": "alibaba",
    "api.moonshot.ai": "moonshot",
    "models.github.ai": "github",
}

_FAMILIES: Final = (
    ("openai", r"(?:gpt-[345][\w.\-]*|o[134](?:-mini|-pro|-preview)?|text-embedding-[\w\-]+|whisper-1|dall-e-[23])"),
    ("anthropic", r"claude-(?:opus|sonnet|haiku|instant|\d)[\w.\-]*"),
    ("gemini", r"gemini-(?:\d|pro|flash|ultra)[\w.\-]*"),
    ("mistral", r"(?:mistral-(?:large|medium|small|tiny|nemo|embed)|mixtral-|codestral-|ministral-|pixtral-)[\w.\-]*"),
    ("deepseek", r"deepseek-(?:chat|reasoner|coder|v\d|r\d)[\w.\-]*"),
    ("meta", r"(?:meta-)?llama-?[234][\w.:\-]*"),
    ("alibaba", r"qwen-?[\d\w][\w.:\-]*"),
    ("cohere", r"command-(?:r|a|light|nightly)[\w.\-]*"),
    ("xai", r"grok-\d[\w.\-]*"),
)  # fmt: skip
MODEL: Final = re.compile(
    r"""["'`](?:[\w.\-]{1,40}/){0,2}(?P<model>"""
    + "|".join(f"(?P<{provider}>{pattern})" for provider, pattern in _FAMILIES)
    + r""")["'`]""",
    re.IGNORECASE,
)
"""A model's name as a whole string literal, with a vendor's name in front or without."""


def provider_of_model(match: re.Match[str]) -> str:
    """Whose model it is."""
    return next(name for name, _ in _FAMILIES if match.group(name))
