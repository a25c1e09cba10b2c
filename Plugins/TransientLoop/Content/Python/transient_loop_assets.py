# SPDX-License-Identifier: MIT
"""Makes the demo assets of TransientLoop in an editor: Blueprints with a loop component, and the maps of a level file.

    py import transient_loop_assets; transient_loop_assets.create()

The maps have the actors of Content/Levels/Tutorial.json and of the levels that it streams, which the headless host
plays too. A second run keeps the Blueprints, and places the actors of the maps anew; what else is in the maps stays.
"""

import json
import os

import unreal

FOLDER = "/Game/TransientLoop"
DEFAULT_LEVEL = "Tutorial"
DEFAULT_SCRIPT = "tutorial/timers"
MENU = "LevelEditor.MainMenu.Tools"
COMMAND = "import transient_loop_assets; transient_loop_assets.create()"

LEVEL_KEYS = {"name", "actors", "streamedLevels"}
ACTOR_KEYS = {
    "class",
    "label",
    "location",
    "script",
    "arguments",
    "errorPolicy",
    "hibernate",
    "batch",
    "autoStart",
    "clock",
    "tickBudget",
    "tickEvenWhenPaused",
}
SWITCHES = {
    "hibernate": "hibernate",
    "batch": "batch",
    "autoStart": "auto_start",
    "tickEvenWhenPaused": "tick_even_when_paused",
}


class AssetError(Exception):
    """Why the assets cannot be made: what was expected, and what came."""


def create(level=DEFAULT_LEVEL, folder=FOLDER):
    """Makes the Blueprints and the maps of a level file, saves them, and opens the map.

    level: the name of a file in Content/Levels of the project, without extension; or a path that ends with .json.
    folder: where the assets are made.
    Returns the paths of the assets, the map that is open last. Raises AssetError before anything is made, or where the
    editor refuses.
    """
    levels = read_levels(level)
    _expect_editor_at_rest()
    classes = sorted({actor["class"] for each in levels for actor in each["actors"] if "script" in actor})
    blueprints = {name: create_blueprint(folder, name) for name in classes}
    # The streamed ones first: the map that streams them wants them to be there.
    paths = [create_map(folder, each, blueprints) for each in reversed(levels)]
    unreal.log("TransientLoop: {} is ready".format(paths[-1]))
    return [_blueprint_path(folder, name) for name in classes] + paths


def read_levels(level):
    """Reads a level file, and those of the levels that it streams: the one that was asked for first."""
    file = level
    if not level.endswith(".json"):
        file = os.path.join(unreal.Paths.project_content_dir(), "Levels", level + ".json")
    opened = _read_level(file)
    beside = os.path.dirname(file)
    streamed = [
        _read_level(os.path.join(beside, each["level"] + ".json")) for each in opened.get("streamedLevels", [])
    ]
    return [opened] + streamed


def create_blueprint(folder, class_name):
    """Makes an actor Blueprint of a class, with a loop component that has a script; one that exists is kept."""
    path = _blueprint_path(folder, class_name)
    assets = unreal.get_editor_subsystem(unreal.EditorAssetSubsystem)
    if assets.does_asset_exist(path):
        unreal.log("TransientLoop: {} exists, and is kept".format(path))
        return assets.load_asset(path)
    factory = unreal.BlueprintFactory()
    factory.set_editor_property("parent_class", _class_of(class_name))
    tools = unreal.AssetToolsHelpers.get_asset_tools()
    blueprint = tools.create_asset(path.rsplit("/", 1)[1], folder, None, factory)
    if blueprint is None:
        raise AssetError("Expected the editor to make {}, but it did not".format(path))
    component = _add_loop(blueprint)
    component.set_editor_property("script_module", DEFAULT_SCRIPT)
    unreal.BlueprintEditorLibrary.compile_blueprint(blueprint)
    _expect(assets.save_loaded_asset(blueprint), path)
    unreal.log("TransientLoop: made {}".format(path))
    return blueprint


def create_map(folder, level, blueprints):
    """Makes the map of a level, or opens it, places the level's actors and saves it."""
    path = "{}/{}".format(folder, level["name"])
    maps = unreal.get_editor_subsystem(unreal.LevelEditorSubsystem)
    assets = unreal.get_editor_subsystem(unreal.EditorAssetSubsystem)
    exists = assets.does_asset_exist(path)
    if not (maps.load_level(path) if exists else maps.new_level(path)):
        raise AssetError("Expected the editor to {} {}, but it did not".format("open" if exists else "make", path))
    tag = "TransientLoop.{}".format(level["name"])
    removed = _remove_actors(tag)
    for actor in level["actors"]:
        _place(actor, tag, blueprints)
    for streamed in level.get("streamedLevels", []):
        _stream("{}/{}".format(folder, streamed["level"]), streamed.get("visible", True), exists)
    _expect(maps.save_current_level(), path)
    placed = len(level["actors"])
    if exists:
        unreal.log("TransientLoop: {} exists: {} actors in place of {}".format(path, placed, removed))
    else:
        unreal.log("TransientLoop: made {} with {} actors".format(path, placed))
    return path


def add_menu_entry():
    """Offers create in the menu Tools of the level editor."""
    entry = unreal.ToolMenuEntry(name="TransientLoopCreateDemo", type=unreal.MultiBlockType.MENU_ENTRY)
    entry.set_label("Create TransientLoop Demo Assets")
    entry.set_tool_tip("Makes the demo Blueprints and maps of TransientLoop in {}".format(FOLDER))
    entry.set_string_command(unreal.ToolMenuStringCommandType.PYTHON, "", COMMAND)
    menus = unreal.ToolMenus.get()
    menu = menus.extend_menu(MENU)
    menu.add_section("TransientLoop", "TransientLoop")
    menu.add_menu_entry("TransientLoop", entry)
    menus.refresh_all_widgets()


def _read_level(file):
    try:
        with open(file, encoding="utf-8") as text:
            level = json.load(text)
    except OSError as error:
        raise AssetError("Expected a level file, but {} cannot be read: {}".format(file, error.strerror)) from error
    except ValueError as error:
        raise AssetError("Expected JSON in {}, but got {}".format(file, error)) from error
    _expect_keys(file, level, LEVEL_KEYS, {"name", "actors"})
    for number, actor in enumerate(level["actors"]):
        place = "{}: actors[{}]".format(file, number)
        _expect_keys(place, actor, ACTOR_KEYS, {"class", "label"})
        _class_of(actor["class"], place)
    return level


def _expect_keys(place, found, known, wanted):
    if not isinstance(found, dict):
        raise AssetError("Expected an object at {}, but got {}".format(place, json.dumps(found)))
    for key in sorted(set(found) - known):
        raise AssetError('Expected a key of level files at {}, but got "{}"'.format(place, key))
    for key in sorted(wanted - set(found)):
        raise AssetError('Expected "{}" at {}, but there is none'.format(key, place))


def _class_of(name, place="the level file"):
    found = getattr(unreal, name, None)
    if not (isinstance(found, type) and issubclass(found, unreal.Actor)):
        raise AssetError('Expected a class of actors at {}, but got "{}"'.format(place, name))
    return found


def _expect_editor_at_rest():
    if unreal.get_editor_subsystem(unreal.LevelEditorSubsystem).is_in_play_in_editor():
        raise AssetError("Expected an editor in which nothing plays, but a session runs: stop it first")
    dirty = unreal.EditorLoadingAndSavingUtils.get_dirty_map_packages()
    if len(dirty) > 0:
        names = ", ".join(package.get_name() for package in dirty)
        raise AssetError("Expected saved maps, because another is opened, but {} is not: save it first".format(names))


def _expect(saved, path):
    if not saved:
        raise AssetError("Expected the editor to save {}, but it did not: is it checked out?".format(path))


def _blueprint_path(folder, class_name):
    return "{}/BP_TransientLoop{}".format(folder, class_name)


def _add_loop(blueprint):
    """Adds a component "Loop" to a Blueprint, and returns its template."""
    subobjects = unreal.get_engine_subsystem(unreal.SubobjectDataSubsystem)
    root = subobjects.k2_gather_subobject_data_for_blueprint(blueprint)[0]
    handle, reason = subobjects.add_new_subobject(
        unreal.AddNewSubobjectParams(
            parent_handle=root, new_class=unreal.TransientLoopComponent, blueprint_context=blueprint
        )
    )
    library = unreal.SubobjectDataBlueprintFunctionLibrary
    component = library.get_object(library.get_data(handle))
    if component is None:
        raise AssetError("Expected {} to take a loop component, but {}".format(blueprint.get_name(), reason))
    subobjects.rename_subobject(handle, "Loop")
    return component


def _remove_actors(tag):
    actors = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    removed = 0
    for actor in actors.get_all_level_actors():
        if tag in [str(each) for each in actor.get_editor_property("tags")]:
            actors.destroy_actor(actor)
            removed += 1
    return removed


def _place(actor, tag, blueprints):
    actors = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    location = unreal.Vector(*actor.get("location", [0, 0, 0]))
    has_loop = "script" in actor
    actor_class = _class_of(actor["class"])
    if has_loop:
        actor_class = unreal.BlueprintEditorLibrary.generated_class(blueprints[actor["class"]])
    placed = actors.spawn_actor_from_class(actor_class, location)
    if placed is None:
        raise AssetError('Expected the editor to place "{}", but it did not'.format(actor["label"]))
    placed.set_actor_label(actor["label"])
    placed.set_editor_property("tags", [tag])
    if not has_loop:
        return
    component = placed.get_component_by_class(unreal.TransientLoopComponent)
    if component is None:
        raise AssetError('Expected a loop component on "{}", but its Blueprint has none'.format(actor["label"]))
    for name, value in _properties_of(actor):
        component.set_editor_property(name, value)


def _properties_of(actor):
    """The properties of the loop component that a level file sets, by their names in Python."""
    yield "script_module", actor["script"]
    if "arguments" in actor:
        yield "script_arguments", json.dumps(actor["arguments"], ensure_ascii=False)
    if "errorPolicy" in actor:
        yield "error_policy", _enumerator(unreal.TransientLoopErrorPolicy, actor["errorPolicy"])
    if "clock" in actor:
        yield "clock", _enumerator(unreal.TransientLoopClock, actor["clock"])
    for key, name in SWITCHES.items():
        if key in actor:
            yield name, actor[key]
    budget = actor.get("tickBudget", {})
    if "steps" in budget:
        yield "tick_budget_steps", budget["steps"]
    if "milliseconds" in budget:
        yield "tick_budget_milliseconds", budget["milliseconds"]


def _enumerator(enum, text):
    found = getattr(enum, text.replace("-", "_").upper(), None)
    if found is None:
        raise AssetError('Expected a value of {}, but got "{}"'.format(enum.__name__, text))
    return found


def _stream(path, visible, exists):
    world = unreal.get_editor_subsystem(unreal.UnrealEditorSubsystem).get_editor_world()
    streaming = unreal.EditorLevelUtils.add_level_to_world(world, path, unreal.LevelStreamingDynamic)
    if streaming is not None:
        streaming.set_editor_property("initially_loaded", True)
        streaming.set_editor_property("initially_visible", visible)
    elif not exists:
        raise AssetError("Expected the map to stream {}, but the editor refused".format(path))
