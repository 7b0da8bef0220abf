"""All settings, read from the environment once. `docs/reference/settings.md` lists them."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

from gongkai.config import env

DATA = Path(env.text("GONGKAI_DATA", "var")).resolve()
DEBUG = env.flag("GONGKAI_DEBUG")


def _secret_key() -> str:
    """The key from the environment, or one made once and kept beside the data."""
    given = env.secret("GONGKAI_SECRET_KEY")
    if given:
        return given
    kept = DATA / "secret_key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(get_random_secret_key(), "utf-8")
        kept.chmod(0o600)
    return kept.read_text("utf-8")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1],testserver")
BASE_URL = env.text("GONGKAI_BASE_URL", "http://localhost:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")

# The site: what the header, the footer and the meta tags say (网站发展指引, rules §9.4–9.5).
SITE_NAME = env.text("GONGKAI_SITE_NAME", "澄明县人民政府")
SITE_DOMAIN = env.text("GONGKAI_SITE_DOMAIN", "www.chengming.gov.cn")
SITE_ID_CODE = env.text("GONGKAI_SITE_ID_CODE", "9999990001")
SITE_ICP = env.text("GONGKAI_SITE_ICP", "演示ICP备00000000号")
SITE_POLICE = env.text("GONGKAI_SITE_POLICE", "演示公网安备00000000000000号")
SITE_HOST_UNIT = env.text("GONGKAI_SITE_HOST_UNIT", "澄明县人民政府办公室")
SITE_CONTACT = env.text("GONGKAI_SITE_CONTACT", "0999-0000000")

INSTALLED_APPS = [
    "gongkai.kernel",
    "gongkai.web",
    "gongkai.audit",
    "gongkai.clock",
    "gongkai.orgs",
    "gongkai.casework",
    "gongkai.files",
    "gongkai.screening",
    "gongkai.search",
    "gongkai.catalogue",
    "gongkai.documents",
    "gongkai.filing",
    "gongkai.inforequests",
    "gongkai.statistics",
    "gongkai.reporting",
    "gongkai.desk",
    "gongkai.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.web.reading_mode.ReadingModeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.desk.middleware.ActorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "gongkai.statistics.middleware.VisitsMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongkai.web.context.site",
                "gongkai.desk.context.desk",
            ],
            "builtins": ["gongkai.web.templatetags.parts"],
        },
    }
]

DATABASES = {
    "default": env.database(
        env.secret("GONGKAI_DATABASE_URL", f"sqlite:///{DATA / 'gongkai.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "gongkai.orgs.backends.StaffBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_LENGTH = env.number("GONGKAI_PASSWORD_LENGTH", 10)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "mobile", "email")},
    },
    {
        "NAME": "gongkai.orgs.passwords.LongEnough",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "desk:sign_in"

AXES_FAILURE_LIMIT = env.number("GONGKAI_SIGN_IN_TRIES", 5)
AXES_COOLOFF_TIME = env.number("GONGKAI_SIGN_IN_COOLOFF_HOURS", 1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "gongkai.desk.views.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "gongkai.web.address.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False

TRUSTED_PROXIES = env.number("GONGKAI_TRUSTED_PROXIES", 0)
OTP_TOTP_ISSUER = SITE_NAME

SESSION_COOKIE_AGE = env.number("GONGKAI_SESSION_SECONDS", 8 * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.number("GONGKAI_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILES_ROOT = DATA / "files"
INDEX_ROOT = DATA / "index"
PAPERS_ROOT = DATA / "papers"
UPLOAD_LIMIT_BYTES = env.number("GONGKAI_UPLOAD_LIMIT_MB", 50) * 1024 * 1024
GAZETTE_DAYS = env.number("GONGKAI_GAZETTE_DAYS", 20)
EXPIRY_WATCH_MONTHS = env.number("GONGKAI_EXPIRY_WATCH_MONTHS", 6)
TRIAL_VALIDITY_YEARS = env.number("GONGKAI_TRIAL_VALIDITY_YEARS", 2)
VALIDITY_YEARS = env.number("GONGKAI_VALIDITY_YEARS", 5)
EXPLAINER_FOLLOW_DAYS = env.number("GONGKAI_EXPLAINER_FOLLOW_DAYS", 3)
# 报表: local days (rules §3.6) and who may read the list of those that have not filed.
FILING_ACCEPT_DAYS = env.number("GONGKAI_FILING_ACCEPT_DAYS", 5)
FILING_MEND_DAYS = env.number("GONGKAI_FILING_MEND_DAYS", 3)
FILING_URGE_EVERY = env.number("GONGKAI_FILING_URGE_EVERY", 5)
FILING_LIST_FOR_ALL = env.flag("GONGKAI_FILING_LIST_FOR_ALL", True)
FILING_LIST_PUBLIC = env.flag("GONGKAI_FILING_LIST_PUBLIC", False)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# 依申请公开: local settings of the intake (rules §16.14).
REQUESTS_PER_HOUR = env.number("GONGKAI_REQUESTS_PER_HOUR", 20)
CODE_TRIES_PER_HOUR = env.number("GONGKAI_CODE_TRIES_PER_HOUR", 10)
REQUEST_UPLOAD_BYTES = env.number("GONGKAI_REQUEST_UPLOAD_MB", 10) * 1024 * 1024
REQUEST_IDENTITY_COPY = env.flag("GONGKAI_REQUEST_IDENTITY_COPY", True)
FILE_UPLOAD_MAX_MEMORY_SIZE = REQUEST_UPLOAD_BYTES + 1024 * 1024  # not onto disk in clear
DRAFT_HOURS = env.number("GONGKAI_DRAFT_HOURS", 24)
IDENTITY_DAYS = env.number("GONGKAI_IDENTITY_DAYS", 1095)
CORRECTION_DAYS = env.number("GONGKAI_CORRECTION_DAYS", 20)
CONVERSION_APPLICANTS = env.number("GONGKAI_CONVERSION_APPLICANTS", 2)

# 年度报告 (rules §3.2, §3.4 C8): local readings.
MAKES_REGULATIONS = env.flag("GONGKAI_MAKES_REGULATIONS")
REPORT_LEAVES_OUT = env.words("GONGKAI_REPORT_LEAVES_OUT")

# Visits: counted in memory, written by each process every so many seconds (0: never by itself).
VISITS_SECONDS = env.number("GONGKAI_VISITS_SECONDS", 30)
VISIT_ROBOTS = env.words(
    "GONGKAI_VISIT_ROBOTS",
    "bot,spider,crawl,slurp,curl,wget,python,java/,go-http,okhttp,headless,monitor,scan",
)

REGION = env.text("GONGKAI_REGION", "999999")
DEMO_PASSWORD = env.secret("GONGKAI_DEMO_PASSWORD", "yanshi-zhanghao-88")
SCREENING_LEADERS = env.text("GONGKAI_LEADERS")
LINK_CHECK = env.flag("GONGKAI_LINK_CHECK", True)
AUDIT_HASH = env.text("GONGKAI_AUDIT_HASH", "sha256")
FIELD_KEYS = env.secret("GONGKAI_FIELD_KEYS")
FIELD_CIPHER = env.text("GONGKAI_FIELD_CIPHER", "aes")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("GONGKAI_LOG_LEVEL", "INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
