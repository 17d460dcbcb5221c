#!/usr/bin/python3
"""A window with a page of WebKitGTK in it, started by WebKitWebDriver. WebKit's own test browser forgets all it knows when it ends; this one
keeps a profile, so that a restart can be tested. What pages say on the console goes to the standard output."""
import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

profile = os.environ["WAYMARK_PROFILE"]
downloads = os.environ["WAYMARK_DOWNLOADS"]

data = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext(website_data_manager=data)
context.set_preferred_languages(["en-GB", "en"])
context.set_automation_allowed(True)

scripts = WebKit2.UserContentManager()
scripts.add_script(
    WebKit2.UserScript(
        os.environ["WAYMARK_SCRIPT"],
        WebKit2.UserContentInjectedFrames.TOP_FRAME,
        WebKit2.UserScriptInjectionTime.START,
        None,
        None,
    )
)
view = WebKit2.WebView(
    web_context=context,
    user_content_manager=scripts,
    settings=WebKit2.Settings(enable_write_console_messages_to_stdout=True),
    is_controlled_by_automation=True,
)


def begin(_context, session):
    about = WebKit2.ApplicationInfo()
    about.set_name("WebKitGTK")
    about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(about)
    session.connect("create-web-view", lambda _session: view)


def keep(_context, download):
    def decide(download, name):
        download.set_destination(GLib.filename_to_uri(os.path.join(downloads, name), None))
        return True

    download.connect("decide-destination", decide)


view.connect("close", lambda _view: window.destroy())
context.connect("automation-started", begin)
context.connect("download-started", keep)

window = Gtk.Window()
window.set_decorated(False)
window.set_default_size(1280, 900)
window.add(view)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
