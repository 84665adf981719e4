"""Small files for ids of peers that neither the corpus nor our manual provokes."""

from __future__ import annotations

SMALL_FILES = {
    "two-commands": 'FROM debian:13\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]\nCMD ["d"]\n',
    "two-health-checks": 'FROM debian:13\nHEALTHCHECK CMD ["a"]\nHEALTHCHECK CMD ["b"]\nUSER 1\n',
    "port-out-of-range": "FROM debian:13\nEXPOSE 80000\nUSER 1\n",
    "one-name-twice": "FROM debian:13 AS a\nRUN true\n\nFROM alpine:3.22 AS a\nRUN true\n",
    "archive-copied": "FROM debian:13\nCOPY tool.tar.gz /tmp/\nRUN tar -xzf /tmp/tool.tar.gz -C /opt\n",
    "dist-upgrade": "FROM debian:13\nRUN apt-get update && apt-get dist-upgrade -y\n",
    "system-folder": "FROM debian:13\nWORKDIR /proc/self\n",
    "forced": "FROM debian:13\nRUN apt-get update && apt-get install --force-yes -y curl\n",
    "unchecked-npm": "FROM node:24\nENV NPM_CONFIG_STRICT_SSL=false\n",
    "unchecked-yum": "FROM rockylinux:9\nRUN yum install -y --setopt=sslverify=false curl && yum clean all\n",
    "unchecked-yum-option": "FROM rockylinux:9\nRUN yum-config-manager --save --setopt=sslverify=false\n",
    "trusted-host": "FROM python:3.14\nENV PIP_TRUSTED_HOST=example.com\n",
    "unchecked-python": "FROM python:3.14\nENV PYTHONHTTPSVERIFY=0\n",
    "circle": "FROM a AS one\nCOPY --from=two /x /x\n\nFROM b AS two\nCOPY --from=one /x /x\n",
    "cuda-twice": "FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04\nRUN apt-get update && apt-get install -y cuda-toolkit-13-0\n",
    "conda-on-gpu": "FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04\nRUN conda install -y pytorch torchvision pytorch-cuda=12.4 -c pytorch\n",
    "shell-in-nothing": "FROM scratch\nRUN echo a\n",
    "mistyped-frontend": "# syntax=docker/dokcerfile:1\nFROM debian:13\n",
    "old-bundler-flags": "FROM ruby:3.4 AS app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install --without development --deployment\n",
    "bundler-cache": 'FROM ruby:3.4\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCMD ["rails", "server"]\n',
    "rails-key": 'FROM ruby:3.4\nARG RAILS_MASTER_KEY\nCMD ["rails", "server"]\n',
    "gem-credentials": "FROM ruby:3.4\nARG BUNDLE_GEMS__CONTRIBSYS__COM\nRUN bundle install\n",
    "undefined-in-from": "FROM debian:${VERSION}\nRUN true\n",
    "undescribed": "# nothing of the kind\nARG version=1\nFROM debian:13\n",
}
"""By name; each stands on its own, and nothing in it is a secret."""
