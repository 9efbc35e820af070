"""The balance that clients ask for. This server charges nobody, so it is a constant, and the answer says so."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from video01.server.auth import Caller
from video01.server.errors import documented
from video01.server.wire import CAMEL_CASE, timestamp

CREDITS_PER_SECOND = 15_000  # of video
CREDITS_PER_USD = 2_000_000
BALANCE = 2_000_000_000  # credits; never goes down

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


def credits_for(seconds: float) -> int:
    """What a video of that duration counts for."""
    return round(seconds * CREDITS_PER_SECOND)


@router.get("/v1/billing/balance", summary="The balance in credits", responses=documented(401))
def balance(_: Caller) -> Balance:
    return Balance(
        balance=BALANCE,
        low_balance=False,
        low_balance_threshold=0,
        last_updated=timestamp(),
        auto_debit_status="disabled",
        status="current",
        status_explanation="This server charges nothing. The balance is a constant and never goes down.",
    )


@router.get("/v2/billing", summary="The balance in US dollars", responses=documented(401))
def billing(_: Caller) -> Billing:
    return Billing(current_balance=BALANCE / CREDITS_PER_USD, currency="USD")
