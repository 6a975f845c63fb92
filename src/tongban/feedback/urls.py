"""Addresses of ratings, public figures, flaws, and one's own."""

from django.urls import path

from tongban.feedback.views import flaws, mine, public, rating

app_name = "feedback"
urlpatterns = [
    path("rate/<slug:code>/", rating.rate, name="rate"),
    path("rate/<slug:code>/more/", rating.add, name="add"),
    path("ratings/", public.ratings, name="ratings"),
    path("ratings/table.csv", public.table, name="table"),
    path("ratings/bad/", public.bad, name="bad"),
    path("ratings/<slug:text>/", public.month, name="month"),
    path("ratings/<slug:text>/table.csv", public.month_table, name="month-table"),
    path("ratings/<slug:text>/file.json", public.month_file, name="month-file"),
    path("flaws/", flaws.listed, name="flaws"),
    path("flaws/report/", flaws.report, name="report"),
    path("flaws/similar/", flaws.similar, name="similar"),
    path("flaws/campaigns/<slug:slug>/", flaws.campaign, name="campaign"),
    path("flaws/<slug:code>/", flaws.one, name="flaw"),
    path("flaws/<slug:code>/back/", flaws.back, name="back"),
    path("flaws/<slug:code>/photo/", flaws.photo, name="photo"),
    path("me/ratings/", mine.mine, name="mine"),
    path("me/ratings/<slug:code>/", mine.order, name="order"),
    path("me/ratings/<slug:code>/judge/", mine.judge, name="judge"),
    path("me/ratings/<slug:code>/write/", mine.write, name="write"),
]
