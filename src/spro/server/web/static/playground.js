// The playground: sends what is typed to this server (and nowhere else) and shows what comes back.
// Everything is put into the page as text nodes, so whatever is typed stays text.

const $ = (id) => document.getElementById(id);
const WAIT = 250; // milliseconds without a key before a request
const LONGEST = $("text").maxLength; // UTF-16 units, as the browser counts them
const CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/; // but tabs, ends of lines and pages, and terminals' escapes
const samples = [...document.querySelectorAll(".sample")].map((node) => node.textContent);
let timer = 0;
let running = null;
let shape = "python";

function mark(text, group, title) {
  const node = document.createElement("mark");
  node.textContent = text;
  node.dataset.group = group;
  if (title) node.title = title;
  return node;
}

function say(text, wrong = false) {
  $("status").textContent = text;
  $("status").classList.toggle("wrong", wrong);
}

// Offsets count code points, as in Python; JavaScript's strings count UTF-16 units.
function points(text) {
  return Array.from(text);
}

function widest(findings) {
  const sorted = [...findings].sort((a, b) => a.found.start - b.found.start || b.found.end - a.found.end);
  const kept = [];
  for (const item of sorted) {
    const last = kept.at(-1);
    if (!last || item.found.start >= last.found.end) kept.push(item);
    else if (!last.found.acted && item.found.acted) kept[kept.length - 1] = item;
  }
  return kept;
}

function showMarks(text, findings) {
  const letters = points(text);
  const parts = [];
  let at = 0;
  for (const { found, group } of widest(findings)) {
    parts.push(letters.slice(at, found.start).join(""));
    const node = mark(letters.slice(found.start, found.end).join(""), group);
    if (!found.acted) node.classList.add("left");
    parts.push(node);
    at = found.end;
  }
  // A last empty line needs something in it to be as high as the textarea's.
  $("marks").replaceChildren(...parts, letters.slice(at).join(""), "\u200b");
  $("marks").scrollTop = $("text").scrollTop;
}

function showPieces(pieces) {
  $("masked").replaceChildren(...pieces.map(([text, group]) => (group ? mark(text, group) : text)));
}

function tokens(text) {
  return text.split(/(<[A-Z_]+_\d+>)/).map((part, index) => (index % 2 ? mark(part, "other") : part));
}

// One row for each stretch of text, with everything that was found in it.
function showTable(text, findings) {
  const letters = points(text);
  const rows = widest(findings).map(({ found, group }) => {
    const within = findings.map((item) => item.found).filter((item) => item.start < found.end && found.start < item.end);
    const same = within.filter((item) => item.acted === found.acted);
    const best = same.reduce((most, item) => (item.score > most.score ? item : most), found);
    const reasons = [...new Set([best, ...same].map((item) => item.why))];
    const law = best.law ? ` (${best.law})` : "";
    const row = document.createElement("tr");
    const cells = [
      mark(letters.slice(found.start, found.end).join(""), group),
      best.subtype ? `${best.type}/${best.subtype}` : best.type,
      reasons.join("; "),
      [...new Set([best, ...same].map((item) => item.proof))].join(", "),
      best.score.toFixed(2),
      found.acted ? `${best.action}${law}` : `left as it is${law}`,
    ];
    for (const [index, cell] of cells.entries()) {
      const td = document.createElement("td");
      if (index === 4) td.className = "number";
      td.append(cell);
      row.append(td);
    }
    return row;
  });
  if (!rows.length) {
    const row = document.createElement("tr");
    const td = document.createElement("td");
    td.colSpan = 6;
    td.className = "empty";
    td.textContent = text ? "Nothing private was found." : "Nothing to explain yet.";
    row.append(td);
    rows.push(row);
  }
  $("findings").replaceChildren(...rows);
}

function snippet() {
  const body = { text: $("text").value };
  if ($("policy").selectedIndex > 0) body.policy = $("policy").value;
  if ($("mask").value) body.mask_type = $("mask").value;
  const json = JSON.stringify(body, null, 2);
  if (shape === "json") return json;
  if (shape === "curl") {
    return `curl ${location.origin}/spro/v1/secure \\\n  -H 'Content-Type: application/json' \\\n  -d '${json.replaceAll("'", "'\\''")}'`;
  }
  const options = body.mask_type ? `, mask_type=${JSON.stringify(body.mask_type)}` : "";
  const policy = body.policy ? `policy=${JSON.stringify(body.policy)}` : "";
  return `from spro import Spro\n\nspro = Spro(${policy})\nsecured = spro.secure(${JSON.stringify(body.text)}${options})\n` +
    "answer = ask_your_model(secured)\nprint(secured.restore(answer))";
}

function empty() {
  showMarks($("text").value, []);
  showPieces([]);
  showTable("", []);
  $("answer").replaceChildren();
  $("restored").replaceChildren();
}

async function look() {
  const text = $("text").value;
  $("snippet").textContent = snippet();
  running?.abort();
  if (!text.trim()) {
    empty();
    say("Ready.");
    return;
  }
  running = new AbortController();
  try {
    const reply = await fetch("/spro/playground", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text, policy: $("policy").value, mask_type: $("mask").value }),
      signal: running.signal,
    });
    const said = await reply.json();
    if (!reply.ok) {
      empty();
      say(reply.status === 403 ? `Not sent: ${said.detail}.` : `${said.detail}.`, true);
      if (reply.status === 429) later(1000 * Number(reply.headers.get("Retry-After") || 1));
      return;
    }
    if ($("text").value !== text) return;
    showMarks(text, said.findings);
    showPieces(said.pieces);
    showTable(text, said.findings);
    $("answer").replaceChildren(...tokens(said.answer));
    $("restored").textContent = said.restored;
    const count = said.pieces.filter(([, group]) => group).length;
    const full = text.length >= LONGEST;
    const limit = full ? ` The field takes ${LONGEST} characters: what is beyond is cut off.` : "";
    say(`${count} ${count === 1 ? "value" : "values"} masked in ${said.milliseconds} ms.${limit}`, full);
  } catch (error) {
    if (error.name !== "AbortError") say("The server cannot be reached.", true);
  }
}

function later(wait = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(look, wait);
}

// The text of a file, or null when it is none: UTF-8, UTF-16 with its mark, or Windows' Latin alphabet.
function read(bytes) {
  const mark = bytes[0] * 256 + bytes[1];
  const wide = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" }[mark];
  for (const name of wide ? [wide] : ["utf-8", "windows-1252"]) {
    try {
      // As a stream: the last character may be cut off.
      const text = new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true });
      return CONTROLS.test(text) ? null : text;
    } catch {
      // Not in this alphabet.
    }
  }
  return null;
}

async function open(file) {
  if (!file) return;
  let text = null;
  try {
    // No character has more than four bytes; what is beyond is not shown.
    text = read(new Uint8Array(await file.slice(0, 4 * (LONGEST + 1)).arrayBuffer()));
  } catch {
    // A folder, or a file that may not be read.
  }
  if (text === null) {
    say("This is no text file.", true);
    return;
  }
  $("text").value = text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
  await look();
  if (text.length > LONGEST) say(`Only the first ${LONGEST} characters of the file are shown.`, true);
}

function choose(tab) {
  for (const other of document.querySelectorAll("[role=tab]")) {
    other.setAttribute("aria-selected", String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
  }
  shape = tab.id.slice("tab-".length);
  $("snippet").setAttribute("aria-labelledby", tab.id);
  $("snippet").textContent = snippet();
}

$("text").addEventListener("input", () => {
  showMarks($("text").value, []);
  later();
});
$("text").addEventListener("scroll", () => {
  $("marks").scrollTop = $("text").scrollTop;
});
for (const id of ["policy", "mask"]) $(id).addEventListener("change", look);
$("sample").addEventListener("change", () => {
  if ($("sample").value) $("text").value = samples[Number($("sample").value)];
  look();
});
$("file").addEventListener("change", () => {
  open($("file").files[0]);
  $("file").value = ""; // the same file can be opened again
});
$("clear").addEventListener("click", () => {
  $("text").value = "";
  $("sample").value = "";
  look();
  $("text").focus();
});
$("controls").addEventListener("submit", (event) => event.preventDefault());
for (const kind of ["dragover", "drop", "dragleave"]) {
  $("drop").addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") open(event.dataTransfer.files[0]);
  });
}
for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText($(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
}
const tabs = [...document.querySelectorAll("[role=tab]")];
for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
}
look();
