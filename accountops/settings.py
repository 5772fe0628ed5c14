"""All settings. What differs between installations comes from the environment, through `accountops.env`.

ACCOUNTOPS_MODE says what this is: `production` (the default: nothing is lenient), `demo` (`make demo`),
`dev` (`make run`: DEBUG, reload) or `test` (set by the test plugin).
"""

from __future__ import annotations

import tempfile
from email.utils import parseaddr
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from accountops import addresses, env, logs
from accountops.mail_in import *  # noqa: F403 - settings, each of which stands there once

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.choice("ACCOUNTOPS_MODE", "production", ("production", "demo", "dev", "test"))
IS_PRODUCTION, IS_DEMO, IS_TEST = MODE == "production", MODE == "demo", MODE == "test"
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# --- Secrets. Gunicorn and Celery run no system checks, so a missing one stops the process right here.
LEAST_SECRET_LENGTH = 32
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in [env.secret("SECRET_KEY_PREVIOUS")] if key]
AUDIT_KEY = env.secret("AUDIT_KEY")  # HMAC key of the timeline's chain
METRICS_TOKEN = env.secret("METRICS_TOKEN")
if MODE in {"dev", "test"}:
    SECRET_KEY = SECRET_KEY or "insecure-key-for-development-and-tests-only"
    AUDIT_KEY = AUDIT_KEY or "insecure-audit-key-for-development-and-tests-only"
for _name, _value in {"SECRET_KEY": SECRET_KEY, "AUDIT_KEY": AUDIT_KEY}.items():
    if len(_value) < LEAST_SECRET_LENGTH or (IS_PRODUCTION and _value.startswith("insecure-")):
        raise ImproperlyConfigured(
            f"{_name} (or {_name}_FILE) must be set to at least {LEAST_SECRET_LENGTH} random characters.\n"
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"\n'
            "Only trying it out? `make demo` needs no settings at all."
        )

# --- Addresses
DEBUG = env.flag("DEBUG", default=MODE == "dev")
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows source and settings to strangers: it cannot be on in production.")
PUBLIC_URL = env.url(
    "PUBLIC_URL", "" if IS_PRODUCTION else "http://localhost:8000", schemes=("http", "https")
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", () if IS_PRODUCTION else ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if IS_TEST:
    ALLOWED_HOSTS += ["testserver"]
ROOT_URLCONF = "accountops.urls"
WSGI_APPLICATION = "accountops.wsgi.application"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# How many reverse proxies stand in front: their X-Forwarded-For, -Proto and X-Request-ID are believed.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, least=0, most=5)

INSTALLED_APPS = [
    "accountops",
    "cases",
    "rebooks",
    "takeovers",
    "affiliations",
    "advocacy",
    "cancellations",
    "cases.admin_config.AdminConfig",  # Django's admin, read-only and by role
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "django_fsm",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
# Apps of further kinds that are kept outside this tree, as importable names with commas between them.
INSTALLED_APPS += env.words("EXTRA_APPS")
INSTALLED_APPS += ["django_migration_linter"] if IS_TEST else []  # for its command, which a test runs
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # outermost: probes, static files and errors of the others carry it too
    "accountops.middleware.request_id.RequestIdMiddleware",
    "accountops.middleware.api_problems.ApiProblemsMiddleware",
    "accountops.middleware.health.HealthMiddleware",  # before ALLOWED_HOSTS: probes use a machine's address
    "accountops.middleware.timing.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accountops.middleware.headers.PrivateHeadersMiddleware",
    "accountops.middleware.shape.ShapeMiddleware",
    "accountops.middleware.method.MethodMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accountops.middleware.seen.SeenMiddleware",
    "accountops.middleware.outage.OutageMiddleware",  # innermost: it hears what views raise
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.context.shell",
                "accountops.context.banner",
            ],
            "libraries": {"i18n": "cases.templatetags.one_language"},
        },
    }
]
FORM_RENDERER = "cases.missing.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database
DATABASE_URL = env.url("DATABASE_URL", "", schemes=addresses.DATABASE_SCHEMES)
if not DATABASE_URL and IS_PRODUCTION:
    raise ImproperlyConfigured(
        "DATABASE_URL must be set, for example postgres://user:password@host/accountops"
    )
DATABASES = {"default": addresses.database(DATABASE_URL or "postgres://accountops@/accountops")}
_SESSION_OPTIONS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    # Every statement stops early or is answered by an index: starting helpers or a compiler costs more.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "random_page_cost": "1.1",  # what people look at all day is in memory, or on disks without heads
}
if IS_TEST:  # Django empties tables with TRUNCATE after some tests; the append-only triggers let it pass then
    _SESSION_OPTIONS["accountops.allow_truncate"] = "on"
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES["default"]["OPTIONS"] |= {
    "application_name": env.text("ACCOUNTOPS_PROCESS", "accountops"),
    "connect_timeout": 5,
    "options": " ".join(f"-c {key}={value}" for key, value in _SESSION_OPTIONS.items()),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits count in the database: shared by all web processes, and pages work while the broker is away.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accountops_cache"}
}

# --- Broker
REDIS_URL = env.url("REDIS_URL", "", schemes=addresses.BROKER_SCHEMES)
if not REDIS_URL and IS_PRODUCTION:
    raise ImproperlyConfigured("REDIS_URL must be set, for example redis://host:6379/0")
BROKER_URL = addresses.broker(REDIS_URL or "redis://localhost:6379/0")

# How often background work looks for what is due. Five at most: alarms count on six rounds in half a minute.
WAKE_UP_SECONDS = env.integer("WAKE_UP_SECONDS", 5, least=1, most=5)

# --- People
AUTH_USER_MODEL = "cases.User"
AUTHENTICATION_BACKENDS = ["accountops.accounts.PersonBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
]
if IS_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_ADAPTER = "accountops.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_FORMS = {"username", "email"}, {"login": "accountops.account_forms.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address; nobody signs up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES, MFA_TOTP_ISSUER = ["totp", "recovery_codes"], "AccountOps"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Browser security
SECURE_COOKIES = PUBLIC_URL.startswith("https://")
_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
API_CALLS_PER_MINUTE = env.integer("API_CALLS_PER_MINUTE", 1200, least=1, most=1_000_000)
SESSION_COOKIE_AGE = env.integer("SESSION_HOURS", 12, least=1, most=336) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE, SESSIONS_SEEN = True, not IS_TEST  # tests count statements
SECURE_SSL_REDIRECT = SECURE_COOKIES and env.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "font-src": _SELF,
        "connect-src": _SELF,
        "img-src": ["'self'", "data:"],
        "form-action": _SELF,
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": _SELF,
    }
}

# --- Files
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # of a form without its files; the API takes no more either
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1500  # a table of inputs has six to a row; beyond it, bring a file
# What a case takes. Sizes are checked before anything is read; requests far beyond them are answered 413.
FILE_TYPES = env.words(
    "FILE_TYPES", ("pdf", "png", "jpg", "jpeg", "txt", "csv", "json", "eml", "ics", "docx", "xlsx")
)
FILE_MAX_BYTES = env.integer("FILE_MAX_MB", 10, least=1, most=50) * 2**20
FILES_PER_CASE = env.integer("FILES_PER_CASE", 200, least=1, most=10_000)
FILES_PER_CASE_BYTES = env.integer("FILES_PER_CASE_MB", 250, least=1, most=10_000) * 2**20
FILES_PER_DAY = env.integer("FILES_PER_DAY", 300, least=1, most=100_000)  # of one person, in all cases
FILES_PER_DAY_BYTES = env.integer("FILES_PER_DAY_MB", 500, least=1, most=100_000) * 2**20
_FILES_PER_MINUTE = env.integer("FILES_PER_MINUTE", 20, least=1, most=10_000)
FILES_PER_MINUTE = 100_000 if IS_TEST else _FILES_PER_MINUTE
FORM_MAX_BYTES = max(FILE_MAX_BYTES, 21 * 2**20) + 3 * 2**20  # a file, or an import's table and its mapping
FILE_SCANNER = env.text("FILE_SCANNER")  # a function's dotted name, such as cases.files.clamd.scan
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "localhost:3310")  # or the path of its socket
CLAMD_TIMEOUT_SECONDS = env.integer("CLAMD_TIMEOUT_SECONDS", 30, least=1, most=120)
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
_PLAIN, _HASHED = "accountops.static_addresses.Plain", "accountops.static_addresses.Hashed"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN if MODE in {"dev", "test"} else _HASHED},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE in {"dev", "test"}
if IS_TEST:
    MEDIA_ROOT = Path(tempfile.gettempdir()) / "accountops-test-media"

# --- Mail
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD")
_EMAIL_TLS = env.choice("EMAIL_TLS", "starttls", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _EMAIL_TLS == "starttls", _EMAIL_TLS == "tls", 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "AccountOps <accountops@localhost>")
MAIL_REPLY_TO = env.text("MAIL_REPLY_TO") or parseaddr(DEFAULT_FROM_EMAIL)[1]  # answers; takes +plus parts
MAIL_DOMAIN = env.text("MAIL_DOMAIN") or MAIL_REPLY_TO.rpartition("@")[2]  # of Message-IDs
if "@" not in MAIL_REPLY_TO:
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL and MAIL_REPLY_TO must be mail addresses.")
# Mail that comes in. The server whose Authentication-Results are believed; whose mail may act by itself.
MAIL_MAX_BYTES = env.integer("MAIL_MAX_MB", 25, least=1, most=100) * 2**20
MAIL_RECEIVER = env.text("MAIL_RECEIVER")
MAIL_SENDERS = env.choice("MAIL_SENDERS", "verified" if IS_PRODUCTION else "gateway", ("verified", "gateway"))
MAIL_KNOWN_DOMAINS = env.words("MAIL_KNOWN_DOMAINS")
MAIL_TEAM = env.text("MAIL_TEAM", "customer_care")  # reads what no kind recognises
MAIL_PER_SENDER_AND_HOUR = env.integer("MAIL_PER_SENDER_AND_HOUR", 60, least=1, most=100_000)
MAIL_ACKNOWLEDGE = env.flag("MAIL_ACKNOWLEDGE", default=True)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"  # without EMAIL_HOST, mail can be read here
POSTBOX = VAR_DIR / "postbox"  # what the demo's own mail server took

# --- Outside systems: manual (a person does it there and confirms it), loopback (a stand-in) or a dotted name
_CONNECTOR = "loopback" if IS_DEMO else "manual"
CONNECTORS = {
    "crm": env.text("CRM_CONNECTOR", _CONNECTOR),
    "service_desk": env.text("SERVICE_DESK_CONNECTOR", _CONNECTOR),
}

# --- Metrics: several web processes add up their counters in files; the folder must be there first
METRICS_DIR = env.text("PROMETHEUS_MULTIPROC_DIR")
if METRICS_DIR:
    Path(METRICS_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)

# --- Demo
DEMO_CASES = env.integer("DEMO_CASES", 300, least=1, most=100_000)  # made for each kind when there is no case

# --- Language, time, logs
LANGUAGE_CODE, LANGUAGES, LOCALE_PATHS = "en", [("en", "English")], [BASE_DIR / "locale"]
USE_TZ, TIME_ZONE, USE_I18N = True, "UTC", len(LANGUAGES) > 1
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # the library i18n stands for Django's on purpose
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("LOG_FORMAT", "json" if IS_PRODUCTION else "text", ("json", "text"))
LOGGING, LOGGING_CONFIG = logs.config(LOG_LEVEL, LOG_FORMAT), "accountops.logs.configure"
