"""The desktop program: everything that imports Qt."""

from shenbao.ui.singletons import make_immortal

make_immortal()
