# SPDX-License-Identifier: MIT
"""Unreal runs this when an editor starts with the Python plugin: it offers the demo assets, and makes none."""

import transient_loop_assets

transient_loop_assets.add_menu_entry()
