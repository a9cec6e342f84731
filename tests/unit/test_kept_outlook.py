"""An outlook is kept by what it was made from, and made anew where that can not be read."""

from pathlib import Path

import pytest

from peaceops.domain.marking import Audience
from peaceops.services.demo import new_exercise
from peaceops.services.event import mission_events
from peaceops.services.folder import open_mission
from peaceops.services.gather import lay_ground, outlook_of


@pytest.mark.full
def test_a_kept_outlook_is_the_one_that_was_made(tmp_path: Path) -> None:
    new_exercise(tmp_path / "m", seed=3, scale=0.4)
    mission = open_mission(tmp_path / "m")
    ground = lay_ground(
        mission, mission_events(mission), as_of=None, audience=Audience.INTERNAL,
        progress=lambda _: None,
    )  # fmt: skip
    mission.computed.mkdir(exist_ok=True)
    made = outlook_of(mission, ground)
    (file,) = mission.computed.glob("outlook-*.json")
    assert outlook_of(mission, ground) == made, "read again, nothing is lost to rounding"
    file.write_bytes(file.read_bytes()[:-40])
    assert outlook_of(mission, ground) == made
    assert [one.name for one in mission.computed.glob("outlook-*")] == [file.name]
    earlier = lay_ground(
        mission, mission_events(mission), as_of=ground.as_of.replace(year=ground.as_of.year - 1),
        audience=Audience.INTERNAL, progress=lambda _: None,
    )  # fmt: skip
    assert outlook_of(mission, earlier).as_of != made.as_of
    assert len(list(mission.computed.glob("outlook-*"))) == 2
