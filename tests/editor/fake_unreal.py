# SPDX-License-Identifier: MIT
"""A strict stand-in for the module that Unreal gives to Python: the names that docs/unreal.md lists, and no others.

What the plugin's own classes have is read from its headers, by the rules that Unreal makes Python names with.
"""

import os
import re
import sys
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADERS = os.path.join(ROOT, "Plugins/TransientLoop/Source/TransientLoop/Public")


def snake_case(name):
    """ScriptModule is script_module, and bAutoStart is auto_start."""
    if re.match(r"b[A-Z]", name):
        name = name[1:]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _header(name):
    with open(os.path.join(HEADERS, name + ".h"), encoding="utf-8") as text:
        return re.sub(r"/\*.*?\*/|//[^\n]*", "", text.read(), flags=re.DOTALL)


def component_properties():
    """What a details panel edits of the loop component."""
    editable = r"UPROPERTY\(\s*EditAnywhere(?:[^()]|\([^()]*\))*\)\s*[\w:]+\s+(\w+)"
    found = re.findall(editable, _header("TransientLoopComponent"))
    return {snake_case(name) for name in found}


def enumerators(name):
    body = re.search(r"enum class E%s[^{]*\{([^}]*)\}" % name, _header(name)).group(1)
    return [snake_case(each).upper() for each in re.findall(r"(\w+)\s*(?:,|$)", body.strip())]


class Editor:
    """What the editor of a test has: assets by path, and the map that is open."""

    def __init__(self, content):
        self.content = content
        self.assets = {}
        self.saved = []
        self.log = []
        self.dirty_maps = []
        self.plays = False
        self.refuses = None
        self.map = None
        self.menus = {}


class _Properties:
    """set_editor_property, for the properties that there are."""

    _names = frozenset()

    def set_editor_property(self, name, value):
        self._check(name)
        self.__dict__.setdefault("_values", {})[name] = value

    def get_editor_property(self, name):
        self._check(name)
        return self.__dict__.get("_values", {}).get(name)

    def _check(self, name):
        if name not in self._names:
            raise Exception("Failed to find property '{}' for '{}'".format(name, type(self).__name__))


def install(content):
    """Puts a fresh module `unreal` in place, with an editor of which it tells."""
    editor = Editor(content)
    module = _make(editor)
    sys.modules["unreal"] = module
    return editor


def _make(editor):
    class Object(_Properties):
        def get_name(self):
            return self._name

    class Actor(Object):
        _names = frozenset(["tags"])

        def __init__(self):
            self._label = None
            self._components = []
            self._values = {"tags": []}

        def set_actor_label(self, new_actor_label):
            self._label = new_actor_label

        def get_component_by_class(self, component_class):
            return next((each for each in self._components if isinstance(each, component_class)), None)

    class Pawn(Actor):
        pass

    class Character(Pawn):
        pass

    class TransientLoopComponent(Object):
        _names = frozenset(component_properties())

    class Blueprint(Object):
        def __init__(self, path, parent):
            self._path = path
            self._name = path.rsplit("/", 1)[1]
            self._parent = parent
            self._template = None
            self._component_name = None
            self._compiled = False

    class World(Object):
        def __init__(self, path):
            self._path = path
            self._actors = []
            self._streaming = []

    class LevelStreamingDynamic(Object):
        _names = frozenset(["initially_loaded", "initially_visible"])

        def __init__(self, path):
            self._path = path

    class BlueprintFactory(Object):
        _names = frozenset(["parent_class"])

    class AssetTools(Object):
        def create_asset(self, asset_name, package_path, asset_class, factory):
            path = "{}/{}".format(package_path, asset_name)
            if editor.refuses == "create_asset" or path in editor.assets:
                return None
            editor.assets[path] = Blueprint(path, factory.get_editor_property("parent_class"))
            return editor.assets[path]

    class AssetToolsHelpers(Object):
        @classmethod
        def get_asset_tools(cls):
            return AssetTools()

    class EditorAssetSubsystem(Object):
        def does_asset_exist(self, asset_path):
            return asset_path in editor.assets

        def load_asset(self, asset_path):
            return editor.assets[asset_path]

        def save_loaded_asset(self, asset_to_save):
            if editor.refuses == "save":
                return False
            editor.saved.append(asset_to_save._path)
            return True

    class Text:
        def __init__(self, text=""):
            self._text = text

        def __str__(self):
            return self._text

    class Handle:
        def __init__(self, blueprint, target):
            self._blueprint = blueprint
            self._target = target

    class AddNewSubobjectParams:
        def __init__(self, parent_handle, new_class, blueprint_context):
            self._parent = parent_handle
            self._class = new_class
            self._blueprint = blueprint_context

    class SubobjectDataSubsystem(Object):
        def k2_gather_subobject_data_for_blueprint(self, context):
            return [Handle(context, None)]

        def add_new_subobject(self, params):
            if editor.refuses == "add_new_subobject":
                return Handle(None, None), Text("it is full")
            params._blueprint._template = params._class()
            return Handle(params._blueprint, params._blueprint._template), Text()

        def rename_subobject(self, handle, new_name):
            handle._blueprint._component_name = str(new_name)
            return True

    class SubobjectDataBlueprintFunctionLibrary(Object):
        @classmethod
        def get_data(cls, data_handle):
            return data_handle

        @classmethod
        def get_object(cls, data):
            return data._target

    class BlueprintEditorLibrary(Object):
        @classmethod
        def compile_blueprint(cls, blueprint):
            blueprint._compiled = True

        @classmethod
        def generated_class(cls, blueprint_obj):
            return blueprint_obj

    class LevelEditorSubsystem(Object):
        def is_in_play_in_editor(self):
            return editor.plays

        def new_level(self, asset_path):
            if editor.refuses == "new_level":
                return False
            editor.map = editor.assets[asset_path] = World(asset_path)
            return True

        def load_level(self, asset_path):
            editor.map = editor.assets[asset_path]
            return True

        def save_current_level(self):
            if editor.refuses == "save_map":
                return False
            editor.saved.append(editor.map._path)
            return True

    class EditorActorSubsystem(Object):
        def get_all_level_actors(self):
            streamed = [actor for each in editor.map._streaming for actor in editor.assets[each._path]._actors]
            return list(editor.map._actors) + streamed

        def destroy_actor(self, actor_to_destroy):
            editor.map._actors.remove(actor_to_destroy)
            return True

        def spawn_actor_from_class(self, actor_class, location):
            if editor.refuses == "spawn":
                return None
            is_class = isinstance(actor_class, type)
            actor = actor_class() if is_class else actor_class._parent()
            actor._class = actor_class.__name__ if is_class else actor_class._name
            actor._location = [location.x, location.y, location.z]
            if not is_class and actor_class._template is not None:
                copy = TransientLoopComponent()
                copy._values = dict(actor_class._template.__dict__.get("_values", {}))
                actor._components.append(copy)
            editor.map._actors.append(actor)
            return actor

    class UnrealEditorSubsystem(Object):
        def get_editor_world(self):
            return editor.map

    class EditorLevelUtils(Object):
        @classmethod
        def add_level_to_world(cls, world, level_package_name, level_streaming_class):
            known = level_package_name in editor.assets
            if not known or any(each._path == level_package_name for each in world._streaming):
                return None
            world._streaming.append(level_streaming_class(level_package_name))
            return world._streaming[-1]

    class EditorLoadingAndSavingUtils(Object):
        @classmethod
        def get_dirty_map_packages(cls):
            return editor.dirty_maps

    class Vector:
        def __init__(self, x=0.0, y=0.0, z=0.0):
            self.x, self.y, self.z = x, y, z

    class Paths(Object):
        @classmethod
        def project_content_dir(cls):
            return editor.content

    class MultiBlockType:
        MENU_ENTRY = "MENU_ENTRY"

    class ToolMenuStringCommandType:
        PYTHON = "PYTHON"

    class ToolMenuEntry:
        def __init__(self, name, type):
            self._name, self._type = name, type

        def set_label(self, label):
            self._label = label

        def set_tool_tip(self, tool_tip):
            self._tool_tip = tool_tip

        def set_string_command(self, type, custom_type, string):
            self._command = (type, custom_type, string)

    class ToolMenu(Object):
        def __init__(self):
            self._entries = []
            self._sections = []

        def add_section(self, section_name, label):
            self._sections.append(section_name)

        def add_menu_entry(self, section_name, args):
            self._entries.append((section_name, args))

    class ToolMenus(Object):
        _refreshed = 0

        @classmethod
        def get(cls):
            return cls()

        def extend_menu(self, name):
            return editor.menus.setdefault(name, ToolMenu())

        def refresh_all_widgets(self):
            ToolMenus._refreshed += 1

    def enum(name):
        return type(name, (), {each: (name, each) for each in enumerators(name)})

    def get_editor_subsystem(subsystem):
        return subsystem()

    def get_engine_subsystem(subsystem):
        return subsystem()

    module = types.ModuleType("unreal")
    for name, value in list(locals().items()):
        is_own = isinstance(value, type) or name in ("get_editor_subsystem", "get_engine_subsystem")
        if is_own and name not in ("Object", "World", "Handle", "Text", "Blueprint"):
            setattr(module, name, value)
    module.TransientLoopErrorPolicy = enum("TransientLoopErrorPolicy")
    module.TransientLoopClock = enum("TransientLoopClock")
    module.log = editor.log.append
    return module
