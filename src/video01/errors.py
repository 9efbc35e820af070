"""Every error this package raises on purpose, as one tree.

    Video01Error
    ├── InvalidRequest (ValueError)   something the caller sent is wrong: field, what was expected, what came
    │   └── InvalidImage              ... and it is the picture
    ├── InvalidSettings (ValueError)  a VIDEO01_* variable is wrong
    ├── Unauthorized                  no key, or one that is unknown or revoked
    ├── NotFound                      no such generation (or not this key's)
    ├── Forbidden                     the key or the link does not allow this
    │   └── OutOfCredits              ... as nothing is left to pay with
    ├── IdempotencyConflict           the same Idempotency-Key came with another request
    ├── QueueFull                     try again later
    ├── RateLimited                   too many requests a minute: try again later
    ├── NotOwner                      the row was taken by another worker or is already final
    ├── StorageError                  a file could not be stored or is gone
    ├── ModelUnavailable              the weights or a package that the engine needs are missing
    ├── Canceled                      raised inside an engine to stop at the next step
    └── EngineFailed                  the engine, or the process it ran in, broke

Messages are sentences for people: they say what was expected and what came. No traceback reaches a person.
"""


class Video01Error(Exception):
    """The root; catch it to catch everything below."""


class InvalidRequest(Video01Error, ValueError):
    """A request that can never succeed as sent; `field` names the part that is wrong (as in `GenerationRequest`)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message

    def __reduce__(self) -> tuple[type["InvalidRequest"], tuple[str, str]]:
        return type(self), (self.field, self.message)


class InvalidImage(InvalidRequest):
    """The picture sent as first frame cannot be used."""


class InvalidSettings(Video01Error, ValueError):
    """A setting is not of the form that it should have."""


class Unauthorized(Video01Error):
    """No key came, or it is unknown or revoked."""


class NotFound(Video01Error):
    """No such generation for this key."""


class Forbidden(Video01Error):
    """The caller is known and may not do this."""


class OutOfCredits(Forbidden):
    """The key has fewer credits left than the video costs, counting what it already waits for."""


class IdempotencyConflict(Video01Error):
    """An `Idempotency-Key` came a second time, with another request than the first."""


class QueueFull(Video01Error):
    """The queue holds as many generations as it is allowed to; `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RateLimited(Video01Error):
    """The key sends more requests a minute than it may; `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotOwner(Video01Error):
    """A worker reported on a generation that is no longer its own."""


class StorageError(Video01Error):
    """A file could not be written, or is not there."""


class ModelUnavailable(Video01Error):
    """An engine cannot start because its weights or a package are missing; the message says how to get them."""


class Canceled(Video01Error):
    """The generation was cancelled; raised between two steps."""


class EngineFailed(Video01Error):
    """The engine broke; the message says why, as far as can be known."""
