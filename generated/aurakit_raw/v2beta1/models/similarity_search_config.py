# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .embedding_provider import EmbeddingProvider

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("index", "model", "provider", "top_k", "dimensions", "post_processing_cypher"))

_covers = _KNOWN.issuperset
_embedding_provider = EmbeddingProvider.known()


@attrs.define(weakref_slot=False)
class SimilaritySearchConfig(Model):
    """A search in a vector index.

    Attributes:
        index: The vector index of the database to search in, at most 100 characters.
        model: The embedding model, one of that provider, such as `text-embedding-3-small`.
        provider: The provider that turns the question into a vector: `openai` or `vertexai`.
        top_k: How many of the nearest nodes to return, from 1 to 100.
        dimensions: The number of dimensions, for a provider or an index that requires it.
        post_processing_cypher: Cypher to run on each match, with `node` and `score`; it can read only.
    """

    index: str
    model: str
    provider: EmbeddingProvider
    top_k: int
    dimensions: int | None = None
    post_processing_cypher: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "SimilaritySearchConfig")
        get = source.get
        self = new(cls)
        try:
            value = source["index"]
            self.index = value if type(value) is str else scalar(value, "SimilaritySearchConfig", "index")
            value = source["model"]
            self.model = value if type(value) is str else scalar(value, "SimilaritySearchConfig", "model")
            value = source["provider"]
            self.provider = (type(value) is str and _embedding_provider(value)) or EmbeddingProvider.decode(
                value, "SimilaritySearchConfig", "provider"
            )
            value = source["top_k"]
            self.top_k = scalar(value, "SimilaritySearchConfig", "top_k")
        except KeyError as error:
            raise absent(error, "SimilaritySearchConfig") from None
        value = get("dimensions")
        self.dimensions = None if value is None else scalar(value, "SimilaritySearchConfig", "dimensions")
        value = get("post_processing_cypher")
        self.post_processing_cypher = (
            value
            if type(value) is str or value is None
            else scalar(value, "SimilaritySearchConfig", "post_processing_cypher")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "index": self.index,
            "model": self.model,
            "provider": self.provider.value,
            "top_k": self.top_k,
        }
        if self.dimensions is not None:
            result["dimensions"] = self.dimensions
        if self.post_processing_cypher is not None:
            result["post_processing_cypher"] = self.post_processing_cypher
        result.update(self.additional_properties)
        return result
