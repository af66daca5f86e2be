"""The tables, by numbered migrations, in SQL that both databases take (`database.py` says how types are spelled).

Times are seconds since the epoch, unless a column's name ends in ``_ms``. Money is in micro-dollars.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MIGRATIONS"]

MIGRATIONS: Final[tuple[str, ...]] = (
    """
    CREATE TABLE scope (
        id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, used INTEGER NOT NULL);
    CREATE INDEX scope_used ON scope (used);
    CREATE TABLE entry (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        type TEXT NOT NULL, number INTEGER NOT NULL, digest BLOB NOT NULL, sealed BLOB NOT NULL,
        PRIMARY KEY (scope, type, number), UNIQUE (scope, type, digest)) WITHOUT ROWID;
    CREATE TABLE token (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        digest BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (scope, digest)) WITHOUT ROWID;
    CREATE TABLE reserved (
        scope INTEGER NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
        type TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (scope, type, number)) WITHOUT ROWID;
    CREATE TABLE state (name BLOB PRIMARY KEY, sealed BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE seen (digest BLOB PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE access_key (
        digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, prefix TEXT NOT NULL,
        created INTEGER NOT NULL, revoked INTEGER) WITHOUT ROWID;
    """,
    """
    ALTER TABLE access_key ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
    ALTER TABLE access_key ADD COLUMN expires INTEGER;
    ALTER TABLE access_key ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
    CREATE INDEX access_key_organisation ON access_key (organisation, created);

    CREATE TABLE person (
        id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL,
        is_admin INTEGER NOT NULL, created INTEGER NOT NULL, disabled INTEGER);
    CREATE TABLE organisation (id TEXT PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL);
    CREATE TABLE membership (
        person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        organisation TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
        role TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (person, organisation));
    CREATE INDEX membership_organisation ON membership (organisation);
    CREATE TABLE session (
        digest BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        csrf TEXT NOT NULL, created INTEGER NOT NULL, used INTEGER NOT NULL, expires INTEGER NOT NULL);
    CREATE INDEX session_person ON session (person);
    CREATE TABLE invitation (
        digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, organisation TEXT NOT NULL, email TEXT NOT NULL,
        role TEXT NOT NULL, is_admin INTEGER NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL);
    CREATE TABLE throttle (name BLOB PRIMARY KEY, failures INTEGER NOT NULL, until INTEGER NOT NULL);

    CREATE TABLE balance (account TEXT PRIMARY KEY, available INTEGER NOT NULL);
    CREATE TABLE lease (
        holder TEXT NOT NULL, account TEXT NOT NULL, amount INTEGER NOT NULL, expires INTEGER NOT NULL,
        PRIMARY KEY (holder, account));
    CREATE INDEX lease_account ON lease (account);
    CREATE TABLE ledger (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL, at_ms INTEGER NOT NULL, amount INTEGER NOT NULL,
        kind TEXT NOT NULL, access_key TEXT NOT NULL, request TEXT NOT NULL, note TEXT NOT NULL);
    CREATE INDEX ledger_account ON ledger (account, id);
    CREATE TABLE bucket (name TEXT PRIMARY KEY, level INTEGER NOT NULL, at_ms INTEGER NOT NULL);

    CREATE TABLE audit (
        id INTEGER PRIMARY KEY, writer TEXT NOT NULL, number INTEGER NOT NULL, at_ms INTEGER NOT NULL,
        organisation TEXT NOT NULL, access_key TEXT NOT NULL, surface TEXT NOT NULL, provider TEXT NOT NULL,
        model TEXT NOT NULL, policy TEXT NOT NULL, decision TEXT NOT NULL, request TEXT NOT NULL,
        details TEXT, details_digest BLOB NOT NULL, digest BLOB NOT NULL, UNIQUE (writer, number));
    CREATE INDEX audit_organisation ON audit (organisation, at_ms, id);
    CREATE INDEX audit_at ON audit (at_ms, id);
    CREATE INDEX audit_key ON audit (organisation, access_key, at_ms, id);
    CREATE INDEX audit_decision ON audit (organisation, decision, at_ms, id);
    CREATE INDEX audit_provider ON audit (organisation, provider, at_ms, id);
    CREATE INDEX audit_model ON audit (organisation, model, at_ms, id);
    CREATE INDEX audit_request ON audit (request);
    CREATE TABLE audit_head (
        writer TEXT PRIMARY KEY, number INTEGER NOT NULL, digest BLOB NOT NULL,
        first_number INTEGER NOT NULL, first_digest BLOB NOT NULL);
    CREATE TABLE audit_checkpoint (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, said TEXT NOT NULL);
    CREATE TABLE audit_subject (
        organisation TEXT NOT NULL, subject BLOB NOT NULL, writer TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (organisation, subject, writer, number)) WITHOUT ROWID;
    CREATE TABLE audit_position (
        sink TEXT NOT NULL, writer TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (sink, writer));

    CREATE TABLE app_use (
        organisation TEXT NOT NULL, access_key TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
        first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, requests INTEGER NOT NULL,
        characters INTEGER NOT NULL, blocked INTEGER NOT NULL,
        PRIMARY KEY (organisation, access_key, provider, model));
    CREATE TABLE app_category (
        organisation TEXT NOT NULL, access_key TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
        type TEXT NOT NULL, outcome TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (organisation, access_key, provider, model, type, outcome));
    CREATE TABLE usage_day (
        organisation TEXT NOT NULL, access_key TEXT NOT NULL, day INTEGER NOT NULL, requests INTEGER NOT NULL,
        characters INTEGER NOT NULL, cost INTEGER NOT NULL, masked INTEGER NOT NULL, blocked INTEGER NOT NULL,
        PRIMARY KEY (organisation, access_key, day));
    CREATE TABLE approved (
        organisation TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (organisation, provider, model));
    """,
    """
    CREATE TABLE idempotency (
        name BLOB PRIMARY KEY, body BLOB NOT NULL, answer BLOB, made INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX idempotency_made ON idempotency (made);
    """,
    """
    CREATE TABLE own_version (organisation TEXT PRIMARY KEY, version INTEGER NOT NULL);
    CREATE TABLE own_policy (
        organisation TEXT NOT NULL, name TEXT NOT NULL, sealed BLOB NOT NULL, changed INTEGER NOT NULL,
        by TEXT NOT NULL, PRIMARY KEY (organisation, name));
    CREATE TABLE own_allowed (
        organisation TEXT NOT NULL, id TEXT NOT NULL, sealed BLOB NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
        accepted INTEGER NOT NULL, PRIMARY KEY (organisation, id));
    """,
    """
    CREATE TABLE password_reset (
        digest BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        expires INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX password_reset_person ON password_reset (person);
    """,
)
"""Numbered from 1; each runs once. Never changed after a release, only added to."""
