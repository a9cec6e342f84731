"""Commands about the audit: verify it, sign where it ends, make the key that signs."""

import json
import os
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say

app = App(name="audit", help="Verify the audit; sign where it ends, to keep that elsewhere.")

PASSPHRASE = "PEACEOPS_PASSPHRASE"  # noqa: S105
"""The variable that scripts give a passphrase in."""
Json = Annotated[bool, Parameter(name="--json", negative="")]


@app.command
def verify(
    folder: Path,
    *,
    head: tuple[Path, ...] = (),
    public_key: str | None = None,
    json_output: Json = False,
) -> int:
    """Walk through the audit; exit with 1 and name the first entry that does not hold.

    Args:
        folder: the mission's.
        head: signed heads that were kept elsewhere; with them a cut at the end shows too.
        public_key: the key that must have signed them; default: any that the registers know.
        json_output: print it as JSON.
    """
    from peaceops.domain.error import DONE, FINDINGS
    from peaceops.services.register.audit import verify_audit

    report = verify_audit(folder, heads=head, public=public_key)
    broken = report.broken
    if json_output:
        content = {
            "format": 1,
            "entries": report.end.seq,
            "heads": report.heads,
            "holds": broken is None,
            "broken_at": None if broken is None else broken.seq,
            "reason": None if broken is None else broken.reason,
        }
        say(json.dumps(content, sort_keys=True))
    elif broken is None:
        beside = f", {report.heads} kept heads found in it" if report.heads else ""
        say(f"{report.end.seq} entries, the chain holds{beside}")
        if not report.heads:
            say("A cut at its end can not be seen without a head kept elsewhere: --head FILE")
    else:
        say(f"the chain does not hold at entry {broken.seq}: {broken.reason}")
    return DONE if broken is None else FINDINGS


@app.command
def head(folder: Path, out: Path) -> None:
    """Sign where the audit ends and write it to a file, which belongs elsewhere.

    Args:
        folder: the mission's.
        out: file to be written, best on another machine or a stick in the safe.
    """
    from datetime import UTC, datetime

    from peaceops.services.register.audit import write_head

    signed = write_head(folder, out, ask_passphrase(), datetime.now(UTC))
    say(f"{out}: entry {signed.seq}, signed by {signed.public}")


@app.command
def key(folder: Path) -> None:
    """Make the key that signs heads, sealed with a passphrase, and print its public half.

    Args:
        folder: the mission's.
    """
    from datetime import UTC, datetime

    from peaceops.services.register.audit import make_audit_key

    public = make_audit_key(folder, ask_passphrase(twice=True), datetime.now(UTC))
    say(f"public key: {public}")
    say("Note it down elsewhere: with it, anyone can verify a head without these registers.")


def ask_passphrase(*, twice: bool = False) -> str:
    """Return a passphrase, from the environment or typed unseen.

    Raises:
        PeaceopsError: nobody can be asked, or the two that were typed differ.
    """
    given = os.environ.pop(PASSPHRASE, None)  # it is no setting, and need not stay in memory
    if given is not None:
        return given
    from peaceops.cli.at_work import ask_hidden
    from peaceops.domain.error import PeaceopsError

    words = ask_hidden("passphrase: ")
    if twice and ask_hidden("once more: ") != words:
        raise PeaceopsError("the two passphrases differ")
    return words
