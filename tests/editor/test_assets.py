# SPDX-License-Identifier: MIT
"""The editor script makes the assets that it says, from the level files that the headless host plays."""

import importlib
import json
import os
import sys
import tempfile
import unittest

import fake_unreal

ROOT = fake_unreal.ROOT
SCRIPTS = os.path.join(ROOT, "Plugins/TransientLoop/Content/Python")
CONTENT = os.path.join(ROOT, "Content/")


def level_file(name):
    with open(os.path.join(CONTENT, "Levels", name + ".json"), encoding="utf-8") as text:
        return json.load(text)


class AssetTest(unittest.TestCase):
    def setUp(self):
        self.start(CONTENT)

    def start(self, content):
        self.editor = fake_unreal.install(content)
        sys.modules.pop("transient_loop_assets", None)
        self.assets = importlib.import_module("transient_loop_assets")

    def write_level(self, level, name="Yard"):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = os.path.join(folder.name, name + ".json")
        with open(file, "w", encoding="utf-8") as text:
            text.write(level if isinstance(level, str) else json.dumps(level))
        return file

    def refused(self, *arguments):
        with self.assertRaises(self.assets.AssetError) as raised:
            self.assets.create(*arguments)
        return str(raised.exception)

    def loop_of(self, actor):
        return actor._components[0]._values if actor._components else None


class CreateTest(AssetTest):
    def test_makes_a_blueprint_with_a_loop_and_a_script_for_each_class_with_loops(self):
        self.assets.create()

        blueprints = {path: each for path, each in self.editor.assets.items() if "/BP_" in path}
        names = ["Actor", "Character", "Pawn"]
        self.assertEqual(sorted(blueprints), ["/Game/TransientLoop/BP_TransientLoop" + name for name in names])
        for name, blueprint in zip(names, (blueprints[path] for path in sorted(blueprints))):
            self.assertEqual(blueprint._parent.__name__, name)
            self.assertEqual(blueprint._component_name, "Loop")
            self.assertEqual(blueprint._template._values, {"script_module": "tutorial/timers"})
            self.assertTrue(blueprint._compiled)
            self.assertIn(blueprint._path, self.editor.saved)

    def test_makes_maps_with_the_actors_of_the_level_files(self):
        paths = self.assets.create()

        self.assertEqual(paths[-2:], ["/Game/TransientLoop/TutorialCellar", "/Game/TransientLoop/Tutorial"])
        for name in ("Tutorial", "TutorialCellar"):
            placed = self.editor.assets["/Game/TransientLoop/" + name]._actors
            wanted = level_file(name)["actors"]
            self.assertEqual([actor._label for actor in placed], [actor["label"] for actor in wanted])
            for actor, want in zip(placed, wanted):
                self.assertEqual(actor._class, "BP_TransientLoop" + want["class"])
                self.assertEqual(actor._location, want.get("location", [0, 0, 0]))
                loop = self.loop_of(actor)
                self.assertEqual(loop["script_module"], want["script"])
                self.assertEqual(json.loads(loop.get("script_arguments", "{}")), want.get("arguments", {}))
            self.assertIn("/Game/TransientLoop/" + name, self.editor.saved)

    def test_streams_the_levels_and_leaves_the_first_open(self):
        self.assets.create()

        self.assertEqual(self.editor.map._path, "/Game/TransientLoop/Tutorial")
        [streaming] = self.editor.map._streaming
        self.assertEqual(streaming._path, "/Game/TransientLoop/TutorialCellar")
        self.assertEqual(streaming._values, {"initially_loaded": True, "initially_visible": True})

    def test_a_second_run_keeps_blueprints_and_places_actors_anew(self):
        self.assets.create()
        tutorial = self.editor.assets["/Game/TransientLoop/Tutorial"]
        blueprint = self.editor.assets["/Game/TransientLoop/BP_TransientLoopActor"]
        own = type(tutorial._actors[0])()
        own._label = "own"
        tutorial._actors.append(own)
        before = list(tutorial._actors)
        cellar = list(self.editor.assets["/Game/TransientLoop/TutorialCellar"]._actors)
        del self.editor.log[:]

        self.assets.create()

        count = len(level_file("Tutorial")["actors"])
        self.assertIs(self.editor.assets["/Game/TransientLoop/BP_TransientLoopActor"], blueprint)
        self.assertEqual(len(tutorial._actors), count + 1)
        self.assertEqual([actor for actor in before if actor in tutorial._actors], [own])
        self.assertEqual(len(self.editor.assets["/Game/TransientLoop/TutorialCellar"]._actors), len(cellar))
        self.assertEqual(len(tutorial._streaming), 1)
        self.assertIn("TransientLoop: /Game/TransientLoop/BP_TransientLoopActor exists, and is kept", self.editor.log)
        self.assertIn(
            "TransientLoop: /Game/TransientLoop/Tutorial exists: {0} actors in place of {0}".format(count),
            self.editor.log,
        )

    def test_sets_all_that_a_level_file_can_say(self):
        actor = {
            "class": "Pawn",
            "label": "all",
            "location": [1, 2, 3],
            "script": "tutorial/timers",
            "arguments": {"name": "Zoë"},
            "errorPolicy": "destroy-actor",
            "hibernate": True,
            "batch": True,
            "autoStart": False,
            "clock": "unpaused",
            "tickBudget": {"steps": 5, "milliseconds": 0.5},
            "tickEvenWhenPaused": False,
        }
        self.assertEqual(set(actor), self.assets.ACTOR_KEYS)
        file = self.write_level({"name": "Yard", "actors": [actor, {"class": "Actor", "label": "bare"}]})

        self.assets.create(file, "/Game/Other")

        placed, bare = self.editor.assets["/Game/Other/Yard"]._actors
        self.assertEqual(
            self.loop_of(placed),
            {
                "script_module": "tutorial/timers",
                "script_arguments": '{"name": "Zoë"}',
                "error_policy": ("TransientLoopErrorPolicy", "DESTROY_ACTOR"),
                "clock": ("TransientLoopClock", "UNPAUSED"),
                "hibernate": True,
                "batch": True,
                "auto_start": False,
                "tick_even_when_paused": False,
                "tick_budget_steps": 5,
                "tick_budget_milliseconds": 0.5,
            },
        )
        self.assertEqual(set(self.loop_of(placed)), fake_unreal.component_properties())
        self.assertEqual((bare._class, self.loop_of(bare)), ("Actor", None))


class RefusalTest(AssetTest):
    def test_a_level_file_that_does_not_fit_is_refused_before_anything_is_made(self):
        actor = {"class": "Actor", "label": "A"}
        cases = [
            ("{", "Expected JSON in "),
            ([], "Expected an object at "),
            ({"actors": []}, 'Expected "name" at '),
            ({"name": "Yard", "actors": [{"class": "Actor"}]}, 'Expected "label" at '),
            ({"name": "Yard", "actors": [dict(actor, colour="red")]}, '"colour"'),
            ({"name": "Yard", "actors": [dict(actor, **{"class": "Paths"})]}, 'Expected a class of actors at '),
            ({"name": "Yard", "actors": [], "streamedLevels": [{"level": "No"}]}, "No.json cannot be read"),
        ]
        for level, expected in cases:
            self.assertIn(expected, self.refused(self.write_level(level)))
        self.assertIn("Nowhere.json cannot be read", self.refused("Nowhere"))
        self.assertEqual((self.editor.assets, self.editor.saved), ({}, []))

    def test_nothing_is_made_while_a_session_runs_or_a_map_is_unsaved(self):
        self.editor.plays = True
        self.assertIn("stop it first", self.refused())
        self.editor.plays = False
        package = type("Package", (), {"get_name": lambda self: "/Game/Mine"})()
        self.editor.dirty_maps = [package]
        self.assertIn("/Game/Mine is not: save it first", self.refused())
        self.assertEqual((self.editor.assets, self.editor.saved), ({}, []))

    def test_what_the_editor_refuses_is_said(self):
        for refused, expected in [
            ("create_asset", "Expected the editor to make /Game/TransientLoop/BP_TransientLoopActor"),
            ("add_new_subobject", "BP_TransientLoopActor to take a loop component, but it is full"),
            ("save", "Expected the editor to save /Game/TransientLoop/BP_TransientLoopActor"),
            ("new_level", "Expected the editor to make /Game/TransientLoop/TutorialCellar"),
            ("spawn", 'Expected the editor to place "lantern"'),
            ("save_map", "Expected the editor to save /Game/TransientLoop/TutorialCellar"),
        ]:
            self.start(CONTENT)
            self.editor.refuses = refused
            self.assertIn(expected, self.refused())

    def test_a_value_that_an_enum_has_not_is_said(self):
        actor = {"class": "Actor", "label": "A", "script": "tutorial/timers", "clock": "lunar"}
        self.assertIn('"lunar"', self.refused(self.write_level({"name": "Yard", "actors": [actor]})))

    def test_a_blueprint_of_that_name_without_a_loop_is_said(self):
        self.assets.create()
        self.editor.assets["/Game/TransientLoop/BP_TransientLoopActor"]._template = None
        self.assertIn("its Blueprint has none", self.refused())


class StartTest(AssetTest):
    def test_the_start_of_the_editor_makes_no_assets_and_offers_the_command(self):
        sys.modules.pop("init_unreal", None)
        importlib.import_module("init_unreal")

        self.assertEqual((self.editor.assets, self.editor.map), ({}, None))
        [(section, entry)] = self.editor.menus["LevelEditor.MainMenu.Tools"]._entries
        self.assertEqual(section, "TransientLoop")
        kind, _, command = entry._command
        self.assertEqual(kind, "PYTHON")
        exec(command, {})
        self.assertIn("/Game/TransientLoop/Tutorial", self.editor.assets)


class FakeTest(AssetTest):
    def test_knows_the_names_of_the_plugin_by_its_headers(self):
        self.assertIn("tick_even_when_paused", fake_unreal.component_properties())
        self.assertEqual(fake_unreal.enumerators("TransientLoopErrorPolicy"), ["REPORT", "END_LOOP", "DESTROY_ACTOR"])

    def test_refuses_other_names(self):
        unreal = sys.modules["unreal"]
        self.assertFalse(hasattr(unreal, "EditorLevelLibrary"))
        with self.assertRaises(Exception):
            unreal.TransientLoopComponent().set_editor_property("script", "x")


if __name__ == "__main__":
    sys.path.insert(0, SCRIPTS)
    unittest.main()
