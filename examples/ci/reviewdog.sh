#!/bin/sh
# Comments with one-click changes in a pull or merge request, by reviewdog.
# REVIEWDOG_REPORTER is github-pr-review or gitlab-mr-discussion.
stalcfg lint --fail-on never --format rdjson mail |
  reviewdog -f=rdjson -name=stalcfg -reporter="${REVIEWDOG_REPORTER:-local}" -filter-mode=added -fail-level=error
