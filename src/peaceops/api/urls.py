"""Addresses below /api/."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from peaceops.api.application import api
from peaceops.api.problem import not_found


@csrf_exempt  # there is nothing to protect, and a program wants an answer that it can read
def _nowhere(request: HttpRequest) -> HttpResponse:
    return not_found(request, Exception())


urlpatterns = [path("", api.urls), re_path("", _nowhere)]
