"""Joins the packages when Django is ready."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tongban.config"
    label = "config"

    def ready(self) -> None:
        from tongban.config import frame, reactions

        reactions.register()
        frame.register()
