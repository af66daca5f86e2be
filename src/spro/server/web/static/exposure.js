// Shows a report of `spro exposure` that somebody opens. Everything goes into the page as text.

const $ = (id) => document.getElementById(id);
const ORDER = ["critical", "high", "medium", "low", "info"];

function say(text, wrong = false) {
  $("status").textContent = text;
  $("status").classList.toggle("wrong", wrong);
}

function row(finding) {
  const exposed = finding.exposed.map((item) => `${item.count} x ${item.type} in ${item.place} (${item.masked})`);
  const cells = [
    finding.place,
    finding.severity + (finding.new ? ", new" : ""),
    `${finding.title}. ${finding.detail}`,
    exposed.join("; ") || "not sampled",
    [finding.remedy, finding.configuration].filter(Boolean).join("\n"),
  ];
  const made = document.createElement("tr");
  for (const cell of cells) {
    const td = document.createElement("td");
    td.textContent = cell;
    made.append(td);
  }
  return made;
}

async function open(file) {
  if (!file) return;
  $("report").hidden = true;
  let report;
  try {
    report = JSON.parse(await file.text());
    if (report.format !== "spro-exposure/1") throw new TypeError("format");
    const findings = [...report.findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    $("findings").replaceChildren(...findings.map(row));
    const counts = Object.entries(report.counts).map(([name, count]) => `${count} ${name}`);
    say(
      `${findings.length} ${findings.length === 1 ? "finding" : "findings"}; targets: ${counts.join(", ") || "none"}. ` +
        `Owner ${report.scope.owner}, authorised by ${report.scope.authorised_by}, ${report.finished}` +
        (report.complete ? "." : ". The run was not complete."),
    );
    $("report").hidden = findings.length === 0;
  } catch {
    say("This is not a report of spro exposure (JSON).", true);
  }
}

$("file").addEventListener("change", () => open($("file").files[0]));
$("controls").addEventListener("submit", (event) => event.preventDefault());
