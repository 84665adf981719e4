"""Rules about the commands that RUN, CMD, ENTRYPOINT and HEALTHCHECK hold, whatever tool they call."""
