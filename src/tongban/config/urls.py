"""Addresses of the portal: what each package brings. Those of the desk: urls_desk.py."""

from django.urls import include, path

from tongban.config.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("tongban.identity.urls_accounts")),
    path("", include("tongban.identity.urls")),
    path("", include("tongban.portal.urls")),
    path("", include("tongban.cases.urls")),
    path("", include("tongban.notifications.urls")),
    path("", include("tongban.systems.urls")),
    path("", include("tongban.feedback.urls")),
    path("", include("tongban.ui.urls")),
]
