# The headless addon: PuerTS's binding layer, from the sources of the npm package, with our world and the plugin's own files.
{
  "variables": {
    "puerts": "node_modules/puerts",
    "plugin": "Plugins/TransientLoop/Source/TransientLoop",
    "specs": "Plugins/TransientLoop/Source/TransientLoopTests",
    "demo": "Source/TransientLoopDemo",
    "headless": "Source/Headless",
  },
  "target_defaults": {
    "defines": ["MAPPER_ISOLATE_DATA_POS=2"],
    # Only this folder's compiler settings decide about warnings: everything of others is a system header.
    "cflags_cc": [
      "-isystem", "<(node_root_dir)/include/node",
      "-isystem", "../<(puerts)/puerts_libs/include",
      "-isystem", "../<(puerts)/src",
    ],
    "include_dirs": ["<(headless)/Addon"],
  },
  "targets": [
    {
      "target_name": "puerts_binding",
      "type": "static_library",
      "sources": [
        "<(puerts)/src/CppObjectMapper.cpp",
        "<(puerts)/src/DataTransfer.cpp",
        "<(puerts)/src/JSClassRegister.cpp",
      ],
      "cflags_cc": ["-w", "-O2", "-include", "../<(headless)/Addon/PuertsCompat.h"],
    },
    {
      "target_name": "transient_loop_headless",
      "dependencies": ["puerts_binding"],
      "sources": [
        "<!@(node scripts/sources.mjs <(headless)/World <(headless)/Addon <(plugin)/Private <(specs)/Private <(demo))",
      ],
      "include_dirs": [
        "<(headless)/Engine",
        "<(headless)/Intermediate",
        "<(headless)/World",
        "<(headless)/Puerts",
        "<(plugin)/Public",
        "<(plugin)/Private",
        "<(specs)/Private",
        "<(demo)",
      ],
      "cflags_cc": [
        # Nobody links against it: what is hidden is called directly.
        "-O2", "-fno-exceptions", "-fno-rtti", "-fvisibility=hidden", "-fvisibility-inlines-hidden",
        "-Wall", "-Wextra", "-Wshadow", "-Wundef", "-Wsuggest-override", "-Werror",
      ],
    },
  ],
}
