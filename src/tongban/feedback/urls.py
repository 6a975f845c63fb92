"""Addresses of ratings."""

from django.urls import path

from tongban.feedback import views

app_name = "feedback"
urlpatterns = [path("rate/<slug:code>/", views.rate, name="rate")]
