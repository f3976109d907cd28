"""Permits (权限): one table says which role may do what, and to whom; everything not written here is refused.

Read by the actions and queries (to refuse), by the screen (to offer only what is allowed) and by the
tests (role by role). "To let a role do something" is one cell here.
"""

from __future__ import annotations

from metrics.errors import NotPermitted
from metrics.procedure import lifecycle

EVALUATOR, REPORTER, OFFICE, LEADER, VIEWER = "evaluator", "reporter", "office", "leader", "viewer"
ROLES = (EVALUATOR, REPORTER, OFFICE, LEADER, VIEWER)

# How far a permit reaches: every body; the person's own body; only what is sealed (published).
ALL, OWN, SEALED = "all", "own", "sealed"

PERMITS: dict[str, dict[str, str]] = {
    # what people ask
    "rounds.read": {EVALUATOR: ALL, REPORTER: ALL, OFFICE: ALL, LEADER: ALL, VIEWER: SEALED},
    "bodies.read": {EVALUATOR: ALL, REPORTER: ALL, OFFICE: ALL, LEADER: ALL, VIEWER: SEALED},
    "observations.read": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL},
    "boards.read": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL, VIEWER: SEALED},
    "records.export": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL, VIEWER: SEALED},
    "evidence.read": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL},
    "drafts.read": {EVALUATOR: ALL, OFFICE: ALL},
    "audit.read": {OFFICE: ALL, LEADER: ALL},
    # what people do
    "rounds.open": {OFFICE: ALL},
    "rounds.amend": {OFFICE: ALL},
    "bodies.amend": {OFFICE: ALL},
    "bodies.accept_thin_base": {OFFICE: ALL, LEADER: ALL},
    "bodies.withdraw_acceptance": {OFFICE: ALL, LEADER: ALL},
    "observations.record": {EVALUATOR: ALL, OFFICE: ALL},
    "observations.withdraw": {EVALUATOR: ALL, OFFICE: ALL},
    "imports.commit": {EVALUATOR: ALL, OFFICE: ALL},
    "imports.withdraw": {EVALUATOR: ALL, OFFICE: ALL},
    "entries.submit": {EVALUATOR: ALL, OFFICE: ALL},
    "drafts.save": {EVALUATOR: ALL, OFFICE: ALL},
    "drafts.discard": {EVALUATOR: ALL, OFFICE: ALL},
    "evidence.attach": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL},
    "evidence.withdraw": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL},
    "annual_reports.file": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL},
    "annual_reports.withdraw": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL},
    "notifications.mail": {OFFICE: ALL},
    "boards.compute": {OFFICE: ALL},
    "boards.seal": {LEADER: ALL},
    # rectification, besides the acts on an item (below)
    "rectification.read": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL},
    "rectification.draft": {OFFICE: ALL},
    "rectification.prove": {REPORTER: OWN},
    "rectification.remeasure": {EVALUATOR: ALL, OFFICE: ALL},
    "rectification.draft_letters": {OFFICE: ALL},
    "rectification.send_letter": {OFFICE: ALL, LEADER: ALL},
    "rectification.see": {EVALUATOR: ALL, REPORTER: OWN, OFFICE: ALL, LEADER: ALL},
}

# Who may do what to a rectification item is said once, in the table of its life (`lifecycle.STEPS`).
PERMITS |= {
    f"rectification.{act}": {role: OWN if role == REPORTER else ALL for role in lifecycle.roles_of(act)}
    for act in lifecycle.ACTS
}

# Acts after which the scores of a round may be different; a board computed before them is stale.
MOVES_SCORES = (
    "rounds.open",
    "bodies.amend",
    "bodies.accept_thin_base",
    "bodies.withdraw_acceptance",
    "observations.record",
    "observations.withdraw",
    "imports.commit",
    "imports.withdraw",
    "entries.submit",
)


def reach(role: str, act: str) -> str:
    """How far `role` may do `act`: ALL, OWN, SEALED, or "" for not at all (also for unknown names)."""
    return PERMITS.get(act, {}).get(role, "")


def allows(role: str, act: str, *, own: str = "", body: str = "", sealed: bool = False) -> bool:
    """Whether someone with `role`, at home in the body `own`, may do `act` to `body`.

    `body` is "" where the act concerns a whole round; `sealed` says that only published matter is
    touched. A reporter without a body of their own may do nothing to any body.
    """
    far = reach(role, act)
    if far == OWN:
        return bool(own) and body == own
    if far == SEALED:
        return sealed
    return far == ALL


def check(role: str, act: str, *, own: str = "", body: str = "", sealed: bool = False) -> None:
    """Refuse with NotPermitted unless `allows`."""
    if not allows(role, act, own=own, body=body, sealed=sealed):
        raise NotPermitted("not_permitted", role=role, act=act, body=body)
