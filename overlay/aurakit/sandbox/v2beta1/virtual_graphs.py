"""Virtual graphs: paged list, create, get, update, delete, and the available sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import busy, invalid, refused
from ..messages import Response
from ..resources import VirtualGraph
from ..v1.validation import PROVIDERS, Field, checked
from . import lookup
from .paging import linked_page

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

MEMORY = ("4Gi", "8Gi", "16Gi")
"""The sizes, the default one first."""
CREATE = (
    Field("name", "name", required=True),
    Field("data_source_id", required=True),
    Field("import_model_id", required=True),
    Field("cloud_provider", required=True, choices=PROVIDERS),
    Field("region", required=True),
    Field("memory", choices=MEMORY),
    Field("maximum_bytes_billed", "count"),
)
UPDATE = (Field("name", "name"), Field("memory", choices=MEMORY), Field("import_model_id"))
PROBLEM = "The data source could not be reached"


def list_virtual_graphs(request: Request) -> Response:
    """GET …/virtual-graphs."""
    world, project = request.world, lookup.project(request)
    items, links = linked_page(world.stock.virtual_graphs.of(project.id, world.now()), request)
    return Response(200, {"data": [_details(world, one) for one in items], "links": links})


def get_virtual_graph(request: Request) -> Response:
    """GET …/virtual-graphs/{id}."""
    return Response(200, {"data": _details(request.world, _found(request))})


def get_allowed_configs(request: Request) -> Response:
    """GET …/virtual-graphs/allowed-configs."""
    lookup.project(request)
    return Response(200, {"data": {"configs": [{"memory": one} for one in MEMORY], "default_memory": MEMORY[0]}})


def create_virtual_graph(request: Request) -> Response:
    """POST …/virtual-graphs: the only response with the password."""
    world, project = request.world, lookup.project(request)
    values: dict[str, Any] = {"memory": MEMORY[0]} | checked(request.body, CREATE)
    graph = VirtualGraph(f"ge{world.new_hex(6)}", world.now(), project_id=project.id, **values)
    graph.begin(world.operation("virtual_graph", graph.id))
    world.stock.virtual_graphs.add(graph)
    return Response(202, {"data": _details(world, graph) | {"plain_password": world.new_secret()}})


def update_virtual_graph(request: Request) -> Response:
    """PATCH …/virtual-graphs/{id}: the response has no body."""
    world, graph, values = request.world, _found(request), checked(request.body, UPDATE)
    if not values:
        raise invalid("The request body changes nothing")
    if graph.operation is not None:
        raise busy(graph.actual(world.now()))
    graph.begin(world.operation("virtual_graph_update", graph.id), values)
    return Response(202)


def delete_virtual_graph(request: Request) -> Response:
    """DELETE …/virtual-graphs/{id}: the response has no body; a repeated request gets 404."""
    world, graph = request.world, _found(request)
    if graph.operation is not None and graph.operation.kind == "virtual_graph_delete":
        raise _not_found(graph.id)
    graph.begin(world.operation("virtual_graph_delete", graph.id))
    return Response(202)


def _found(request: Request) -> VirtualGraph:
    world, project = request.world, lookup.project(request)
    found = world.stock.virtual_graphs.get(project.id, request.path["id"], world.now())
    if found is None:
        raise _not_found(request.path["id"])
    return found


def _not_found(graph_id: str) -> Exception:
    return refused(404, f"Virtual graph not found: {graph_id}", "virtual-graph-not-found")


def _details(world: World, graph: VirtualGraph) -> dict[str, Any]:
    status = graph.shown(world.now())
    found = {
        "id": graph.id,
        "name": graph.name,
        "status": status,
        "cloud_provider": graph.cloud_provider,
        "region": graph.region,
        "memory": graph.memory,
        "data_source_id": graph.data_source_id,
        "data_source_type": "postgresql",
        "bolt_url": graph.bolt_url,
        "created_at": world.timestamp(graph.created),
        "error_detail": PROBLEM if status == "error" else "",
    }
    return found if graph.maximum_bytes_billed is None else found | {"maximum_bytes_billed": graph.maximum_bytes_billed}
