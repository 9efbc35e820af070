"""A video and those it was continued from and to, in the order in which they play."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from video01.errors import NotFound
from video01.generation import Generation
from video01.server.backend import Backend, BackendOf
from video01.server.studio.card import cards
from video01.server.studio.session import SignedIn
from video01.server.studio.videos import answer

LONGEST = 24  # videos to either side

router = APIRouter()


@router.get("/videos/{id}/story")
def story(id: str, visit: SignedIn, backend: BackendOf) -> Response:
    """Only what began with a frame of its parent counts; of several continuations, the newest."""
    here = backend.queue.get(id, owner=visit.key.id)
    chain = [*reversed(_before(here, backend)), here, *_after(here, backend)]
    return answer({"videos": cards(chain, backend)})


def _before(here: Generation, backend: Backend) -> list[Generation]:
    found: list[Generation] = []
    while here.parent is not None and len(found) < LONGEST and backend.queue.pictures_of([here.id]):
        try:
            here = backend.queue.get(here.parent, owner=here.owner)
        except NotFound:
            break
        found.append(here)
    return found


def _after(here: Generation, backend: Backend) -> list[Generation]:
    found: list[Generation] = []
    while len(found) < LONGEST:
        children = backend.queue.list(here.owner, parent=here.id)
        pictured = backend.queue.pictures_of([child.id for child in children])
        following = next((child for child in children if child.id in pictured and child.output), None)
        if following is None:
            break
        found.append(following)
        here = following
    return found
