"""Tell the story of one warning as a page, from commands that are run and what they print.

`python -m tests.examples.warning_story` writes `docs/how-to/follow-a-warning.md` anew.
"""

import contextlib
import importlib
import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import msgspec

from peaceops.domain.role import Role

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "follow-a-warning.md"
DAY = datetime(2031, 5, 4, tzinfo=UTC)
MISSION = "unvil"

GROUND = """\
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "South"},
 "geometry": {"type": "Polygon", "coordinates": [[[20,5],[24,5],[24,8],[20,8],[20,5]]]}}]}
"""
FRAME = """\
mission: {id: UNVIL, phase: in_mission}
areas: [{id: south, title: the south, post: post of head, covers: [unit:South]}]
posts: [{id: post of head, deputy: post of deputy}]
actors:
  - {id: watch_band, title: the band of the hills, kind: militia, sponsored_by: [brigade_9]}
  - {id: brigade_9, title: 9th brigade, kind: host_force, part_of: [ministry]}
authorities:
  - {id: ministry, title: ministry of defence, side: host}
  - {id: prefect_south, title: prefect of the south, side: host, responsible_for: [south]}
posture:
  - {id: PO1, authority: prefect_south, area: south, will: 3, capacity: 1, role: protector,
     review_by: 2031-08-01}
  - {id: PO2, authority: ministry, will: 3, capacity: 3, role: protector, review_by: 2031-08-01}
"""
NOTICE = """\
id = "W1-1"
title = "Raid on the market feared"
actor = "watch_band"
against = "traders and families at the market of Naemthregesh"
harm_types = ["killing", "looting"]
people = 900
area = "south"
place = "Naemthregesh"
window_from = 2031-05-05T04:00:00Z
window_to = 2031-05-05T14:00:00Z
level = "high"
imminent = false
likelihood = "likely"
confidence = "moderate"
confidence_reasons = "a caller and a patrol saw them apart; nobody knows their orders"
basis = ["I1", "I2"]
threats = ["T1"]
asked = "presence at the market from 16:00 today"
"""
PEOPLE = {
    "watch": Role.WATCHKEEPER,
    "analyst": Role.ANALYST,
    "head": Role.HEAD_OF_FIELD_OFFICE,
    "chief": Role.HEAD_OF_MISSION,
    "liaison": Role.HOST_LIAISON,
    "aid": Role.HUMANITARIAN_LIAISON,
}
"""Accounts by user name; each works in a function, and none bears a name."""


class Act(msgspec.Struct, frozen=True):
    """One command: how many hours after midnight, by whom, which, and with which exit status."""

    hours: float
    who: str
    command: str
    status: int = 0


class Scene(msgspec.Struct, frozen=True):
    """A step of the story.

    Attributes:
        title: of its section.
        before: why it is done.
        acts: what is typed.
        after: what it shows.
    """

    title: str
    before: str
    acts: tuple[Act, ...]
    after: str = ""


SCENES = (
    Scene(
        "An alert is logged",
        "Somebody calls the hotline at ten past six and says no name. None is asked for.",
        (
            Act(6.2, "watch", 'warning alert DIR A1 "forty armed men on the road from the hills; '
                'tomorrow is market day" --channel hotline --network Naemthregesh --area south '
                "--place Naemthregesh --expected 2031-05-05T05:00"),
            Act(6.4, "watch", "warning step DIR A1 acknowledged"),
        ),
        "The clock runs from the receipt. What was said is on record; who said it is not, and a "
        "telephone number in the text would have been refused.",
    ),
    Scene(
        "It is graded and linked",
        "The same is logged as an item, and so is what a patrol saw. The machine puts forward that "
        "both tell of one thing, and why; the analyst decides.",
        (
            Act(6.6, "watch", 'item log DIR I1 "forty armed men on the road from the hills" '
                "--date 2031-05-04 --area south --actor watch_band --channel hotline --kind alert "
                "--grade F6"),
            Act(6.8, "watch", 'item log DIR I2 "sixty armed men on the hills road near the ford" '
                "--date 2031-05-04 --area south --actor watch_band --component force --kind patrol "
                "--grade B2"),
            Act(7.0, "analyst", "link propose DIR --no-events"),
            Act(7.1, "analyst", "link accept DIR link:I1~I2 --reason 'same men, same road'"),
            Act(7.2, "analyst", "item grade DIR I1 2 --base-version 1 --reason 'fits what the "
                "patrol saw'"),
        ),
        "The caller's letter stays F: nothing is known of earlier calls, and unknown is not worst.",
    ),
    Scene(
        "A threat is raised, and one contributor sees it otherwise",
        "The analyst sets a level; nobody and nothing else can. Meridor's adviser may see the "
        "threat and dissents, in Meridor's name, without changing it.",
        (
            Act(7.4, "analyst", 'threat raise DIR T1 "raid on the market of Naemthregesh" --actor '
                "watch_band --area south --level high --harm killing --harm looting --people 900 "
                "--source I1 --source I2 --owner 'post of head' --review-by 2031-05-11"),
            Act(7.6, "meridor", 'threat dissent DIR T1 "our patrols met traders among them" '
                "--level moderate"),
            Act(7.7, "meridor", "threat judge DIR T1 --base-version 1 --reason 'as we said' "
                "--level moderate", 4),
            Act(7.8, "analyst", "threat show DIR T1"),
        ),
    ),
    Scene(
        "A warning is issued",
        "It says who, where, when, against whom, on what basis and how sure (`notice.toml`, "
        "below). A field left out stops it; one named under `unknown` does not.",
        (
            Act(8.0, "watch", "warning issue DIR notice.toml --warning W1 --alert A1 --owner "
                "'post of head'"),
            Act(8.1, "aid", "warning inbox DIR"),
        ),
        "It reaches whoever's duty it is in that area, and whoever asked for such notices and may "
        "read it. The humanitarian liaison receives it without what is asked of others.",
    ),
    Scene(
        "It is acknowledged and decided",
        "",
        (
            Act(8.3, "head", "warning acknowledge DIR W1-1"),
            Act(8.5, "head", 'warning decide DIR W1 respond "market day can not be moved" '
                "--alternative 'ask traders to stay away' --decision D1"),
        ),
        "Verification was skipped, and the step says so: acting first is allowed.",
    ),
    Scene(
        "What the host gets is decided by a person",
        "The prefect is responsible for the south and judged willing. But a brigade of the host's "
        "feeds the band, and how the prefect is tied to that brigade is not on record.",
        (
            Act(8.6, "head", "warning host DIR W1-1 prefect_south --ask", 4),
            Act(8.7, "watch", "warning host DIR W1-1 prefect_south --ask --reason 'he is willing'",
                4),
            Act(8.8, "head", "warning host DIR W1-1 prefect_south --ask --reason 'he sent police "
                "twice this year, and told nobody' --name-place"),
            Act(8.9, "head", "warning host-confirm DIR HR", 4),
            Act(9.0, "chief", "warning host-confirm DIR HR"),
            Act(9.1, "head", "warning host-paper DIR HR"),
            Act(9.2, "head", "warning host DIR W1-1 ministry"),
        ),
        "A tie that is not known counts as one: the default is off, and releasing took a reason "
        "and a second person. The paper says what is feared, and nothing of who told it; it names "
        "the market's town only because the head let the place stand. To the ministry, tied to "
        "the band by its brigade, nothing has gone.",
    ),
    Scene(
        "Both responders answer",
        "",
        (
            Act(10.0, "liaison", "warning respond DIR W1 R1 host --reason no_mobility"),
            Act(16.5, "watch", "warning respond DIR W1 R2 mission --departed 2031-05-04T09:30 "
                "--on-site 2031-05-04T16:00"),
            Act(17.0, "analyst", 'warning update DIR W1 "half of them turned back at the ford"'),
        ),
    ),
    Scene(
        "What came of it is judged afterwards",
        "",
        (
            Act(34.0, "analyst", 'warning outcome DIR W1 came "they came, saw the patrol and left; '
                'I3" --effect R2=averted'),
        ),
    ),
    Scene(
        "The community is answered, safely",
        "A call back would reach whoever holds the telephone.",
        (
            Act(35.0, "watch", 'warning feed-back DIR W1 "thank you for calling" --channel '
                "telephone", 2),
            Act(50.0, "watch", 'warning feed-back DIR W1 "told at the market: patrols stay on '
                'market days" --channel meeting'),
            Act(50.5, "watch", "warning step DIR W1 closed"),
            Act(51.0, "watch", "warning watch DIR"),
        ),
        "The watch prints nothing: nothing waits.",
    ),
    Scene(
        "It is scored",
        "With the incidents known in that time, recall can be told too: one raid nobody had "
        "warned of.",
        (
            Act(80.0, "watch", "warning scorecard DIR --incident I3@south@2031-05-05T06:00 "
                "--incident I9@south@2031-05-06T22:00"),
        ),
        "One case says nothing about a mission, and the card says that beside every figure.",
    ),
)  # fmt: skip

_HEAD = """# Follow a warning

One warning from the first call to the scorecard, by the people whose work it is. All of it is
invented. This page is made by running its commands, and a test runs them again.

Each command is typed by somebody who signed in ([how](manage-accounts-and-keys.md)); who it was
stands before it. More on each part: [the threat register](keep-the-threat-register.md),
[warnings](issue-a-warning.md), [the scorecard](read-the-scorecard.md).
"""


def render_page() -> str:
    """Run the story in new registers and return the page."""
    parts = [_HEAD]
    with tempfile.TemporaryDirectory() as folder, _mission(Path(folder) / MISSION) as play:
        for number, scene in enumerate(SCENES, start=1):
            parts.append(f"\n## {number}. {scene.title}\n\n")
            parts.append(f"{scene.before}\n\n" if scene.before else "")
            parts += [play(act) for act in scene.acts]
            parts.append(f"{scene.after}\n" if scene.after else "")
            if "notice.toml" in scene.before:
                parts.append(f"\n```toml\n{NOTICE}```\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


class _Play:
    """Runs commands as the people of the story, at the times of the story."""

    def __init__(self, folder: Path, people: dict[str, object]) -> None:
        self.folder = folder
        self.people = people
        self.numbers: dict[str, str] = {}

    def __call__(self, act: Act) -> str:
        at = DAY + timedelta(hours=act.hours)
        words = [self._word(word) for word in shlex.split(act.command)]
        out, err = io.StringIO(), io.StringIO()
        status: object = None
        session = self.people[act.who].session(at)  # type: ignore[attr-defined]
        with (
            mock.patch("peaceops.services.register.opening.session_at", return_value=session),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                importlib.import_module("peaceops.cli.main").main(words)
            except SystemExit as left:
                status = left.code
        if status != act.status:
            raise AssertionError(f"{act}: left with {status}: {err.getvalue()}")
        typed = " ".join(act.command.replace("DIR", MISSION).split())
        if typed.endswith(" HR"):
            typed = typed.removesuffix("HR") + self.numbers[words[-1]]
        printed = self._steady(out.getvalue() + err.getvalue())
        then = f"{printed.rstrip()}\n" if printed.strip() else ""
        return f"```text\n{at:%-d %B %H:%M} {act.who}$ peaceops {typed}\n{then}```\n\n"

    def _word(self, word: str) -> str:
        if word == "DIR":
            return str(self.folder)
        if word == "HR":
            return next(name for name in reversed(self.numbers) if name.startswith("HR-"))
        return str(self.folder / word) if word.endswith(".toml") else word

    def _steady(self, text: str) -> str:
        """Return a text with the ids that are drawn anew each time as one that stays."""

        def known(found: re.Match[str]) -> str:
            prefix = found[1]
            return self.numbers.setdefault(found[0], f"{prefix}-{len(self.numbers) + 1:08x}")

        return re.sub(r"\b(DIS|EV|HR|D|SI)-[0-9a-f]{8}\b", known, text)


@contextlib.contextmanager
def _mission(folder: Path) -> Iterator[_Play]:
    """Set registers up with accounts for the story, and take its frame in."""
    from peaceops.domain.grant import Grant
    from peaceops.domain.strategy.graph import as_day
    from peaceops.registers.key import cost
    from peaceops.registers.opening import close_registers, open_registers
    from peaceops.services.register.inbox import subscribe
    from peaceops.services.register.strategy import take_strategy
    from tests.conftest import bare_mission
    from tests.security.people import House

    assert as_day(DAY) == DAY.date()
    bare_mission(folder)
    (folder / "inputs").mkdir()
    (folder / "inputs/area.geojson").write_text(GROUND, encoding="utf-8")
    (folder / "notice.toml").write_text(NOTICE, encoding="utf-8")
    frame = folder / "frame.yaml"
    frame.write_text(FRAME, encoding="utf-8")
    # A test's passwords need not be dear to guess.
    cheap = cost.Cost(passes=1, memory_kib=1024, lanes=1)
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with mock.patch.object(cost, "COST", cheap), mock.patch.dict(os.environ, without, clear=True):
        open_registers(folder, make=True)
        try:
            house = House(folder)
            people: dict[str, object] = {
                name: house.add(name, role) for name, role in PEOPLE.items()
            }
            people["meridor"] = house.add(
                "meridor", Grant(role=Role.CONTRIBUTOR, contributor="Meridor")
            )
            chief = people["chief"].session(DAY)  # type: ignore[attr-defined]
            take_strategy(chief, frame)
            subscribe(people["aid"].session(DAY))  # type: ignore[attr-defined]
            yield _Play(folder, people)
        finally:
            close_registers()


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(render_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
