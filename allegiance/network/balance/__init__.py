"""Structural balance: the frustration index with its proof, camps, and what breaks them."""

from allegiance.network.balance.balance import Balance, Frustrated, frustration
from allegiance.network.balance.certificate import BadCertificate, Verified, verify
from allegiance.network.balance.signed import NoBalance, Signed, signed

__all__ = [
    "BadCertificate",
    "Balance",
    "Frustrated",
    "NoBalance",
    "Signed",
    "Verified",
    "frustration",
    "signed",
    "verify",
]
