"""LangChain and LlamaIndex through the gateway; run by test_integrations with their own Python. Prints JSON."""

from __future__ import annotations

import json
import os
import sys

from langchain_anthropic import ChatAnthropic
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from llama_index.llms.openai import OpenAI
from pydantic import BaseModel

URL, TEXT = sys.argv[1], sys.argv[2]
os.environ["OPENAI_BASE_URL"] = os.environ["OPENAI_API_BASE"] = f"{URL}/v1"


class Letter(BaseModel):
    """A letter."""

    to: str


@tool
def send(to: str) -> str:
    """Send a letter."""
    return to


chat = ChatOpenAI(model="gpt-5", api_key="x")
claude = ChatAnthropic(model="claude", api_key="x", base_url=f"{URL}/anthropic")
found = {
    "chat": chat.invoke(TEXT).content,
    "stream": "".join(str(chunk.content) for chunk in chat.stream(TEXT)),
    "tools": chat.bind_tools([send]).invoke(TEXT).tool_calls[0]["args"]["to"],
    "structured": chat.with_structured_output(Letter).invoke(TEXT).to,
    "responses": ChatOpenAI(model="gpt-5", api_key="x", use_responses_api=True).invoke(TEXT).text,
    "turns": chat.invoke([("user", TEXT), ("assistant", TEXT), ("user", TEXT)]).content,
    "anthropic": claude.invoke(TEXT).content,
    "anthropic stream": "".join(
        str(c.content if isinstance(c.content, str) else "".join(b.get("text", "") for b in c.content))
        for c in claude.stream(TEXT)
    ),
    "llamaindex": OpenAI(model="gpt-4o", api_key="x", api_base=f"{URL}/v1").complete(TEXT).text,
    "llamaindex stream": "".join(
        c.delta or "" for c in OpenAI(model="gpt-4o", api_key="x", api_base=f"{URL}/v1").stream_complete(TEXT)
    ),
}
OpenAIEmbeddings(model="m", api_key="x", check_embedding_ctx_length=False).embed_query(TEXT)
print(json.dumps(found))
