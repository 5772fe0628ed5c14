FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements/uv.txt requirements/prod.txt ./
RUN python -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --require-hashes -r uv.txt \
    && /tools/bin/uv venv /venv \
    && /tools/bin/uv pip install --no-cache --require-hashes --python /venv/bin/python -r prod.txt

FROM python:3.11-slim-bookworm AS product
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 VAR_DIR=/data STATIC_ROOT=/app/collected MEDIA_ROOT=/data/media
RUN useradd --uid 10001 --create-home --home-dir /data accountops
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py ./
COPY accountops accountops
COPY cases cases
COPY rebooks rebooks
COPY takeovers takeovers
COPY affiliations affiliations
COPY advocacy advocacy
COPY cancellations cancellations
COPY templates templates
COPY static static
# Values that let the settings be read while building; none of them is in the image afterwards.
RUN SECRET_KEY=only-while-the-image-is-being-built AUDIT_KEY=only-while-the-image-is-being-built-too \
    DATABASE_URL=postgres://nobody@/none REDIS_URL=redis://none/0 \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q accountops cases rebooks takeovers affiliations advocacy cancellations
USER accountops
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "from accountops.launcher.ports import answers; raise SystemExit(not answers('127.0.0.1', 8000))"]
CMD ["gunicorn", "-c", "python:accountops.gunicorn_conf", "-b", "0.0.0.0:8000", "accountops.wsgi"]
