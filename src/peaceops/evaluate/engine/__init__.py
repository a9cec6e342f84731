"""Where the work of a back-test is done: here, in processes beside, or on a cluster."""

from peaceops.evaluate.engine.cluster import on_cluster
from peaceops.evaluate.engine.local import in_processes

__all__ = ["in_processes", "on_cluster"]
