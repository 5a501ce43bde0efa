"""What an enterprise may claim, and which combination of claims gives it the most."""

from shenbao.advice.finder import Advice, Fit, find
from shenbao.advice.mix import Item, Mix, Offer, best_mix

__all__ = ["Advice", "Fit", "Item", "Mix", "Offer", "best_mix", "find"]
