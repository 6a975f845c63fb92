"""Addresses of the desk, all under /desk/: what each package brings for officers."""

from django.urls import include, path

urlpatterns = [
    path("", include("tongban.identity.urls_desk_accounts")),
    path("", include("tongban.identity.urls_desk")),
    path("", include("tongban.cases.urls_desk")),
    path("", include("tongban.systems.urls_desk")),
    path("", include("tongban.feedback.urls_desk")),
]
