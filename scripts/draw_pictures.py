"""Draws the pictures of the docs: `python scripts/draw_pictures.py` writes them, `--check` lists what is out of date.

They are inlined into a page, so that `stylesheets/extra.css` gives them the colours of the current palette. Those for
README, which is shown without that style sheet, have their own colours on white.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LINE = 18  # from one line of a box to the next
PADDING = 13
ON_WHITE = (
    "text { fill: #1f2328; font: 14px system-ui, sans-serif; } .title { font-weight: 600; } "
    ".note { fill: #59636e; font-size: 12px; } .code { font: 12px ui-monospace, Menlo, Consolas, monospace; } "
    ".box { fill: #f6f8fa; stroke: #d1d9e0; stroke-width: 1.5; } .ours { stroke: #00897b; } "
    ".arrow { fill: none; stroke: #59636e; stroke-width: 1.5; } .head { fill: #59636e; }"
)


class Box(NamedTuple):
    """A box at a place: its title, lines of explanation, and lines of code. `style`: a class of the style sheet."""

    x: int
    y: int
    width: int
    title: str
    notes: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    style: str = "box"

    @property
    def height(self) -> int:
        return 2 * PADDING + LINE * (1 + len(self.notes) + len(self.code)) - 4

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def right(self) -> int:
        return self.x + self.width

    def drawn(self) -> list[str]:
        """Its elements."""
        parts = [
            f'<rect class="{self.style}" x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}" rx="6"/>'
        ]
        lines = [("title", self.title), *(("note", text) for text in self.notes), *(("code", t) for t in self.code)]
        for number, (style, text) in enumerate(lines):
            parts.append(label(self.middle[0], self.y + PADDING + 11 + number * LINE, text, style))
        return parts


class Frame(NamedTuple):
    """A dashed frame around other parts, with its name at the upper left."""

    x: int
    y: int
    width: int
    height: int
    name: str

    def drawn(self) -> list[str]:
        """Its elements."""
        return [
            f'<rect class="frame" x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}" rx="8"/>',
            label(self.x + 12, self.y + 20, self.name, "note", anchor="start"),
        ]


class Arrow(NamedTuple):
    """A line through points, with a head at its end or at both ends, and a label at a place of its own."""

    points: tuple[tuple[int, int], ...]
    text: str = ""
    at: tuple[int, int] = (0, 0)
    anchor: str = "start"
    both: bool = False

    def drawn(self) -> list[str]:
        """Its elements."""
        way = " ".join(f"{x},{y}" for x, y in self.points)
        parts = [f'<polyline class="arrow" points="{way}"/>', head(self.points[-2], self.points[-1])]
        if self.both:
            parts.append(head(self.points[1], self.points[0]))
        if self.text:
            parts.append(label(*self.at, self.text, "note", anchor=self.anchor))
        return parts


class Label(NamedTuple):
    """A line of text that ends at a point."""

    x: int
    y: int
    text: str

    def drawn(self) -> list[str]:
        """Its elements."""
        return [label(self.x, self.y, self.text, "note", anchor="end")]


class Picture(NamedTuple):
    """A picture: its size, an alternative text for those who cannot see it, and its parts."""

    width: int
    height: int
    words: str
    parts: tuple[Box | Frame | Arrow | Label, ...]

    def svg(self, style: str = "") -> str:
        """The SVG text. No line is empty: that would end the raw HTML of a page.

        style: for a file that stands alone, on white; without it the page's style sheet applies.
        """
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" role="img"'
        lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>' if style else f"<svg {size}>"]
        lines.append(f"<title>{escape(self.words)}</title>")
        if style:
            lines += [f"<style>{style}</style>", '<rect width="100%" height="100%" fill="#ffffff"/>']
        lines += [element for part in self.parts for element in part.drawn()]
        return "\n".join([*lines, "</svg>"]) + "\n"


def label(x: int, y: int, text: str, style: str, anchor: str = "middle") -> str:
    """A line of text."""
    return f'<text class="{style}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def head(before: tuple[int, int], end: tuple[int, int]) -> str:
    """The head of an arrow, which runs straight up, down, left or right."""
    x, y = end
    step = (x > before[0]) - (x < before[0]), (y > before[1]) - (y < before[1])
    back = x - 9 * step[0], y - 9 * step[1]
    side = 4 * step[1], 4 * step[0]
    points = f"{x},{y} {back[0] + side[0]},{back[1] + side[1]} {back[0] - side[0]},{back[1] - side[1]}"
    return f'<polygon class="head" points="{points}"/>'


def down(upper: Box, lower: Box, text: str = "", *, at: int | None = None, both: bool = False) -> Arrow:
    """An arrow from the bottom of one box to the top of one below it, at `at` or in the middle of their overlap."""
    left, right = max(upper.x, lower.x), min(upper.right, lower.right)
    x = left + (right - left) // 2 if at is None else at
    points = ((x, upper.bottom + 2), (x, lower.y - 2))
    return Arrow(points, text, (x + 10, (upper.bottom + lower.y) // 2 + 4), both=both)


def call_boxes() -> tuple[Box, ...]:
    """The parts that one call passes, each with its place in the code."""
    you = Box(210, 10, 340, "Your code", code=('aura.instances.pause("1a2b3c4d")',))
    method = Box(210, 108, 340, "Resource method", ("typed arguments in, a model out",), ("generated/aurakit_raw",))
    client = Box(
        210, 224, 340, "Client", ("encodes the request; decodes and completes", "the response, or raises an AuraError"),
        ("_client · v1/completions · _errors",), "box ours",
    )  # fmt: skip
    steps = Box(
        30, 396, 310, "Steps of a call", ("decides: which token, when to send,", "what to repeat, when to give up"),
        ("_calls/call.py",), "box ours",
    )  # fmt: skip
    driver = Box(
        420, 396, 310, "Driver", ("performs the steps: `run` for threads,", "`run_async` for tasks"),
        ("_calls/steps.py",), "box ours",
    )  # fmt: skip
    token = Box(
        30, 540, 310, "Token provider", ("one request an hour, however", "many calls need the token"), ("_auth",),
        "box ours",
    )  # fmt: skip
    limiter = Box(
        480, 540, 250, "Rate limiter", ("one queue for all clients of the", "process with this client id"),
        ("_ratelimit",), "box ours",
    )  # fmt: skip
    transport = Box(
        210, 700, 340, "Transport", ("one attempt: connection, proxy, TLS,", "a bounded body, one deadline"),
        ("_transport · httpx",), "box ours",
    )  # fmt: skip
    api = Box(210, 840, 340, "Aura API", code=("POST /v1/instances/1a2b3c4d/pause",))
    return you, method, client, steps, driver, limiter, token, transport, api


def call() -> Picture:
    """The path of one call."""
    you, method, client, steps, driver, limiter, token, transport, api = boxes = call_boxes()
    frame = Frame(10, 356, 740, 298, "for each attempt")
    between = (driver.x - 2, 443), (steps.right + 2, 443)
    return Picture(
        760, 908,
        "A call goes from your code through the resource method to the client, whose driver performs the steps of the "
        "call. The steps get the token from the token provider. For each attempt the driver acquires a slot from the "
        "rate limiter and sends the request through the transport to the Aura API. The response takes the same path "
        "back.",
        (
            frame, *boxes,
            down(you, method, both=True),
            down(method, client, both=True),
            down(client, driver, at=500, both=True),
            Arrow(between, "steps", (380, 434), "middle", both=True),
            down(steps, token, "a token?", both=True),
            down(driver, limiter, "a slot?", both=True),
            down(driver, transport, at=450, both=True),
            Label(440, 586, "send"),
            down(transport, api, "HTTPS", both=True),
        ),
    )  # fmt: skip


def pipeline() -> Picture:
    """From the published document to what users import."""
    published = Box(130, 10, 290, "Published document", ("OpenAPI, on neo4j.com",))
    interface = Box(130, 124, 290, "Normal form", ("facts only, no prose",), ("openapi/v1/interface.yaml",))
    corrections = Box(
        460, 114, 290, "Corrections", ("names, our descriptions, repairs,", "each with its reason"),
        ("openapi/v1/corrections.yaml",), "box ours",
    )  # fmt: skip
    corrected = Box(130, 270, 290, "Corrected document", ("the same on the wire",))
    templates = Box(460, 270, 290, "Templates", (), ("openapi/templates/",), "box ours")
    generated = Box(
        130, 390, 290, "Raw client", ("byte for byte what the command writes",), ("generated/aurakit_raw/v1/",)
    )
    overlay = Box(460, 390, 290, "Overlay", ("written by hand",), ("overlay/aurakit/",), "box ours")
    package = Box(295, 520, 290, "What you import", (), ("from aurakit import Aura",))
    return Picture(
        760, 588,
        "The published document is reduced to the normal form; the corrections make it the corrected document, from "
        "which the templates make the raw client. The raw client and the overlay are the package.",
        (
            published, interface, corrections, corrected, templates, generated, overlay, package,
            down(published, interface),
            Label(264, 98, "scripts/pull_spec.py"),
            down(interface, corrected),
            Label(264, 238, "scripts/generate.py"),
            Arrow(((605, corrections.bottom + 2), (605, 240), (350, 240), (350, corrected.y - 2))),
            down(corrected, generated),
            Label(264, 362, "openapi-python-client"),
            Arrow(((605, templates.bottom + 2), (605, 362), (350, 362), (350, generated.y - 2))),
            down(generated, package),
            down(overlay, package),
        ),
    )  # fmt: skip


WAIT = """\
$ python nightly.py
   name                   state     time   expected
⠹  orders (39263059)      creating  7:04   up to 10 min
⠹  customers (ae97ba94)   creating  7:04   up to 10 min
✓  analytics (7403e430)   running   4:55
1 of 3 done"""
TERMINAL = (
    "text { fill: #d1d9e0; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; } "
    ".done { fill: #4ac26b; } .under { fill: #39c5cf; }"
)


def wait() -> str:
    """A terminal that shows what `aura.wait_all(…, on_poll=progress())` prints while three instances are created."""
    lines = WAIT.splitlines()
    width, height = 9 * max(map(len, lines)) + 40, 24 * len(lines) + 30
    styles = {"✓": "done", "⠹": "under"}
    texts = [
        f'<text class="{styles.get(line[0], "plain")}" x="20" y="{34 + 24 * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
            "<title>Two of three instances are being created; the third has been running since minute 4:55.</title>",
            f"<style>{TERMINAL}</style>",
            '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
            *texts,
            "</svg>\n",
        ]
    )


PICTURES: dict[str, Callable[[], str]] = {
    "call.svg": lambda: call().svg(),
    "pipeline.svg": lambda: pipeline().svg(),
    "wait.svg": wait,
    "pipeline-on-white.svg": lambda: pipeline().svg(ON_WHITE),
}


def main(arguments: list[str]) -> int:
    """Write the pictures, or check them; the exit status."""
    old = []
    for name, draw in PICTURES.items():
        path, text = FOLDER / name, draw()
        if arguments == ["--check"]:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                old.append(name)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    if old:
        sys.stderr.write(f"Out of date, run `python scripts/draw_pictures.py`: {', '.join(old)}\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
