// The Vercel AI SDK through the gateway; run by test_integrations with node. Prints JSON.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, Output, streamText, tool } from "ai";

const [url, text] = process.argv.slice(2);
const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: "x" });
const compatible = createOpenAICompatible({ name: "deepseek", baseURL: `${url}/deepseek/v1`, apiKey: "x" });
const anthropic = createAnthropic({ baseURL: `${url}/anthropic/v1`, apiKey: "x" });
const letter = jsonSchema({ type: "object", properties: { to: { type: "string" } }, required: ["to"], additionalProperties: false });
const send = tool({ description: "Send a letter", inputSchema: letter });
const found = {};

async function streamed(model) {
  let all = "";
  for await (const piece of streamText({ model, prompt: text }).textStream) all += piece;
  return all;
}

for (const [name, model] of [
  ["chat", openai.chat("gpt-5")],
  ["responses", openai("gpt-5")],
  ["compatible", compatible("deepseek-chat")],
  ["anthropic", anthropic("claude-5")],
]) {
  found[name] = (await generateText({ model, prompt: text })).text;
  found[`${name} stream`] = await streamed(model);
  const called = await generateText({ model, prompt: text, tools: { send } });
  found[`${name} tools`] = called.toolCalls[0].input.to;
}
const made = await generateText({ model: openai.chat("gpt-5"), prompt: text, output: Output.object({ schema: letter }) });
found.structured = made.output.to;
console.log(JSON.stringify(found));
