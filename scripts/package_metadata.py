"""Metadata of the distribution that depends on the repository's URL: its links, and a README that a package index can
show. Run by hatchling; see `[tool.hatch.metadata.hooks.custom]` in pyproject.toml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# A relative Markdown link or image: not a URL with a scheme, not an anchor on the same page.
RELATIVE_LINK = re.compile(r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?!\w+:|#)(?P<path>[^()\s]+)\)")


def links(repository: str) -> dict[str, str]:
    """The project's links, in the order in which a package index shows them."""
    return {
        "Repository": repository,
        "Documentation": f"{repository}/tree/main/docs",
        "Changelog": f"{repository}/blob/main/CHANGELOG.md",
        "Issues": f"{repository}/issues",
        "Aura API": "https://neo4j.com/docs/aura/api/overview/",
    }


def readme(text: str, repository: str, version: str) -> str:
    """README.md for a package index, which lacks the repository's files: every link is absolute and leads to
    the files of this version."""

    def absolute(link: re.Match[str]) -> str:
        view = "raw" if link["image"] else "blob"
        return f"{link['image']}[{link['text']}]({repository}/{view}/v{version}/{link['path']})"

    return RELATIVE_LINK.sub(absolute, text)


class PackageMetadata(MetadataHookInterface):
    """Fills in what pyproject.toml declares as dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README and the links. metadata: the `[project]` table."""
        repository = self.config["repository"]
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["urls"] = links(repository)
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": readme(text, repository, metadata["version"]),
        }
