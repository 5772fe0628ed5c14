"""The id of the request at hand, for the timeline and the logs."""

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of the request or job at hand, "" outside of one."""
    return _request_id.get()


def set_request_id(value: str) -> None:
    """Remembers the id of the request or job that starts in this context."""
    _request_id.set(value[:64])
