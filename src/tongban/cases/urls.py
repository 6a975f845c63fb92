"""Addresses of applicants' pages."""

from django.urls import path

from tongban.cases.views import applying, tracking

app_name = "cases"
urlpatterns = [
    path("items/<slug:code>/start/", applying.start, name="start"),
    path("apply/<uuid:key>/", applying.resume, name="resume"),
    path("apply/<uuid:key>/questions/", applying.questions, name="questions"),
    path("apply/<uuid:key>/form/", applying.form, name="form"),
    path("apply/<uuid:key>/save/", applying.save, name="save"),
    path("apply/<uuid:key>/materials/", applying.materials, name="materials"),
    path("apply/<uuid:key>/files/<int:file>/open/", applying.open_file, name="open-file"),
    path("apply/<uuid:key>/files/<int:file>/remove/", applying.detach, name="detach"),
    path("apply/<uuid:key>/files/<slug:material>/", applying.attach, name="attach"),
    path("apply/<uuid:key>/confirm/", applying.confirm, name="confirm"),
    path("apply/<uuid:key>/file/", applying.file, name="file"),
    path("apply/<uuid:key>/discard/", applying.discard, name="discard"),
    path("cases/", tracking.mine, name="mine"),
    path("cases/<str:number>/", tracking.track, name="track"),
    path("cases/<str:number>/receipt/", tracking.receipt, name="receipt"),
    path("cases/<str:number>/documents/<slug:slug>/", tracking.document, name="document"),
    path("cases/<str:number>/files/<int:file>/", tracking.attachment, name="attachment"),
    path("cases/<str:number>/withdraw/", tracking.withdraw, name="withdraw"),
    path("me/looks/", tracking.looks, name="looks"),
]
