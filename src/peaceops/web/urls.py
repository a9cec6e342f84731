"""All addresses: pages here, and below /api/ the API, which is named and not imported."""

from django.urls import include, path
from django.views.i18n import set_language

from peaceops.web import page
from peaceops.web.static_file import static_file

urlpatterns = [
    path("", page.home),
    path("sign-in", page.sign_in_page),
    path("sign-out", page.sign_out_page),
    path("link/<str:link>", page.link_page),
    path("language", set_language),
    path("static/<str:name>", static_file),
    path("api/", include("peaceops.api.urls")),
]
handler404 = "peaceops.web.page.not_found"
