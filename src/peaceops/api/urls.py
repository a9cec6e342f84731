"""Addresses below /api/."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from peaceops.api.application import api
from peaceops.api.problem import not_found


def _nowhere(request: HttpRequest) -> HttpResponse:
    return not_found(request, Exception())


urlpatterns = [path("", api.urls), re_path("^.*$", _nowhere)]
