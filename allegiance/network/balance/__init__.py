"""Structural balance: the frustration index with its proof, camps, and what breaks them."""

from allegiance.network.balance.balance import Balance, Frustrated, frustration
from allegiance.network.balance.certificate import BadCertificate, Verified, verify
from allegiance.network.balance.generalised import generalised
from allegiance.network.balance.series import Window, series
from allegiance.network.balance.signed import NoBalance, Signed, signed
from allegiance.network.balance.triads import Triads, triads

__all__ = [
    "BadCertificate",
    "Balance",
    "Frustrated",
    "NoBalance",
    "Signed",
    "Triads",
    "Verified",
    "Window",
    "frustration",
    "generalised",
    "series",
    "signed",
    "triads",
    "verify",
]
