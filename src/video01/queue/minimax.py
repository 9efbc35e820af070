"""How a generation went, in MiniMax's codes: the same in the answer to a query and in a callback."""

from __future__ import annotations

from video01.generation import Status

SUCCESS, UNKNOWN, BAD_PARAMETERS, TIMED_OUT, CANNOT = 0, 1000, 2013, 1001, 1033
FAILURES = {  # why a generation failed -> code
    "invalid_request": BAD_PARAMETERS,
    "deadline_exceeded": TIMED_OUT,
    "model_unavailable": CANNOT,
    "out_of_memory": CANNOT,
    "worker_lost": CANNOT,
    "storage_error": CANNOT,
}


def verdict(status: Status, failure: tuple[str, str] | None) -> tuple[int, str]:
    """The `status_code` and the `status_msg`; `failure` is its name and message.

    0 while nothing went wrong. One that failed has a code too, for some clients poll on until they see one.
    """
    if status is Status.CANCELED:
        return UNKNOWN, "the generation was cancelled"
    if status is not Status.FAILED:
        return SUCCESS, "success"
    if failure is None:
        return UNKNOWN, "the generation failed and left no reason"
    name, message = failure
    return FAILURES.get(name, UNKNOWN), message
