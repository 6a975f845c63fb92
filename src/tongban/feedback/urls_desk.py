"""Addresses of the desk's side: orders, reviews, calls, the board, reports, codes to hand out."""

from django.urls import path

from tongban.feedback.views import desk_board, desk_flaws, desk_orders

app_name = "ratings-desk"
urlpatterns = [
    path("desk/ratings/", desk_orders.listed, name="orders"),
    path("desk/ratings/reviews/", desk_orders.reviews, name="reviews"),
    path("desk/ratings/calls/", desk_orders.calls, name="calls"),
    path("desk/ratings/board/", desk_board.board, name="board"),
    path("desk/ratings/read/", desk_board.read, name="read"),
    path("desk/ratings/open/", desk_board.open_occasion, name="open"),
    path("desk/ratings/<slug:code>/", desk_orders.one, name="order"),
    path("desk/ratings/<slug:code>/write/", desk_orders.write, name="write"),
    path("desk/ratings/<slug:code>/<slug:step>/", desk_orders.take, name="take"),
    path("desk/flaws/", desk_flaws.listed, name="flaws"),
    path("desk/flaws/campaigns/", desk_flaws.campaigns, name="campaigns"),
    path("desk/flaws/<slug:code>/", desk_flaws.one, name="flaw"),
    path("desk/flaws/<slug:code>/photo/", desk_flaws.photo, name="photo"),
    path("desk/flaws/<slug:code>/<slug:step>/", desk_flaws.take, name="take-flaw"),
]
