"""What leaves, and what comes back: run over the prompts in `examples/prompts` with `make run`.

No model is called. The answer is made here from the secured prompt alone, the way a model would: it sees placeholders
only and repeats some of them. Everything else is the real thing.
"""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from spro import SecuredText, Spro

PROMPTS = Path(__file__).parent / "prompts"
PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")


def answer_of_a_model(secured: SecuredText) -> str:
    """Two sentences with what a model would find in the secured prompt."""
    seen = list(dict.fromkeys(PLACEHOLDER.findall(secured)))
    return f"I have read it. You mention {', '.join(seen[:-1])} and {seen[-1]}; shall I go on?"


def show(console: Console, title: str, text: str, colour: str) -> None:
    """A panel with the placeholders marked."""
    shown = Text(text.strip())
    shown.highlight_regex(PLACEHOLDER.pattern, "bold magenta")
    console.print(Panel(shown, title=title, title_align="left", border_style=colour))


def main() -> None:
    """Secure every prompt, show what the provider would see, restore the answer."""
    console = Console()
    spro = Spro()
    for path in sorted(PROMPTS.glob("*.txt")):
        prompt = path.read_text(encoding="utf-8")
        secured = spro.secure(prompt, scope=path.stem)
        answer = answer_of_a_model(secured)
        console.rule(f"[bold]{path.name}[/]")
        show(console, "you write", prompt, "red")
        show(console, f"the provider sees  ({_counts(secured)})", secured, "green")
        show(console, "the answer that comes back (made here, no model was called)", answer, "green")
        show(console, "you read", secured.restore(answer), "blue")


def _counts(secured: SecuredText) -> str:
    return ", ".join(f"{number} {name}" for name, number in secured.counts.items())


if __name__ == "__main__":
    main()
