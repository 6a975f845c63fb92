"""The context that every template has: `frame`. No query: the frame asks when the template prints."""

from django.http import HttpRequest

from tongban.ui.frame import REGISTRY, Frame


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give templates the frame of their page."""
    return {"frame": Frame(request, REGISTRY)}
