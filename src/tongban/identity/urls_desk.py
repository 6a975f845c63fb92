"""Addresses of identity at the desk, sign-in apart (urls_desk_accounts.py)."""

from django.urls import path

from tongban.identity import views

app_name = "identity"
urlpatterns = [path("desk/registrar/", views.counter, name="counter")]
