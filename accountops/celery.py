"""Celery: the wake-up and the muscle. PostgreSQL remembers what to do: losing a message costs seconds."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import celeryd_after_setup, celeryd_init, setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")

WAKE_UP_SECONDS = float(settings.WAKE_UP_SECONDS)
MAIL_SECONDS = 30.0
FRESH_MAIL = {"expires": 30}
FRESH = {"expires": 5}  # a wake-up that waited longer is useless: the next one has been sent meanwhile

app = Celery("accountops")
app.set_default()  # "current" is per thread, and pages are served by threads
app.conf.update(
    broker_url=settings.BROKER_URL,
    result_backend=None,
    task_ignore_result=True,
    accept_content=["json"],
    task_serializer="json",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    timezone="UTC",
    # A page that hands over work must not hang while the broker is away: fail fast, the loops catch up.
    task_publish_retry=False,
    broker_connection_timeout=2,
    broker_transport_options={
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "max_retries": 0,
    },
    # A worker, on the contrary, waits for its broker as long as it takes.
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    beat_schedule={
        "run-deadlines": {
            "task": "cases.tasks.run_deadlines",
            "schedule": WAKE_UP_SECONDS,
            "options": FRESH,
        },
        "drain-outbox": {"task": "cases.tasks.drain_outbox", "schedule": WAKE_UP_SECONDS, "options": FRESH},
        "run-imports": {"task": "cases.tasks.run_imports", "schedule": WAKE_UP_SECONDS, "options": FRESH},
        "run-replays": {"task": "cases.tasks.run_replays", "schedule": 30.0, "options": {"expires": 30}},
        "run-scenarios": {"task": "cases.tasks.run_scenarios", "schedule": 30.0, "options": {"expires": 30}},
        "move-deadlines": {
            "task": "cases.tasks.move_deadlines",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        "scan-files": {"task": "cases.tasks.scan_files", "schedule": WAKE_UP_SECONDS, "options": FRESH},
        "read-mails": {"task": "cases.tasks.read_mails", "schedule": MAIL_SECONDS, "options": FRESH_MAIL},
        "fetch-mails": {"task": "cases.tasks.fetch_mails", "schedule": MAIL_SECONDS, "options": FRESH_MAIL},
        # By the clock, not by an interval: a beat that was just restarted still anchors within the hour.
        "anchor-chain": {"task": "cases.tasks.anchor_chain", "schedule": crontab(minute=7)},
        "keep-figures": {"task": "cases.tasks.keep_figures", "schedule": crontab(minute=37)},
        "forget-imports": {"task": "cases.tasks.forget_imports", "schedule": crontab(minute=53)},
        "forget-keys": {"task": "cases.tasks.forget_keys", "schedule": crontab(minute=23)},
    },
)
app.autodiscover_tasks()
app.conf.include = ["accountops.worker_watch"]


@setup_logging.connect  # type: ignore[untyped-decorator]  # celery ships no types
def _keep_our_logging(**kwargs: object) -> None:
    """Celery leaves logging alone when somebody listens to this signal: Django has set it up."""


@celeryd_init.connect  # type: ignore[untyped-decorator]  # as above
def _give_way(**kwargs: object) -> None:
    """A worker is started by its command only, so that no other process that uses Celery becomes slower."""
    from cases.batching import give_way

    give_way()


@celeryd_after_setup.connect  # type: ignore[untyped-decorator]  # as above
def _keep_what_stays(**kwargs: object) -> None:
    """Everything is loaded and the pool is not there yet: what all of it shares is set aside once."""
    from cases.batching import keep_what_stays

    keep_what_stays()
