"""Accounts, tokens, keys, the audit, and who one is."""

from http import HTTPStatus

from ninja import Router

from peaceops.api.act import Service, act
from peaceops.services.register import account, audit_list, key, me, token

router = Router()
MADE = HTTPStatus.CREATED


act(router, "GET", "/me", me.who_am_i, tag="me")
act(router, "POST", "/change-password", account.change_password, tag="me")
act(router, "POST", "/renew-factor", account.renew_factor, tag="me")
act(router, "GET", "/tokens", token.list_tokens, tag="me")
act(router, "POST", "/tokens", token.make_token, status=MADE, tag="me")
act(router, "DELETE", "/tokens/{name}", token.revoke_token, on="number", tag="me")

act(router, "GET", "/accounts", account.list_accounts, tag="accounts")
act(router, "POST", "/accounts", account.add_account, status=MADE, tag="accounts")
ON_ACCOUNTS: tuple[tuple[str, Service], ...] = (
    ("grant-role", account.grant_role),
    ("revoke-role", account.revoke_role),
    ("reset-account", account.reset_account),
    ("end-account", account.end_account),
    ("give-key", key.give_key),
)
for _path, _service in ON_ACCOUNTS:
    act(router, "POST", f"/{_path}/{{path:name}}", _service, on="username", tag="accounts")
act(router, "GET", "/keys", key.key_holders, tag="accounts")
act(router, "POST", "/renew-key", key.renew_key, tag="accounts")

act(router, "GET", "/audit", audit_list.list_audit, tag="audit")
