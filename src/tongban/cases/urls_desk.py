"""Addresses of the officers' desk."""

from django.urls import path

from tongban.cases.views import desk

app_name = "desk"
urlpatterns = [
    path("desk/", desk.jobs, name="jobs"),
    path("desk/cases/<str:number>/", desk.file, name="file"),
    path("desk/cases/<str:number>/open/", desk.open_file, name="open"),
    path("desk/cases/<str:number>/originals/<slug:material>/", desk.check_original, name="check-original"),
    path("desk/cases/<str:number>/documents/<slug:slug>/", desk.document, name="document"),
    path("desk/cases/<str:number>/files/<int:file>/", desk.attachment, name="attachment"),
    path("desk/cases/<str:number>/hand_over/", desk.hand_over, name="hand-over"),
    path("desk/cases/<str:number>/<slug:step>/", desk.take, name="take"),
]
