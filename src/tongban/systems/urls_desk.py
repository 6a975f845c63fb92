"""Addresses of systems at the desk."""

from django.urls import path

from tongban.systems import views

app_name = "systems-desk"
urlpatterns = [
    path("desk/systems/", views.desk, name="desk"),
    path("desk/systems/<uuid:tag>/end/", views.end_client, name="end-client"),
    path("desk/systems/hooks/<uuid:tag>/", views.log, name="log"),
    path("desk/systems/hooks/<uuid:tag>/end/", views.end_hook, name="end-hook"),
    path("desk/systems/hooks/<uuid:tag>/resend/", views.resend, name="resend"),
]
