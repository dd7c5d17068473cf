"""The schema from which the web app's types are made."""

import json
from pathlib import Path

from shared.events.commands import StartActivity
from shared.events.export import event_schema, main


def test_every_message_can_be_reached_from_the_roots() -> None:
    """No reference points nowhere."""
    schema = event_schema()
    references = {part.split('"')[0] for part in json.dumps(schema).split("#/$defs/")[1:]}
    assert references <= schema["$defs"].keys()
    assert {"ClientMessage", "HubMessage", "DurableEvent", StartActivity.__name__} <= schema["$defs"].keys()


def test_durable_events_always_carry_seq_and_time() -> None:
    """Optional in the core, where the log adds them; certain for clients."""
    schema = event_schema()
    for reference in schema["$defs"]["DurableEvent"]["anyOf"]:
        assert {"seq", "at"} <= set(schema["$defs"][reference["$ref"].rsplit("/", 1)[1]]["required"])


def test_the_file_is_written_the_same_each_time(tmp_path: Path) -> None:
    """So that a diff means a change."""
    main(tmp_path / "new" / "events.json")
    first = (tmp_path / "new" / "events.json").read_text()
    main(tmp_path / "new" / "events.json")
    assert (tmp_path / "new" / "events.json").read_text() == first
    assert json.loads(first)["x-close-codes"]["4503"]["retry"] == "final"
