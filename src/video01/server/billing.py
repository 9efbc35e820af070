"""The balance that clients ask for: what the key has left, or a constant that says so for a key without a limit."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from video01.keys import Key
from video01.server.auth import Caller
from video01.server.errors import documented
from video01.server.wire import CAMEL_CASE, timestamp

CREDITS_PER_USD = 2_000_000
UNLIMITED = 2_000_000_000  # credits that a key without a limit is said to have; never goes down
LOW = 180_000  # credits: two videos of six seconds

router = APIRouter(tags=["billing"])


class Balance(BaseModel, alias_generator=CAMEL_CASE):
    """In credits."""

    balance: int
    low_balance: bool
    low_balance_threshold: int
    last_updated: str
    auto_debit_status: str
    status: str
    status_explanation: str


class Billing(BaseModel):
    """In US dollars."""

    current_balance: float
    currency: str


@router.get("/v1/billing/balance", summary="The balance in credits", responses=documented(401))
def balance(caller: Caller) -> Balance:
    """Finished videos are charged, at 15,000 credits a second; nothing else is."""
    left = _left(caller)
    explanation = "Finished videos are charged; what failed or was cancelled is not."
    if caller.credits is None:
        explanation = "This key has no limit. The balance is a constant and never goes down."
    return Balance(
        balance=left,
        low_balance=left < LOW,
        low_balance_threshold=LOW,
        last_updated=timestamp(),
        auto_debit_status="disabled",
        status="current",
        status_explanation=explanation,
    )


@router.get("/v2/billing", summary="The balance in US dollars", responses=documented(401))
def billing(caller: Caller) -> Billing:
    return Billing(current_balance=_left(caller) / CREDITS_PER_USD, currency="USD")


def _left(key: Key) -> int:
    return UNLIMITED if key.credits is None else key.credits
